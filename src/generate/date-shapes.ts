import type { JsonObject } from '../api/node.ts';
import type { DateShape } from '../client/contract.ts';
import { type PlainTag, tagOf } from './plain-tags.ts';
import type { PlainViews, Together } from './plain-view.ts';

/** Where the dates of answers are, as a table: a client that makes dates of texts walks by it. */
export interface DateShapes {
  readonly table: readonly DateShape[];
  /** The shape of a plain schema; `undefined` where there is no date in it. */
  indexOf(schema: JsonObject): number | undefined;
}

/** What is described of one value, with a key that is the same for the same schemas. */
interface Described {
  readonly key: string;
  readonly formats: Formats;
  readonly properties: ReadonlyMap<string, Together>;
  readonly others: Together;
  readonly prefix: readonly Together[];
  readonly items: Together;
  readonly tag: PlainTag | undefined;
}

/** What a text may be: of one of these formats, and of no format as well. */
interface Formats {
  readonly names: ReadonlySet<string>;
  readonly isText: boolean;
}

/**
 * Works on the schemas that the types are made of, so that a text is a date where its type says so. A
 * union whose branches a property tells apart is read by that; of any other, a text is a date where it
 * can be one.
 */
export function createDateShapes(views: PlainViews, formats: readonly string[]): DateShapes {
  const table: DateShape[] = [];
  const indexes = new Map<string, number>();
  const dated = new Map<string, boolean>();
  const known = new Map<string, Described>();

  function formatsOf(schemas: Together, above: Together = []): Formats {
    const { own, unions } = views.partsOf(schemas, above);
    const names = own.flatMap((schema) => (isDate(schema) ? [schema.format as string] : []));
    if (names.length > 0) return { names: new Set(names), isText: false };
    const seen = [...above, ...own];
    const inUnions = unions.map((branches) => branches.map((branch) => formatsOf([branch], seen)));
    const ofDates = inUnions.filter((each) => each.some((format) => format.names.size > 0));
    const said = (ofDates.length === 0 ? inUnions : ofDates).flat();
    return {
      names: new Set(said.flatMap((format) => [...format.names])),
      isText: said.some(({ isText }) => isText) || (ofDates.length === 0 && own.some(allowsText)),
    };
  }

  function isDate({ type, format, enum: values, const: only }: JsonObject): boolean {
    const isText = [type].flat().includes('string') && values === undefined && only === undefined;
    return isText && formats.includes(format as string);
  }

  function describe(schemas: Together): Described {
    // A reference says what it leads to.
    const own = views.partsOf(schemas).own.filter(({ $ref }) => $ref === undefined);
    const key = views.keyOf(own);
    const before = known.get(key);
    if (before !== undefined) return before;
    const length = views.tupleLength(schemas);
    const names = views.propertyNames(schemas);
    const described = {
      key,
      formats: formatsOf(schemas),
      properties: new Map(names.map((name) => [name, views.property(schemas, name)])),
      others: views.others(schemas),
      prefix: Array.from({ length }, (_, index) => views.item(schemas, index)),
      items: views.item(schemas, length),
      tag: tagOf(schemas, views),
    };
    known.set(key, described);
    return described;
  }

  function partsOf({ properties, items, others, prefix, tag }: Described): readonly Together[] {
    return [...properties.values(), items, others, ...prefix, ...(tag?.kinds.values() ?? [])];
  }

  function hasDates(schemas: Together): boolean {
    const described = describe(schemas);
    const verdict = dated.get(described.key);
    if (verdict !== undefined) return verdict;
    // As long as it is not known, a schema that leads back to itself has none.
    const seen = new Map([[described.key, described]]);
    for (const [key, next] of seen) {
      if (next.formats.names.size > 0 || dated.get(key)) {
        dated.set(described.key, true);
        return true;
      }
      for (const part of partsOf(next)) {
        const inner = describe(part);
        if (!seen.has(inner.key)) seen.set(inner.key, inner);
      }
    }
    for (const key of seen.keys()) dated.set(key, false);
    return false;
  }

  function indexOf(schemas: Together): number | undefined {
    if (!hasDates(schemas)) return undefined;
    const described = describe(schemas);
    const { key, properties, tag } = described;
    const before = indexes.get(key);
    if (before !== undefined) return before;
    if (!partsOf(described).some(hasDates)) return shared(formatShape(described.formats));
    const index = table.length;
    indexes.set(key, index);
    // The place is taken first: a recursive schema refers to itself.
    table.push({});
    const [items, others] = [indexOf(described.items), indexOf(described.others)];
    const prefix = described.prefix.map(indexOf);
    const named = [...properties].flatMap(([name, own]) => {
      // What has a name is no other member, and must not be read as one.
      const found = indexOf(own) ?? (others === undefined ? undefined : dateless());
      return found === undefined ? [] : [[name, found] as const];
    });
    const kinds = [...(tag?.kinds ?? [])].map(([value, kind]) => [
      value,
      indexOf(kind) ?? dateless(),
    ]);
    table[index] = {
      ...formatShape(described.formats),
      ...(named.length > 0 && { properties: Object.fromEntries(named) }),
      ...(prefix.some((item) => item !== undefined) && {
        prefix: prefix.map((item) => item ?? dateless()),
      }),
      ...(items !== undefined && { items }),
      ...(others !== undefined && { others }),
      ...(tag && { tag: tag.property, kinds: Object.fromEntries(kinds) }),
    };
    return index;
  }

  /** Of several formats, the one that fewer texts have comes first, as `formats` has them. */
  function formatShape({ names, isText }: Formats): DateShape {
    const [first, ...others] = formats.filter((format) => names.has(format));
    if (first === undefined) return {};
    const left = { names: new Set(others), isText };
    if (others.length === 0 && !isText) return { format: first };
    return {
      format: first,
      otherwise: others.length === 0 ? dateless() : shared(formatShape(left)),
    };
  }

  function shared(shape: DateShape): number {
    const key = JSON.stringify(shape);
    const index = indexes.get(key) ?? table.push(shape) - 1;
    indexes.set(key, index);
    return index;
  }

  function dateless(): number {
    return shared({});
  }

  return {
    table,
    indexOf: (schema) => (formats.length === 0 ? undefined : indexOf([schema])),
  };
}

/** Whether a schema lets any text be, or some that are listed. */
function allowsText({
  type,
  enum: values,
  const: only,
  anyOf,
  oneOf,
  allOf,
  $ref,
  ...rest
}: JsonObject): boolean {
  if ([type].flat().includes('string')) return true;
  if (Array.isArray(values)) return values.some((value) => typeof value === 'string');
  if (only !== undefined) return typeof only === 'string';
  const isSilent = [type, anyOf, oneOf, allOf, $ref].every((said) => said === undefined);
  return isSilent && rest.properties === undefined;
}
