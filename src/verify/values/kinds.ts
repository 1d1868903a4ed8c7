import { below } from '../../api/node.ts';
import type { JsonType } from '../../body/shape.ts';
import { isEqual } from '../../schema/equality.ts';
import { namedBy } from '../../schema/members.ts';
import { escapeToken } from '../id.ts';
import { differentFrom } from './different.ts';
import type { Instance } from './instances.ts';
import { isAnything, isList, limits } from './limits.ts';
import type { Subject } from './subject.ts';
import { edgeAt, type Fault, faultAt, type Variation } from './variation.ts';

/** The maximum number of tested values of an `enum`. */
const maximumValues = 100;

/** Each value of an `enum`, `null` if it is allowed, both booleans, each type of several. */
export function* kindEdges(instance: Instance, subject: Subject): Iterable<Variation> {
  const { schemas, value } = instance;
  for (const { value: values, at } of limits(schemas, 'enum', isList)) {
    for (const [index, one] of values.entries()) {
      if (index === maximumValues) {
        const reason = `${maximumValues} of its ${values.length} values are tried`;
        subject.skipped([...instance.tokens, 'enum'], reason);
        break;
      }
      const shown = typeof one === 'string' ? one : JSON.stringify(one);
      const token = escapeToken(shown.length > 40 ? String(index) : shown);
      yield edgeAt(instance, ['enum', token], `the value ${shown}`, below(at, index), [one]);
    }
  }
  const isWritten = schemas.some(
    ({ keywords }) => Object.hasOwn(keywords, 'enum') || Object.hasOwn(keywords, 'const'),
  );
  if (typeof value === 'boolean' && !isWritten && schemas.length > 0) {
    for (const one of [true, false]) {
      yield edgeAt(instance, [String(one)], `the value ${one}`, schemas[0]!.at, [one]);
    }
  }
  if (value !== null && mayBeNull(instance) && !isWritten) {
    yield edgeAt(instance, ['null'], 'the value null', schemas[0]!.at, [null]);
  }
  for (const { value: types, at } of limits(schemas, 'type', isList)) {
    for (const type of types as readonly JsonType[]) {
      if (type === 'null' || type === typeOf(value) || isWritten) continue;
      yield edgeAt(instance, ['type', type], `a value of type ${type}`, at, valuesOf(type, value));
    }
  }
}

/** Values of each other type, and those that an `enum`, a `const` or a `not` leaves out. */
export function* kindFaults(instance: Instance, subject: Subject): Iterable<Fault> {
  const { schemas, value } = instance;
  const named = limits(schemas, 'type', isAnything)[0];
  if (named !== undefined) {
    const allowed = new Set(isList(named.value) ? named.value : [named.value]);
    for (const type of allTypes) {
      if (allowed.has(type) || (type === 'integer' && allowed.has('number'))) continue;
      if (type === 'integer' || (type === 'null' && subject.textual)) continue;
      const isFraction = type === 'number' && allowed.has('integer');
      yield faultAt(instance, 'type', {
        what: isFraction ? 'a number with a fraction' : `${article(type)} ${type}`,
        at: named.at,
        values: isFraction ? fractionsOf(value) : valuesOf(type, value),
        way: type,
      });
    }
  }
  for (const { value: values, at } of limits(schemas, 'enum', isList)) {
    const others = [
      ...values.flatMap((one) => [...differentFrom(one)]),
      ...differentFrom(value),
    ].filter((other) => !values.some((one) => isEqual(one, other)));
    yield faultAt(instance, 'enum', {
      what: 'a value that is not among those that are listed',
      at,
      values: others.slice(0, 8),
    });
  }
  for (const { value: only, at } of limits(schemas, 'const', isAnything)) {
    yield faultAt(instance, 'const', {
      what: 'another value than the only one',
      at,
      values: [...differentFrom(only), 'other', 0],
    });
  }
  for (const { keywords, at } of schemas) {
    if (keywords.not === undefined) continue;
    const refused = subject.sample({ value: keywords.not, at: below(at, 'not') });
    if (!refused.ok) continue;
    const isBoth = [value, refused.value].every(
      (one) => typeof one === 'object' && one !== null && !isList(one),
    );
    yield faultAt(instance, 'not', {
      what: 'a value that must not be',
      at: below(at, 'not'),
      values: [
        ...(isBoth ? [{ ...(value as object), ...(refused.value as object) }] : []),
        refused.value,
      ],
    });
  }
}

