import { percentEncode, percentEncodeReserved } from '../http/percent.ts';
import { textOf } from './coerce.ts';
import { type DecodeText, readArray, readScalar } from './raw.ts';
import type { Decoded, Shape } from './shape.ts';
import { itemShape, propertyShape, structureOf } from './structure.ts';

/**
 * The `deepObject` style: `color[R]=100&color[G]=200`. OpenAPI 3.1 section 4.8.12.3 defines it for
 * objects of scalars only. Deeper objects and arrays use the same brackets by convention; the shape
 * decides between `[]` and an index for an item.
 */
interface Node {
  readonly values: string[];
  readonly children: Map<string, Node>;
}

const maximumDepth = 32;

/** The names in a query that belong to a parameter in this style. */
export function deepObjectNames(name: string, query: ReadonlyMap<string, unknown>): string[] {
  return [...query.keys()].filter((key) => bracketsOf(name, key) !== undefined);
}

/** Reads an object from the names that `deepObjectNames` found. */
export function readDeepObject(
  name: string,
  names: readonly string[],
  query: ReadonlyMap<string, readonly string[]>,
  shape: Shape,
  decode: DecodeText,
): Decoded {
  const root: Node = { values: [], children: new Map() };
  for (const key of names) {
    const path = bracketsOf(name, key)!;
    if (path.length > maximumDepth) {
      return {
        ok: false,
        reason: `${JSON.stringify(name)} is nested more than ${maximumDepth} deep`,
      };
    }
    let node = root;
    for (const token of path) {
      const next: Node = node.children.get(token) ?? { values: [], children: new Map() };
      node.children.set(token, next);
      node = next;
    }
    node.values.push(...query.get(key)!);
  }
  return readNode(root, shape, name, decode);
}

/**
 * `color[R][x]` gives `R`, `x` for the name `color`; `undefined` for the name of another parameter.
 */
function bracketsOf(name: string, key: string): readonly string[] | undefined {
  if (!key.startsWith(`${name}[`) || !key.endsWith(']')) return undefined;
  const tokens = key.slice(name.length + 1, -1).split('][');
  return tokens.some((token) => /[[\]]/.test(token)) ? undefined : tokens;
}

function readNode(node: Node, shape: Shape, name: string, decode: DecodeText): Decoded {
  const { values, children } = node;
  if (children.size === 0) {
    return values.length === 1 && structureOf(shape) !== 'array'
      ? readScalar(values[0]!, shape, decode)
      : readArray(values, shape, decode);
  }
  if (values.length > 0) {
    return { ok: false, reason: `${JSON.stringify(name)} has both a value and members` };
  }
  return isList(children, shape)
    ? readList(children, shape, name, decode)
    : readMembers(children, shape, name, decode);
}

function isList(children: ReadonlyMap<string, Node>, shape: Shape): boolean {
  if ([...children.keys()].every((key) => key === '')) return true;
  return structureOf(shape) === 'array' && [...children.keys()].every((key) => /^\d*$/.test(key));
}

function readList(
  children: ReadonlyMap<string, Node>,
  shape: Shape,
  name: string,
  decode: DecodeText,
): Decoded {
  const items: unknown[] = [];
  for (const [key, node] of [...children].sort(([a], [b]) => Number(a) - Number(b))) {
    const single = node.children.size > 0;
    const parts = single ? [node] : node.values.map((value) => ({ ...node, values: [value] }));
    for (const part of parts) {
      const read = readNode(part, itemShape(shape), `${name}[${key}]`, decode);
      if (!read.ok) return read;
      items.push(read.value);
    }
  }
  return { ok: true, value: items };
}

function readMembers(
  children: ReadonlyMap<string, Node>,
  shape: Shape,
  name: string,
  decode: DecodeText,
): Decoded {
  const members: [string, unknown][] = [];
  for (const [key, node] of children) {
    const read = readNode(node, propertyShape(shape, key), `${name}[${key}]`, decode);
    if (!read.ok) return read;
    members.push([key, read.value]);
  }
  return { ok: true, value: Object.fromEntries(members) };
}

/** Writes a value as the pairs of a query, with brackets percent-encoded. */
export function writeDeepObject(name: string, value: unknown, allowReserved: boolean): string {
  const encode = allowReserved ? percentEncodeReserved : percentEncode;
  return deepObjectPairs(name, value)
    .map(([key, text]) => `${percentEncode(key)}=${encode(text)}`)
    .join('&');
}

/** The names and texts of a value in this style. */
export function deepObjectPairs(
  name: string,
  value: unknown,
): readonly (readonly [string, string])[] {
  const pairs: (readonly [string, string])[] = [];
  const write = (key: string, part: unknown): void => {
    if (part === undefined) return;
    if (typeof part !== 'object' || part === null) pairs.push([key, textOf(part)]);
    else {
      for (const [token, member] of Object.entries(part)) write(`${key}[${token}]`, member);
    }
  };
  write(name, value);
  return pairs;
}
