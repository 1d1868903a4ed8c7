import type { Schema } from '../../api/model.ts';
import { below, isObject, type JsonObject } from '../../api/node.ts';
import { type Location, locationKey } from '../../json/document.ts';
import { type Pointer, parsePointer } from '../../json/pointer.ts';
import { mappedSchema, nameOfBranch } from '../discriminator.ts';
import type { References } from '../resources.ts';
import type { Schemas } from '../schemas.ts';
import type { Choice, SchemaObject, SchemaViews } from '../view.ts';

const nothing: readonly Schema[] = [];

/** Chooses an alternative at a place; the others are tried next if the first one is wrong. */
export type Choose = (pointer: Pointer, kind: string, size: number) => number;

/** Whether a branch is tried before the others at a place. */
export type IsPreferred = (pointer: Pointer, branch: Schema) => boolean;

/** No value seems possible at a place. It has no stack, which would take most of the time. */
export class Impossible {
  readonly pointer: Pointer;
  readonly message: string;
  /** The schema that prevents it, if it is one. */
  readonly at: Location | undefined;
  /** Whether only the size of the value prevents it. */
  readonly isTooLarge: boolean;
  constructor(pointer: Pointer, reason: string, at?: Location, isTooLarge = false) {
    this.pointer = pointer;
    this.message = reason;
    this.at = at;
    this.isTooLarge = isTooLarge;
  }
}

/** The schemas about a place, with one branch of each choice. */
export interface Taken {
  readonly schemas: readonly SchemaObject[];
  /** The schemas after references and choices, by which recursion is recognized. */
  readonly roots: readonly unknown[];
  /** The chosen branches; `''` without branches. */
  readonly branches: string;
  /** The properties that a discriminator sets, each as a schema with that value. */
  readonly tags: ReadonlyMap<string, Schema>;
}

/**
 * Takes one branch of each choice.
 * @throws {Impossible} if one of the schemas is `false`.
 */
export function takeBranches(
  nodes: readonly Schema[],
  pointer: Pointer,
  { views, references, resolve }: Schemas,
  choose: Choose,
  isOpen: (node: Schema) => boolean,
  isPreferred?: IsPreferred,
): Taken {
  const meant = new Set<unknown>();
  const given = [...nodes];
  const tags = new Map<string, Schema>();
  let branches = '';

  function mean(node: Schema): void {
    meant.add(node.value);
    meant.add(resolve(node).value);
  }

  /** Recursion is avoided if possible, and `null` is the least useful value. */
  function rank(branch: Schema): number {
    if (isPreferred?.(pointer, branch)) return -1;
    const target = resolve(branch);
    return (isOpen(target) ? 2 : 0) + (isNull(target) ? 1 : 0);
  }

  /** The index of the nth branch in the order of ranks. */
  function takenOf(all: readonly Schema[], number: number): number {
    if (all.length === 1) return 0;
    const ranks = all.map(rank);
    return [...ranks.keys()].sort((a, b) => ranks[a]! - ranks[b]!)[number]!;
  }

  function* take(schema: SchemaObject): Iterable<Schema> {
    if (isObject(schema.written.discriminator)) yield* takeTagged(schema);
    for (const choice of schema.choices) {
      if (choice.branches.length > 0) yield* takeOf(schema, choice);
    }
  }

  function takeOf(schema: SchemaObject, choice: Choice): readonly Schema[] {
    const index = takenOf(
      choice.branches,
      choose(pointer, locationKey(choice.at), choice.branches.length),
    );
    const branch = choice.branches[index]!;
    branches += `${index},`;
    if (meant.has(schema.written)) mean(branch);
    if (isObject(schema.written.discriminator)) noteTag(schema, branch);
    given.push(branch);
    return [branch];
  }

  /**
   * A base schema with a discriminator (OpenAPI 3.1 section 4.8.25): the schema that leads here
   * decides; without one, the first schema of the mapping does.
   */
  function takeTagged(schema: SchemaObject): readonly Schema[] {
    if (schema.choices.some(({ keyword }) => keyword !== '$dynamicRef')) return [];
    const derived = given
      .flatMap((node) => views.of(node).schemas)
      .map(({ written, at }) => ({ value: written, at }))
      .filter((one) => one.value !== schema.written && leadsTo(one, schema, views))
      .find((one) => mappedName(schema, one, references) !== undefined || isNamed(one));
    if (derived !== undefined) {
      noteTag(schema, derived);
      return [];
    }
    const children = mappedBy(schema, references).filter(
      (child) => child.value !== schema.written && leadsTo(child, schema, views),
    );
    const key = locationKey(below(schema.at, 'discriminator'));
    // The value may be of the base alone, if no other schema fits.
    const isOwn = children.length === 0 || choose(pointer, `value of ${key}`, 2) === 1;
    const index = isOwn ? -1 : takenOf(children, choose(pointer, key, children.length));
    branches += `${index},`;
    const branch = children[index] ?? { value: schema.written, at: schema.at };
    noteTag(schema, branch);
    if (isOwn) return [];
    given.push(branch);
    if (meant.has(schema.written)) mean(branch);
    return [branch];
  }

  /** Notes the discriminator's value for the schema of a value. */
  function noteTag(schema: SchemaObject, branch: Schema): void {
    const tag = tagOf(schema, branch, references);
    if (tag !== undefined && !tags.has(tag.property)) tags.set(tag.property, tag.schema);
  }

  for (const node of nodes) mean(node);
  const { schemas, never } = views.entering(nodes, (schema) => {
    const isPlain = schema.choices.length === 0 && schema.written.discriminator === undefined;
    return isPlain ? nothing : take(schema);
  });
  if (never) throw new Impossible(pointer, `nothing may be at "${pointer}"`);
  const roots = [...meant].filter(
    (value) =>
      isObject(value) &&
      value.$ref === undefined &&
      value.oneOf === undefined &&
      value.anyOf === undefined,
  );
  return { schemas, roots, branches, tags };
}

