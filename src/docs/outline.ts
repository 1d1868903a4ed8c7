import type { Schema } from '../api/model.ts';
import { below, isObject, type Node } from '../api/node.ts';
import { locationKey } from '../json/document.ts';
import { parsePointer } from '../json/pointer.ts';
import { type Latest, latest } from '../latest.ts';
import { foreignFlag, hasFlag } from '../schema/direction.ts';
import { heldBy, namedBy, requiredBy } from '../schema/members.ts';
import type { Direction, Schemas } from '../schema/schemas.ts';
import { type SchemaObject, unionsOf } from '../schema/view.ts';
import { mappedSchemas, tagsOf } from './discriminator-values.ts';
import { codes } from './facts.ts';
import { isNull, nameOf, referredBy } from './schema-names.ts';
import { type SchemaWords, wordsAt } from './schema-words.ts';
import {
  contains,
  isGrouping,
  isStructured,
  itemsBelow,
  otherValues,
  sameValue,
} from './structure.ts';

/** A schema in the form of pages; it judges nothing. */
export interface Outline extends SchemaWords {
  readonly members: readonly Member[];
  /** Other schemas about the same value: alternatives, conditions, exclusions. */
  readonly groups: readonly Group[];
  /** Why existing members are not shown. */
  readonly cut: Cut | undefined;
}

export type Cut =
  /** The value repeats a schema around it; `path` is the path where that began. */
  | { readonly kind: 'recursive'; readonly path: string }
  /** The components have their own pages. Without a component, `pointer` is its place. */
  | {
      readonly kind: 'elsewhere';
      readonly components: readonly string[];
      readonly pointer: string;
    };

export interface Member extends Outline {
  /** A property's name; `*` for all others, `/pattern/` for some of them, `[0]` for an item. */
  readonly name: string;
  readonly required: boolean;
  /** The names from the outermost schema: `customer.address`. */
  readonly path: string;
}

export interface Group {
  /** `One of`, `If`, `Not`. */
  readonly title: string;
  readonly variants: readonly Variant[];
}

export interface Variant extends Outline {
  readonly name: string;
  /** The discriminator's value that means this one. */
  readonly tag: string | undefined;
}

/**
 * How many members are shown below the top level. Members of the top level are always shown, and so
 * are inline schemas, because no other page shows them.
 */
const membersBelow = 8;

/** How deep components may be nested. */
const deepest = 5;

/** An outline whose parts are still to come; they may add to its facts. */
interface Draft extends SchemaWords {
  facts: readonly string[];
  members: readonly Member[];
  groups: readonly Group[];
  cut: Cut | undefined;
}

/** The position of a schema in an outline. */
interface Position {
  readonly depth: number;
  readonly path: string;
  /** The schemas of the values around this one, each with the path where it began. */
  readonly around: ReadonlyMap<string, string>;
  /** The schemas that already describe this value. */
  readonly described: ReadonlySet<string>;
  readonly isVariant: boolean;
}

/** The last outlines: most pages repeat those of earlier pages. */
const kept = new WeakMap<Schemas, Latest<Outline>>();

/** The outline of a schema for requests, for answers, or for both. The outer levels come first. */
export function outlineOf(
  schema: Schema,
  schemas: Schemas,
  direction: Direction | undefined,
  limit = membersBelow,
): Outline {
  const outlines = kept.get(schemas) ?? latest<Outline>(200);
  kept.set(schemas, outlines);
  const node = referredBy(schema, schemas);
  const key = `${direction} ${limit} ${locationKey(node.at)}`;
  return outlines(key, () => newOutline(node, schemas, direction, limit));
}