/** Values that fit no branch of a choice, or two where only one may. */
export function* choiceFaults(instance: Instance, subject: Subject): Iterable<Fault> {
  const { described, value } = instance;
  for (const { keyword, at, branches } of described.unions) {
    if (!instance.schemas.some((schema) => at.pointer.startsWith(schema.at.pointer))) continue;
    const others = allTypes.flatMap((type) => [...valuesOf(type, value)].slice(0, 1));
    yield faultAt(instance, keyword, {
      what: 'a value that fits no branch',
      at,
      way: 'none',
      values: [...differentTags(instance), {}, ...others],
      keywords: [],
      except: keyword,
      within: true,
    });
    if (keyword === 'anyOf') continue;
    const samples = branches.map((branch) => subject.sample(branch));
    const objects = samples.flatMap((made) =>
      made.ok && typeof made.value === 'object' && made.value !== null && !isList(made.value)
        ? [made.value]
        : [],
    );
    if (objects.length < 2) continue;
    const pairs = objects.flatMap((one, index) =>
      objects.slice(index + 1).flatMap((other) => [
        { ...one, ...other },
        { ...other, ...one },
        { ...(value as object), ...one, ...other },
      ]),
    );
    yield faultAt(instance, keyword, {
      what: 'a value that fits two branches',
      at,
      way: 'several',
      values: pairs.slice(0, 30),
    });
  }
}

/** The object with another value for what tells its branches apart. */
function* differentTags({ value, described }: Instance): Iterable<unknown> {
  if (typeof value !== 'object' || value === null || isList(value)) return;
  for (const [name, nodes] of namedBy(described.schemas, 'properties')) {
    for (const { value: property } of nodes) {
      const tag = property as { enum?: unknown; const?: unknown } | null;
      if (tag?.const === undefined && !isList(tag?.enum)) continue;
      yield { ...value, [name]: 'specwrightUnknown' };
    }
  }
}

const allTypes: readonly JsonType[] = [
  'null',
  'boolean',
  'integer',
  'number',
  'string',
  'array',
  'object',
];

export function typeOf(value: unknown): JsonType {
  if (value === null) return 'null';
  if (isList(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value as 'boolean' | 'string' | 'object';
}

/** Values of a type, the most like a given one first: `"42"` for 42, a list of it. */
function* valuesOf(type: JsonType, like: unknown): Iterable<unknown> {
  switch (type) {
    case 'null':
      yield null;
      return;
    case 'boolean':
      yield* [true, false];
      return;
    case 'integer':
      yield* [1, 0, 42];
      return;
    case 'number':
      yield* [12_345, 1.5];
      return;
    case 'string':
      if (typeof like === 'number' || typeof like === 'boolean') yield String(like);
      yield* ['text', ''];
      return;
    case 'array':
      yield* [[like], []];
      return;
    case 'object':
      yield* [{}, { key: 'value' }];
  }
}

function fractionsOf(value: unknown): readonly number[] {
  return typeof value === 'number' ? [value + 0.5, value - 0.5] : [1.5];
}

function article(type: string): string {
  return /^[aio]/.test(type) ? 'an' : 'a';
}

function mayBeNull({ schemas, described }: Instance): boolean {
  if (schemas.length === 0) return false;
  const byType = limits(schemas, 'type', isList).some(({ value }) => value.includes('null'));
  return byType || described.unions.some(({ branches }) => branches.some(isNullBranch));
}

function isNullBranch({ value }: { readonly value: unknown }): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { type } = value as { readonly type?: unknown };
  return type === 'null' || ('const' in value && value.const === null);
}
