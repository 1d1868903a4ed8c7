import { isObject, type JsonObject } from '../api/node.ts';
import { pointerOfFragment, valueAt } from '../json/pointer.ts';

/** A property and the values by which it tells a schema from its siblings. */
export interface Tag {
  readonly property: string;
  readonly values: readonly string[];
}

/**
 * What the discriminators of a description say (OpenAPI 3.1 section 4.8.25), as literal types: they
 * tell which values of a property belong to which schema, and TypeScript narrows by that.
 */
export interface Discriminators {
  /** The tag that a schema has because it extends (`allOf`) one with a discriminator. */
  inherited(schema: JsonObject): Tag | undefined;
  /** The tag that a branch, given by its reference, has in a union with a discriminator. */
  ofBranch(union: JsonObject, reference: string): Tag | undefined;
}

export function createDiscriminators(root: JsonObject): Discriminators {
  const components = isObject(root.components) ? root.components : {};
  const schemas = isObject(components.schemas) ? components.schemas : {};
  const tags = new Map<JsonObject, Tag>();
  const parents = new Map<JsonObject, readonly JsonObject[]>();
  for (const schema of Object.values(schemas)) {
    if (isObject(schema)) parents.set(schema, allOfReferences(schema));
  }
  for (const [name, schema] of Object.entries(schemas)) {
    if (!isObject(schema)) continue;
    // A value tags the schema that it names, and whatever that extends: a `Cat` may be a `Lion`.
    for (const ancestor of lineage(schema)) {
      const base = baseOf(ancestor);
      if (base === undefined || base === ancestor) continue;
      const { property, mapped } = base;
      if (ancestor !== schema && baseOf(schema)?.schema !== base.schema) continue;
      const known = tags.get(ancestor)?.values ?? [];
      const values = [...new Set([...known, ...valuesFor(mapped, name)])];
      tags.set(ancestor, { property, values });
    }
  }

  function allOfReferences(schema: JsonObject): readonly JsonObject[] {
    const { allOf } = schema;
    if (!Array.isArray(allOf)) return [];
    return allOf.flatMap((item) => {
      const target = isObject(item) && typeof item.$ref === 'string' ? at(item.$ref) : undefined;
      return isObject(target) ? [target] : [];
    });
  }

  /** A schema, and those that it extends, near ones first. */
  function lineage(schema: JsonObject): readonly JsonObject[] {
    const line = new Set([schema]);
    for (const next of line) for (const parent of parents.get(next) ?? []) line.add(parent);
    return [...line];
  }

  /** The schema with the discriminator that another extends. */
  function baseOf(schema: JsonObject) {
    for (const ancestor of lineage(schema)) {
      const described = discriminatorOf(ancestor);
      if (described !== undefined && ancestor !== schema) return { schema: ancestor, ...described };
    }
    return undefined;
  }

  function at(reference: string): unknown {
    const pointer = pointerOfFragment(reference.replace(/^[^#]*/, ''));
    return pointer === undefined ? undefined : valueAt(root, pointer);
  }

  /** The values that a property may have by itself; `undefined` when any. */
  function literalsOf(
    value: unknown,
    property: string,
    seen: Set<unknown>,
    passOver?: JsonObject,
  ): ReadonlySet<unknown> | undefined {
    const schema = followed(value);
    if (schema === undefined || schema === passOver || seen.has(schema)) return undefined;
    seen.add(schema);
    const own = isObject(schema.properties) ? followed(schema.properties[property]) : undefined;
    if (own !== undefined && Object.hasOwn(own, 'const')) return new Set([own.const]);
    if (Array.isArray(own?.enum)) return new Set(own.enum);
    for (const item of Array.isArray(schema.allOf) ? schema.allOf : []) {
      const found = literalsOf(item, property, seen, passOver);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  function followed(value: unknown): JsonObject | undefined {
    let schema = value;
    for (
      let hops = 0;
      hops < 32 && isObject(schema) && typeof schema.$ref === 'string';
      hops += 1
    ) {
      schema = at(schema.$ref);
    }
    return isObject(schema) ? schema : undefined;
  }

  return {
    inherited(schema) {
      const tag = tags.get(schema);
      const base = baseOf(schema)?.schema;
      if (tag === undefined || base === undefined) return undefined;
      // A literal of its own says it already; one of the base that leaves nothing would be a fault.
      if (literalsOf(schema, tag.property, new Set(), base) !== undefined) return undefined;
      const allowed = literalsOf(base, tag.property, new Set());
      const values = tag.values.filter((value) => allowed?.has(value) ?? true);
      return values.length === 0 ? undefined : { ...tag, values };
    },
    ofBranch(union, reference) {
      const described = discriminatorOf(union);
      const schema = followed({ $ref: reference });
      if (described === undefined || schema === undefined) return undefined;
      if (Array.isArray(schema.oneOf) || Array.isArray(schema.anyOf)) return undefined;
      const name = nameOf(reference);
      const values = valuesFor(described.mapped, name);
      const own = literalsOf(schema, described.property, new Set());
      const left = own === undefined ? values : values.filter((value) => own.has(value));
      // Where the schema says the same, or something else, nothing is added.
      if (left.length === 0 || left.length === own?.size) return undefined;
      return { property: described.property, values: left };
    },
  };
}

interface Described {
  readonly property: string;
  /** Values by the name of the schema that they mean. */
  readonly mapped: ReadonlyMap<string, readonly string[]>;
}

function discriminatorOf({ discriminator }: JsonObject): Described | undefined {
  if (!isObject(discriminator) || typeof discriminator.propertyName !== 'string') return undefined;
  const mapped = new Map<string, readonly string[]>();
  for (const [value, target] of Object.entries(
    isObject(discriminator.mapping) ? discriminator.mapping : {},
  )) {
    if (typeof target !== 'string') continue;
    const name = nameOf(target);
    mapped.set(name, [...(mapped.get(name) ?? []), value]);
  }
  return { property: discriminator.propertyName, mapped };
}

/** The values that mean a schema: those mapped to it, else its name. */
function valuesFor(mapped: Described['mapped'], name: string): readonly string[] {
  return mapped.get(name) ?? [name];
}

/** The last token of a reference, or a name as it is. */
function nameOf(reference: string): string {
  const last = reference.split('/').at(-1) ?? '';
  return pointerOfFragment(last.replaceAll('~1', '/').replaceAll('~0', '~')) ?? last;
}
