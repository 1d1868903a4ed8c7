import type { Node } from '../api/node.ts';
import { foreignFlag } from '../schema/direction.ts';
import { anything, type Comparing } from './comparing.ts';
import type { FlowKind } from './rules.ts';
import type { View } from './view.ts';

/** Compares the properties of objects: described ones, needed ones, and those that are neither. */
export function compareObjects(comparing: Comparing): void {
  const { a, b, shared } = comparing;
  if (!shared.has('object')) return;
  for (const name of new Set([...a.properties.keys(), ...b.properties.keys()])) {
    compareProperty(comparing, name);
  }
  for (const name of new Set([...a.required, ...b.required])) {
    if (!a.required.has(name)) reportProperty(comparing, 'property-required', name);
    else if (!b.required.has(name)) reportProperty(comparing, 'property-optional', name);
  }
  compareAdditional(comparing);
}

function compareProperty(comparing: Comparing, name: string): void {
  const { a, b, schemas, follow } = comparing;
  const [before, after] = [a.properties.get(name), b.properties.get(name)];
  const say = (kind: FlowKind) => reportProperty(comparing, kind, name);
  const { direction } = schemas.base;
  const flag = foreignFlag(direction);
  const wasElsewhere = before !== undefined && schemas.base.flagged(before, flag);
  const isElsewhere = after !== undefined && schemas.revision.flagged(after, flag);
  const step = { kind: 'property', name } as const;

  if (before !== undefined && after !== undefined) {
    if (wasElsewhere && isElsewhere) return;
    if (isElsewhere)
      say(flag === 'readOnly' ? 'property-became-read-only' : 'property-became-write-only');
    else if (wasElsewhere) {
      say(flag === 'readOnly' ? 'property-no-longer-read-only' : 'property-no-longer-write-only');
    } else {
      follow(step, before, after);
      const isNew = schemas.revision.of(after).deprecated && !schemas.base.of(before).deprecated;
      if (isNew) say('property-deprecated');
    }
  } else if (after !== undefined) {
    if (isElsewhere) return;
    if (isClosedTo(a, name)) say('property-added-to-closed');
    // What is needed is told as that.
    else if (direction === 'response' || !b.required.has(name)) say('property-added');
    if (a.additional.length > 0) follow(step, a.additional, after);
  } else if (before !== undefined) {
    if (wasElsewhere) return;
    if (isClosedTo(b, name)) say('property-removed-from-closed');
    else if (direction === 'request' || !a.required.has(name)) say('property-removed');
    if (b.additional.length > 0) follow(step, before, b.additional);
  }
}

/** Whether a property that is not described must not be there; a pattern may describe it. */
function isClosedTo(view: View, name: string): boolean {
  return (
    view.closed &&
    ![...view.applied.keys()].some((key) => {
      const [keyword, pattern] = key.split(/ (.*)/s);
      return keyword === 'patternProperties' && matches(pattern ?? '', name);
    })
  );
}

function matches(pattern: string, name: string): boolean {
  // A pattern could take for ever on a name that was made for it; what is long matches nothing here.
  if (name.length > 100) return false;
  try {
    return new RegExp(pattern, 'u').test(name);
  } catch {
    return false;
  }
}

function compareAdditional({ a, b, report, follow }: Comparing): void {
  const keyword = [a, b].some((view) => view.place('unevaluatedProperties') !== view.at)
    ? 'unevaluatedProperties'
    : 'additionalProperties';
  if (b.closed && !a.closed) report('properties-closed', keyword);
  else if (a.closed && !b.closed) report('properties-opened', keyword);
  else if (!a.closed && (a.additional.length > 0 || b.additional.length > 0)) {
    const orAnything = (view: View): readonly Node[] =>
      view.additional.length > 0 ? view.additional : [anything(view, keyword)];
    follow({ kind: 'properties', pattern: undefined }, orAnything(a), orAnything(b));
  }
}

function reportProperty({ a, b, reportAt }: Comparing, kind: FlowKind, name: string): void {
  const place = (view: View) =>
    view.properties.has(name) ? view.place('properties', name) : view.at;
  reportAt({ kind, base: place(a), revision: place(b), args: { name } });
}
