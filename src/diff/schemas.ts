import type { Node } from '../api/node.ts';
import { locationKey } from '../json/document.ts';
import { isEqual, isMember } from '../schema/equality.ts';
import { alternativesOf } from './asserted.ts';
import type { ApiConstraints, Constraints } from './constraints.ts';
import type { EqualSchemas } from './equal-schemas.ts';
import { compareFormats, comparePatterns } from './formats.ts';
import { compareNumbers } from './numbers.ts';
import { compareDependentRequired, compareObjects } from './objects.ts';
import type { Inclusions } from './proof.ts';
import { sameInText } from './same-in-text.ts';
import { anything, type SchemaComparison, type SchemaPairs } from './schema-comparison.ts';
import type { PathStep, Relation, SchemaPair } from './schema-pair.ts';
import { compareContainsCounts, compareSizes, compareUniqueness } from './sizes.ts';
import { compareUnions } from './unions.ts';
import { typeNames, type ValueType } from './value-type.ts';
import { compareXml } from './xml.ts';

export function createSchemaPairs(
  base: ApiConstraints,
  revision: ApiConstraints,
  inclusions: Inclusions,
  equal: EqualSchemas,
  today: Date,
): SchemaPairs {
  const relations = {
    strict: new Map<SchemaPair, Relation>(),
    described: new Map<SchemaPair, Relation>(),
  };
  const known = new Map<string, SchemaPair>();
  const keyOf = (nodes: readonly Node[]) => nodes.map(({ at }) => locationKey(at)).join(' ');

  const areEqual = (before: readonly Node[], after: readonly Node[]) =>
    before.length === after.length &&
    before.every((node, index) => equal.areEqual(node, after[index]!));

  const pairs: SchemaPairs = {
    base,
    revision,
    today,
    areEqual,
    all: () => known.values(),
    onlyWidens: (before, after, text) =>
      inclusions.isWithin('base', before, after, text, 'described'),
    onlyNarrows: (before, after, text) =>
      inclusions.isWithin('revision', after, before, text, 'described'),
    relation(pair, reading, types) {
      const { base: before, revision: after, text } = pair;
      const known = types === undefined ? relations[reading].get(pair) : undefined;
      if (known !== undefined) return known;
      const relation = {
        isKept: inclusions.isWithin('base', before, after, text, reading, types),
        isKnown: inclusions.isWithin('revision', after, before, text, reading, types),
      };
      if (types === undefined) relations[reading].set(pair, relation);
      return relation;
    },
    of(before, after, text = false) {
      // Most schemas of two versions are equal, so nothing is kept of these.
      if (areEqual(before, after)) {
        return { base: before, revision: after, text, changes: [], edges: [] };
      }
      const key = `${keyOf(before)} | ${keyOf(after)}${text ? ' | text' : ''}`;
      let pair = known.get(key);
      if (pair === undefined) {
        pair = { base: before, revision: after, text, changes: [], edges: [] };
        // A schema may contain itself, so a pair is registered before it is compared.
        known.set(key, pair);
        const comparison = comparisonOf(pair, pairs, text);
        // A schema behind a dangling reference is unknown, so it counts as unchanged.
        if (!isDangling(base, before)) compareConstraints(comparison);
      }
      return pair;
    },
  };
  return pairs;
}

/** Whether a reference of schemas, or of one of their alternatives, is dangling. */
function isDangling(constraints: ApiConstraints, nodes: readonly Node[]): boolean {
  const { schemas, dangling } = constraints.view(nodes);
  if (dangling.length > 0) return true;
  const branches = schemas.flatMap(alternativesOf).flatMap((union) => union.branches);
  return branches.some((branch) => constraints.view([branch]).dangling.length > 0);
}

function comparisonOf(pair: SchemaPair, pairs: SchemaPairs, text: boolean): SchemaComparison {
  const base = pairs.base.of(pair.base);
  const revision = pairs.revision.of(pair.revision);
  return {
    pair,
    base,
    revision,
    text,
    pairs,
    shared: new Set([...base.types].filter((type) => revision.types.has(type))),
    report(kind, keyword, args = {}) {
      const places = { base: base.place(keyword), revision: revision.place(keyword) };
      pair.changes.push({ kind, ...places, args });
    },
    reportAt: (change) => pair.changes.push(change),
    follow(step, before, after) {
      if (pairs.areEqual(before, after)) return;
      pair.edges.push({ step, to: pairs.of(before, after, text) });
    },
  };
}