function newOutline(
  schema: Schema,
  schemas: Schemas,
  direction: Direction | undefined,
  limit: number,
): Outline {
  let left = limit;
  const hidden = direction && foreignFlag(direction);
  const due: (() => void)[] = [];

  /** The outline of a value; `own` has the facts of its place. */
  function outline<Own extends object>(
    nodes: readonly Node[],
    position: Position,
    own: Own,
  ): Draft & Own {
    const { here, isOpen, words } = wordsAt(nodes, schemas, position.described);
    // The object is filled later, so that it must stay the same.
    const { type, component, facts, values, description, deprecated } = words;
    const draft = {
      // One spread at the beginning is much faster than several.
      ...own,
      type,
      component,
      facts,
      values,
      description,
      deprecated,
      members: none,
      groups: none,
      cut: undefined,
    };
    if (isOpen) due.push(() => open(draft, nodes, here, position));
    return draft;
  }

  function open(
    draft: Draft,
    nodes: readonly Node[],
    here: readonly SchemaObject[],
    position: Position,
  ): void {
    let levels = [here, ...itemsBelow(here, schemas)];
    const own = levels.flat().filter(isStructured);
    const keys = own.map(({ at }) => locationKey(at));
    const innerKeys = levels
      .at(-1)!
      .filter(isStructured)
      .map(({ at }) => locationKey(at));
    const began = innerKeys.map((key) => position.around.get(key));
    const repeats = levels.length > 1 && new Set(keys).size < keys.length;
    if (repeats || (began.length > 0 && began.every((path) => path !== undefined))) {
      draft.cut = { kind: 'recursive', path: began[0] ?? position.path };
      return;
    }
    if (position.depth > 0 && (left <= 0 || position.depth > deepest)) {
      const isWritten = ({ at }: SchemaObject) => nodes.some((node) => contains(node, at));
      const others = own.filter((one) => !isWritten(one));
      if (others.length > 0) draft.cut = elsewhere(others);
      levels = levels.map((level) => level.filter(isWritten));
    }
    const around = new Map(position.around);
    for (const key of keys) if (!around.has(key)) around.set(key, position.path);
    const inside = {
      ...{ path: position.path, depth: position.depth + 1, around },
      ...{ described: new Set<string>(), isVariant: false },
    };
    for (const level of levels) {
      draft.members = joined(draft.members, membersOf(level, inside, draft));
      if (!level.some(isGrouping)) continue;
      const described = new Set([...position.described, ...level.map(({ at }) => locationKey(at))]);
      draft.groups = joined(draft.groups, groupsOf(level, { ...position, described }, inside));
    }
    if (position.depth > 0) left -= draft.members.length;
  }

  function membersOf(here: readonly SchemaObject[], inside: Position, draft: Draft): Member[] {
    const required = requiredBy(here);
    const shown = new Set<string>();
    const found: Member[] = [];
    const add = (name: string, nodes: readonly Node[], isRequired = false) => {
      shown.add(name);
      if (nodes.length === 0) return;
      if (hidden && nodes.some((one) => hasFlag(one, hidden, schemas.views))) return;
      const path = inside.path === '' ? name : `${inside.path}.${name}`;
      found.push(outline(nodes, { ...inside, path }, { name, required: isRequired, path }));
    };
    for (const [name, nodes] of namedBy(here, 'properties')) add(name, nodes, required.has(name));
    for (const [pattern, nodes] of namedBy(here, 'patternProperties')) add(`/${pattern}/`, nodes);
    for (const keyword of ['additionalProperties', 'unevaluatedProperties']) {
      add(
        '*',
        heldBy(here, keyword).filter(({ value }) => isObject(value)),
      );
    }
    for (const { keywords, at } of here) {
      const { prefixItems } = keywords;
      for (const [index, value] of (Array.isArray(prefixItems) ? prefixItems : []).entries()) {
        add(`[${index}]`, [{ value, at: below(at, 'prefixItems', index) }]);
      }
    }
    const others = [...required].filter((name) => !shown.has(name));
    if (others.length > 0) draft.facts = [...draft.facts, `requires ${codes(others)}`];
    return found;
  }

  function groupsOf(here: readonly SchemaObject[], same: Position, inside: Position): Group[] {
    const variant = (node: Node, name: string, tag: string | undefined, at = same): Variant => {
      const path = `${at.path}(${name})`;
      const made = outline([node], { ...at, path, isVariant: true }, { name, tag });
      made.facts = made.facts.filter((fact) => fact !== `“${name}”`);
      return made;
    };
    const unions = here.flatMap((one) => unionsOf(one).map((union) => ({ one, union })));
    const choices = unions.flatMap(({ one, union: { keyword, branches } }): Group[] => {
      const own = branches.filter((branch) => !isNull(branch));
      // A choice between a type and null is shown as the type, marked as nullable.
      if (own.length < 2) return [];
      const tags = tagsOf(one, schemas);
      // If there are very many alternatives, each has its own page instead of a place on the top
      // level.
      const at = own.length > 10 || same.isVariant ? { ...same, depth: same.depth + 1 } : same;
      const variants = own.map((branch, index) => {
        const place = locationKey(schemas.resolve(branch).at);
        const named = nameOf(branch, schemas);
        const values = tags?.get(place) ?? (tags && named !== undefined ? [named] : undefined);
        // An alternative without parts is clear by its type.
        const isOpen = named === undefined && wordsAt([branch], schemas, noPlaces).isOpen;
        const name = named ?? (isOpen ? `choice ${index + 1}` : '');
        return variant(branch, name, values && codes(values), at);
      });
      return [{ title: keyword === 'oneOf' ? 'One of' : 'Any of', variants }];
    });
    const mapped = here
      .filter((one) => unionsOf(one).length === 0)
      .flatMap((one): Group[] => {
        const variants = mappedSchemas(one, schemas).map(([target, values]) =>
          variant(target, nameOf(target, schemas) ?? values[0]!, codes(values)),
        );
        const { propertyName } = isObject(one.written.discriminator)
          ? one.written.discriminator
          : {};
        return variants.length === 0 ? [] : [{ title: `By \`${propertyName}\``, variants }];
      });
    const others = sameValue.flatMap(([keyword, title]) =>
      heldBy(here, keyword)
        .filter(({ value }) => isObject(value))
        .map((node) => ({
          title,
          variants: [variant(node, nameOf(node, schemas) ?? '', undefined)],
        })),
    );
    const within = otherValues.flatMap(([keyword, title]) =>
      heldBy(here, keyword)
        .filter(({ value }) => isObject(value))
        .map((node) => ({
          title,
          variants: [variant(node, nameOf(node, schemas) ?? '', undefined, inside)],
        })),
    );
    const dependent = [...namedBy(here, 'dependentSchemas')].map(([name, [node]]) => ({
      title: `Where \`${name}\` is present`,
      variants: [variant(node!, nameOf(node!, schemas) ?? '', undefined)],
    }));
    return [...choices, ...mapped, ...others, ...dependent, ...within];
  }

  const start = { depth: 0, path: '', around: new Map(), described: new Set<string>() };
  const root = outline([schema], { ...start, isVariant: false }, {});
  // In order, so that the outer levels use the limit first.
  for (const task of due) task();
  return root;
}

const none: readonly never[] = [];
const noPlaces: ReadonlySet<string> = new Set();

function joined<T>(before: readonly T[], after: readonly T[]): readonly T[] {
  return before.length === 0 ? after : [...before, ...after];
}

/** The place of members that this outline leaves out. */
function elsewhere(others: readonly SchemaObject[]): Cut {
  const names = others.flatMap(({ at }) => {
    const [first, second, name] = parsePointer(at.pointer) ?? [];
    const isComponent = first === 'components' && second === 'schemas' && name !== undefined;
    return isComponent ? [name] : [];
  });
  const components = [...new Set(names)];
  return { kind: 'elsewhere', components, pointer: `#${others[0]!.at.pointer}` };
}
