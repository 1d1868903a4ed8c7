import type { Schema } from '../api/model.ts';
import { isObject, member, type Node } from '../api/node.ts';
import { type Location, locationKey } from '../json/document.ts';
import { mappedSchema } from '../schema/discriminator.ts';
import { namedBy } from '../schema/members.ts';
import type { References } from '../schema/resources.ts';
import type { SchemaViews } from '../schema/view.ts';
import { nameAt } from './component-names.ts';

/** A property and its values that distinguish a schema from its siblings. */
export interface Tag {
  readonly property: string;
  readonly values: readonly (string | number | boolean)[];
}

/**
 * The discriminators of a document (OpenAPI 3.1 section 4.8.25) as literal types: they connect
 * values of a property with schemas, so that TypeScript can narrow.
 */
export interface Discriminators {
  /** The tag of a schema that extends (`allOf`) one with a discriminator. */
  inherited(schema: Node): Tag | undefined;
  /** The tag of a branch, given by reference, in a union with a discriminator. */
  ofBranch(union: Node, branch: Node): Tag | undefined;
}

/** `named` are the schemas that may extend each other. */
export function createDiscriminators(
  named: readonly Schema[],
  references: References,
  views: SchemaViews,
): Discriminators {
  // By the written schema, because a derived part of a schema extends nothing.
  const extending = new Map<unknown, Schema>(named.map((schema) => [schema.value, schema]));
  const tags = new Map<unknown, Tag>();
  for (const schema of named) {
    // A value tags the schema that it names, and the schemas that this one extends: a `Cat` may be
    // a `Lion`.
    const own = baseOf(schema);
    if (own === undefined) continue;
    for (const ancestor of [schema, ...extendedBy(schema)]) {
      if (baseOf(ancestor)?.schema.value !== own.schema.value) continue;
      const known = tags.get(ancestor.value)?.values ?? [];
      const values = [...new Set([...known, ...own.valuesFor(schema.at)])];
      tags.set(ancestor.value, { property: own.property, values });
    }
  }

  /** The named schemas that another one extends, near ones first. */
  function extendedBy(schema: Node): readonly Schema[] {
    return views.of(schema).schemas.flatMap(({ written }) => {
      const base = written === schema.value ? undefined : extending.get(written);
      return base === undefined ? [] : [base];
    });
  }

  /** The schema with a discriminator that another one extends. */
  function baseOf(schema: Node) {
    for (const ancestor of extendedBy(schema)) {
      const described = discriminatorOf(ancestor);
      if (described !== undefined) return { schema: ancestor, ...described };
    }
    return undefined;
  }

  function discriminatorOf(holder: Node): Discriminator | undefined {
    const property = member(holder, 'discriminator');
    const { propertyName, mapping } = isObject(property?.value) ? property.value : {};
    if (typeof propertyName !== 'string') return undefined;
    const mapped = new Map<string, string[]>();
    for (const [value, target] of Object.entries(isObject(mapping) ? mapping : {})) {
      if (typeof target !== 'string') continue;
      const schema = mappedSchema(target, holder.at, references);
      const key = schema === undefined ? target : locationKey(schema.at);
      mapped.set(key, [...(mapped.get(key) ?? []), value]);
    }
    return {
      property: propertyName,
      valuesFor(at, referred = at) {
        const name = nameAt(referred);
        return mapped.get(locationKey(at)) ?? mapped.get(name) ?? [name];
      },
    };
  }

  /** The possible values of a property without those from a base; `undefined` if any. */
  function literalsOf(
    schema: Node,
    property: string,
    base?: Node,
  ): ReadonlySet<unknown> | undefined {
    const passedOver = base === undefined ? [] : views.of(base).schemas;
    const own = views.of(schema).schemas.filter((each) => !passedOver.includes(each));
    for (const described of namedBy(own, 'properties').get(property) ?? []) {
      for (const { keywords } of views.of(described).schemas) {
        if (Object.hasOwn(keywords, 'const')) return new Set([keywords.const]);
        if (Array.isArray(keywords.enum)) return new Set(keywords.enum);
      }
    }
    return undefined;
  }

  /**
   * Mapping values in the property's types: the keys of a mapping are texts, also for numbers
   * (OpenAPI 3.1.1 section 4.8.25.2).
   */
  function inTypesOf(schema: Node, { property, values }: Tag): Tag['values'] {
    const own = namedBy(views.of(schema).schemas, 'properties').get(property) ?? [];
    const types = own.flatMap((described) =>
      views
        .of(described)
        .schemas.flatMap(({ keywords: { type, enum: listed, const: only } }) => [
          ...(type === undefined ? [] : [type].flat()),
          ...[...(Array.isArray(listed) ? listed : []), only].map((value) => typeof value),
        ]),
    );
    if (types.length === 0 || types.includes('string')) return values;
    const kinds = ['number', 'integer'].some((type) => types.includes(type)) ? ['number'] : [];
    if (types.includes('boolean')) kinds.push('boolean');
    return values.flatMap((value) => {
      const read = readJson(value);
      return kinds.includes(typeof read) ? [read as number | boolean] : [];
    });
  }

  return {
    inherited(schema) {
      const tag = tags.get(schema.value);
      const base = baseOf(schema)?.schema;
      if (tag === undefined || base === undefined) return undefined;
      // A schema's own literal is enough; a literal of the base would conflict with it.
      if (literalsOf(schema, tag.property, base) !== undefined) return undefined;
      const allowed = literalsOf(base, tag.property);
      const values = inTypesOf(schema, tag).filter((value) => allowed?.has(value) ?? true);
      return values.length === 0 ? undefined : { ...tag, values };
    },
    ofBranch(union, branch) {
      const described = isReference(branch) ? discriminatorOf(union) : undefined;
      const schema = references.follow(branch);
      if (described === undefined || schema === undefined) return undefined;
      if (listsKinds(schema.value)) return undefined;
      const { $ref } = branch.value as { readonly $ref: string };
      const { property } = described;
      const mapped = described.valuesFor(schema.at, references.target($ref, branch.at)?.at);
      const values = inTypesOf(schema, { property, values: mapped });
      const own = literalsOf(schema, property);
      const left = own === undefined ? values : values.filter((value) => own.has(value));
      // If the schema already restricts the property, nothing is added.
      if (left.length === 0 || left.length === own?.size) return undefined;
      return { property, values: left };
    },
  };
}

function readJson(value: Tag['values'][number]): unknown {
  try {
    return JSON.parse(String(value));
  } catch {
    return undefined;
  }
}

interface Discriminator {
  readonly property: string;
  /** The values for a schema: those mapped to it, else its name, or that of a reference to it. */
  valuesFor(schema: Location, referred?: Location): readonly string[];
}

function isReference({ value }: Node): boolean {
  return isObject(value) && typeof value.$ref === 'string';
}

function listsKinds(schema: unknown): boolean {
  return isObject(schema) && (Array.isArray(schema.oneOf) || Array.isArray(schema.anyOf));
}
