import type { Location } from '../json/document.ts';
import { child } from '../json/pointer.ts';

/** A raw JSON value of a document, with its place. */
export interface Node {
  readonly value: unknown;
  readonly at: Location;
  /** The siblings of the references that led here: their members override the value's. */
  readonly beside?: readonly Node[];
}

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The member of an object; `undefined` when the value is no object or has no such own member. */
export function member(node: Node, key: string): Node | undefined {
  for (const own of node.beside ?? []) {
    const found = member(own, key);
    if (found !== undefined) return found;
  }
  if (!isObject(node.value) || !Object.hasOwn(node.value, key)) return undefined;
  return { value: node.value[key], at: below(node.at, key) };
}

/** The members of an object, extensions (`x-…`) left out; none when the value is no object. */
export function* members(node: Node | undefined): Iterable<readonly [string, Node]> {
  for (const [key, value] of entries(node)) {
    if (!key.startsWith('x-')) yield [key, value];
  }
}

/**
 * The members of a map, in which every key is a name and none an extension: a header may well be
 * called `x-request-id`.
 */
export function* entries(node: Node | undefined): Iterable<readonly [string, Node]> {
  if (node === undefined || !isObject(node.value)) return;
  if (node.beside !== undefined) {
    const keys = [...node.beside, node].flatMap(({ value }) => Object.keys(value as JsonObject));
    for (const key of new Set(keys)) yield [key, member(node, key)!];
    return;
  }
  for (const [key, value] of Object.entries(node.value)) {
    yield [key, { value, at: below(node.at, key) }];
  }
}

/** The items of an array; none when the value is no array. */
export function* items(node: Node | undefined): Iterable<Node> {
  if (node === undefined || !Array.isArray(node.value)) return;
  for (const [index, value] of node.value.entries()) {
    yield { value, at: below(node.at, index) };
  }
}

/** A string member; `undefined` when it is absent or something else. */
export function textOf(node: Node, key: string): string | undefined {
  const value = member(node, key)?.value;
  return typeof value === 'string' ? value : undefined;
}

export function below(at: Location, ...tokens: readonly (string | number)[]): Location {
  return { document: at.document, pointer: child(at.pointer, ...tokens) };
}
