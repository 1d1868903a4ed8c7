import type { Schema } from '../../api/model.ts';
import { below, isObject } from '../../api/node.ts';
import type { JsonType } from '../../body/shape.ts';
import { locationKey } from '../../json/document.ts';
import { jsonText } from '../../json/integers.ts';
import type { Pointer } from '../../json/pointer.ts';
import { type Flag, hasFlag } from '../direction.ts';
import { heldBy, itemNodes, namedBy, propertyNodes, requiredBy, tupleLength } from '../members.ts';
import { once } from '../once.ts';
import type { Schemas } from '../schemas.ts';
import { everyBranch, type SchemaObject, type SchemaViews } from '../view.ts';
import { writtenValue } from '../written-number.ts';
import { type Choose, type IsPreferred, isTagPlace, type Taken, takeBranches } from './branches.ts';
import {
  type NumberLimits,
  numberLimitsOf,
  numbersOf,
  type StringLimits,
  stringLimitsOf,
} from './limits.ts';
import { inferredType, typesOf } from './types.ts';

/**
 * The combined facts of the schemas about a place. Each part is computed on first use and kept,
 * because many values have the same schemas.
 */
export interface Description extends Taken {
  /** The place of the schemas. */
  readonly places: () => ReadonlySet<string>;
  /** The types that all of them allow, in the order of the first one, `null` last. */
  readonly types: () => readonly JsonType[] | undefined;
  /** The allowed types, or else the most likely type. */
  readonly kinds: () => readonly JsonType[];
  readonly written: () => Written;
  /** Example members from schemas that describe only a part of the object. */
  readonly partial: () => PartialExample;
  /** Whether a discriminator decides the value. */
  readonly isTag: boolean;
  readonly ways: () => Ways;
  readonly stringLimits: () => StringLimits;
  readonly numberLimits: (type: 'integer' | 'number') => NumberLimits;
  readonly required: () => readonly string[];
  /** The names of the properties with their own schema. */
  readonly propertyNames: () => readonly string[];
  readonly property: (name: string) => Property;
  /** The schemas of an item; with `contained`, of one that satisfies `contains`. */
  readonly item: (index: number, contained: boolean) => readonly Schema[];
  /** How many items have their own schema. */
  readonly tuple: () => number;
  /** The numbers that a keyword has. */
  readonly numbers: (keyword: string) => readonly number[];
}

export interface Property {
  readonly nodes: readonly Schema[];
  readonly readOnly: boolean;
  readonly writeOnly: boolean;
}

/** Values from the contract: examples first, then values that limit it to a few. */
export interface Written {
  readonly shown: readonly unknown[];
  /** Whether no other value can be valid. */
  readonly only: boolean;
}

/** The members to show, and the names that their examples leave out. */
export interface PartialExample {
  readonly members: ReadonlyMap<string, unknown>;
  readonly omitted: ReadonlySet<string>;
}

/** The nth value from the contract, or one that is generated in one of three ways. */
export type Way =
  | { readonly kind: 'completed' }
  | { readonly kind: 'written'; readonly index: number }
  | { readonly kind: 'made'; readonly type: JsonType; readonly way: number };

export interface Ways {
  readonly writtenFirst: readonly Way[];
  readonly madeFirst: readonly Way[];
}

/** A list of schemas, with their descriptions by chosen branches. */
interface Known {
  /** The description without branches. */
  only: Description | undefined;
  readonly byBranches: Map<string, Description>;
  readonly next: WeakMap<object, Known>;
}

const known = new WeakMap<Schemas, Known>();

/** How many combinations of branches are kept for one place. */
const most = 200;

/** Chooses the branches of schemas and describes them, or finds the earlier description. */
export function describe(
  nodes: readonly Schema[],
  pointer: Pointer,
  schemas: Schemas,
  choose: Choose,
  isOpen: (node: Schema) => boolean,
  isPreferred?: IsPreferred,
): Description {
  const before = knownOf(nodes, schemas);
  if (before?.only !== undefined) return before.only;
  const taken = takeBranches(nodes, pointer, schemas, choose, isOpen, isPreferred);
  const { branches } = taken;
  const description = before?.byBranches.get(branches) ?? descriptionOf(taken, schemas);
  if (before === undefined) return description;
  if (branches === '') before.only = description;
  else if (before.byBranches.size < most) before.byBranches.set(branches, description);
  return description;
}

function knownOf(nodes: readonly Schema[], schemas: Schemas): Known | undefined {
  let at = known.get(schemas) ?? createKnown();
  known.set(schemas, at);
  for (const { value } of nodes) {
    if (!isObject(value)) return undefined;
    const next: Known = at.next.get(value) ?? createKnown();
    at.next.set(value, next);
    at = next;
  }
  return at;
}

function createKnown(): Known {
  return { only: undefined, byBranches: new Map(), next: new WeakMap() };
}

