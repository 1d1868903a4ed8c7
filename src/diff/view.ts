import type { Api } from '../api/model.ts';
import { below, type JsonObject, type Node } from '../api/node.ts';
import { type Location, locationKey } from '../json/document.ts';
import { type Direction, foreignFlag, hasFlag } from '../schema/direction.ts';
import { heldBy, namedBy, requiredBy } from '../schema/members.ts';
import { createReferences, createResources, type References } from '../schema/resources.ts';
import {
  createSchemaViews,
  listed,
  type SchemaObject,
  type SchemaView,
  type Union,
} from '../schema/view.ts';
import { type Allowed, allowedBy } from './allowed.ts';
import { createAlternatives } from './alternatives.ts';
import { createSchemasOf, isAsserting } from './asserted.ts';

/**
 * What all the schemas about one value say together, in the terms of 2020-12: references followed,
 * `allOf` merged, other spellings of the same made one. Two versions of a schema that mean the same
 * have views that compare equal.
 */
export interface View extends Allowed {
  /** The place that stands for the whole: the first schema that says anything. */
  readonly at: Location;
  /** The place of a keyword; that of the whole where no schema has it. */
  place(keyword: string, ...below: readonly (string | number)[]): Location;
  /** Some schema is `false`. */
  readonly never: boolean;
  /** The operands of each keyword that asserts something by itself, one for each schema. */
  readonly plain: ReadonlyMap<string, readonly unknown[]>;
  readonly properties: ReadonlyMap<string, readonly Node[]>;
  readonly required: ReadonlySet<string>;
  /** Schemas of the properties that are not described; `closed` where none is allowed. */
  readonly additional: readonly Node[];
  readonly closed: boolean;
  /** Schemas in which less is less, by where they apply: `items`, `patternProperties ^x-`. */
  readonly applied: ReadonlyMap<string, readonly Node[]>;
  /** Schemas in which less may be more (`not`, `if`, `contains`), or that nothing checks. */
  readonly opaque: ReadonlyMap<string, readonly Node[]>;
  /** The two alternatives, null and another one, that were read as one schema. */
  readonly nullable: Union | undefined;
  readonly discriminator: Node | undefined;
  readonly default: Node | undefined;
  readonly deprecated: boolean;
}

export interface Views {
  readonly api: Api;
  readonly references: References;
  readonly direction: Direction;
  of(nodes: readonly Node[]): View;
  /** References that lead nowhere, by their place. */
  readonly dangling: ReadonlyMap<string, Location>;
  /** Whether a property belongs to requests only, or to answers only. */
  flagged(nodes: readonly Node[], flag: 'readOnly' | 'writeOnly'): boolean;
}

/** The views of an API's schemas, each made when it is first needed and kept. */
export function createViews(api: Api, direction: Direction): Views {
  const references = createReferences(createResources(api));
  const schemaViews = createSchemaViews(api.dialect, references);
  const schemasOf = createSchemasOf(schemaViews);
  const known = new Map<string, View>();
  const dangling = new Map<string, Location>();
  const alternatives = createAlternatives(schemasOf, references);

  const views: Views = {
    api,
    references,
    direction,
    dangling,
    flagged: (nodes, flag) => nodes.some((node) => hasFlag(node, flag, schemaViews)),
    of(nodes) {
      const key = nodes.map(({ at }) => locationKey(at)).join(' ');
      let view = known.get(key);
      if (view === undefined) {
        view = createView(nodes);
        known.set(key, view);
      }
      return view;
    },
  };

  function createView(nodes: readonly Node[]): View {
    const view = read(nodes);
    const nullable = view.never ? undefined : alternatives.besideNull(view.schemas);
    if (nullable === undefined) return viewOf(nodes, view, undefined);
    return viewOf(nodes, read([nullable.other]), nullable.union);
  }

  function read(nodes: readonly Node[]): SchemaView {
    const view = schemasOf(nodes);
    for (const at of view.dangling) dangling.set(locationKey(at), at);
    return view;
  }

  function viewOf(
    nodes: readonly Node[],
    { schemas, never }: SchemaView,
    nullable: Union | undefined,
  ): View {
    const at = placeOfWhole(schemas) ?? nodes[0]!.at;
    const properties = namedBy(schemas, 'properties');
    const flag = foreignFlag(direction);
    const isAsked = (name: string) => !views.flagged(properties.get(name) ?? [], flag);
    const additional = [
      ...heldBy(schemas, 'additionalProperties'),
      ...heldBy(schemas, 'unevaluatedProperties'),
    ].filter(({ value }) => value !== true);
    return {
      ...allowedBy(schemas, nullable, alternatives),
      at,
      place: (keyword, ...tokens) => placeOf(schemas, keyword, tokens) ?? at,
      never,
      plain: plainOf(schemas),
      properties,
      required: new Set([...requiredBy(schemas)].filter(isAsked)),
      additional: additional.filter(({ value }) => value !== false),
      closed: additional.some(({ value }) => value === false),
      applied: appliedBy(schemas),
      opaque: new Map(opaqueKeywords.flatMap((keyword) => entryOf(schemas, keyword))),
      nullable,
      discriminator: annotationOf(schemas, 'discriminator'),
      default: annotationOf(schemas, 'default'),
      deprecated: annotationOf(schemas, 'deprecated')?.value === true,
    };
  }

  return views;
}

