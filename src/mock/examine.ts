import { setImmediate, setTimeout } from 'node:timers/promises';
import type { Finding } from '../finding.ts';
import type { Judge } from '../judge/judge.ts';
import { lintContractInSteps } from '../lint/contract.ts';

export interface ExamineOptions {
  /** Calls the examination off. */
  readonly signal?: AbortSignal;
  /** Whether other work waits, which then gets most of the time. */
  readonly isBusy?: () => boolean;
}

/** How many milliseconds the examination may delay requests. */
const slice = 4;
const rest = 40;

/**
 * Checks a contract by itself: schemas that do not compile, examples that do not fit. It works in
 * small steps between requests, and can be canceled.
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
