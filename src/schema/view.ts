import type { Dialect } from '../api/model.ts';
import { below, isObject, type JsonObject, type Node } from '../api/node.ts';
import type { Location } from '../json/document.ts';
import { asIf31 } from './openapi-30.ts';
import type { References } from './resources.ts';

/** A Schema Object: one of the schemas about the same value. */
export interface SchemaObject {
  readonly at: Location;
  /** The schema as written, with its annotations. */
  readonly written: JsonObject;
  /** The assertions in the terms of 2020-12. */
  readonly keywords: JsonObject;
  /**
   * Whether the object itself has no effect: in 3.0, siblings of a `$ref` are ignored (3.0.4
   * section 4.7.23).
   */
  readonly isReference: boolean;
  /** The targets of its references. */
  readonly referred: readonly Node[];
  readonly choices: readonly Choice[];
}

/** Schemas that a value need not satisfy all; the reader chooses which ones to enter. */
export interface Choice {
  /** A `$dynamicRef` is listed if its target depends on the way there. */
  readonly keyword: 'oneOf' | 'anyOf' | '$dynamicRef';
  readonly at: Location;
  readonly branches: readonly Node[];
}

export interface Union extends Choice {
  readonly keyword: 'oneOf' | 'anyOf';
}

/** The schemas about one value, with references followed and `allOf` flattened. */
export interface SchemaView {
  /** The schema itself first, then its target, then the members of its `allOf`. */
  readonly schemas: readonly SchemaObject[];
  /** Whether one of them is `false`. */
  readonly never: boolean;
  /** The dangling references. */
  readonly dangling: readonly Location[];
}

/** The optional schemas about the same value that a reader enters: branches of choices. */
export type Enter = (schema: SchemaObject) => Iterable<Node>;

export const everyBranch: Enter = ({ choices }) => choices.flatMap(({ branches }) => branches);

export interface SchemaViews {
  readonly dialect: Dialect;
  /** The schema at a node alone; `undefined` if there is no object. */
  at(node: Node): SchemaObject | undefined;
  /** The schemas that always apply to the value of a schema; computed once. */
  of(node: Node): SchemaView;
  /** The schemas about the value of several schemas, with those that the reader enters. */
  entering(nodes: readonly Node[], enter: Enter): SchemaView;
}

interface Known extends SchemaObject {
  readonly dangling: readonly Location[];
  readonly allOf: readonly Node[];
  view: SchemaView | undefined;
}

const none: readonly never[] = [];
const nothing: SchemaView = { schemas: [], never: false, dangling: [] };
const never: SchemaView = { ...nothing, never: true };
const enterNone: Enter = () => [];

export function createSchemaViews(dialect: Dialect, references: References): SchemaViews {
  // A YAML alias puts one value at several places.
  const known = new WeakMap<object, Known[]>();

  function schemaAt(value: JsonObject, at: Location): Known {
    let here = known.get(value);
    if (here === undefined) {
      here = [];
      known.set(value, here);
    }
    for (const schema of here) {
      if (schema.at.pointer === at.pointer && schema.at.document === at.document) return schema;
    }
    const schema = createSchemaObject(value, at, dialect, references);
    here.push(schema);
    return schema;
  }

  function collect(nodes: readonly Node[], enter: Enter): SchemaView {
    const schemas: SchemaObject[] = [];
    const dangling: Location[] = [];
    const seen = new Set<unknown>();
    let isNever = false;

    function visit({ value, at }: Node): void {
      if (value === false) isNever = true;
      if (!isObject(value) || seen.has(value)) return;
      seen.add(value);
      const schema = schemaAt(value, at);
      if (!schema.isReference) schemas.push(schema);
      for (const node of schema.referred) visit(node);
      dangling.push(...schema.dangling);
      if (schema.isReference) return;
      for (const node of schema.allOf) visit(node);
      for (const node of enter(schema)) visit(node);
    }

    for (const node of nodes) visit(node);
    return { schemas, never: isNever, dangling };
  }

  function viewOf(node: Node): SchemaView {
    const { value, at } = node;
    if (!isObject(value)) return value === false ? never : nothing;
    const schema = schemaAt(value, at);
    if (schema.view === undefined) {
      // All references to a schema share its view; a view may lead back to itself.
      const [target] = schema.isReference ? schema.referred : [];
      const isLast =
        target !== undefined && isObject(target.value) && target.value.$ref === undefined;
      schema.view = isLast ? viewOf(target) : collect([node], enterNone);
    }
    return schema.view;
  }

  return {
    dialect,
    at: ({ value, at }) => (isObject(value) ? schemaAt(value, at) : undefined),
    of: viewOf,
    entering: collect,
  };
}

function createSchemaObject(
  value: JsonObject,
  at: Location,
  dialect: Dialect,
  { target, dynamicTargets }: References,
): Known {
  const is30 = dialect === '3.0';
  const { $ref, $dynamicRef } = value;
  // Most schemas have none of these, so arrays are made on demand.
  let referred: readonly Node[] = none;
  let dangling: readonly Location[] = none;
  let choices: readonly Choice[] = none;
  if ($ref !== undefined) {
    const found = typeof $ref === 'string' ? target($ref, at) : undefined;
    if (found === undefined) dangling = [below(at, '$ref')];
    else referred = [found];
  }
  if ($dynamicRef !== undefined && !is30) {
    const place = below(at, '$dynamicRef');
    const branches = typeof $dynamicRef === 'string' ? dynamicTargets($dynamicRef, at) : [];
    if (branches.length === 0) dangling = [...dangling, place];
    else if (branches.length === 1) referred = [...referred, ...branches];
    else choices = [{ keyword: '$dynamicRef', at: place, branches }];
  }
  const isReference = $ref !== undefined && (is30 || Object.keys(value).length === 1);
  const unions = isReference ? none : unionsIn(value, at);
  if (unions.length > 0) choices = [...choices, ...unions];
  return {
    at,
    written: value,
    keywords: is30 ? asIf31(value) : value,
    choices,
    isReference,
    referred,
    dangling,
    allOf: isReference ? none : listed(value, at, 'allOf'),
    view: undefined,
  };
}

/** The schemas in a list under a keyword. */
function listed(value: JsonObject, at: Location, keyword: string): readonly Node[] {
  const members = value[keyword];
  if (!Array.isArray(members)) return none;
  return members.map((member, index) => ({ value: member, at: below(at, keyword, index) }));
}

function unionsIn(value: JsonObject, at: Location): readonly Union[] {
  if (!Array.isArray(value.oneOf) && !Array.isArray(value.anyOf)) return none;
  const unions: Union[] = [];
  for (const keyword of ['oneOf', 'anyOf'] as const) {
    if (!Array.isArray(value[keyword])) continue;
    unions.push({ keyword, at: below(at, keyword), branches: listed(value, at, keyword) });
  }
  return unions;
}

/** The `oneOf` and the `anyOf` of a schema. */
export function unionsOf({ choices }: SchemaObject): readonly Union[] {
  return choices.filter((choice): choice is Union => choice.keyword !== '$dynamicRef');
}
