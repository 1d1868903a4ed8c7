import type { Schema } from '../../api/model.ts';
import { isObject } from '../../api/node.ts';
import { withValue } from '../../json/edit.ts';
import { child, type Pointer, valueAt } from '../../json/pointer.ts';
import { heldBy, itemNodes, namedBy, propertyNodes, tupleLength } from '../../schema/members.ts';
import { textOfPattern } from '../../schema/sample/pattern.ts';
import type { SchemaObject } from '../../schema/view.ts';
import { described } from './described.ts';
import { differentFrom } from './different.ts';
import { isList } from './limits.ts';
import { isValid, propertiesOf, type Subject, variedItems } from './subject.ts';

/** How often a schema is shown inside itself. */
const maximumNesting = 2;

/** How many members are added to one value. */
const maximumAdditions = 400;

/**
 * The most complete value of a subject. It has the contract's example, every other possible
 * property, two items in every list, and an additional property if the schema describes them. It is
 * `undefined` if no valid value was found.
 */
export function wholeValue(subject: Subject): { readonly value: unknown } | undefined {
  const [shown] = subject.shown;
  const made = subject.shown.length > 0 ? undefined : subject.sample(subject.schema);
  if (made?.ok === false) return undefined;
  const start = made === undefined ? shown : made.value;
  return { value: completed(start, '', [subject.schema], subject) };
}

/** A valid value with every possible addition at a pointer and below. */
export function completed(
  value: unknown,
  pointer: Pointer,
  nodes: readonly Schema[],
  subject: Subject,
): unknown {
  let whole = value;
  let additions = 0;

  function add(instance: Pointer, described: readonly Schema[]): boolean {
    if (additions >= maximumAdditions) return false;
    for (const node of described) {
      const made = subject.sample(node);
      if (!made.ok) continue;
      const larger = withValue(whole, instance, made.value);
      if (!isValid(subject, larger)) continue;
      additions += 1;
      whole = larger;
      return true;
    }
    return false;
  }

  function complete(at: Pointer, nodes: readonly Schema[], open: readonly unknown[]): void {
    const { schemas } = subject;
    const roots = nodes.map((node) => schemas.resolve(node).value);
    const nesting = open.filter((one) => roots.includes(one)).length;
    const here = valueAt(whole, at);
    if (typeof here !== 'object' || here === null || nesting > maximumNesting) return;
    const inside = [...open, ...roots.filter(isObject)];
    const mayGrow = nesting < maximumNesting;
    if (isList(here)) completeItems(here, at, inside, mayGrow, nodes);
    else completeMembers(here, at, inside, mayGrow, nodes);
  }

  function completeMembers(
    here: object,
    at: Pointer,
    inside: readonly unknown[],
    mayGrow: boolean,
    nodes: readonly Schema[],
  ): void {
    const before = described(nodes, here, subject);
    const names = mayGrow ? propertiesOf(before.schemas, subject).named : [];
    let left = names.filter((name) => !Object.hasOwn(here, name));
    // A property may need one that is added after it.
    for (let more = true; more && left.length > 0; ) {
      const open = left.filter((name) => !addMember(at, name, before.schemas));
      more = open.length < left.length;
      left = open;
    }
    const after = described(nodes, valueAt(whole, at), subject);
    const isUnnamed = (name: string) => !names.includes(name);
    if (mayGrow && !Object.keys(valueAt(whole, at) as object).some(isUnnamed)) {
      for (const name of namesBeyond(after.schemas, subject)) {
        add(child(at, name), propertyNodes(after.schemas, name));
      }
    }
    for (const name of Object.keys(valueAt(whole, at) as object)) {
      complete(child(at, name), propertyNodes(after.schemas, name), inside);
    }
  }

  /** Adds a property, with those that it asks for. */
  function addMember(at: Pointer, name: string, schemas: readonly SchemaObject[]): boolean {
    const before = valueAt(whole, at) as object;
    if (Object.hasOwn(before, name)) return true;
    if (add(child(at, name), propertyNodes(schemas, name))) return true;
    const needed = dependentsOf(name, schemas).filter((one) => !Object.hasOwn(before, one));
    if (needed.length === 0 || additions >= maximumAdditions) return false;
    let larger = whole;
    for (const one of [name, ...needed]) {
      const made = propertyNodes(schemas, one)
        .map((node) => subject.sample(node))
        .find(({ ok }) => ok);
      if (made?.ok !== true) return false;
      larger = withValue(larger, child(at, one), made.value);
    }
    if (!isValid(subject, larger)) return false;
    additions += 1;
    whole = larger;
    return true;
  }

  function completeItems(
    here: readonly unknown[],
    at: Pointer,
    inside: readonly unknown[],
    mayGrow: boolean,
    nodes: readonly Schema[],
  ): void {
    const around = described(nodes, here, subject);
    // An item after those that have their own schemas has another one.
    const most = Math.max(2, tupleLength(around.schemas) + 1);
    for (let length = here.length; mayGrow && length < most; length += 1) {
      const items = itemNodes(around.schemas, length).filter(({ value }) => isObject(value));
      const known = valueAt(whole, at) as readonly unknown[];
      const another = known.length > 0 ? withValue(whole, child(at, length), known[0]) : undefined;
      if (items.length === 0) break;
      if (another !== undefined && isValid(subject, another)) whole = another;
      else if (!add(child(at, length), items) && !addDifferent(at)) break;
    }
    const now = valueAt(whole, at) as readonly unknown[];
    for (const index of variedItems(around.schemas, now)) {
      complete(child(at, index), itemNodes(around.schemas, index), inside);
    }
  }

  /** An item that differs from the others, if all must be different. */
  function addDifferent(at: Pointer): boolean {
    const items = valueAt(whole, at) as readonly unknown[];
    for (const item of differentFrom(items[0])) {
      const longer = withValue(whole, child(at, items.length), item);
      if (!isValid(subject, longer)) continue;
      whole = longer;
      return true;
    }
    return false;
  }

  complete(pointer, nodes, []);
  return whole;
}

/** The properties that must be there with one, and with those. */
function dependentsOf(name: string, schemas: readonly SchemaObject[]): readonly string[] {
  const found = new Set([name]);
  for (const one of found) {
    for (const { value } of namedBy(schemas, 'dependentRequired').get(one) ?? []) {
      if (isList(value)) for (const other of value) found.add(String(other));
    }
  }
  found.delete(name);
  return [...found];
}

/** Names for properties that are described without one: by a pattern, or as additional. */
function namesBeyond(schemas: readonly SchemaObject[], subject: Subject): readonly string[] {
  const patterns = [...namedBy(schemas, 'patternProperties').keys()];
  const byPattern = patterns.flatMap((pattern) => {
    const name = textOfPattern(pattern, { extra: 1, choose: () => 0 });
    return name === undefined ? [] : [name];
  });
  if (!schemas.some(({ keywords }) => isObject(keywords.additionalProperties))) return byPattern;
  const [named] = heldBy(schemas, 'propertyNames').filter(({ value }) => isObject(value));
  if (named === undefined) return [...byPattern, 'additional'];
  const made = subject.sample(named);
  return made.ok && typeof made.value === 'string' ? [...byPattern, made.value] : byPattern;
}
