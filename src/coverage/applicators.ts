import { isObject } from '../api/node.ts';
import { compilePattern } from '../schema/pattern.ts';
import { forbidden, refusals } from './assertions.ts';
import type { Keyword, KeywordPoints } from './keyword.ts';

export function properties(keyword: Keyword): KeywordPoints | undefined {
  const { operand, schema, isElsewhere } = keyword;
  if (!isObject(operand)) return undefined;
  const needed: unknown = schema.keywords.required;
  const known = Object.keys(operand)
    .filter((name) => !isElsewhere(name))
    .map((name) => {
      const isNeeded = Array.isArray(needed) && needed.includes(name);
      const absent = isNeeded ? undefined : keyword.point('absent', name);
      return { name, present: keyword.point('present', name), absent, inner: keyword.enter(name) };
    });
  const byName = new Map(known.map((one) => [one.name, one.inner]));
  return {
    points: known.flatMap(({ present, absent }) =>
      absent === undefined ? [present] : [present, absent],
    ),
    satisfy(value, { hit, walk }) {
      if (!isObject(value)) return;
      for (const { name, present, absent, inner } of known) {
        if (!Object.hasOwn(value, name)) hit(absent);
        else {
          hit(present);
          walk(inner, value[name]);
        }
      }
    },
    member: (token) => byName.get(token),
    next: known.map(({ inner }) => inner),
  };
}

export function patternProperties(keyword: Keyword): KeywordPoints | undefined {
  const { operand } = keyword;
  if (!isObject(operand)) return undefined;
  const known = Object.keys(operand).map((pattern) => ({
    test: testOf(pattern),
    present: keyword.point('present', pattern),
    inner: keyword.enter(pattern),
  }));
  return {
    points: known.map(({ present }) => present),
    satisfy(value, { hit, walk }) {
      if (!isObject(value)) return;
      for (const { test, present, inner } of known) {
        for (const name of Object.keys(value).filter(test)) {
          hit(present);
          walk(inner, value[name]);
        }
      }
    },
    member: (token) => known.find(({ test }) => test(token))?.inner,
    next: known.map(({ inner }) => inner),
  };
}

/** A pattern that is too costly matches nothing here; the judge reports it. */
function testOf(source: string): (text: string) => boolean {
  try {
    const pattern = compilePattern(source);
    return (text) => {
      try {
        return pattern.test(text);
      } catch {
        return false;
      }
    };
  } catch {
    return () => false;
  }
}

export function additionalProperties(keyword: Keyword): KeywordPoints | undefined {
  const { operand, schema } = keyword;
  if (operand === false) return forbidden(keyword);
  if (!isObject(operand)) return undefined;
  const named = new Set(
    isObject(schema.keywords.properties) ? Object.keys(schema.keywords.properties) : [],
  );
  const patterns = isObject(schema.keywords.patternProperties)
    ? Object.keys(schema.keywords.patternProperties).map(testOf)
    : [];
  const isAdditional = (name: string) => !named.has(name) && !patterns.some((test) => test(name));
  const present = keyword.point('present');
  const inner = keyword.enter();
  return {
    points: [present],
    satisfy(value, { hit, walk }) {
      if (!isObject(value)) return;
      for (const name of Object.keys(value).filter(isAdditional)) {
        hit(present);
        walk(inner, value[name]);
      }
    },
    member: (token) => (isAdditional(token) ? inner : undefined),
    next: [inner],
  };
}

export function propertyNames(keyword: Keyword): KeywordPoints {
  const inner = keyword.enter();
  return {
    points: [],
    satisfy(value, { walk }) {
      if (isObject(value)) for (const name of Object.keys(value)) walk(inner, name);
    },
    next: [inner],
  };
}

