import { below, isObject, type Node } from '../api/node.ts';
import type { Location } from '../json/document.ts';
import { child, type Pointer } from '../json/pointer.ts';
import { type Direction, type Follow, hasFlag } from './direction.ts';

/** A property in a value that belongs to the other direction. */
export interface Misplaced {
  readonly pointer: Pointer;
  /** Where the contract describes it. */
  readonly at: Location;
}

/**
 * Finds read-only properties in requests and write-only ones in answers: they should not be sent
 * (OpenAPI 3.0.4 section 4.7.24.2). Only what certainly speaks of the value is looked at, which is
 * a schema, what it refers to and the members of its `allOf`; not the branches of a `oneOf`.
 */
export function createMisplaced(
  dialect: '3.0' | '3.1' | '3.2',
  direction: Direction,
  follow: Follow,
): (schema: Node, value: unknown) => readonly Misplaced[] {
  const flag = direction === 'request' ? 'readOnly' : 'writeOnly';
  const reading = { dialect, direction, follow };
  const mayHave = new WeakMap<object, boolean>();

  /** The schemas that speak of the same value as a schema, itself first. */
  function layers(node: Node, seen: Set<unknown> = new Set()): readonly Node[] {
    if (!isObject(node.value) || seen.has(node.value)) return [];
    seen.add(node.value);
    const target = node.value.$ref === undefined ? undefined : follow(node);
    const behind = target === undefined ? [] : layers(target, seen);
    if (node.value.$ref !== undefined && dialect === '3.0') return behind;
    const { allOf } = node.value;
    const members = Array.isArray(allOf) ? allOf : [];
    return [
      node,
      ...behind,
      ...members.flatMap((value, index) =>
        layers({ value, at: below(node.at, 'allOf', index) }, seen),
      ),
    ];
  }

  function properties(layer: Node): readonly (readonly [string, Node])[] {
    const { properties } = layer.value as Readonly<Record<string, unknown>>;
    if (!isObject(properties)) return [];
    return Object.entries(properties).map(([name, value]) => [
      name,
      { value, at: below(layer.at, 'properties', name) },
    ]);
  }

  function items(layer: Node): readonly Node[] {
    const { items } = layer.value as Readonly<Record<string, unknown>>;
    return isObject(items) ? [{ value: items, at: below(layer.at, 'items') }] : [];
  }

  /** Whether a flag is anywhere below a schema; most schemas have none, and are done with here. */
  function hasFlagBelow(schema: Node): boolean {
    if (!isObject(schema.value)) return false;
    let known = mayHave.get(schema.value);
    if (known === undefined) {
      known = search(schema, new Set());
      mayHave.set(schema.value, known);
    }
    return known;
  }

  function search(schema: Node, seen: Set<unknown>): boolean {
    return layers(schema, seen).some(
      (layer) =>
        properties(layer).some(
          ([, property]) => hasFlag(property, flag, reading) || search(property, seen),
        ) || items(layer).some((item) => search(item, seen)),
    );
  }

  function walk(schema: Node, value: unknown, pointer: Pointer, found: Map<Pointer, Misplaced>) {
    if (typeof value !== 'object' || value === null) return;
    for (const layer of layers(schema)) {
      if (Array.isArray(value)) {
        for (const item of items(layer)) {
          for (const [index, member] of value.entries()) {
            walk(item, member, child(pointer, index), found);
          }
        }
        continue;
      }
      for (const [name, property] of properties(layer)) {
        if (!Object.hasOwn(value, name)) continue;
        const place = child(pointer, name);
        const member = (value as Record<string, unknown>)[name];
        if (!hasFlag(property, flag, reading)) walk(property, member, place, found);
        else if (!found.has(place)) found.set(place, { pointer: place, at: property.at });
      }
    }
  }

  return (schema, value) => {
    if (typeof value !== 'object' || value === null || !hasFlagBelow(schema)) return [];
    const found = new Map<Pointer, Misplaced>();
    walk(schema, value, '', found);
    return [...found.values()];
  };
}