function compareConstraints(comparison: SchemaComparison): void {
  const { base, revision, report } = comparison;
  if (base.never || revision.never) {
    if (!base.never) report('schema-forbidden', '');
    if (!revision.never) report('schema-removed', '', { from: false });
    return;
  }
  compareXml(comparison);
  if (compareUnions(comparison) === 'all') return;
  const known = compareTypes(comparison);
  compareValues(comparison);
  compareExtensibleValues(comparison);
  compareDefaults(comparison);
  if (known === 'nothing-shared') return;
  compareNumbers(comparison);
  compareSizes(comparison);
  compareUniqueness(comparison);
  comparePatterns(comparison);
  compareFormats(comparison);
  compareContainsCounts(comparison);
  compareDependentRequired(comparison);
  compareObjects(comparison);
  compareApplied(comparison);
}

function compareTypes({
  base,
  revision,
  text,
  shared,
  report,
}: SchemaComparison): 'shared' | 'nothing-shared' {
  const bothListed = base.values !== undefined && revision.values !== undefined;
  if (!bothListed) {
    // If both have alternatives, these are compared one by one.
    const alternatives = base.unions.length > 0 && revision.unions.length > 0;
    const [from, to] = alternatives
      ? [base.ownTypes, revision.ownTypes]
      : [base.types, revision.types];
    const isReal = (type: ValueType, constraints: Constraints) =>
      !alternatives || constraints.types.has(type);
    // A number as text is a string, too, unless strings have more limits.
    const isString = (type: ValueType, constraints: Constraints) =>
      text &&
      constraints.types.has('string') &&
      isScalar(type) &&
      !stringKeywords.some((one) => constraints.plain.has(one));
    const gone = [...from].filter((type) => !to.has(type) && isReal(type, base));
    const removed = gone.filter((type) => type !== 'null' && !isString(type, revision));
    const added = [...to].filter(
      (type) =>
        !from.has(type) && type !== 'null' && isReal(type, revision) && !isString(type, base),
    );
    const args = { from: typeNames(from), to: typeNames(to) };
    if (removed.length > 0 && added.length > 0) report('type-replaced', 'type', args);
    else if (removed.length > 0) report('type-narrowed', 'type', args);
    else if (added.length > 0) report('type-widened', 'type', args);
    if (gone.includes('null')) report('null-forbidden', 'type');
    if (to.has('null') && !from.has('null') && isReal('null', revision))
      report('null-allowed', 'type');
  }
  return shared.size === 0 ? 'nothing-shared' : 'shared';
}

const stringKeywords = ['minLength', 'maxLength', 'pattern', 'format'] as const;

function isScalar(type: ValueType): boolean {
  return type !== 'object' && type !== 'array';
}

function compareValues({ base, revision, text, report, reportAt }: SchemaComparison): void {
  const keyword = (constraints: Constraints) =>
    constraints.place('const') === constraints.at ? 'enum' : 'const';
  const [from, to] = [base.values, revision.values];
  const isIn = (value: unknown, listed: readonly unknown[]) =>
    sameInText(value, text).some((one) => isMember(one, listed));
  if (from === undefined && to === undefined) return;
  const addedAs = isExtensible(base) ? 'extensible-value-added' : 'enum-value-added';
  const places = { base: base.place(keyword(base)), revision: revision.place(keyword(revision)) };
  if (from === undefined) reportAt({ kind: 'enum-added', ...places, args: { to } });
  else if (to === undefined) reportAt({ kind: 'enum-removed', ...places, args: { from } });
  else if (from.length === 1 && to.length === 1) {
    const args = { from: from[0], to: to[0] };
    if (!isIn(from[0], to)) reportAt({ kind: 'const-changed', ...places, args });
  } else {
    for (const value of from.filter((item) => !isIn(item, to))) {
      if (value === null) report('null-forbidden', 'enum');
      else reportAt({ kind: 'enum-value-removed', ...places, args: { from: value } });
    }
    for (const value of to.filter((item) => !isIn(item, from))) {
      if (value === null) report('null-allowed', 'enum');
      else reportAt({ kind: addedAs, ...places, args: { to: value } });
    }
  }
}

