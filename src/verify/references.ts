import type { Operation } from '../api/model.ts';
import { isObject } from '../api/node.ts';
import type { RequestDraft } from '../example/draft.ts';
import { withValue } from '../json/edit.ts';
import { child, type Pointer } from '../json/pointer.ts';
import type { Judge } from '../judge/judge.ts';
import { idNames } from '../resources/ids.ts';
import { plain, plainSingular } from '../resources/names.ts';
import { once } from '../schema/once.ts';
import type { Step } from './case.ts';
import { type Fixtures, isFixedAt } from './fixtures.ts';
import { isId } from './ids.ts';
import type { ItemPaths } from './item-paths.ts';
import { meansTheSame } from './reproduce.ts';

/**
 * Values of a body that name other items, such as `memberId`: a provider refuses the request if
 * those items do not exist, and no schema says so.
 */
export interface References {
  /** Whether requests of an operation were accepted only with ids of existing items. */
  areNeeded(operation: Operation): boolean;
  noteNeed(operation: Operation): void;
  /** The draft with ids of existing items, or of new ones; `undefined` if it names no item. */
  fill(step: Step, draft: RequestDraft, areNew: boolean): Promise<RequestDraft | undefined>;
}

/** The statuses with which providers refuse an id that does not exist, or is in use. */
export const refusesReference: ReadonlySet<number> = new Set([400, 404, 409, 422]);

/** How deep ids of further items are looked for, as each may need another one first. */
const deepest = 2;

export function createReferences({
  judge,
  paths,
  idOf,
  fixtures,
}: {
  readonly judge: Judge;
  readonly paths: () => ItemPaths;
  /** The id of an item of a kind, or of a new one. */
  readonly idOf: (kind: string, isNew: boolean) => Promise<string | number | undefined>;
  readonly fixtures: Fixtures | undefined;
}): References {
  const needed = new Set<Operation>();
  const kindsOf = once(() => kindsByName(judge.api.operations, paths()));
  let depth = 0;

  /** The places of a body that name items, with the kinds of these. */
  function* namedIn(operation: Operation, body: unknown): Iterable<readonly [Pointer, string]> {
    const own = paths().of(operation).kind;
    const kinds = kindsOf();
    for (const [pointer, names] of leavesIn(body)) {
      const kind = names.map((name) => kinds.get(name)).find((one) => one !== undefined);
      if (kind === undefined || kind === own || isFixedAt(operation, pointer, fixtures)) continue;
      yield [pointer, kind];
    }
  }

  return {
    areNeeded: (operation) => needed.has(operation),
    noteNeed: (operation) => needed.add(operation),
    async fill(step, draft, areNew) {
      const { body, operation } = draft;
      if (body === undefined || !('media' in body) || depth >= deepest) return undefined;
      depth += 1;
      try {
        let made = draft;
        for (const [pointer, kind] of namedIn(operation, body.value)) {
          const id = await idOf(kind, areNew);
          if (id === undefined || made.body === undefined || !('media' in made.body)) continue;
          const value = withValue(made.body.value, pointer, id);
          const changed = { ...made, body: { ...made.body, value } };
          if (meansTheSame(changed, step, judge)) made = changed;
        }
        return made === draft ? undefined : made;
      } finally {
        depth -= 1;
      }
    },
  };
}

/** The kind of items that a name such as `memberid` names. */
function kindsByName(
  operations: readonly Operation[],
  paths: ItemPaths,
): ReadonlyMap<string, string> {
  const kinds = new Map<string, string>();
  for (const operation of operations) {
    for (const { parameter, kind } of paths.of(operation).keys) {
      const [before = ''] = operation.path.split(`{${parameter.name}}`);
      const segment = before.split('/').findLast((one) => one !== '' && !one.includes('{'));
      const noun = segment === undefined ? undefined : plainSingular(segment);
      for (const name of idNames(parameter.name, noun === undefined ? [] : [noun])) {
        // `id` and `code` alone may be anything.
        const isSpeaking = noun !== undefined && name !== noun && name.startsWith(noun);
        if ((isSpeaking || /.(?:id|uuid|guid|gid)$/.test(name)) && !kinds.has(name)) {
          if (!generic.has(name)) kinds.set(name, kind);
        }
      }
    }
  }
  return kinds;
}

const generic = new Set(['uuid', 'guid', 'gid', 'objectid', 'externalid']);

/** The texts and numbers of a body, each with its possible names: its own, and after its holder's. */
function* leavesIn(
  value: unknown,
  pointer: Pointer = '',
  names: readonly string[] = [],
): Iterable<readonly [Pointer, readonly string[]]> {
  if (Array.isArray(value)) {
    const one = names.map(plainSingular);
    for (const [index, item] of value.entries()) yield* leavesIn(item, child(pointer, index), one);
  } else if (isObject(value)) {
    const holder = names[0] ?? '';
    for (const [name, member] of Object.entries(value)) {
      const own = plain(name);
      yield* leavesIn(member, child(pointer, name), [
        own,
        ...(holder === '' ? [] : [holder + own]),
      ]);
    }
  } else if (isId(value) && names.length > 0) yield [pointer, names];
}
