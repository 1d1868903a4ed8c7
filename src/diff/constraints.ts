import type { Api } from '../api/model.ts';
import { below, isObject, type JsonObject, type Node } from '../api/node.ts';
import { type Location, locationKey } from '../json/document.ts';
import { type Direction, foreignFlag, hasFlag } from '../schema/direction.ts';
import { heldBy, namedBy, requiredBy } from '../schema/members.ts';
import { createReferences, createResources, type References } from '../schema/resources.ts';
import {
  createSchemaViews,
  type SchemaObject,
  type SchemaView,
  type Union,
} from '../schema/view.ts';
import { allowedBy, allowing, both, everything, orNull, settled } from './allowed.ts';
import { type Alternatives, createAlternatives } from './alternatives.ts';
import { type AppliedSchemas, appliedSchemas, opaqueSchemas } from './applied.ts';
import { alternativesOf, createSchemasOf, isAsserting, isTypeOrValue } from './asserted.ts';
import { plainOperands } from './operands.ts';
import { type Sunset, sunsetOf } from './sunset.ts';
import type { ValueType } from './value-type.ts';

/**
 * The combined constraints of all schemas about one value, in the terms of 2020-12. References are
 * followed, `allOf` is merged, and equivalent spellings become one. Two versions of a schema with
 * the same meaning have equal constraints.
 */
export interface Constraints {
  /** The schemas that were read. */
  readonly schemas: readonly SchemaObject[];
  /** The place of the whole: the first schema that says something. */
  readonly at: Location;
  /** The place of a keyword; that of the whole if no schema has it. */
  place(keyword: string, ...below: readonly (string | number)[]): Location;
  /** Some schema is `false`. */
  readonly never: boolean;
  readonly types: ReadonlySet<ValueType>;
  readonly values: readonly unknown[] | undefined;
  /** The operands of each asserting keyword, one for each schema. */
  readonly plain: ReadonlyMap<string, readonly Node[]>;
  readonly properties: ReadonlyMap<string, readonly Node[]>;
  readonly required: ReadonlySet<string>;
  /** Schemas of undescribed properties; `closed` if none is allowed. */
  readonly additional: readonly Node[];
  readonly closed: boolean;
  /** Whether all properties must have a name or a pattern here. */
  readonly isSealed: boolean;
  /** Whether a property certainly cannot be there. */
  isClosedTo(name: string): boolean;
  /** Schemas whose narrowing narrows the whole, by keyword, and by name or number. */
  readonly applied: ReadonlyMap<string, AppliedSchemas>;
  /**
   * Schemas whose narrowing may widen the whole (`not`, `if`, `contains`), or that nothing checks.
   */
  readonly opaque: ReadonlyMap<string, readonly Node[]>;
  readonly unions: readonly Union[];
  /** Unions of types, which `types` has already. */
  readonly folded: readonly Union[];
  /** The types; unions count only if they are unions of types. */
  readonly ownTypes: ReadonlySet<ValueType>;
  /** Whether more than unions limits types or values. */
  readonly typed: boolean;
  /** The two alternatives, null and another one, that were read as one schema. */
  readonly nullable: Union | undefined;
  readonly discriminator: Node | undefined;
  readonly default: Node | undefined;
  readonly deprecated: boolean;
  /** When what is deprecated may be removed. */
  readonly sunset: Sunset | undefined;
  /** The values of `x-extensible-enum`. */
  readonly extensible: Node | undefined;
  /** The XML Object. */
  readonly xml: Node | undefined;
}

export interface ApiConstraints {
  readonly api: Api;
  readonly references: References;
  readonly direction: Direction;
  of(nodes: readonly Node[]): Constraints;
  /** The schemas that all apply to one value, with null beside another alternative as written. */
  view(nodes: readonly Node[]): SchemaView;
  /** Dangling references, by their place. */
  readonly dangling: ReadonlyMap<string, Location>;
  /** Whether a property belongs to requests only, or to answers only. */
  flagged(nodes: readonly Node[], flag: 'readOnly' | 'writeOnly'): boolean;
}

