import type { Finding } from '../finding.ts';
import { type ExamineOptions, examine } from '../mock/examine.ts';
import type { Mock } from '../mock/mock.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import type { Log } from './log.ts';
import type { PageTraffic } from './page-traffic.ts';

/** Reports the faults of the served contracts. */
export interface Examination {
  /** Examines contracts completely, before they are served. */
  before(mocks: readonly Mock[]): Promise<ExitCode>;
  /** Examines contracts while they are served, and stops examining earlier ones. */
  during(mocks: readonly Mock[]): void;
  stop(): void;
}

export function createExamination(
  log: Log,
  isAnswering: () => boolean,
  pages?: PageTraffic,
): Examination {
  const isBusy = () => isAnswering() || pages?.isBusy() === true;
  let running = new AbortController();
  return {
    before: async (mocks) => codeOf(await examineAll(mocks, log, 'error')),
    during(mocks) {
      running.abort();
      running = new AbortController();
      const { signal } = running;
      const examineNow = () => examineAll(mocks, log, 'warn', { signal, isBusy });
      void (pages === undefined ? examineNow() : pages.settled(signal).then(examineNow));
    },
    stop: () => running.abort(),
  };
}

/** A reader needs no more than this for one contract. */
const shown = 20;

async function examineAll(
  mocks: readonly Mock[],
  log: Log,
  level: 'error' | 'warn',
  options: ExamineOptions = {},
): Promise<readonly Finding[]> {
  const all: Finding[] = [];
  for (const { name, judge } of mocks.flatMap(({ apis }) => apis)) {
    const found = await examine(judge, options);
    if (options.signal?.aborted) return all;
    for (const finding of found.slice(0, shown)) log.finding(level, finding, name);
    const more = found.length - shown;
    if (more > 0) {
      log[level](`${name}: and ${more} more; "specwright lint ${name}" lists them all`);
    }
    all.push(...found);
  }
  return all;
}

/** An unchecked part weighs more than a fault, because its faults are unknown. */
function codeOf(findings: readonly Finding[]): ExitCode {
  if (findings.length === 0) return exitCode.good;
  const isUnchecked = ({ code }: Finding) => code !== 'example-invalid';
  return findings.some(isUnchecked) ? exitCode.couldNotRun : exitCode.broken;
}
