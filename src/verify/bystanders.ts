import type { Api, Operation, Parameter } from '../api/model.ts';
import { draftValue, type RequestDraft } from '../example/draft.ts';
import { documentedValues } from '../example/parameter.ts';
import { type HttpRequest, splitTarget } from '../http/exchange.ts';
import { isSafeMethod } from '../http/method.ts';
import type { Judge, JudgedExchange } from '../judge/judge.ts';
import type { Expectation } from './case.ts';
import { type Fixtures, fixtureFor } from './fixtures.ts';
import { type ItemKey, type ItemPaths, operationBeside } from './item-paths.ts';
import type { MadeItem } from './known-items.ts';
import { strangersTo } from './strangers.ts';

/** Protects the items that a run did not make from its writes. */
export interface Bystanders {
  /** Notes an item that the run made. */
  made(item: MadeItem): void;
  /** Notes that the run put an item where none was. */
  put(operation: Operation, request: HttpRequest): void;
  /** Why a write is not sent: it may change an item that the run did not make. */
  whyKept(write: Write): Promise<string | undefined>;
}

export interface Write {
  readonly operation: Operation;
  readonly request: HttpRequest;
  readonly draft: RequestDraft | undefined;
  readonly expects: Expectation['kind'];
}

/** The values of the parameters that name items, by their kinds. */
type Scope = ReadonlyMap<string, unknown>;

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
  /** The scopes of the items that the run made, and of ids without an item, by kind and id. */
  const ours = new Map<string, Scope[]>();
  const others = new Set<string>();

  function note(kind: string, id: unknown, scope: Scope): void {
    const key = keyOf(kind, id);
    ours.set(key, [...(ours.get(key) ?? []), scope]);
  }

  async function isThere(read: Operation, path: string): Promise<boolean> {
    const answer = await send(read, path);
    return answer !== undefined && answer.exchange.response.status < 300;
  }

  /** Whether a success proves that an item is there: some providers show one at every path. */
  function proves(read: Operation, parameter: Parameter, path: string, id: unknown) {
    const known = proofs.get(read);
    if (known !== undefined) return known;
    const [stranger] = strangersTo(id, []);
    const made = isThere(read, withId(path, stranger, read, parameter)).then((isAll) => !isAll);
    proofs.set(read, made);
    return made;
  }

  /** Whether the run made the item of a key, or one above it. */
  function isOurs(keys: readonly ItemKey[], idOf: (key: ItemKey) => unknown): boolean {
    return keys.some((key, index) => {
      const value = idOf(key);
      const scopes = [value, withoutFraction(value)].flatMap(
        (id) => ours.get(keyOf(key.kind, id)) ?? [],
      );
      const above = keys.slice(0, index);
      return scopes.some((scope) =>
        above.every((one) => {
          const known = scope.get(one.kind);
          return known === undefined || String(known) === String(idOf(one));
        }),
      );
    });
  }

  // Where a run can make no items, it needs those that the contract shows.
  const isMakeable = ({ kind }: ItemKey) => paths().makers(kind).length > 0;
  const isListed = ({ kind }: ItemKey) => paths().doing('list', kind).length > 0;
  const isShown = ({ parameter }: ItemKey, id: unknown) =>
    documentedValues(parameter).some(({ value }) => value === id);

  /** The item that a write changes, with those above it, and their ids. */
  function writtenBy({ operation, request, draft }: Omit<Write, 'expects'>) {
    if (isSafeMethod(request.method)) return undefined;
    // The contract does not say what an undescribed method does: it may change any item.
    const isDescribed = request.method === operation.method;
    const target = isDescribed ? paths().written(operation) : paths().target(operation);
    if (target === undefined) return undefined;
    const { keys: all } = paths().of(operation);
    const keys = all.slice(0, all.indexOf(target) + 1);
    const path = draft?.operation.path === operation.path ? undefined : judge.request(request).path;
    const idOf = ({ parameter }: ItemKey) =>
      path === undefined ? draftValue(draft!, parameter) : path[parameter.name];
    const scope = new Map(keys.slice(0, -1).map((key) => [key.kind, idOf(key)]));
    return { target, keys, idOf, id: idOf(target), scope, isDescribed };
  }

  return {
    made: ({ kind, id, scope }) => note(kind, id, scope),
    put(operation, request) {
      const written = writtenBy({ operation, request, draft: undefined });
      if (written !== undefined) note(written.target.kind, written.id, written.scope);
    },
    async whyKept({ operation, request, draft, expects }) {
      const written = writtenBy({ operation, request, draft });
      if (written === undefined || expects === 'absent') return undefined;
      const { target, keys, idOf, id, scope, isDescribed } = written;
      if (isOurs(keys, idOf)) return undefined;
      if (isDescribed) {
        if (fixtureFor(operation, target.parameter, fixtures) !== undefined) return undefined;
        if (!isMakeable(target) && (isShown(target, id) || !isListed(target))) return undefined;
      }
      const item = pathTo(target.parameter, operation, request);
      const read = readOf(operation, target.parameter, judge.api);
      if (read === undefined) {
        // No item has a made-up text as its id; a number may be the id of one.
        const isNumber = typeof id !== 'string' || /^\d+$/.test(id);
        const isMadeUp = !isNumber && (isMakeable(target) || !isDescribed);
        return expects === 'refused' || (isMadeUp && !isShown(target, id)) ? undefined : kept;
      }
      if (others.has(item)) return kept;
      const isKnownBlind = proofs.has(read) && !(await proofs.get(read));
      if (isKnownBlind) return undefined;
      if (!(await isThere(read, item))) {
        note(target.kind, id, scope);
        return undefined;
      }
      if (!(await proves(read, target.parameter, item, id))) return undefined;
      others.add(item);
      return kept;
    },
  };
}

const kept =
  'the write may change an item that the run did not make; give a fixture, or --allow-destructive';

function keyOf(kind: string, id: unknown): string {
  return JSON.stringify([kind, String(id)]);
}

/** Many providers cut off the fraction of an id. */
function withoutFraction(id: unknown): unknown {
  return typeof id === 'number' ? Math.trunc(id) : id;
}

/** The path of a request up to the segment of a parameter. */
function pathTo(parameter: Parameter, { path }: Operation, { target }: HttpRequest): string {
  return firstSegments(splitTarget(target).path, depthOf(path, parameter));
}

/** The path of an item with another id in place of its own. */
function withId(item: string, id: unknown, { path }: Operation, parameter: Parameter): string {
  const segment = path.split('/')[depthOf(path, parameter)]!;
  const above = firstSegments(item, depthOf(path, parameter) - 1);
  return `${above}/${segment.replace(`{${parameter.name}}`, encodeURIComponent(String(id)))}`;
}

/** The operation that reads the item of a parameter. */
function readOf({ path }: Operation, parameter: Parameter, api: Api): Operation | undefined {
  const own = firstSegments(path, depthOf(path, parameter));
  return api.operations.find((one) => one.path === own && one.method === 'GET');
}

/** The index of the segment that holds a parameter. */
function depthOf(path: string, { name }: Parameter): number {
  return path.split('/').findIndex((segment) => segment.includes(`{${name}}`));
}

function firstSegments(path: string, last: number): string {
  return path
    .split('/')
    .slice(0, last + 1)
    .join('/');
}

/** The operation that reads the item which an operation writes. */
export function readBeside(write: Operation, { operations }: Api): Operation | undefined {
  if (write.method === 'GET' || write.method === 'HEAD') return undefined;
  return operationBeside(write, 'GET', operations);
}
