import { below, isObject, type JsonObject, type Node } from '../api/node.ts';
import type { Location } from '../json/document.ts';
import { child, type Pointer } from '../json/pointer.ts';
import { type Direction, foreignFlag, hasFlag, speaksAlone } from './direction.ts';
import type { SchemaObject, SchemaView, SchemaViews } from './view.ts';

/** A property in a value that belongs to the other direction. */
export interface Misplaced {
  readonly pointer: Pointer;
  /** The place in the contract that describes it. */
  readonly at: Location;
}

/** The members in a view that may have a flag. */
interface Members {
  readonly properties: readonly Property[];
  readonly items: readonly Node[];
}

interface Property {
  readonly name: string;
  readonly node: Node;
  readonly isMisplaced: boolean;
}

/**
 * Finds read-only properties in requests and write-only ones in answers, which should not be sent
 * (OpenAPI 3.0.4 section 4.7.24.2). It checks only schemas that always apply to the value, not the
 * branches of a `oneOf`.
 */
export function createMisplaced(
  direction: Direction,
  views: SchemaViews,
): (schema: Node, value: unknown) => readonly Misplaced[] {
  const flag = foreignFlag(direction);
  const known = new WeakMap<SchemaView, Members>();
  const mayHave = new WeakMap<SchemaView, boolean>();

  function membersOf(view: SchemaView): Members {
    let members = known.get(view);
    if (members === undefined) {
      members = {
        properties: view.schemas.flatMap(propertiesOf),
        items: view.schemas.flatMap(itemsOf),
      };
      known.set(view, members);
    }
    return members;
  }

  /** The properties with a flag on them or possibly below them; most have neither. */
  function propertiesOf({ written: { properties }, at }: SchemaObject): readonly Property[] {
    if (!isObject(properties)) return [];
    return Object.entries(properties).flatMap(([name, value]) => {
      if (!isObject(value) || isPlain(value)) return [];
      const node = { value, at: below(at, 'properties', name) };
      return [{ name, node, isMisplaced: hasFlag(node, flag, views) }];
    });
  }

  function itemsOf({ written: { items }, at }: SchemaObject): readonly Node[] {
    return isObject(items) && !isPlain(items) ? [{ value: items, at: below(at, 'items') }] : [];
  }

  function isPlain(schema: JsonObject): boolean {
    const { properties, items } = schema;
    return (
      schema[flag] !== true &&
      properties === undefined &&
      items === undefined &&
      speaksAlone(schema)
    );
  }

  /**
   * Whether there is a flag anywhere below a schema; most schemas have none, and need no more work.
   */
  function hasFlagBelow(schema: SchemaView): boolean {
    const verdict = mayHave.get(schema);
    if (verdict !== undefined) return verdict;
    const seen = new Set([schema]);
    for (const view of seen) {
      const { properties, items } = membersOf(view);
      if (mayHave.get(view) || properties.some(({ isMisplaced }) => isMisplaced)) {
        mayHave.set(schema, true);
        return true;
      }
      for (const { node } of properties) seen.add(views.of(node));
      for (const item of items) seen.add(views.of(item));
    }
    // Schemas that are reachable from this one reach no more than it does.
    for (const view of seen) mayHave.set(view, false);
    return false;
  }

  function walk(schema: Node, value: unknown, pointer: Pointer, found: Map<Pointer, Misplaced>) {
    if (typeof value !== 'object' || value === null) return;
    const view = views.of(schema);
    if (!hasFlagBelow(view)) return;
    const { properties, items } = membersOf(view);
    if (Array.isArray(value)) {
      for (const item of items) {
        for (const [index, member] of value.entries()) {
          walk(item, member, child(pointer, index), found);
        }
      }
      return;
    }
    for (const { name, node, isMisplaced } of properties) {
      if (!Object.hasOwn(value, name)) continue;
      const place = child(pointer, name);
      const member = (value as Record<string, unknown>)[name];
      if (!isMisplaced) walk(node, member, place, found);
      else if (!found.has(place)) found.set(place, { pointer: place, at: node.at });
    }
  }

  return (schema, value) => {
    if (typeof value !== 'object' || value === null || !hasFlagBelow(views.of(schema))) return [];
    const found = new Map<Pointer, Misplaced>();
    walk(schema, value, '', found);
    return [...found.values()];
  };
}