function placeOfWhole(schemas: readonly SchemaObject[]): Location | undefined {
  const says = ({ keywords }: SchemaObject) => Object.keys(keywords).some(isAsserting);
  return (schemas.find(says) ?? schemas[0])?.at;
}

/** Where a keyword stands, or as near as it is written. */
function placeOf(
  schemas: readonly SchemaObject[],
  keyword: string,
  tokens: readonly (string | number)[],
): Location | undefined {
  const schema = schemas.find(({ written }) => {
    let value: unknown = written[keyword];
    for (const token of tokens) value = (value as JsonObject | undefined)?.[token];
    return value !== undefined;
  });
  if (schema !== undefined) return below(schema.at, keyword, ...tokens);
  return annotationOf(schemas, keyword)?.at;
}

/** A keyword as the first schema writes it that does. */
function annotationOf(schemas: readonly SchemaObject[], keyword: string): Node | undefined {
  const schema = schemas.find(({ written }) => written[keyword] !== undefined);
  return schema && { value: schema.written[keyword], at: below(schema.at, keyword) };
}

function plainOf(schemas: readonly SchemaObject[]): View['plain'] {
  return new Map(
    plainKeywords.flatMap((keyword) => {
      const operands = heldBy(schemas, keyword).map(({ value }) => value);
      return operands.length === 0 ? [] : [[keyword, operands]];
    }),
  );
}

/** The schemas at a keyword, as an entry of a map; none where there are none. */
function entryOf(schemas: readonly SchemaObject[], keyword: string) {
  const found = heldBy(schemas, keyword);
  return found.length === 0 ? [] : [[keyword, found] as const];
}

function appliedBy(schemas: readonly SchemaObject[]): View['applied'] {
  const applied = new Map<string, readonly Node[]>(
    appliedKeywords.flatMap((keyword) => entryOf(schemas, keyword)),
  );
  for (const keyword of ['patternProperties', 'dependentSchemas']) {
    for (const [name, found] of namedBy(schemas, keyword)) applied.set(`${keyword} ${name}`, found);
  }
  for (const { at, keywords } of schemas) {
    for (const [index, item] of listed(keywords, at, 'prefixItems').entries()) {
      const key = `prefixItems ${index}`;
      applied.set(key, [...(applied.get(key) ?? []), item]);
    }
  }
  return applied;
}

/** Keywords of one schema in which less is less. */
const appliedKeywords = ['items', 'propertyNames', 'unevaluatedItems', 'then', 'else'];

/** Keywords of one schema in which less may be more, or that nothing checks. */
const opaqueKeywords = ['not', 'if', 'contains', 'contentSchema'];

/** What a schema asserts by itself, apart from its types and values. */
const plainKeywords = [
  ...['minimum', 'exclusiveMinimum', 'maximum', 'exclusiveMaximum', 'multipleOf'],
  ...['minLength', 'maxLength', 'pattern', 'format', 'contentEncoding', 'contentMediaType'],
  ...['minItems', 'maxItems', 'uniqueItems', 'minContains', 'maxContains'],
  ...['minProperties', 'maxProperties', 'dependentRequired'],
] as const;