/** The constraints of an API's schemas, read on first use and kept. */
export function createConstraints(api: Api, direction: Direction): ApiConstraints {
  const references = createReferences(createResources(api));
  const views = createSchemaViews(api.dialect, references);
  const schemasOf = createSchemasOf(views);
  const alternatives = createAlternatives(schemasOf, references);
  const known = new Map<string, Constraints>();
  const dangling = new Map<string, Location>();
  const flagged: ApiConstraints['flagged'] = (nodes, flag) =>
    nodes.some((node) => hasFlag(node, flag, views));

  function read(nodes: readonly Node[]): SchemaView {
    const view = schemasOf(nodes);
    for (const at of view.dangling) dangling.set(locationKey(at), at);
    return view;
  }

  function constraintsOf(nodes: readonly Node[]): Constraints {
    const view = read(nodes);
    const nullable = view.never ? undefined : alternatives.besideNull(view.schemas);
    const { schemas, never } = nullable === undefined ? view : read([nullable.other]);
    const at = placeOfAll(schemas) ?? nodes[0]!.at;
    const properties = namedBy(schemas, 'properties');
    const isForeign = (name: string) => flagged(properties.get(name) ?? [], foreignFlag(direction));
    return {
      schemas,
      at,
      place: (keyword, ...tokens) => placeOf(schemas, keyword, tokens) ?? at,
      never,
      ...typesAndUnions(schemas, alternatives, nullable !== undefined),
      nullable: nullable?.union,
      plain: plainOperands(schemas),
      properties,
      required: new Set([...requiredBy(schemas)].filter((name) => !isForeign(name))),
      ...undescribedProperties(schemas),
      isSealed: schemas.some(isSealing),
      isClosedTo: (name) => schemas.some((schema) => isSealing(schema) && !describes(schema, name)),
      applied: appliedSchemas(schemas),
      opaque: opaqueSchemas(schemas),
      discriminator: annotation(schemas, 'discriminator'),
      default: annotation(schemas, 'default'),
      deprecated: annotation(schemas, 'deprecated')?.value === true,
      sunset: sunsetOf(annotation(schemas, 'x-sunset')?.value),
      extensible: annotation(schemas, 'x-extensible-enum'),
      xml: annotation(schemas, 'xml'),
    };
  }

  return {
    api,
    references,
    direction,
    dangling,
    flagged,
    view: read,
    of(nodes) {
      const key = nodes.map(({ at }) => locationKey(at)).join(' ');
      let constraints = known.get(key);
      if (constraints === undefined) {
        constraints = constraintsOf(nodes);
        known.set(key, constraints);
      }
      return constraints;
    },
  };
}

/** The first schema that says anything. */
function placeOfAll(schemas: readonly SchemaObject[]): Location | undefined {
  const asserting = schemas.find(({ keywords }) => Object.keys(keywords).some(isAsserting));
  return (asserting ?? schemas[0])?.at;
}

/**
 * The place of the first schema with a keyword that says something; else of the first with the
 * keyword.
 */
function placeOf(
  schemas: readonly SchemaObject[],
  keyword: string,
  tokens: readonly (string | number)[],
): Location | undefined {
  const asserting = schemas.find(({ written }) => {
    let value: unknown = written[keyword];
    for (const token of tokens) value = (value as JsonObject | undefined)?.[token];
    return value !== undefined;
  });
  if (asserting !== undefined) return below(asserting.at, keyword, ...tokens);
  return annotation(schemas, keyword)?.at;
}

/** The operand of the first schema with a keyword. */
function annotation(schemas: readonly SchemaObject[], keyword: string): Node | undefined {
  const asserting = schemas.find(({ written }) => written[keyword] !== undefined);
  return asserting && { value: asserting.written[keyword], at: below(asserting.at, keyword) };
}

/** The allowed types and values, and the unions that say more than these. */
function typesAndUnions(
  schemas: readonly SchemaObject[],
  alternatives: Alternatives,
  isNullable: boolean,
): Pick<Constraints, 'types' | 'ownTypes' | 'values' | 'unions' | 'folded' | 'typed'> {
  const unions: Union[] = [];
  const folded: Union[] = [];
  let typed = schemas.some(({ keywords }) => Object.keys(keywords).some(isTypeOrValue));
  let own = schemas.map(allowedBy).reduce(both, everything);
  for (const written of schemas.flatMap(alternativesOf)) {
    const union = alternatives.flatten(written);
    const simple = alternatives.fold(union);
    if (simple === undefined) {
      unions.push(union);
      continue;
    }
    if (simple.values === undefined) folded.push(union);
    else typed = true;
    own = both(own, simple);
  }
  let all = unions.reduce(
    (allowed, union) => both(allowed, allowing(alternatives.typesIn(union))),
    own,
  );
  if (isNullable) [own, all] = [orNull(own), orNull(all)];
  const { types, values } = settled(all);
  return {
    types,
    ownTypes: values === undefined ? own.types : types,
    values,
    unions,
    folded,
    typed,
  };
}

function undescribedProperties(
  schemas: readonly SchemaObject[],
): Pick<Constraints, 'additional' | 'closed'> {
  const all = ['additionalProperties', 'unevaluatedProperties'].flatMap((keyword) =>
    heldBy(schemas, keyword),
  );
  return {
    additional: all.filter(({ value }) => value !== false && !isFree(value)),
    closed: all.some(({ value }) => value === false),
  };
}

function isSealing({ keywords }: SchemaObject): boolean {
  return keywords.additionalProperties === false;
}

function describes({ keywords }: SchemaObject, name: string): boolean {
  const { properties, patternProperties } = keywords;
  const isNamed = isObject(properties) && Object.hasOwn(properties, name);
  return isNamed || isObject(patternProperties);
}

/** Whether a schema has no constraints, so that every value satisfies it. */
export function isFree(schema: unknown): boolean {
  if (schema === true) return true;
  return isObject(schema) && schema.$ref === undefined && !Object.keys(schema).some(isConstraining);
}

function isConstraining(keyword: string): boolean {
  return isAsserting(keyword) || keyword === 'allOf' || keyword === '$dynamicRef';
}
