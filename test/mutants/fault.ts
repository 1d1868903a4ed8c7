import { type Draft, type Edit, edited } from './edit.ts';
import type { Handle, Incoming, Outgoing } from './http.ts';

/** One way in which a provider that holds a `Store` breaks its contract. */
export interface Fault<Store = unknown> {
  readonly name: string;
  readonly kind: 'answer' | 'protocol' | 'request' | 'access' | 'state';
  readonly operation: string;
  /** The broken places of the contract: a finding is at or below one of these pointers. */
  readonly at: readonly string[];
  readonly apply: (handle: Handle, store: Store) => Handle;
  /** Requests that show the fault: their last answer breaks the contract. */
  readonly witness: readonly Incoming[];
  /** What the contract promises of the witness's answers beyond their statuses and schemas. */
  readonly promise?: (answers: readonly Outgoing[]) => boolean;
}

export const schema = (path: string): string => `/components/schemas/${path}`;

export type Row<Id extends string> = readonly [
  name: string,
  operation: Id,
  at: string | readonly string[],
];

/** What the functions that make faults know of a provider. */
export interface Faultless<Id extends string> {
  /** One valid request of each operation. */
  readonly requests: Readonly<Record<Id, Incoming>>;
  /** The operation of a request, whose path is always in the contract. */
  readonly operationOf: (request: Incoming) => Id | undefined;
  /** A refusal as the contract describes it. */
  readonly refusal: (status: number) => Outgoing;
}

/** The functions that make the faults of a provider. */
export function makersOf<Id extends string>({ requests, operationOf, refusal }: Faultless<Id>) {
  /** The provider sends a wrong answer. */
  function answers(
    [name, operation, at]: Row<Id>,
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

  /** Changes the JSON of a success. */
  function says(
    row: Row<Id>,
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

  /** Changes the status, header fields or media type of a success. */
  const tells = (row: Row<Id>, change: (answer: Outgoing) => void, witness?: Edit): Fault =>
    answers(row, change, witness, 'protocol');

  /** Changes a refusal so that it differs from the described one. */
  function refusesBadly(
    [name, operation, at]: Row<Id>,
    change: (answer: Outgoing) => void,
    witness: Edit,
    status: number,
  ): Fault {
    return {
      name,
      kind: 'protocol',
      operation,
      at: [at].flat(),
      apply: (handle) => (request) => {
        const answer = handle(request);
        if (operationOf(request) === operation && answer.status === status) change(answer);
        return answer;
      },
      witness: [edited(requests[operation], witness)],
    };
  }

  /** Accepts an invalid request, as if `repair` had corrected it. */
  function accepts([name, operation, at]: Row<Id>, spoil: Edit, repair: Edit): Fault {
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

  /** Refuses a valid request if `isRefused` says so. */
  function refuses(
    [name, operation, at]: Row<Id>,
    edge: Edit,
    isRefused: (draft: Draft) => boolean,
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
        return operationOf(request) === operation && refused ? refusal(status) : handle(request);
      },
      witness: [edited(requests[operation], edge)],
    };
  }

  /** Accepts a request without permission, as if `repair` had corrected it. */
  function letsIn(row: Row<Id>, spoil: Edit, repair: Edit): Fault {
    return { ...accepts(row, spoil, repair), name: `lets in ${row[0]}`, kind: 'access' };
  }

  /** The provider forgets something, which several requests show. */
  function forgets<Store>(
    [name, operation, at]: Row<Id>,
    apply: Fault<Store>['apply'],
    witness: readonly Incoming[],
    promise?: Fault['promise'],
  ): Fault<Store> {
    const fault = { name, kind: 'state', operation, at: [at].flat(), apply, witness } as const;
    return promise === undefined ? fault : { ...fault, promise };
  }

  return { answers, says, tells, refusesBadly, accepts, refuses, letsIn, forgets };
}
