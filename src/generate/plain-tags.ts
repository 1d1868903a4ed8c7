import type { JsonObject } from '../api/node.ts';
import type { PlainViews, Together } from './plain-view.ts';

/**
 * A property that distinguishes the branches of a union, with the schema for each of its values.
 */
export interface PlainTag {
  readonly property: string;
  readonly kinds: ReadonlyMap<string, Together>;
}

type Literals = ReadonlyMap<string, ReadonlySet<string>>;

/** The first union with a distinguishing property; its siblings apply to each branch. */
export function tagOf(schemas: Together, views: PlainViews): PlainTag | undefined {
  const { own, unions } = views.partsOf(schemas);
  for (const union of unions) {
    const objects = branchesOf(union, views).flatMap((branch) => {
      const literals = literalsOf(branch, views);
      return literals === undefined ? [] : [{ branch, literals }];
    });
    const property = objects.length < 2 ? undefined : tagProperty(objects);
    if (property === undefined) continue;
    const beside = own.map((schema) => bare(schema, union, views));
    const kinds = objects.flatMap(({ branch, literals }) =>
      [...literals.get(property)!].map((value) => [value, [...beside, branch]] as const),
    );
    return { property, kinds: new Map(kinds) };
  }
  return undefined;
}

/** The branches of a union, including those of nested unions. */
function branchesOf(union: Together, views: PlainViews, above: Together = []): Together {
  return union.flatMap((branch) => {
    const { own, unions } = views.partsOf([branch], above);
    const [only, ...others] = unions;
    const isUnion = only !== undefined && others.length === 0 && !own.some(describesObject);
    return isUnion ? branchesOf(only, views, [...above, ...own]) : [branch];
  });
}

/** The possible values of objects' properties; `undefined` if it is no object. */
function literalsOf(schema: JsonObject, { partsOf }: PlainViews): Literals | undefined {
  const found = new Map<string, ReadonlySet<string>>();
  const own = partsOf([schema]).own.filter(describesObject);
  for (const { properties = {} } of own) {
    for (const [name, property] of Object.entries(properties as Record<string, JsonObject>)) {
      for (const { const: only, enum: listed } of partsOf([property]).own) {
        const values = only === undefined ? listed : [only];
        const before = found.get(name)?.size ?? Number.POSITIVE_INFINITY;
        if (Array.isArray(values) && values.length < before) {
          found.set(name, new Set(values.map(String)));
        }
      }
    }
  }
  return own.length === 0 ? undefined : found;
}

/** A schema without one of its unions, and without its references and parts. */
function bare(schema: JsonObject, union: Together, { once, keyOf }: PlainViews): JsonObject {
  const left = Object.fromEntries(
    Object.entries(schema).filter(
      ([keyword, value]) =>
        value !== union &&
        !['$ref', 'allOf', 'of'].includes(keyword) &&
        !(keyword === 'type' && (value === 'required' || value === 'declared')),
    ),
  );
  if (Object.keys(left).length === Object.keys(schema).length) return schema;
  return once(`bare ${keyOf([schema, ...union])}`, () => left);
}

function describesObject({ properties, additionalProperties }: JsonObject): boolean {
  return properties !== undefined || additionalProperties !== undefined;
}

/** The property whose values each belong to one branch. */
function tagProperty(objects: readonly { readonly literals: Literals }[]): string | undefined {
  return [...objects[0]!.literals.keys()].find((name) => {
    const each = objects.map(({ literals }) => literals.get(name));
    const values = each.flatMap((own) => [...(own ?? [])]);
    return !each.includes(undefined) && new Set(values).size === values.length;
  });
}
