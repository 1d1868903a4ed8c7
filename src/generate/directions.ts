import type { Dialect } from '../api/model.ts';
import { isObject, type JsonObject } from '../api/node.ts';
import { resolve } from './references.ts';

/** Which schemas are not the same in requests and in answers. */
export interface Splits {
  hasFlag(schema: unknown, flag: 'readOnly' | 'writeOnly'): boolean;
  /** Whether what a reference leads to has a property, however deep, of one direction only. */
  differs(reference: string): boolean;
}

export function createSplits(root: JsonObject, dialect: Dialect): Splits {
  const verdicts = new Map<string, boolean>();

  function hasFlag(schema: unknown, flag: 'readOnly' | 'writeOnly'): boolean {
    if (!isObject(schema)) return false;
    if (typeof schema.$ref === 'string') {
      if (dialect !== '3.0' && schema[flag] === true) return true;
      const target = resolve(root, schema.$ref);
      return isObject(target) && target[flag] === true;
    }
    return schema[flag] === true;
  }

  /** Looks through a schema and collects the references in it. */
  function look(value: unknown, references: Set<string>): boolean {
    if (Array.isArray(value)) return value.some((item) => look(item, references));
    if (!isObject(value)) return false;
    if (typeof value.$ref === 'string') references.add(value.$ref);
    const { properties } = value;
    if (isObject(properties)) {
      for (const property of Object.values(properties)) {
        if (hasFlag(property, 'readOnly') || hasFlag(property, 'writeOnly')) return true;
        if (look(property, references)) return true;
      }
    }
    return Object.entries(value).some(
      ([keyword, member]) =>
        keyword !== 'properties' && !notSchemas.has(keyword) && look(member, references),
    );
  }

  return {
    hasFlag,
    differs(reference) {
      const known = verdicts.get(reference);
      if (known !== undefined) return known;
      const seen = new Set([reference]);
      for (const next of seen) {
        // Sets give what is added while they are walked through.
        if (verdicts.get(next) || look(resolve(root, next), seen)) {
          verdicts.set(reference, true);
          return true;
        }
      }
      // What is reached from here reaches no more than this does.
      for (const next of seen) verdicts.set(next, false);
      return false;
    },
  };
}

/** Keywords that hold values, not schemas. */
const notSchemas = new Set(['enum', 'const', 'default', 'example', 'examples', 'required']);