/** `x-extensible-enum: true` beside an enum, or the list itself, announces more values. */
function isExtensible({ extensible }: Constraints): boolean {
  return extensible?.value === true || Array.isArray(extensible?.value);
}

/** The values in `x-extensible-enum` are examples, and limit nothing. */
function compareExtensibleValues({ base, revision, report }: SchemaComparison): void {
  const listed = ({ extensible }: Constraints): readonly unknown[] =>
    Array.isArray(extensible?.value) ? extensible.value : [];
  const [from, to] = [listed(base), listed(revision)];
  const keyword = 'x-extensible-enum';
  for (const value of from.filter((item) => !isMember(item, to))) {
    report('extensible-value-removed', keyword, { from: value });
  }
  for (const value of to.filter((item) => !isMember(item, from))) {
    report('extensible-value-added', keyword, { to: value });
  }
}

function compareDefaults({ base, revision, report }: SchemaComparison): void {
  const args = { from: base.default?.value, to: revision.default?.value };
  if (base.default === undefined && revision.default === undefined) return;
  if (base.default === undefined) report('default-added', 'default', args);
  else if (revision.default === undefined) report('default-removed', 'default', args);
  else if (!isEqual(args.from, args.to)) report('default-changed', 'default', args);
}

/** Schemas that apply to parts of the value, or under a condition. */
function compareApplied({ base, revision, shared, report, follow }: SchemaComparison): void {
  for (const [key, { keyword, name }] of new Map([...base.applied, ...revision.applied])) {
    if (!concerns(keyword, shared)) continue;
    follow(stepOf(keyword, name), appliedAs(base, key, keyword), appliedAs(revision, key, keyword));
  }
  for (const keyword of new Set([...base.opaque.keys(), ...revision.opaque.keys()])) {
    if (!concerns(keyword, shared)) continue;
    const [before, after] = [base.opaque.get(keyword), revision.opaque.get(keyword)];
    // An annotation describes the content of a text; only some programs check it.
    if (keyword === 'contentSchema' && (before === undefined || after === undefined)) {
      report('schema-undecided', keyword, { keyword });
      continue;
    }
    // An `if` alone asserts nothing; its `then` and `else` do.
    if (before === undefined && keyword !== 'if') report('condition-added', keyword, { keyword });
    else if (after === undefined && keyword !== 'if') {
      report('condition-removed', keyword, { keyword });
    } else if (before !== undefined && after !== undefined) {
      const places = { base: base.place(keyword), revision: revision.place(keyword) };
      follow({ kind: 'opaque', keyword, ...places }, before, after);
    }
  }
}

/** The schemas of a part; for an item without its own, those of all other items. */
function appliedAs(constraints: Constraints, key: string, keyword: string): readonly Node[] {
  const own = constraints.applied.get(key)?.nodes;
  if (own !== undefined) return own;
  const others = keyword === 'prefixItems' ? constraints.applied.get('items')?.nodes : undefined;
  return others ?? [anything(constraints, keyword)];
}

function stepOf(keyword: string, name: string | undefined): PathStep {
  switch (keyword) {
    case 'items':
    case 'unevaluatedItems':
      return { kind: 'item', index: undefined };
    case 'prefixItems':
      return { kind: 'item', index: Number(name) };
    case 'patternProperties':
      return { kind: 'properties', pattern: name };
    case 'propertyNames':
      return { kind: 'names' };
    default:
      return { kind: 'same', keyword };
  }
}

function concerns(keyword: string, shared: ReadonlySet<ValueType>): boolean {
  if (/items|contains/i.test(keyword)) return shared.has('array');
  if (/propert|dependent/i.test(keyword)) return shared.has('object');
  return true;
}
