import type { Node } from '../api/node.ts';
import { foreignFlag } from '../schema/direction.ts';
import { propertyNodes } from '../schema/members.ts';
import type { Constraints } from './constraints.ts';
import type { FlowKind } from './flow-rules.ts';
import { anything, type SchemaComparison } from './schema-comparison.ts';
import { removalBy, sunsetChange } from './sunset.ts';

/** Compares the properties of objects: described, required and undescribed ones. */
export function compareObjects(comparison: SchemaComparison): void {
  const { base, revision, shared } = comparison;
  if (!shared.has('object')) return;
  for (const name of new Set([...base.properties.keys(), ...revision.properties.keys()])) {
    compareProperty(comparison, name);
  }
  for (const name of new Set([...base.required, ...revision.required])) {
    if (!base.required.has(name)) reportProperty(comparison, 'property-required', name);
    else if (!revision.required.has(name) && removalOf(comparison, name) !== 'after')
      reportProperty(comparison, 'property-optional', name);
  }
  compareAdditional(comparison);
}

function compareProperty(comparison: SchemaComparison, name: string): void {
  const { base, revision, pairs, follow } = comparison;
  const [before, after] = [base.properties.get(name), revision.properties.get(name)];
  const report = (kind: FlowKind) => reportProperty(comparison, kind, name);
  // Another schema of an `allOf` may describe it by a pattern, or as an additional property.
  const nodesIn = ({ schemas }: Constraints) => propertyNodes(schemas, name);
  const isInBoth = before !== undefined && after !== undefined;
  if (isInBoth && pairs.areEqual(nodesIn(base), nodesIn(revision))) return;
  const { direction } = pairs.base;
  const flag = foreignFlag(direction);
  const wasElsewhere = before !== undefined && pairs.base.flagged(before, flag);
  const isElsewhere = after !== undefined && pairs.revision.flagged(after, flag);
  const step = { kind: 'property', name } as const;

  if (isInBoth) {
    if (wasElsewhere && isElsewhere) return;
    if (isElsewhere)
      report(flag === 'readOnly' ? 'property-became-read-only' : 'property-became-write-only');
    else if (wasElsewhere) {
      report(
        flag === 'readOnly' ? 'property-no-longer-read-only' : 'property-no-longer-write-only',
      );
    } else {
      follow(step, nodesIn(base), nodesIn(revision));
      const isNew = pairs.revision.of(after).deprecated && !pairs.base.of(before).deprecated;
      if (isNew) report('property-deprecated');
      compareSunsets(comparison, name, before, after);
    }
  } else if (after !== undefined) {
    if (isElsewhere) return;
    if (isClosedTo(base, name)) report('property-added-to-closed');
    // A required property has its own rule.
    else if (direction === 'response' || !revision.required.has(name)) report('property-added');
    if (base.additional.length > 0) follow(step, base.additional, after);
  } else if (before !== undefined) {
    if (wasElsewhere) return;
    const removal = removalOf(comparison, name);
    if (removal === 'unreadable') report('sunset-unreadable');
    else if (removal !== undefined) report(`property-removed-${removal}-sunset`);
    else if (isClosedTo(revision, name)) report('property-removed-from-closed');
    else if (direction === 'request' || !base.required.has(name)) report('property-removed');
    if (revision.additional.length > 0) follow(step, before, revision.additional);
  }
}

/** When a deprecated property is removed; `undefined` if it still exists, or has no sunset. */
function removalOf({ base, revision, pairs }: SchemaComparison, name: string) {
  const before = base.properties.get(name);
  if (before === undefined || revision.properties.has(name)) return undefined;
  const { deprecated, sunset } = pairs.base.of(before);
  return deprecated ? removalBy(sunset, pairs.today) : undefined;
}

function compareSunsets(
  comparison: SchemaComparison,
  name: string,
  before: readonly Node[],
  after: readonly Node[],
): void {
  const { pairs } = comparison;
  const [{ sunset: from }, to] = [pairs.base.of(before), pairs.revision.of(after)];
  const kind = sunsetChange(from, to.sunset, to.deprecated);
  if (kind === undefined) return;
  const args = { name, from: from?.text, to: to.sunset?.text };
  comparison.reportAt({ kind, base: before[0]!.at, revision: after[0]!.at, args });
}

/** Whether an undescribed property is forbidden; a pattern may describe it. */
function isClosedTo(constraints: Constraints, name: string): boolean {
  return (
    constraints.closed &&
    ![...constraints.applied.values()].some(
      ({ keyword, name: pattern = '' }) =>
        keyword === 'patternProperties' && isOfPattern(name, pattern) === true,
    )
  );
}

/** Whether a property's name matches a pattern; `undefined` if that is undecided. */
export function isOfPattern(name: string, pattern: string): boolean | undefined {
  // A malicious name could make a pattern run for ever.
  if (name.length > 100) return undefined;
  try {
    return new RegExp(pattern, 'u').test(name);
  } catch {
    return undefined;
  }
}

function compareAdditional({ base, revision, report, follow }: SchemaComparison): void {
  const keyword = [base, revision].some(
    (constraints) => constraints.place('unevaluatedProperties') !== constraints.at,
  )
    ? 'unevaluatedProperties'
    : 'additionalProperties';
  if (revision.closed && !base.closed) report('properties-closed', keyword);
  else if (base.closed && !revision.closed) report('properties-opened', keyword);
  else if (!base.closed && (base.additional.length > 0 || revision.additional.length > 0)) {
    const orAnything = (constraints: Constraints): readonly Node[] =>
      constraints.additional.length > 0 ? constraints.additional : [anything(constraints, keyword)];
    follow({ kind: 'properties', pattern: undefined }, orAnything(base), orAnything(revision));
  }
}

/** Which properties are required because of others. */
export function compareDependentRequired({
  base,
  revision,
  shared,
  report,
}: SchemaComparison): void {
  if (!shared.has('object')) return;
  const keyword = 'dependentRequired';
  const [from, to] = [neededBy(base), neededBy(revision)];
  for (const reason of to.filter((one) => !from.includes(one))) {
    report('condition-added', keyword, { keyword, reason });
  }
  for (const reason of from.filter((one) => !to.includes(one))) {
    report('condition-removed', keyword, { keyword, reason });
  }
}

/** `a needs b`, for each pair in `dependentRequired`. */
function neededBy({ plain }: Constraints): readonly string[] {
  return (plain.get('dependentRequired') ?? []).flatMap(({ value }) =>
    Object.entries(value as Record<string, readonly string[]>).flatMap(([name, needed]) =>
      needed.map((other) => `${name} needs ${other}`),
    ),
  );
}

function reportProperty(
  { base, revision, pairs, reportAt }: SchemaComparison,
  kind: FlowKind,
  name: string,
): void {
  const place = (constraints: Constraints) =>
    constraints.properties.has(name) ? constraints.place('properties', name) : constraints.at;
  const before = base.properties.get(name);
  const sunset = /sunset/.test(kind) && before ? pairs.base.of(before).sunset : undefined;
  const args = { name, ...(sunset && { from: sunset.text }) };
  reportAt({ kind, base: place(base), revision: place(revision), args });
}
