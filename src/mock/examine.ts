import { setImmediate, setTimeout } from 'node:timers/promises';
import type { Finding } from '../finding.ts';
import type { Judge } from '../judge/judge.ts';
import { lintContractInSteps } from '../lint/contract.ts';

export interface ExamineOptions {
  /** Calls the examination off. */
  readonly signal?: AbortSignal;
  /** Whether others want to work as well; they then get most of the time. */
  readonly isBusy?: () => boolean;
}

/** How long requests may have to wait for the examination, in milliseconds. */
const slice = 4;
const rest = 40;

/**
 * What is wrong with a contract by itself: schemas that do not compile, examples that do not fit. It
 * is found out a little at a time, between requests, and not to the end once it is called off.
 */
export async function examine(
  judge: Judge,
  { signal, isBusy }: ExamineOptions = {},
): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  let started = performance.now();
  for (const findings of lintContractInSteps(judge)) {
    found.push(...findings);
    if (performance.now() - started < slice) continue;
    await (isBusy?.() ? setTimeout(rest, undefined, { ref: false }) : setImmediate());
    if (signal?.aborted) return found;
    started = performance.now();
  }
  return found;
}
