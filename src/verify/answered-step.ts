import type { StatusesByOperation } from '../configuration.ts';
import type { RequestDraft } from '../example/draft.ts';
import type { Finding, Place, Severity } from '../finding.ts';
import type { JudgedExchange } from '../judge/judge.ts';
import type { Pairing, Step } from './case.ts';
import { adviserOf } from './leniency.ts';

/** A step that was sent, with the terms that its request was written from. */
export interface AnsweredStep {
  readonly step: Step;
  readonly judged: JudgedExchange;
  readonly draft: RequestDraft | undefined;
  readonly former: readonly JudgedExchange[];
}

export interface VerdictOptions {
  /** Names of the security schemes that a real credential was given for. */
  readonly credentials: ReadonlySet<string>;
  /** Whether a finding is about a format that is an annotation. */
  readonly isAnnotation?: (found: Finding) => boolean;
  /** Whether a finding is about a text that the run sent against an annotation. */
  readonly isEcho?: (found: Finding) => boolean;
  /** Whether advisories of a kind are reported: a leniency, or the code of a finding. */
  readonly advises?: (kind: string) => boolean;
  /** The statuses that both sides agreed on. */
  readonly statuses?: StatusesByOperation;
  /** The target of the requests. */
  readonly baseUrl?: string;
  /**
   * Whether an undescribed 5xx is accepted for a request that breaks the contract; by default it is
   * not.
   */
  readonly allow5xx?: boolean;
}

export interface ExpectationVerdict {
  readonly findings: readonly Finding[];
  /** Why the answer does not decide the case; `undefined` if it does. */
  readonly unrelated: string | undefined;
  readonly isDoubtful?: boolean;
}

export const inStatus: Place = { part: 'response', in: 'status' };

/** Whether the answer's status has an example with the same name as the request's example. */
export function isAsPaired({ judged }: AnsweredStep, { statuses }: Pairing): boolean {
  const { described } = judged.response;
  return described !== undefined && statuses.includes(described.status);
}

/**
 * Why an unexpected answer does not decide the case; `undefined` if the status matches the
 * example's name.
 */
export function whyNotPaired(answered: AnsweredStep, pairing: Pairing): string | undefined {
  if (isAsPaired(answered, pairing)) return undefined;
  const { status } = answered.judged.exchange.response;
  const shown = pairing.statuses.join(' or ');
  return `${status}: the contract has an example "${pairing.name}" for ${shown}, but OpenAPI does not say that examples of one name belong together`;
}

/** A server error is no refusal (RFC 9110 section 15.6). */
export function crashSeverity({ allow5xx }: VerdictOptions): Severity {
  return allow5xx === true ? 'undocumented' : 'violation';
}

export function advises(options: VerdictOptions, kind: string): boolean {
  return (options.advises ?? adviserOf())(kind);
}