function descriptionOf(taken: Taken, { views }: Schemas): Description {
  const { schemas } = taken;
  const numbers = kept((keyword: string) => numbersOf(schemas, keyword));
  const types = once(() => typesOf(schemas));
  const kinds = once(() => types() ?? [inferredType(schemas)]);
  const partial = once(() => partialIn(schemas, views));
  const written = once(() => writtenIn(schemas, partial().of));
  const propertyNames = once(() => [
    ...new Set([...namedBy(schemas, 'properties').keys(), ...taken.tags.keys()]),
  ]);
  const property = (name: string) => propertyOf(schemas, name, views);
  const ownProperty = kept((name: string) => {
    const own = property(name);
    const tag = taken.tags.get(name);
    return tag === undefined ? own : { ...own, nodes: [tag, ...own.nodes] };
  });
  const isOwn = once(() => new Set(propertyNames()));
  const furtherItem = once(() => itemNodes(schemas, Infinity));
  const tuple = once(() => tupleLength(schemas));
  return {
    ...taken,
    places: once(() => new Set(schemas.map(({ at }) => locationKey(at)))),
    types,
    kinds,
    written,
    partial,
    isTag: schemas.some(({ at }) => isTagPlace(at)),
    ways: once(() => waysOf(written(), kinds(), partial().of.size > 0)),
    stringLimits: once(() => stringLimitsOf(schemas, numbers)),
    numberLimits: kept((type: 'integer' | 'number') => numberLimitsOf(type, schemas, numbers)),
    required: once(() => [...requiredBy(schemas)]),
    propertyNames,
    // Any number of names can be generated.
    property: (name) => (isOwn().has(name) ? ownProperty(name) : property(name)),
    item: (index, contained) =>
      contained
        ? [...itemNodes(schemas, index), ...heldBy(schemas, 'contains')]
        : index < tuple()
          ? itemNodes(schemas, index)
          : furtherItem(),
    tuple,
    numbers,
  };
}

function kept<K extends string, T>(make: (key: K) => T): (key: K) => T {
  const made = new Map<K, T>();
  return (key) => {
    let value = made.get(key);
    if (value === undefined) {
      value = make(key);
      made.set(key, value);
    }
    return value;
  };
}

function propertyOf(schemas: readonly SchemaObject[], name: string, views: SchemaViews): Property {
  const nodes = propertyNodes(schemas, name);
  const has = (flag: Flag) => nodes.some((node) => hasFlag(node, flag, views));
  return { nodes, readOnly: has('readOnly'), writeOnly: has('writeOnly') };
}

function waysOf({ shown, only }: Written, kinds: readonly JsonType[], isCompleted: boolean): Ways {
  const written = shown.map((_, index) => ({ kind: 'written', index }) as const);
  const made = kinds.flatMap((type) =>
    [0, 1, 2].map((way) => ({ kind: 'made', type, way }) as const),
  );
  const completed = isCompleted && !only ? [{ kind: 'completed' } as const] : [];
  return {
    writtenFirst: [...completed, ...written, ...made],
    madeFirst: [...made, ...completed, ...written],
  };
}

interface PartialExamples extends PartialExample {
  /** The schemas whose examples they are. */
  readonly of: ReadonlySet<SchemaObject>;
}

/**
 * An example covers its schema and everything that it refers to. If other schemas describe more of
 * the object, as siblings in an `allOf` do, the example is a part of it.
 */
function partialIn(schemas: readonly SchemaObject[], views: SchemaViews): PartialExamples {
  const of = new Set<SchemaObject>();
  const members = new Map<string, unknown>();
  const shown = new Set<SchemaObject>();
  for (const schema of schemas.length > 1 ? schemas : []) {
    const example = examplesOf(schema).find(isObject);
    if (example === undefined) continue;
    const covered = views.entering([{ value: schema.written, at: schema.at }], everyBranch).schemas;
    const others = schemas.filter((other) => !covered.includes(other));
    const further = [...namedBy(others, 'properties').keys(), ...requiredBy(others)];
    // This example shows the whole value.
    if (further.every((name) => Object.hasOwn(example, name))) return noPartial;
    of.add(schema);
    for (const other of covered) shown.add(other);
    for (const [name, member] of Object.entries(example)) {
      if (!members.has(name)) members.set(name, member);
    }
  }
  if (of.size === 0) return noPartial;
  const further = namedBy(
    schemas.filter((schema) => !shown.has(schema)),
    'properties',
  );
  const names = [...namedBy(schemas, 'properties').keys()];
  return { of, members, omitted: new Set(names.filter((name) => !further.has(name))) };
}

const noPartial: PartialExamples = { of: new Set(), members: new Map(), omitted: new Set() };

function examplesOf(schema: SchemaObject): readonly unknown[] {
  const examples = writtenAs(schema, 'examples');
  return [
    ...(schema.written.example === undefined ? [] : [writtenAs(schema, 'example')]),
    ...(Array.isArray(examples) ? (examples as readonly unknown[]) : []),
  ];
}

/** The value of a keyword with every digit of its integers. */
function writtenAs({ written, at }: SchemaObject, keyword: string): unknown {
  return writtenValue(written[keyword], below(at, keyword));
}

function writtenIn(schemas: readonly SchemaObject[], partial: ReadonlySet<SchemaObject>): Written {
  const values = schemas.flatMap((schema) => [
    ...examplesOf(schema).filter((value) => !partial.has(schema) || !isObject(value)),
    ...(schema.written.default === undefined ? [] : [writtenAs(schema, 'default')]),
  ]);
  const limits = schemas.flatMap(({ keywords, at }): (readonly unknown[])[] => [
    ...(Object.hasOwn(keywords, 'const')
      ? [[writtenValue(keywords.const, below(at, 'const'))]]
      : []),
    ...(Array.isArray(keywords.enum)
      ? [writtenValue(keywords.enum, below(at, 'enum')) as readonly unknown[]]
      : []),
  ]);
  const [first, ...others] = limits;
  if (first === undefined) return { shown: values, only: false };
  // Compared as texts, which is exact for all values that contracts list.
  const allowed = others.map((limit) => new Set(limit.map((value) => jsonText(value))));
  const common = first.filter((value) => allowed.every((set) => set.has(jsonText(value))));
  const ordered = [...common.filter((value) => value !== null), ...common.filter(isNullValue)];
  const known = new Set(common.map((value) => jsonText(value)));
  const shown = values.filter((value) => known.has(jsonText(value)));
  return { shown: [...shown, ...ordered], only: true };
}

function isNullValue(value: unknown): boolean {
  return value === null;
}
