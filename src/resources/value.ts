import type { Schema } from '../api/model.ts';
import type { Node } from '../api/node.ts';
import { locationKey } from '../json/document.ts';
import { heldBy, namedBy } from '../schema/members.ts';
import type { Schemas } from '../schema/schemas.ts';
import { everyBranch, type SchemaObject } from '../schema/view.ts';

/** A value as all possible schemas describe it, including branches. */
export interface DescribedValue {
  /** The schema with the most of its properties. */
  readonly schema: Schema;
  readonly types: ReadonlySet<string>;
  readonly schemas: readonly SchemaObject[];
  readonly properties: ReadonlyMap<string, DescribedValue>;
  /** The items of an array. */
  readonly items: DescribedValue | undefined;
  /** The values of an object's undescribed names. */
  readonly rest: DescribedValue | undefined;
}

export type DescribeValue = (schema: Schema) => DescribedValue;

/** Reads schemas as descriptions of values, each part on first use. */
export function valueDescriber(schemas: Schemas): DescribeValue {
  const known = new Map<string, DescribedValue>();
  const bySchema = new WeakMap<Schema, DescribedValue>();

  function describe(nodes: readonly Node[]): DescribedValue {
    const { schemas: found } = schemas.views.entering(nodes, everyBranch);
    const parts = {
      schema: undefined as Schema | undefined,
      properties: undefined as ReadonlyMap<string, DescribedValue> | undefined,
      items: undefined as DescribedValue | undefined | null,
      rest: undefined as DescribedValue | undefined | null,
    };
    const held = (keyword: string) => {
      const inner = heldBy(found, keyword).filter(({ value }) => value instanceof Object);
      return inner.length === 0 ? null : valueAt(inner);
    };
    return {
      get schema() {
        parts.schema ??= nodes.length === 1 ? nodes[0]! : mostDescribing(nodes);
        return parts.schema;
      },
      types: new Set(nodes.flatMap((node) => [...schemas.shape(node).types])),
      schemas: found,
      get properties() {
        parts.properties ??= new Map(
          [...namedBy(found, 'properties')].map(([name, inner]) => [name, valueAt(inner)]),
        );
        return parts.properties;
      },
      get items() {
        if (parts.items === undefined) parts.items = held('items');
        return parts.items ?? undefined;
      },
      get rest() {
        if (parts.rest === undefined) parts.rest = held('additionalProperties');
        return parts.rest ?? undefined;
      },
    };
  }

  function mostDescribing(nodes: readonly Node[]): Schema {
    const sizes = nodes.map((node) => schemas.shape(node).properties().size);
    return nodes[sizes.indexOf(Math.max(...sizes))]!;
  }

  function valueAt(written: readonly Node[]): DescribedValue {
    const nodes = written.map(schemas.resolve);
    const key = nodes.map(({ at }) => locationKey(at)).join(' ');
    let value = known.get(key);
    if (value === undefined) {
      value = describe(nodes);
      known.set(key, value);
    }
    return value;
  }

  return (schema) => {
    let value = bySchema.get(schema);
    if (value === undefined) {
      value = valueAt([schema]);
      bySchema.set(schema, value);
    }
    return value;
  };
}

export function isScalar({ types }: DescribedValue): boolean {
  return ['string', 'integer', 'number'].some((type) => types.has(type));
}

export function isArray({ types, items }: DescribedValue): boolean {
  return types.has('array') && (items !== undefined || types.size <= 2);
}

export function isObjectValue({ types, properties, rest }: DescribedValue): boolean {
  return types.has('object') || properties.size > 0 || rest !== undefined;
}

/** Whether nothing says what a value is. */
export function isOpen({ types, properties }: DescribedValue): boolean {
  return types.size === 0 && properties.size === 0;
}

/** Whether two descriptions name the same properties. */
export function isMirror(one: DescribedValue, other: DescribedValue): boolean {
  const names = [...one.properties.keys()];
  return (
    names.length > 0 &&
    names.length === other.properties.size &&
    names.every((name) => other.properties.has(name))
  );
}

/**
 * Whether a value is a JSON Patch (RFC 6902): a list of operations, each with a path. With other
 * evidence, the schema need not describe the operations.
 */
export function isJsonPatch(value: DescribedValue, isDeclared: boolean): boolean {
  if (!isArray(value) || value.types.has('object')) return false;
  const { items } = value;
  if (items?.properties.has('op') && items.properties.has('path')) return true;
  return isDeclared && (items === undefined || (items.properties.size === 0 && !isScalar(items)));
}

/** Whether two values are described by one schema. */
export function isSame(one: DescribedValue, other: DescribedValue): boolean {
  return one === other || one.schema.value === other.schema.value;
}

/**
 * Whether two descriptions are about the same kind of thing: one schema, or most properties in
 * common.
 */
export function isAlike(one: DescribedValue, other: DescribedValue): boolean {
  if (isSame(one, other)) return true;
  const [fewer, more] = one.properties.size < other.properties.size ? [one, other] : [other, one];
  if (fewer.properties.size < 2) return false;
  const shared = [...fewer.properties.keys()].filter((name) => more.properties.has(name)).length;
  return shared / fewer.properties.size >= 0.6 && shared / more.properties.size >= 0.3;
}

/** Whether one describes only some properties of the other, as a short form of it. */
export function isPart(one: DescribedValue, other: DescribedValue): boolean {
  const names = [...one.properties.keys()];
  return names.length > 1 && names.every((name) => other.properties.has(name));
}

/** The values that schemas list by `enum`. */
export function choicesOf(value: DescribedValue | undefined): readonly unknown[] {
  return (value?.schemas ?? []).flatMap(({ keywords }) =>
    Array.isArray(keywords.enum) ? (keywords.enum as readonly unknown[]) : [],
  );
}