function isNull({ value }: Schema): boolean {
  return isObject(value) && (value.type === 'null' || ('const' in value && value.const === null));
}

interface Tag {
  readonly property: string;
  readonly schema: Schema;
}

/**
 * The discriminator's value for a branch (OpenAPI 3.1 section 4.8.25): its name in the mapping,
 * else that of its component.
 */
function tagOf(schema: SchemaObject, branch: Schema, references: References): Tag | undefined {
  const { written, at } = schema;
  const { propertyName } = written.discriminator as JsonObject;
  if (typeof propertyName !== 'string') return undefined;
  const target = references.follow(branch) ?? branch;
  const name =
    mappedName(schema, target, references) ??
    componentName(target.at.pointer) ??
    referredName(branch);
  if (name === undefined) return undefined;
  const schemaOfTag = { value: { example: name }, at: below(at, 'discriminator', 'propertyName') };
  return { property: propertyName, schema: schemaOfTag };
}

/** The name of a schema in the mapping of a discriminator. */
function mappedName(
  { written, at }: SchemaObject,
  target: Schema,
  references: References,
): string | undefined {
  const { mapping } = written.discriminator as JsonObject;
  const place = locationKey(target.at);
  return Object.entries(isObject(mapping) ? mapping : {}).find(([, to]) => {
    const named = typeof to === 'string' ? mappedSchema(to, at, references) : undefined;
    return named !== undefined && locationKey(named.at) === place;
  })?.[0];
}

/** The name at the end of a reference, if it leads to a file. */
function referredName(branch: Schema): string | undefined {
  const isReference = isObject(branch.value) && typeof branch.value.$ref === 'string';
  return isReference ? nameOfBranch(branch) : undefined;
}

/** Whether a place is that of a discriminator, and not of a property with this name. */
export function isTagPlace({ pointer }: Location): boolean {
  return pointer.endsWith('/discriminator/propertyName');
}

/** The schemas in the mapping of a discriminator. */
function mappedBy({ written, at }: SchemaObject, references: References): readonly Schema[] {
  const { mapping } = written.discriminator as JsonObject;
  return Object.values(isObject(mapping) ? mapping : {}).flatMap((to) => {
    const target = typeof to === 'string' ? mappedSchema(to, at, references) : undefined;
    return target === undefined ? [] : [target];
  });
}

/** Whether it is a component with contents, and not just a reference to another. */
function isNamed({ value, at }: Schema): boolean {
  const { allOf, properties } = value as JsonObject;
  const repeats = Array.isArray(allOf) && allOf.length === 1 && properties === undefined;
  return componentName(at.pointer) !== undefined && !repeats;
}

/** The name of the component at a place. */
function componentName(pointer: Pointer): string | undefined {
  const [components, schemas, name, ...inside] = parsePointer(pointer) ?? [];
  const isComponent = components === 'components' && schemas === 'schemas' && inside.length === 0;
  return isComponent ? name : undefined;
}

function leadsTo(from: Schema, to: SchemaObject, views: SchemaViews): boolean {
  return views.of(from).schemas.includes(to);
}
