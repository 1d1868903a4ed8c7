import type { JudgedRequest } from '../judge/judge.ts';
import { messageOf } from '../report/message.ts';

/**
 * Why a request built from earlier answers is not sent: the contract does not allow one of their
 * values in its new place, so that a refusal would be right.
 */
export function whyUnsound({ findings }: JudgedRequest): string | undefined {
  const found = findings.find(
    ({ code }) => code === 'value-invalid' || code === 'parameter-malformed',
  );
  return found && `what was answered cannot be sent: ${messageOf(found)}`;
}
