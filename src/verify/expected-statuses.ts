import type { Operation } from '../api/model.ts';
import { isNamed } from '../api/operation-name.ts';
import type { StatusesByOperation } from '../configuration.ts';
import { type Finding, type FindingCode, finding } from '../finding.ts';
import {
  type AnsweredStep,
  type ExpectationVerdict,
  inStatus,
  type VerdictOptions,
} from './answered-step.ts';
import type { Expectation } from './case.ts';

/** Applies the agreed statuses to a verdict: they remove doubts, and select one of several statuses. */
export function byAgreement(
  answered: AnsweredStep,
  verdict: ExpectationVerdict,
  { statuses }: VerdictOptions,
): ExpectationVerdict {
  const { operation, expectation } = answered.step;
  const expected = statuses && expectedIn(statuses, operation, expectation);
  if (expected === undefined) return verdict;
  const { status } = answered.judged.exchange.response;
  const { findings, unrelated } = verdict;
  if (isAmong(status, expected)) {
    const others = findings.filter(({ code }) => !aboutAcceptance.has(code));
    return { findings: others, unrelated: undefined };
  }
  if (unrelated !== undefined || status >= 500) return { ...verdict, isDoubtful: false };
  if (expectation.kind === 'refused' && status < 400) {
    // If both sides agreed on the refusal, the contract need not describe it.
    const isWrong = expectation.because.severity === 'violation';
    return isWrong ? { findings: findings.map(asPromised), unrelated } : verdict;
  }
  if (expectation.kind === 'accepted' && status >= 400) return { ...verdict, isDoubtful: false };
  if (findings.some(({ code }) => code === 'success-undocumented')) return verdict;
  const args = { received: status, known: expected.map(String) };
  const unexpected = finding('status-unexpected', operation.at, inStatus, args);
  return { findings: [unexpected, ...findings], unrelated };
}

type Statuses = readonly (number | string)[];

function expectedIn(
  all: StatusesByOperation,
  operation: Operation,
  expectation: Expectation,
): Statuses | undefined {
  const [, expected] = Object.entries(all).find(([name]) => isNamed(operation, name)) ?? [];
  switch (expectation.kind) {
    case 'accepted':
      return expected?.valid;
    case 'refused':
      // Agreed statuses of invalid requests do not cover credentials.
      return expectation.because.place?.in === 'security' || expectation.pairing?.isRefusal
        ? undefined
        : expected?.invalid;
    default:
      return undefined;
  }
}

const aboutAcceptance: ReadonlySet<FindingCode> = new Set([
  'request-refused',
  'request-accepted',
  'request-crashed',
]);

function asPromised(found: Finding): Finding {
  const isOpen = found.code === 'request-accepted' && found.severity === 'undocumented';
  return isOpen ? { ...found, severity: 'violation' } : found;
}

function isAmong(status: number, expected: Statuses): boolean {
  const range = `${Math.floor(status / 100)}XX`;
  return expected.some((one) => one === status || [String(status), range].includes(String(one)));
}
