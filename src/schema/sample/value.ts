import type { Schema } from '../../api/model.ts';
import { isObject } from '../../api/node.ts';
import { jsonText } from '../../json/integers.ts';
import { type Pointer, parsePointer } from '../../json/pointer.ts';
import { heldBy } from '../members.ts';
import { Impossible } from './branches.ts';
import { type Building, count } from './building.ts';
import { type Description, describe } from './description.ts';
import { lessThan, speaksOfText } from './realistic.ts';
import { sampleNumber, sampleString, type Variation } from './scalar.ts';
import { buildArray, buildObject, ownDirection } from './structure.ts';

/**
 * Builds a value that several schemas seem to describe together.
 * @throws {Impossible} if no value seems possible.
 */
export function buildValue(
  given: readonly Schema[],
  pointer: Pointer,
  depth: number,
  number: number,
  building: Building,
): unknown {
  count(building);
  const { schemas, choose, open } = building;
  const learned = building.learned.get(pointer);
  const nodes = learned === undefined ? given : [...given, ...learned];
  const isOpen = (node: Schema) => isObject(node.value) && open.has(node.value);
  const description = describe(nodes, pointer, schemas, choose, isOpen, building.isPreferred);
  const { roots } = description;
  building.applied.set(pointer, description);

  if (roots.some((root) => open.has(root))) {
    if (description.types()?.includes('null')) return null;
    throw new Impossible(pointer, `the schema at "${pointer}" holds itself without end`);
  }
  for (const root of roots) open.add(root);
  try {
    return buildOpened(nodes, description, pointer, depth, number, building);
  } finally {
    for (const root of roots) open.delete(root);
  }
}

function buildOpened(
  nodes: readonly Schema[],
  description: Description,
  pointer: Pointer,
  depth: number,
  number: number,
  building: Building,
): unknown {
  const { random } = building;
  const { shown, only } = description.written();
  const { writtenFirst, madeFirst } = description.ways();
  // Random values are generated, so written values come last, unless nothing else describes a text.
  const ways =
    random === undefined || only || description.isTag || isPlainText(description, pointer)
      ? writtenFirst
      : madeFirst;
  const size = only ? shown.length : ways.length;
  if (size === 0) {
    throw new Impossible(pointer, `the schemas at "${pointer}" have no type in common`);
  }
  let chosen = ways[building.choose(pointer, only ? 'enum' : 'value', size)]!;
  if (chosen.kind === 'written') {
    const index = chosen.index + number;
    // If values must differ, generated values follow the written ones.
    const further = only || index < shown.length ? undefined : madeFirst[0];
    if (further?.kind !== 'made') {
      const shift = random && !only && !description.isTag ? lessThan(shown.length, random) : 0;
      return ownDirection(shown[(index + shift) % shown.length], nodes, building);
    }
    chosen = further;
    number = index - shown.length;
  }
  if (chosen.kind === 'completed') {
    const partial = description.partial();
    return buildObject(
      { description, pointer, depth, way: 0, number, partial },
      building,
      buildValue,
    );
  }
  const { type, way } = chosen;
  switch (type) {
    case 'null':
      return null;
    case 'boolean':
      return random ? random() < 0.5 : (number + way) % 2 === 0;
    case 'string':
    case 'integer':
    case 'number': {
      const content = type === 'string' ? contentOf(description, number, building) : undefined;
      const variation = { number: number + way, random, name: nameOf(pointer), content };
      return buildScalar(description, type, pointer, variation);
    }
    case 'array':
      return buildArray({ description, pointer, depth, way, number }, building, buildValue);
    case 'object':
      return buildObject({ description, pointer, depth, way, number }, building, buildValue);
  }
}

/** Whether only examples describe a text. */
function isPlainText(description: Description, pointer: Pointer): boolean {
  if (description.written().shown.length === 0 || description.kinds()[0] !== 'string') return false;
  const { formats, patterns } = description.stringLimits();
  return formats.length === 0 && patterns.length === 0 && !speaksOfText(nameOf(pointer));
}

/** The content of a string that is described as JSON; spaces after it make texts differ. */
function contentOf(
  { schemas }: Description,
  number: number,
  building: Building,
): string | undefined {
  const isJson = schemas.some(({ keywords: { contentMediaType: type } }) =>
    /^application\/(?:[\w.-]+\+)?json\b/i.test(String(type)),
  );
  if (!isJson) return undefined;
  const [described] = heldBy(schemas, 'contentSchema');
  const value = described === undefined ? {} : building.content(described);
  return value === undefined ? undefined : jsonText(value) + ' '.repeat(number);
}

/** The property of a place; for items, the singular of the property that holds them. */
function nameOf(pointer: Pointer): string {
  const name = lastToken(pointer);
  if (!isIndex.test(name)) return name;
  const above = parsePointer(pointer)?.findLast((token) => !isIndex.test(token)) ?? '';
  return above.replace(/s$/, '');
}

/** The last name in a pointer; `''` for the whole document. */
function lastToken(pointer: Pointer): string {
  const token = pointer.slice(pointer.lastIndexOf('/') + 1);
  return token.includes('~') ? (parsePointer(`/${token}`)?.[0] ?? '') : token;
}

const isIndex = /^\d+$/;

function buildScalar(
  description: Description,
  type: 'string' | 'integer' | 'number',
  pointer: Pointer,
  variation: Variation,
): string | number | bigint {
  const value =
    type === 'string'
      ? sampleString(description.stringLimits(), variation)
      : sampleNumber(description.numberLimits(type), variation);
  if (value !== undefined) return value;
  const { patterns } = description.stringLimits();
  const of = patterns.map(({ written }) => ` ${JSON.stringify(written)}`).join(' and');
  const where = pointer === '' ? 'the value' : `"${pointer}"`;
  const [schema] = description.schemas;
  throw new Impossible(pointer, `no ${type} was found for ${where}${of}`, schema?.at);
}
