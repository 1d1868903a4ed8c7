import type { Handle, Incoming, Outgoing } from './http.ts';
import type { Depot } from './provider.ts';
import { type Edit, edited, type OperationId, operationOf, requests } from './requests.ts';

/** One way in which a provider breaks the contract. */
export interface Fault {
  readonly name: string;
  readonly kind: 'answer' | 'protocol' | 'request' | 'access' | 'state';
  readonly operation: OperationId;
  /** Where the contract says otherwise: a finding stands at one of these pointers, or inside. */
  readonly at: readonly string[];
  readonly apply: (handle: Handle, depot: Depot) => Handle;
  /** Requests that show the fault: the last answer is the one that breaks the contract. */
  readonly witness: readonly Incoming[];
  /** What the contract promises of the witness's answers, where their statuses and forms keep it. */
  readonly promise?: (answers: readonly Outgoing[]) => boolean;
}

export const schema = (path: string): string => `/components/schemas/${path}`;

type Row = readonly [name: string, operation: OperationId, at: string | readonly string[]];

/** The provider says something else than it should. */
export function answers(
  [name, operation, at]: Row,
  change: (answer: Outgoing, request: Incoming) => void,
  witness: Edit = () => {},
  kind: Fault['kind'] = 'answer',
): Fault {
  return {
    name,
    kind,
    operation,
    at: [at].flat(),
    apply: (handle) => (request) => {
      const answer = handle(request);
      if (operationOf(request) !== operation || answer.status >= 400) return answer;
      change(answer, request);
      return answer;
    },
    witness: [edited(requests[operation], witness)],
  };
}

/** The JSON of its success is another. */
export function says(
  row: Row,
  // biome-ignore lint/suspicious/noExplicitAny: faults reach into whatever the provider says.
  change: (json: any, request: Incoming) => void,
  witness?: Edit,
): Fault {
  return answers(
    row,
    ({ json }, request) => {
      if (json !== undefined) change(json, request);
    },
    witness,
  );
}

/** A request that breaks the contract is taken, as if `repair` had been asked. */
export function accepts([name, operation, at]: Row, spoil: Edit, repair: Edit): Fault {
  return {
    name: `accepts ${name}`,
    kind: 'request',
    operation,
    at: [at].flat(),
    apply: (handle) => (request) =>
      handle(operationOf(request) === operation ? edited(request, repair) : request),
    witness: [edited(requests[operation], spoil)],
  };
}

/** A request that keeps the contract is refused when `isRefused`. */
export function refuses(
  [name, operation, at]: Row,
  edge: Edit,
  isRefused: (draft: Parameters<Edit>[0]) => boolean,
  status = 400,
): Fault {
  return {
    name: `refuses ${name}`,
    kind: 'request',
    operation,
    at: [at].flat(),
    apply: (handle) => (request) => {
      let refused = false;
      edited(request, (draft) => {
        refused = isRefused(draft);
      });
      if (operationOf(request) !== operation || !refused) return handle(request);
      const headers: Record<string, string> = { 'content-type': 'application/problem+json' };
      if (status === 401) headers['www-authenticate'] = 'Bearer';
      return { status, headers, json: { title: 'no', status } };
    },
    witness: [edited(requests[operation], edge)],
  };
}

/** Somebody is let in who should not be, as if `repair` had been asked. */
export function letsIn(row: Row, spoil: Edit, repair: Edit): Fault {
  return { ...accepts(row, spoil, repair), name: `lets in ${row[0]}`, kind: 'access' };
}

/** Several requests show that something is not remembered. */
export function forgets(
  [name, operation, at]: Row,
  apply: Fault['apply'],
  witness: readonly Incoming[],
  promise?: Fault['promise'],
): Fault {
  const fault = { name, kind: 'state', operation, at: [at].flat(), apply, witness } as const;
  return promise === undefined ? fault : { ...fault, promise };
}
