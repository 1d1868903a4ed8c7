import { child, type Pointer } from '../json/pointer.ts';
import { plain } from './names.ts';
import type { Comparison, Filter, QueryPart } from './resource.ts';
import { choicesOf, type DescribedValue, isArray, isScalar } from './value.ts';

const suffixes: readonly (readonly [RegExp, Comparison])[] = [
  [
    /(?:^|[_.\-[]+)(?:gte|ge|min|from|since|start|onorafter)\]?$|(?:From|Since|Min|Start|Gte)$/,
    'at-least',
  ],
  [
    /(?:^|[_.\-[]+)(?:lte|le|max|to|until|till|end|onorbefore)\]?$|(?:To|Until|Max|End|Lte)$/,
    'at-most',
  ],
  [/(?:^|[_.\-[]+)(?:gt|after|above|over)\]?$|(?:After|Gt|GreaterThan)$/, 'greater'],
  [/(?:^|[_.\-[]+)(?:lt|before|below|under)\]?$|(?:Before|Lt|LessThan)$/, 'less'],
  [/(?:^|[_.\-[]+)(?:ne|neq|not)\]?$|(?:Not|Ne)$/, 'not'],
  [
    /(?:^|[_.\-[]+)(?:contains|like|ilike|icontains|match|query|q)\]?$|(?:Contains|Like)$/,
    'contains',
  ],
  [/(?:^|[_.\-[]+)(?:in|any)\]?$|(?:In)$/, 'one-of'],
  [/(?:^|[_.\-[]+)(?:eq|equals|exact)\]?$|(?:Equals|Eq)$/, 'equal'],
];

const prefixes: readonly (readonly [RegExp, Comparison])[] = [
  [/^(?:[Mm]in|[Ff]rom|[Ss]ince|[Ss]tart|[Aa]fter)(?=[_.\-A-Z])/, 'at-least'],
  [/^(?:[Mm]ax|[Tt]o|[Uu]ntil|[Ee]nd|[Bb]efore)(?=[_.\-A-Z])/, 'at-most'],
];

/** A value of a parameter that the property cannot have: `all`. */
function anyOf(value: DescribedValue | undefined, property: DescribedValue): string | undefined {
  const own = choicesOf(property);
  const found = choicesOf(value?.items ?? value).find((one) =>
    /^(?:all|any|\*)$/i.test(String(one)),
  );
  return found === undefined || own.includes(found) ? undefined : String(found);
}

/**
 * The property that a part of the query is compared with, and the comparison; `undefined` if it is
 * unknown.
 */
export function filterOf(
  part: QueryPart,
  value: DescribedValue | undefined,
  item: DescribedValue,
): Filter | undefined {
  const { parameter, member } = part;
  const isMany = value !== undefined && isArray(value);
  // `filter[status]` and `created[gte]` are members, or part of the name.
  const written = member === undefined ? parameter.name : `${parameter.name}[${member}]`;
  const name = written.replace(/^(?:filters?|where|f)\[([^\]]+)\]/i, '$1');
  // The query selects the parts to show of each item, and not the items.
  if (
    /^(?:fields|select|expand|include|includes|embed|exclude|populate|view|format)(?:\[.*)?$/i.test(
      name,
    )
  ) {
    return undefined;
  }
  const exact = propertyNamed(name, item);
  if (exact !== undefined) {
    const isWithin = isArray(exact.value);
    return {
      ...part,
      property: exact.pointer,
      comparison: isWithin ? 'contains' : isMany ? 'one-of' : 'equal',
      any: anyOf(value, exact.value),
    };
  }
  for (const [way, comparison] of [...suffixes, ...prefixes]) {
    const rest = name.replace(way, '');
    const property = rest === name || rest === '' ? undefined : comparable(rest, item, comparison);
    if (property !== undefined) return { ...part, property, comparison, any: undefined };
  }
  return undefined;
}

interface FoundProperty {
  readonly pointer: Pointer;
  readonly value: DescribedValue;
}

/** The property behind a name, also in a nested object: `channelData.To`, and `ids` for `id`. */
function propertyNamed(name: string, item: DescribedValue): FoundProperty | undefined {
  const wanted = plain(name);
  if (wanted === '') return undefined;
  const plural = wanted.endsWith('s') ? wanted.slice(0, -1) : `${wanted}s`;
  for (const text of [wanted, plural]) {
    for (const [own, value] of item.properties) {
      if (
        plain(own) === text &&
        (isScalar(value) || isArray(value) || value.types.has('boolean'))
      ) {
        return { pointer: child('', own), value };
      }
    }
  }
  for (const [own, inner] of item.properties) {
    if (isArray(inner)) continue;
    for (const [deep, value] of inner.properties) {
      const isOwn = plain(own) === 'attributes' && plain(deep) === wanted;
      if ((isOwn || plain(own + deep) === wanted) && isScalar(value)) {
        return { pointer: child('', own, deep), value };
      }
    }
    if (plain(own) !== wanted) continue;
    for (const name of ['id', 'gid', 'uuid', 'sid', 'key', 'code', 'slug', 'name']) {
      const found = [...inner.properties].find(
        ([deep, value]) => plain(deep) === name && isScalar(value),
      );
      if (found !== undefined) return { pointer: child('', own, found[0]), value: found[1] };
    }
  }
  return undefined;
}

/** `createdAfter` is about `created`, `created_at` or `dateCreated`. */
function comparable(
  name: string,
  item: DescribedValue,
  comparison: Comparison,
): Pointer | undefined {
  const own = propertyNamed(name, item);
  if (own !== undefined)
    return isArray(own.value) && comparison !== 'contains' ? undefined : own.pointer;
  const wanted = plain(name);
  for (const text of [
    `${wanted}at`,
    `${wanted}on`,
    `${wanted}date`,
    `${wanted}time`,
    `date${wanted}`,
  ]) {
    const found = propertyNamed(text, item);
    if (found !== undefined) return found.pointer;
  }
  return undefined;
}
