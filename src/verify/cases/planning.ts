import type { Operation } from '../../api/model.ts';
import type { Credentials } from '../../example/credentials.ts';
import type { RequestDraft } from '../../example/draft.ts';
import { writeRequest } from '../../example/write.ts';
import type { Finding } from '../../finding.ts';
import type { HttpRequest } from '../../http/exchange.ts';
import { isSafeMethod } from '../../http/method.ts';
import type { Location } from '../../json/document.ts';
import type { Judge, JudgedRequest } from '../../judge/judge.ts';
import type { Resources } from '../../resources/resource.ts';
import type { Case, CaseGroup, Expectation, Pairing, Step } from '../case.ts';
import { type Fixtures, withFixtures } from '../fixtures.ts';
import type { ItemPaths } from '../item-paths.ts';
import type { Leniency } from '../leniency.ts';
import type { Subject } from '../values/subject.ts';

export interface PlanOptions {
  /** Seeds the values that the contract leaves open; ids and order do not depend on it. */
  readonly seed?: number | string;
  readonly credentials?: Credentials;
  /** Random cases, after all others; none by default. */
  readonly fuzz?: Fuzz;
  /** Bytes of a body that provokes 413, if described; 0 sends none, and is the default. */
  readonly largeBody?: number;
  /** How often a request is sent to provoke 429, if described; 0 by default. */
  readonly burst?: number;
  /** All groups by default. */
  readonly groups?: readonly CaseGroup[];
  readonly fixtures?: Fixtures;
  readonly only?: (id: string) => boolean;
  /** The roles of operations; inferred from the contract by default. */
  readonly resources?: () => Resources;
  /** Receives the tests that have no case. */
  readonly skipped?: (one: SkippedProposal) => void;
}

/**
 * How many random cases to make. The same seed gives the same cases; a smaller number gives a
 * prefix.
 */
export interface Fuzz {
  readonly cases?: number;
  /** The number of valid and of invalid requests to each operation. */
  readonly rounds?: number;
  /** Whether the time is over. */
  readonly isOver?: () => boolean;
}

/** A test that the contract suggests but no request can express, or that exceeds a limit. */
export interface SkippedProposal {
  readonly id: string;
  readonly reason: string;
}

/** The facts that every group of cases needs. */
export interface Planning {
  readonly judge: Judge;
  readonly options: PlanOptions;
  readonly names: ReadonlyMap<Operation, string>;
  /** A value of a schema; always the same one. */
  readonly samples: Subject['sample'];
  /** The roles of operations, inferred when the first chain needs them. */
  readonly resources: () => Resources;
  readonly items: () => ItemPaths;
  /** The requests that cases start from, made once for an operation. */
  readonly validRequests: Map<Operation, readonly RequestDraft[]>;
  /** The request with a full body; made once for each request. */
  readonly whole: (draft: RequestDraft) => RequestDraft;
  /** The request with its body in each branch of its schema. */
  readonly branches: (draft: RequestDraft) => readonly RequestDraft[];
  /** Makes an id that no other case has. */
  readonly unique: (id: string) => string;
}

/** A proposed test; whether a request can express it is not yet known. */
export interface Proposal {
  readonly operation: Operation;
  readonly group: CaseGroup;
  /** The end of the id, after the operation's name and the group; every part is escaped. */
  readonly tokens: readonly string[];
  readonly title: string;
  readonly at: Location;
  /** Requests that express it, the best first; they are made when needed. */
  readonly drafts: Iterable<RequestDraft>;
  /** Whether the judge's verdict on the request is the intended one; otherwise the reason. */
  readonly expects: (verdict: JudgedRequest) => Expected;
  readonly shows?: Step['shows'];
  readonly isMadeUp?: boolean;
  /** Whether the contract shows it as a request to refuse, so it gets no fixtures. */
  readonly isAsShown?: boolean;
}

/** A fault to try, and how the judge must see it. */
export type InvalidProposal = Pick<Proposal, 'tokens' | 'title' | 'at' | 'drafts'> & {
  readonly isMeant: (found: Finding) => boolean;
  readonly leniency?: Leniency | undefined;
};

export type Expected =
  | { readonly ok: true; readonly expectation: Expectation }
  | { readonly ok: false; readonly reason: string };

/**
 * The case of a proposal: its first draft that means on the wire what was intended. Without one,
 * `skipped` receives the reason.
 */
export function* propose(proposal: Proposal, planning: Planning): Iterable<Case> {
  const { operation, group, tokens, title, at } = proposal;
  const { judge, options, names } = planning;
  const id = planning.unique([names.get(operation)!, group, ...tokens].join('/'));
  if (options.only?.(id) === false) return;
  let reason = 'no value was found for it';
  for (const draft of withGiven(proposal, options)) {
    const written = tryToWrite(draft, judge);
    if (!written.ok) {
      reason = written.reason;
      continue;
    }
    const judged = judge.request(written.request);
    const expected = proposal.expects(judged);
    if (!expected.ok) {
      reason = expected.reason;
      continue;
    }
    const { expectation } = expected;
    const made = { ok: true, request: written.request, draft, judged } as const;
    yield {
      id,
      group,
      operation,
      title,
      at,
      ...(proposal.isMadeUp === true && { isMadeUp: true }),
      safe: isSafeMethod(operation.method) && asksAsDescribed(group, expectation),
      steps: [
        {
          operation,
          make: () => made,
          expectation,
          ...usualFor(draft, planning),
          ...(proposal.shows !== undefined && { shows: proposal.shows }),
        },
      ],
    };
    return;
  }
  options.skipped?.({ id, reason });
}

