import type { Api, Operation, Parameter } from '../api/model.ts';
import type { RequestDraft } from '../example/draft.ts';
import { documentedValues } from '../example/parameter.ts';
import type { HttpRequest } from '../http/exchange.ts';
import type { Judge, JudgedExchange } from '../judge/judge.ts';
import type { Role } from '../resources/resource.ts';
import type { Step } from './case.ts';
import { type Fixtures, fixtureFor } from './fixtures.ts';
import type { ItemPaths } from './item-paths.ts';
import { strangersTo } from './strangers.ts';

/**
 * Protects the items that a run did not make: an id that a case tries may be that of one. Many
 * providers read `true` as 1.
 */
export interface Bystanders {
  /** Whether a write with the id that its case tries reaches an item, as a read of its path shows. */
  areHit(step: Step, draft: RequestDraft | undefined, request: HttpRequest): Promise<boolean>;
}

export function createBystanders({
  judge,
  paths,
  send,
  fixtures,
}: {
  readonly judge: Judge;
  readonly paths: () => ItemPaths;
  /** Sends the usual request of an operation that reads, to a path. */
  readonly send: (read: Operation, path: string) => Promise<JudgedExchange | undefined>;
  readonly fixtures: Fixtures | undefined;
}): Bystanders {
  const proofs = new Map<Operation, Promise<boolean>>();

  async function isThere(read: Operation, path: string): Promise<boolean> {
    const answer = await send(read, path);
    return answer !== undefined && answer.exchange.response.status < 300;
  }

  /** Whether a success proves that an item is there: some providers show one at every path. */
  function proves(read: Operation, path: string): Promise<boolean> {
    const known = proofs.get(read);
    if (known !== undefined) return known;
    const last = path.split('/').at(-1) ?? '';
    const id = /^\d+$/.test(last) ? Number(last) : last;
    const [stranger] = strangersTo(id, []);
    const other = path.slice(0, path.length - last.length) + encodeURIComponent(String(stranger));
    const made = isThere(read, other).then((isAll) => !isAll);
    proofs.set(read, made);
    return made;
  }

  return {
    async areHit({ operation, expectation, usual }, draft, request) {
      const read = readBeside(operation, judge.api);
      if (read === undefined || draft === undefined || usual === undefined) return false;
      if (draft.operation !== operation || expectation.kind === 'absent') return false;
      const { role, own } = paths().of(operation);
      if (own === undefined || !writesItems.has(role)) return false;
      // Where a run can make no items, it needs those of others.
      if (paths().doing('create', own.kind).length === 0) return false;
      const id = valueIn(draft, own.parameter);
      if (id === valueIn(usual, own.parameter)) return false;
      const isNamed =
        fixtureFor(operation, own.parameter, fixtures) !== undefined ||
        documentedValues(own.parameter).some(({ value }) => value === id);
      const path = request.target.replace(/\?.*$/, '');
      return !isNamed && (await isThere(read, path)) && (await proves(read, path));
    },
  };
}

const writesItems: ReadonlySet<Role | undefined> = new Set(['replace', 'update', 'delete']);

function valueIn({ parameters }: RequestDraft, parameter: Parameter): unknown {
  const sent = parameters.find((one) => one.parameter === parameter);
  return sent !== undefined && 'value' in sent ? sent.value : undefined;
}

/** The operation that reads the item which an operation writes. */
export function readBeside(
  { path, method }: Operation,
  { operations }: Api,
): Operation | undefined {
  if (method === 'GET' || method === 'HEAD') return undefined;
  return operations.find((one) => one.path === path && one.method === 'GET');
}