export function items(keyword: Keyword): KeywordPoints | undefined {
  const { operand, schema } = keyword;
  if (operand === false) return forbidden(keyword);
  if (!isObject(operand)) return undefined;
  const first = Array.isArray(schema.keywords.prefixItems) ? schema.keywords.prefixItems.length : 0;
  const present = keyword.point('present');
  const inner = keyword.enter();
  return {
    points: [present],
    satisfy(value, { hit, walk }) {
      if (!Array.isArray(value)) return;
      for (let index = first; index < value.length; index++) {
        hit(present);
        walk(inner, value[index]);
      }
    },
    member: (token) => (Number(token) >= first ? inner : undefined),
    next: [inner],
  };
}

export function prefixItems(keyword: Keyword): KeywordPoints | undefined {
  const { operand } = keyword;
  if (!Array.isArray(operand)) return undefined;
  const known = operand.map((_, index) => ({
    present: keyword.point('present', index),
    inner: keyword.enter(index),
  }));
  return {
    points: known.map(({ present }) => present),
    satisfy(value, { hit, walk }) {
      if (!Array.isArray(value)) return;
      for (const [index, { present, inner }] of known.entries()) {
        if (index >= value.length) return;
        hit(present);
        walk(inner, value[index]);
      }
    },
    member: (token) => known[Number(token)]?.inner,
    next: known.map(({ inner }) => inner),
  };
}

export function contains(keyword: Keyword): KeywordPoints {
  const inner = keyword.enter();
  const satisfied = keyword.point('satisfied');
  return {
    points: [satisfied, ...refusals(keyword)],
    satisfy(value, { hit, fits }) {
      if (Array.isArray(value) && value.some((item) => fits(inner, item))) hit(satisfied);
    },
  };
}

export function allOf(keyword: Keyword): KeywordPoints | undefined {
  if (!Array.isArray(keyword.operand)) return undefined;
  const members = keyword.operand.map((_, index) => keyword.enter(index));
  return {
    points: [],
    satisfy(value, { walk }) {
      for (const member of members) walk(member, value);
    },
    members,
    next: members,
  };
}

export function branches(keyword: Keyword): KeywordPoints | undefined {
  const { operand } = keyword;
  if (!Array.isArray(operand)) return undefined;
  const known = operand.map((_, index) => ({
    taken: keyword.point('satisfied', index),
    inner: keyword.enter(index),
  }));
  const inners = known.map(({ inner }) => inner);
  return {
    points: [...known.map(({ taken }) => taken), ...refusals(keyword)],
    satisfy(value, { hit, walk, fits }) {
      for (const { taken, inner } of known) {
        if (!fits(inner, value)) continue;
        hit(taken);
        walk(inner, value);
      }
    },
    branches: inners,
    branchesAt: keyword.point('satisfied').at,
    next: inners,
  };
}

/** An `if` only decides; its `then` or `else` counts. */
export function condition(keyword: Keyword): KeywordPoints {
  const inner = keyword.enter();
  const way = (name: 'then' | 'else') => {
    if (keyword.schema.keywords[name] === undefined) return undefined;
    const other = keyword.beside(name);
    return { taken: other.point('satisfied'), inner: other.enter() };
  };
  const [whenTrue, whenFalse] = [way('then'), way('else')];
  const known = [whenTrue, whenFalse].filter((one) => one !== undefined);
  return {
    points: known.map(({ taken }) => taken),
    satisfy(value, { hit, walk, fits }) {
      const next = fits(inner, value) ? whenTrue : whenFalse;
      if (next === undefined) return;
      hit(next.taken);
      walk(next.inner, value);
    },
    next: known.map((one) => one.inner),
  };
}

export function dependentSchemas(keyword: Keyword): KeywordPoints | undefined {
  const { operand } = keyword;
  if (!isObject(operand)) return undefined;
  const known = Object.keys(operand).map((name) => ({
    name,
    present: keyword.point('satisfied', name),
    inner: keyword.enter(name),
  }));
  return {
    points: known.map(({ present }) => present),
    satisfy(value, { hit, walk }) {
      for (const { name, present, inner } of known) {
        if (!isObject(value) || !Object.hasOwn(value, name)) continue;
        hit(present);
        walk(inner, value);
      }
    },
    next: known.map(({ inner }) => inner),
  };
}
