import type { JudgedRequest } from '../judge/judge.ts';
import { messageOf } from '../report/message.ts';

/**
 * Why a request that is made of earlier answers is not sent: a value that one of them gave is not
 * allowed where it would stand, so that whoever refuses it is right to.
 */
export function whyUnsound({ findings }: JudgedRequest): string | undefined {
  const found = findings.find(
    ({ code }) => code === 'value-invalid' || code === 'parameter-malformed',
  );
  return found && `what was answered cannot be sent: ${messageOf(found)}`;
}
