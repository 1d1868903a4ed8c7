import type { JsonObject } from '../api/node.ts';
import type { FormatShape } from '../client/contract.ts';
import { type PlainTag, tagOf } from './plain-tags.ts';
import type { PlainViews, Together } from './plain-view.ts';

/**
 * The places of values with certain formats in answers as a table, by which a client turns texts
 * into dates, or numbers into `bigint`s.
 */
export interface FormatShapes {
  readonly table: readonly FormatShape[];
  /** The shape of a value of these plain schemas; `undefined` if it has no such formats. */
  indexOf(...schemas: Together): number | undefined;
}

/** Formats, and the type of their values. */
export interface FormatKind {
  readonly type: 'string' | 'integer';
  readonly formats: readonly string[];
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

/** The possible formats of a text or a number, and whether it may have none. */
interface Formats {
  readonly names: ReadonlySet<string>;
  readonly isPlain: boolean;
}

/**
 * Uses the schemas of the generated types, so that a text is a date if its type says so. In a union
 * with a distinguishing property, that property decides; in other unions, a text is a date if it
 * can be one. The same is true of numbers.
 */
export function createFormatShapes(
  views: PlainViews,
  { type: ofFormats, formats }: FormatKind,
): FormatShapes {
  const table: FormatShape[] = [];
  const indexes = new Map<string, number>();
  const formatted = new Map<string, boolean>();
  const known = new Map<string, Described>();

  function formatsOf(schemas: Together, above: Together = []): Formats {
    const { own, unions } = views.partsOf(schemas, above);
    const names = own.flatMap((schema) => (hasFormat(schema) ? [schema.format as string] : []));
    if (names.length > 0) return { names: new Set(names), isPlain: false };
    const seen = [...above, ...own];
    const inUnions = unions.map((branches) => branches.map((branch) => formatsOf([branch], seen)));
    const withFormats = inUnions.filter((each) => each.some((format) => format.names.size > 0));
    const found = (withFormats.length === 0 ? inUnions : withFormats).flat();
    return {
      names: new Set(found.flatMap((format) => [...format.names])),
      isPlain:
        found.some(({ isPlain }) => isPlain) ||
        (withFormats.length === 0 && own.some((schema) => allowsPlain(schema, ofFormats))),
    };
  }

  function hasFormat({ type, format, enum: values, const: only }: JsonObject): boolean {
    const isFree = values === undefined && only === undefined;
    return isFree && [type].flat().includes(ofFormats) && formats.includes(format as string);
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

  function hasFormats(schemas: Together): boolean {
    const described = describe(schemas);
    const verdict = formatted.get(described.key);
    if (verdict !== undefined) return verdict;
    // While a recursive schema is unfinished, it counts as having no formats.
    const seen = new Map([[described.key, described]]);
    for (const [key, next] of seen) {
      if (next.formats.names.size > 0 || formatted.get(key)) {
        formatted.set(described.key, true);
        return true;
      }
      for (const part of partsOf(next)) {
        const inner = describe(part);
        if (!seen.has(inner.key)) seen.set(inner.key, inner);
      }
    }
    for (const key of seen.keys()) formatted.set(key, false);
    return false;
  }

  function indexOfAll(schemas: Together): number | undefined {
    if (!hasFormats(schemas)) return undefined;
    const described = describe(schemas);
    const { key, properties, tag } = described;
    const before = indexes.get(key);
    if (before !== undefined) return before;
    if (!partsOf(described).some(hasFormats)) return shared(formatShape(described.formats));
    const index = table.length;
    indexes.set(key, index);
    // The index is reserved first, because a recursive schema refers to itself.
    table.push({});
    const [items, others] = [indexOfAll(described.items), indexOfAll(described.others)];
    const prefix = described.prefix.map(indexOfAll);
    const named = [...properties].flatMap(([name, own]) => {
      // A named member must not be read as an additional one.
      const found = indexOfAll(own) ?? (others === undefined ? undefined : plainShape());
      return found === undefined ? [] : [[name, found] as const];
    });
    const kinds = [...(tag?.kinds ?? [])].map(([value, kind]) => [
      value,
      indexOfAll(kind) ?? plainShape(),
    ]);
    table[index] = {
      ...formatShape(described.formats),
      ...(named.length > 0 && { properties: Object.fromEntries(named) }),
      ...(prefix.some((item) => item !== undefined) && {
        prefix: prefix.map((item) => item ?? plainShape()),
      }),
      ...(items !== undefined && { items }),
      ...(others !== undefined && { others }),
      ...(tag && { tag: tag.property, kinds: Object.fromEntries(kinds) }),
    };
    return index;
  }

  /** Of several formats, the stricter one comes first, in the order of `formats`. */
  function formatShape({ names, isPlain }: Formats): FormatShape {
    const [first, ...others] = formats.filter((format) => names.has(format));
    if (first === undefined) return {};
    const left = { names: new Set(others), isPlain };
    if (others.length === 0 && !isPlain) return { format: first };
    return {
      format: first,
      otherwise: others.length === 0 ? plainShape() : shared(formatShape(left)),
    };
  }

  function shared(shape: FormatShape): number {
    const key = JSON.stringify(shape);
    const index = indexes.get(key) ?? table.push(shape) - 1;
    indexes.set(key, index);
    return index;
  }

  function plainShape(): number {
    return shared({});
  }

  return {
    table,
    indexOf: (...schemas) => (formats.length === 0 ? undefined : indexOfAll(schemas)),
  };
}

/** Whether a schema allows any text or number, or one of a list. */
function allowsPlain(
  { type, enum: values, const: only, anyOf, oneOf, allOf, $ref, ...rest }: JsonObject,
  ofFormats: FormatKind['type'],
): boolean {
  const types = ofFormats === 'string' ? ['string'] : ['integer', 'number'];
  if ([type].flat().some((one) => types.includes(one as string))) return true;
  if (Array.isArray(values)) return values.some((value) => types.includes(typeof value));
  if (only !== undefined) return types.includes(typeof only);
  const isSilent = [type, anyOf, oneOf, allOf, $ref].every((value) => value === undefined);
  return isSilent && rest.properties === undefined;
}
