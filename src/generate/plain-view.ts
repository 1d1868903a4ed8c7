import { isObject, type JsonObject } from '../api/node.ts';
import { parsePointer } from '../json/pointer.ts';
import type { TypedDocument } from './typed-document.ts';

/** The schemas that one value must all satisfy. */
export type Together = readonly JsonObject[];

/** The schemas about one value, with references followed and `allOf` flattened. */
export interface Parts {
  readonly own: Together;
  /** The branches of each union. */
  readonly unions: readonly Together[];
}

/** Reads the plain schemas of the generated types; several of them may apply to one value. */
export interface PlainViews {
  /** Without the schemas `above` these, to which a recursive schema leads back. */
  partsOf(schemas: Together, above?: Together): Parts;
  /** The names of the properties that they describe, in branches too. */
  propertyNames(schemas: Together): readonly string[];
  property(schemas: Together, name: string): Together;
  /** The schemas of properties without a name. */
  others(schemas: Together): Together;
  /** How many items have their own schema. */
  tupleLength(schemas: Together): number;
  item(schemas: Together, index: number): Together;
  /** Whether a value is certainly an object or an array, or `null`. */
  isStructured(schema: JsonObject): boolean;
  /** The key of some schemas; the same schemas have the same key. */
  keyOf(schemas: Together): string;
  /** A schema that is made once for each key. */
  once(key: string, make: () => JsonObject): JsonObject;
}

export function createPlainViews({
  document,
  declared,
}: Pick<TypedDocument, 'document' | 'declared'>): PlainViews {
  const { schemas: components } = document.components as {
    readonly schemas: Readonly<Record<string, JsonObject>>;
  };
  const declarations = new Map(declared.map(({ name, schema }) => [name, schema]));
  const numbers = new Map<JsonObject, number>();
  const made = new Map<string, JsonObject>();

  function keyOf(schemas: Together): string {
    return schemas
      .map((schema) => {
        const number = numbers.get(schema) ?? numbers.size;
        numbers.set(schema, number);
        return number;
      })
      .join();
  }

  function once(key: string, make: () => JsonObject): JsonObject {
    const schema = made.get(key) ?? make();
    made.set(key, schema);
    return schema;
  }

  /** One schema for several; equal lists give the same one. */
  function combined(keyword: 'allOf' | 'anyOf', schemas: Together): JsonObject {
    if (schemas.length === 1) return schemas[0]!;
    return once(`${keyword} ${keyOf(schemas)}`, () => ({ [keyword]: schemas }));
  }

  function partsOf(schemas: Together, above: Together = []): Parts {
    const own = new Set<JsonObject>();
    const unions: Together[] = [];
    const visit = (schema: JsonObject): void => {
      if (own.has(schema) || above.includes(schema)) return;
      own.add(schema);
      const behind = referred(schema);
      if (behind !== undefined) visit(behind);
      for (const part of listed(schema, 'allOf')) visit(part);
      for (const union of ['anyOf', 'oneOf']) {
        if (Array.isArray(schema[union])) unions.push(listed(schema, union));
      }
    };
    for (const schema of schemas) visit(schema);
    return { own: [...own], unions };
  }

  function referred({ $ref, type, name, of }: JsonObject): JsonObject | undefined {
    if (typeof $ref === 'string') return components[parsePointer($ref.slice(1))?.at(-1) ?? ''];
    if (type === 'declared') return declarations.get(name as string);
    return type === 'required' ? (of as JsonObject) : undefined;
  }

  /** The schemas of a part of the value; in a union, those of its branches. */
  function inside(
    schemas: Together,
    partOf: (schema: JsonObject) => Together,
    above: Together = [],
  ): Together {
    const { own, unions } = partsOf(schemas, above);
    const seen = [...above, ...own];
    return [
      ...own.flatMap(partOf),
      ...unions.flatMap((branches) => {
        const each = branches.map((branch) => inside([branch], partOf, seen));
        const nonEmpty = each.filter((part) => part.length > 0);
        const kinds = nonEmpty.map((part) => combined('allOf', part));
        return kinds.length === 0 ? [] : [combined('anyOf', kinds)];
      }),
    ];
  }

  function propertyNames(schemas: Together): readonly string[] {
    const found = new Set<string>();
    everything(schemas, ({ properties }) => {
      for (const name of isObject(properties) ? Object.keys(properties) : []) found.add(name);
    });
    return [...found];
  }

  function tupleLength(schemas: Together): number {
    let longest = 0;
    everything(schemas, (schema) => {
      longest = Math.max(longest, listed(schema, 'prefixItems').length);
    });
    return longest;
  }

  /** Every schema about the value, including branches. */
  function everything(schemas: Together, visit: (schema: JsonObject) => void): void {
    const seen = new Set<JsonObject>();
    const open = [...schemas];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const { own, unions } = partsOf([next]);
      for (const schema of own) {
        if (seen.has(schema)) continue;
        seen.add(schema);
        visit(schema);
      }
      for (const branch of unions.flat()) if (!seen.has(branch)) open.push(branch);
    }
  }

  function isStructured(schema: JsonObject, above: Together = []): boolean {
    const { own, unions } = partsOf([schema], above);
    const seen = [...above, ...own];
    return (
      own.some(({ type, properties }) =>
        type === undefined
          ? properties !== undefined
          : [type].flat().every((each) => structures.has(each)),
      ) || unions.some((branches) => branches.every((branch) => isStructured(branch, seen)))
    );
  }

  return {
    ...{ partsOf, propertyNames, tupleLength, keyOf, once },
    isStructured: (schema) => isStructured(schema),
    property: (schemas, name) => inside(schemas, (schema) => propertyIn(schema, name)),
    others: (schemas) => inside(schemas, (schema) => schemaIn(schema.additionalProperties)),
    item: (schemas, index) => inside(schemas, (schema) => itemIn(schema, index)),
  };
}

const structures: ReadonlySet<unknown> = new Set(['object', 'array', 'null']);

function listed(schema: JsonObject, keyword: string): Together {
  const parts = schema[keyword];
  return Array.isArray(parts) ? (parts as Together) : [];
}

function schemaIn(value: unknown): Together {
  return isObject(value) ? [value] : [];
}

/** The schema of a property: by its name, else as an additional one. */
function propertyIn({ properties, additionalProperties }: JsonObject, name: string): Together {
  const own =
    isObject(properties) && Object.hasOwn(properties, name) ? properties[name] : undefined;
  return schemaIn(own ?? additionalProperties);
}

function itemIn({ prefixItems, items }: JsonObject, index: number): Together {
  const own = Array.isArray(prefixItems) ? prefixItems[index] : undefined;
  return schemaIn(own ?? items);
}
