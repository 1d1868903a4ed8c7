import { isObject, type JsonObject } from '../api/node.ts';
import type { DateShape } from '../client/contract.ts';
import { valueAt } from '../json/pointer.ts';

/** Where the dates of answers are, as a table: a client that makes dates of texts walks by it. */
export interface DateShapes {
  readonly table: readonly DateShape[];
  /** The shape of a schema; `undefined` where there is no date in it. */
  indexOf(schema: unknown): number | undefined;
}

/**
 * Reads the plain schemas of a typed document. What the branches of a union say of one property is
 * laid together: a text that is a date in one of them is read as one.
 */
export function createDateShapes(document: JsonObject, formats: readonly string[]): DateShapes {
  const table: DateShape[] = [];
  const known = new Map<unknown, number>();
  const dated = new Map<unknown, boolean>();

  /** The schemas that speak of the same value, references followed. */
  function layers(schema: unknown, seen: Set<unknown> = new Set()): readonly JsonObject[] {
    if (!isObject(schema) || seen.has(schema)) return [];
    seen.add(schema);
    const { $ref } = schema;
    if (typeof $ref === 'string') return layers(valueAt(document, $ref.slice(1)), seen);
    const branches = ['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => {
      const members = schema[keyword];
      return Array.isArray(members) ? members : [];
    });
    return [schema, ...branches.flatMap((branch) => layers(branch, seen))];
  }

  function hasDates(schema: unknown): boolean {
    const verdict = dated.get(schema);
    if (verdict !== undefined) return verdict;
    // As long as it is not known, a schema that leads back to itself has none.
    const seen = new Set<unknown>([schema]);
    for (const next of seen) {
      for (const layer of layers(next)) {
        if (isDate(layer)) {
          dated.set(schema, true);
          return true;
        }
        for (const part of partsOf(layer)) seen.add(part);
      }
    }
    for (const each of seen) dated.set(each, false);
    return false;
  }

  function isDate({ type, format, enum: values }: JsonObject): boolean {
    const isText = type === 'string' || (Array.isArray(type) && type.includes('string'));
    return isText && values === undefined && formats.includes(format as string);
  }

  function indexOf(schema: unknown): number | undefined {
    const own = layers(schema);
    const [key] = own;
    if (key === undefined || !hasDates(schema)) return undefined;
    const before = known.get(key);
    if (before !== undefined) return before;
    const index = table.length;
    known.set(key, index);
    // The place is taken first: a recursive schema refers to itself.
    table.push({});
    const properties = new Map<string, number>();
    for (const layer of own) {
      for (const [name, part] of Object.entries(objectOf(layer.properties))) {
        const found = indexOf(part);
        if (found !== undefined) properties.set(name, found);
      }
    }
    const first = (keyword: string) =>
      own.map((layer) => indexOf(layer[keyword])).find((found) => found !== undefined);
    const format = own.find(isDate)?.format;
    const [items, others] = [first('items'), first('additionalProperties')];
    table[index] = {
      ...(typeof format === 'string' && { format }),
      ...(properties.size > 0 && { properties: Object.fromEntries(properties) }),
      ...(items !== undefined && { items }),
      ...(others !== undefined && { others }),
    };
    return index;
  }

  return { table, indexOf };
}

function partsOf(layer: JsonObject): readonly unknown[] {
  const { properties, items, additionalProperties } = layer;
  return [...Object.values(objectOf(properties)), items, additionalProperties].filter(isObject);
}

function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