/** The drafts with fixtures; without a fixture that would hide the fault. */
function* withGiven(
  { drafts, group, isAsShown }: Proposal,
  { fixtures }: PlanOptions,
): Iterable<RequestDraft> {
  if (isAsShown === true) return yield* drafts;
  for (const draft of drafts) {
    const given = withFixtures(draft, fixtures);
    yield given;
    if (given === draft || (group !== 'invalid' && group !== 'fuzz')) continue;
    for (const name of Object.keys(fixtures ?? {})) {
      const { [name]: _, ...others } = fixtures!;
      const fewer = withFixtures(draft, others);
      if (fewer !== given) yield fewer;
    }
    yield draft;
  }
}

function asksAsDescribed(group: CaseGroup, { kind }: Expectation): boolean {
  if (kind === 'limited') return true;
  if (group === 'fuzz' || group === 'example') return kind === 'accepted' || kind === 'shown';
  return group === 'valid' || group === 'chain';
}

/** The valid request of an operation, in the media type of a draft if it has one. */
function usualFor(
  draft: RequestDraft,
  { validRequests, whole, branches }: Planning,
): Pick<Step, 'usual' | 'alike'> {
  const { operation, body } = draft;
  // The first case of an operation is its example, and the other cases start from it.
  const known = validRequests.get(operation) ?? [draft];
  const media = body && 'media' in body ? body.media : undefined;
  const usual =
    known.find((one) => one.body && 'media' in one.body && one.body.media === media) ?? known[0];
  if (usual === undefined) return {};
  const others = known.filter((one) => one !== usual);
  return { usual, alike: () => [whole(usual), ...others, ...branches(usual)] };
}

type Written =
  | { readonly ok: true; readonly request: HttpRequest }
  | { readonly ok: false; readonly reason: string };

function tryToWrite(draft: RequestDraft, { schemas }: Judge): Written {
  try {
    const request = writeRequest(draft, schemas);
    const reason = whyUnsendable(request);
    return reason === undefined ? { ok: true, request } : { ok: false, reason };
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) {
      return { ok: false, reason: `it cannot be written: ${error.message}` };
    }
    throw error;
  }
}

/** Whether a request would change on its way, or not arrive. */
function whyUnsendable({ target, headers }: HttpRequest): string | undefined {
  // RFC 9110 section 5.5: bytes beyond ASCII are opaque, and white space around a value is dropped.
  const field = Object.entries(headers).find(
    ([, value]) => !/^(?:[\x21-\x7e](?:[\t\x20-\x7e]*[\x21-\x7e])?)?$/.test(String(value)),
  );
  if (field !== undefined) return `the field "${field[0]}" cannot carry it`;
  // RFC 3986 section 5.2.4 removes these segments.
  const isDotted = /(?:^|\/)(?:\.|%2e){1,2}(?:\/|\?|$)/i.test(target);
  return isDotted ? 'its path has a segment of dots' : undefined;
}

/** The judge accepts the request. */
export function keepsContract(operation: Operation, pairing?: Pairing): Proposal['expects'] {
  return (verdict) => {
    const wrong = verdict.findings.find(({ severity }) => severity === 'violation');
    if (verdict.operation !== operation) return routedElsewhere;
    if (wrong !== undefined) return { ok: false, reason: `it has ${describe(wrong)}` };
    return { ok: true, expectation: { kind: 'accepted', ...(pairing && { pairing }) } };
  };
}

/** An example named for a refusal: it is invalid, or it is valid and refused all the same. */
export function refusedAsShown(
  operation: Operation,
  pairing: Pairing | undefined,
): Proposal['expects'] {
  return (verdict) => {
    const because = verdict.findings.find(({ severity }) => severity === 'violation');
    if (verdict.operation !== operation) return routedElsewhere;
    if (because !== undefined) {
      const expectation = { kind: 'refused', because, ...(pairing && { pairing }) } as const;
      return { ok: true, expectation };
    }
    const expectation = pairing
      ? ({ kind: 'shown', pairing } as const)
      : ({ kind: 'accepted' } as const);
    return { ok: true, expectation };
  };
}

/** The request shows an example that breaks its schema. */
export function contradicted(operation: Operation): Proposal['expects'] {
  return (verdict) => {
    const because = verdict.findings.find(({ severity }) => severity === 'violation');
    if (verdict.operation !== operation) return routedElsewhere;
    if (because === undefined) return { ok: false, reason: 'nothing is wrong with it as sent' };
    return { ok: true, expectation: { kind: 'contradicted', because } };
  };
}

/** The request has exactly one fault, and it is the intended one. */
export function breaksOnly(
  operation: Operation,
  isMeant: (finding: Finding) => boolean,
  leniency?: Leniency,
): Proposal['expects'] {
  return (verdict) => {
    const wrong = verdict.findings.filter(({ severity }) => severity === 'violation');
    const [because] = wrong;
    if (verdict.operation !== operation) return routedElsewhere;
    if (because === undefined) return { ok: false, reason: 'nothing is wrong with it as sent' };
    if (wrong.length > 1) {
      return { ok: false, reason: `more is wrong with it: ${wrong.map(describe).join(', ')}` };
    }
    if (!isMeant(because)) return { ok: false, reason: `it has ${describe(because)} instead` };
    return { ok: true, expectation: { kind: 'refused', because, ...(leniency && { leniency }) } };
  };
}

const routedElsewhere: Expected = { ok: false, reason: 'its path belongs to another operation' };

function describe({ code, place, args }: Finding): string {
  const where = [place?.in, place?.name, place?.pointer].filter(Boolean).join(' ');
  return [code, args.keyword, where && `(${where})`].filter(Boolean).join(' ');
}
