import type { Node } from '../api/node.ts';
import { locationKey } from '../json/document.ts';
import { isEqual, isMember } from '../schema/equality.ts';
import { type Atom, typesOf } from './atoms.ts';
import { compareBounds } from './bounds.ts';
import { anything, type Comparing, type SchemaComparison } from './comparing.ts';
import { compareObjects } from './objects.ts';
import type { Pair, Step } from './pair.ts';
import { compareUnions } from './unions.ts';
import type { View, Views } from './view.ts';

export function createSchemaComparison(base: Views, revision: Views): SchemaComparison {
  const known = new Map<string, Pair>();
  const keyOf = (nodes: readonly Node[]) => nodes.map(({ at }) => locationKey(at)).join(' ');

  const schemas: SchemaComparison = {
    base,
    revision,
    pairs: () => known.values(),
    pair(before, after, text = false) {
      const key = `${keyOf(before)} | ${keyOf(after)}${text ? ' | text' : ''}`;
      let pair = known.get(key);
      if (pair === undefined) {
        pair = { base: before, revision: after, changes: [], edges: [] };
        known.set(key, pair);
        compare(pair, text);
      }
      return pair;
    },
  };

  function compare(pair: Pair, text: boolean): void {
    const a = base.of(pair.base);
    const b = revision.of(pair.revision);
    const comparing: Comparing = {
      pair,
      a,
      b,
      text,
      schemas,
      shared: new Set([...a.atoms].filter((atom) => b.atoms.has(atom))),
      report: (kind, keyword, args = {}) =>
        pair.changes.push({ kind, base: a.place(keyword), revision: b.place(keyword), args }),
      reportAt: (change) => pair.changes.push(change),
      follow(step, before, after) {
        const to = schemas.pair(before, after, text);
        pair.edges.push({ step, to });
        return to;
      },
    };
    compareViews(comparing);
  }

  return schemas;
}

function compareViews(comparing: Comparing): void {
  const { a, b, report } = comparing;
  if (a.never || b.never) {
    if (!a.never) report('schema-forbidden', '');
    if (!b.never) report('schema-removed', '', { from: false });
    return;
  }
  if (compareUnions(comparing) === 'all') return;
  const known = compareTypes(comparing);
  compareValues(comparing);
  compareDefaults(comparing);
  if (known === 'nothing-shared') return;
  compareBounds(comparing);
  compareObjects(comparing);
  compareApplied(comparing);
}

function compareTypes({ a, b, text, shared, report }: Comparing): 'shared' | 'nothing-shared' {
  const bothListed = a.values !== undefined && b.values !== undefined;
  if (!bothListed) {
    // Where both have alternatives, these are compared one by one.
    const alternatives = a.unions.length > 0 && b.unions.length > 0;
    const [from, to] = alternatives ? [a.ownAtoms, b.ownAtoms] : [a.atoms, b.atoms];
    // A number that is written as text is a string, too, unless strings are limited any further.
    const isString = (atom: Atom, view: View) =>
      text &&
      view.atoms.has('string') &&
      isScalar(atom) &&
      !stringKeywords.some((one) => view.plain.has(one));
    const gone = [...from].filter((atom) => !to.has(atom));
    const removed = gone.filter((atom) => atom !== 'null' && !isString(atom, b));
    const added = [...to].filter(
      (atom) => !from.has(atom) && atom !== 'null' && !isString(atom, a),
    );
    const args = { from: typesOf(from), to: typesOf(to) };
    if (removed.length > 0 && added.length > 0) report('type-replaced', 'type', args);
    else if (removed.length > 0) report('type-narrowed', 'type', args);
    else if (added.length > 0) report('type-widened', 'type', args);
    if (gone.includes('null')) report('null-forbidden', 'type');
    if (to.has('null') && !from.has('null')) report('null-allowed', 'type');
  }
  return shared.size === 0 ? 'nothing-shared' : 'shared';
}

const stringKeywords = ['minLength', 'maxLength', 'pattern', 'format'] as const;

function isScalar(atom: Atom): boolean {
  return atom !== 'object' && atom !== 'array';
}

function compareValues({ a, b, report, reportAt }: Comparing): void {
  const keyword = (view: View) => (view.place('const') === view.at ? 'enum' : 'const');
  const [from, to] = [a.values, b.values];
  if (from === undefined && to === undefined) return;
  const places = { base: a.place(keyword(a)), revision: b.place(keyword(b)) };
  if (from === undefined) reportAt({ kind: 'enum-added', ...places, args: { to } });
  else if (to === undefined) reportAt({ kind: 'enum-removed', ...places, args: { from } });
  else if (from.length === 1 && to.length === 1) {
    const args = { from: from[0], to: to[0] };
    if (!isEqual(from[0], to[0])) reportAt({ kind: 'const-changed', ...places, args });
  } else {
    for (const value of from.filter((item) => !isMember(item, to))) {
      if (value === null) report('null-forbidden', 'enum');
      else reportAt({ kind: 'enum-value-removed', ...places, args: { from: value } });
    }
    for (const value of to.filter((item) => !isMember(item, from))) {
      if (value === null) report('null-allowed', 'enum');
      else reportAt({ kind: 'enum-value-added', ...places, args: { to: value } });
    }
  }
}

function compareDefaults({ a, b, report }: Comparing): void {
  const args = { from: a.default?.value, to: b.default?.value };
  if (a.default === undefined && b.default === undefined) return;
  if (a.default === undefined) report('default-added', 'default', args);
  else if (b.default === undefined) report('default-removed', 'default', args);
  else if (!isEqual(args.from, args.to)) report('default-changed', 'default', args);
}

/** Schemas that apply to parts of the value, or to the value on a condition. */
function compareApplied({ a, b, shared, report, follow }: Comparing): void {
  for (const key of new Set([...a.applied.keys(), ...b.applied.keys()])) {
    const [keyword = '', name] = key.split(/ (.*)/s);
    if (!concerns(keyword, shared)) continue;
    const step = stepOf(keyword, name);
    follow(step, appliedAs(a, key, keyword), appliedAs(b, key, keyword));
  }
  for (const keyword of new Set([...a.opaque.keys(), ...b.opaque.keys()])) {
    if (!concerns(keyword, shared)) continue;
    const [before, after] = [a.opaque.get(keyword), b.opaque.get(keyword)];
    // What is inside a text is said by an annotation, which is checked by some and not by others.
    if (keyword === 'contentSchema' && (before === undefined || after === undefined)) {
      report('schema-undecided', keyword, { keyword });
      continue;
    }
    // An `if` alone asserts nothing: what follows from it does.
    if (before === undefined && keyword !== 'if') report('condition-added', keyword, { keyword });
    else if (after === undefined && keyword !== 'if') {
      report('condition-removed', keyword, { keyword });
    } else if (before !== undefined && after !== undefined) {
      const places = { base: a.place(keyword), revision: b.place(keyword) };
      follow({ kind: 'opaque', keyword, ...places }, before, after);
    }
  }
}

/** The schemas of a part; those of all other items for an item that has none of its own. */
function appliedAs(view: View, key: string, keyword: string): readonly Node[] {
  const own = view.applied.get(key);
  if (own !== undefined) return own;
  const others = keyword === 'prefixItems' ? view.applied.get('items') : undefined;
  return others ?? [anything(view, keyword)];
}

function stepOf(keyword: string, name: string | undefined): Step {
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

function concerns(keyword: string, shared: ReadonlySet<Atom>): boolean {
  if (/items|contains/i.test(keyword)) return shared.has('array');
  if (/propert|dependent/i.test(keyword)) return shared.has('object');
  return true;
}
