import type { JsonObject } from '../api/node.ts';
import type { DateShape } from '../client/contract.ts';
import { type PlainTag, tagOf } from './plain-tags.ts';
import type { PlainViews, Together } from './plain-view.ts';

/** The places of dates in answers as a table, by which a client turns texts into dates. */
export interface DateShapes {
  readonly table: readonly DateShape[];
  /** The shape of a plain schema; `undefined` if it has no dates. */
  indexOf(schema: JsonObject): number | undefined;
}

/** The schemas of one value, with a key that equal schemas share. */
interface Described {
  readonly key: string;
  readonly formats: Formats;
  readonly properties: ReadonlyMap<string, Together>;
  readonly others: Together;
  readonly prefix: readonly Together[];
  readonly items: Together;
  readonly tag: PlainTag | undefined;
}

/** The possible formats of a text, and whether it may have none. */
interface Formats {
  readonly names: ReadonlySet<string>;
  readonly isText: boolean;
}

/**
 * Uses the schemas of the generated types, so that a text is a date if its type says so. In a union
 * with a distinguishing property, that property decides; in other unions, a text is a date if it
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
    const dateFormats = (ofDates.length === 0 ? inUnions : ofDates).flat();
    return {
      names: new Set(dateFormats.flatMap((format) => [...format.names])),
      isText:
        dateFormats.some(({ isText }) => isText) || (ofDates.length === 0 && own.some(allowsText)),
    };
  }

  function isDate({ type, format, enum: values, const: only }: JsonObject): boolean {
    const isText = [type].flat().includes('string') && values === undefined && only === undefined;
    return isText && formats.includes(format as string);
  }

  function describe(schemas: Together): Described {
    // The target of a reference describes the shape.
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
    // While a recursive schema is unfinished, it counts as having no dates.
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
    // The index is reserved first, because a recursive schema refers to itself.
    table.push({});
    const [items, others] = [indexOf(described.items), indexOf(described.others)];
    const prefix = described.prefix.map(indexOf);
    const named = [...properties].flatMap(([name, own]) => {
      // A named member must not be read as an additional one.
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

  /** Of several formats, the stricter one comes first, in the order of `formats`. */
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

/** Whether a schema allows any text, or a list of texts. */
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
  const isSilent = [type, anyOf, oneOf, allOf, $ref].every((value) => value === undefined);
  return isSilent && rest.properties === undefined;
}
