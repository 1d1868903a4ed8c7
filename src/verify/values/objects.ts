import { below, isObject } from '../../api/node.ts';
import { withoutMember, withValue } from '../../json/edit.ts';
import { child } from '../../json/pointer.ts';
import { propertyNodes, requiredBy } from '../../schema/members.ts';
import { escapeToken } from '../id.ts';
import { differentFrom } from './different.ts';
import type { Instance } from './instances.ts';
import { closedBy, isList, limits, tightest } from './limits.ts';
import { propertiesOf, type Subject } from './subject.ts';
import { edgeAt, type Fault, faultAt, type Variation } from './variation.ts';

/** A name that no contract has. */
export const unknownName = 'specwrightUnknown';

/** How many branches give a property to the values of others. */
const maximumBranches = 6;

/** Objects without one optional property, with one more than is described, of few and many. */
export function* objectEdges(instance: Instance, subject: Subject): Iterable<Variation> {
  const { schemas, value, described, whole, pointer } = instance;
  if (!isObject(value) || schemas.length === 0) return;
  const { required } = propertiesOf(described.schemas, subject);
  const { named } = propertiesOf(schemas, subject);
  for (const name of named) {
    if (!Object.hasOwn(value, name) || required.has(name)) continue;
    const at = locationOfProperty(instance, name);
    yield {
      tokens: [escapeToken(name), 'absent'],
      what: `without the optional property "${name}"`,
      at,
      values: [withoutMember(whole, child(pointer, name))],
    };
  }
  if (named.length > 0) {
    const what = 'a property that is not described';
    yield edgeAt(instance, ['additionalProperties'], what, schemas[0]!.at, [
      { ...value, [unknownName]: 'value' },
    ]);
  }
  const most = tightest(schemas, 'maxProperties', 'greatest');
  if (most !== undefined && most.value <= 200) {
    const what = `an object of ${most.value} properties`;
    yield edgeAt(instance, ['maxProperties'], what, most.at, objectsOfSize(instance, most.value));
  }
  const least = tightest(schemas, 'minProperties', 'least');
  if (least !== undefined && least.value > 0) {
    const what = `an object of ${least.value} properties`;
    yield edgeAt(instance, ['minProperties'], what, least.at, objectsOfSize(instance, least.value));
  }
}

/** Objects without a required property, with one too many, of too few and too many. */
export function* objectFaults(instance: Instance, subject: Subject): Iterable<Fault> {
  const { schemas, value, whole, pointer } = instance;
  if (!isObject(value)) return;
  for (const { value: names, at } of limits(schemas, 'required', isList)) {
    for (const [index, name] of names.entries()) {
      if (typeof name !== 'string' || !Object.hasOwn(value, name)) continue;
      yield {
        tokens: [escapeToken(name), 'required'],
        what: `without the required property "${name}"`,
        at: below(at, index),
        values: [withoutMember(whole, child(pointer, name))],
        keywords: ['required'],
        seen: { pointer, within: false, missing: name },
      };
    }
  }
  yield* undescribedFaults(instance, value, subject);
  const least = tightest(schemas, 'minProperties', 'least');
  if (least !== undefined && least.value > 0) {
    yield faultAt(instance, 'minProperties', {
      what: `an object of fewer than ${least.value} properties`,
      at: least.at,
      values: objectsOfSize(instance, least.value - 1),
    });
  }
  const most = tightest(schemas, 'maxProperties', 'greatest');
  if (most !== undefined && most.value <= 200) {
    yield faultAt(instance, 'maxProperties', {
      what: `an object of more than ${most.value} properties`,
      at: most.at,
      values: objectsOfSize(instance, most.value + 1),
    });
  }
  yield* nameFaults(instance, value);
  yield* dependentFaults(instance, value);
  yield* forbiddenFaults(instance, value);
}

/** Objects with a property that nothing describes, or only another branch, where none may be. */
function* undescribedFaults(
  instance: Instance,
  value: Readonly<Record<string, unknown>>,
  subject: Subject,
): Iterable<Fault> {
  const closing = ['additionalProperties', 'unevaluatedProperties'];
  const closed = closedBy(instance.schemas, closing);
  if (closed === undefined) return;
  const { keyword, at } = closed;
  const keywords = [...closing, 'false schema'];
  yield faultAt(instance, keyword, {
    what: 'a property that is not described, where none may be',
    at,
    values: [{ ...value, [unknownName]: 'value' }],
    keywords,
  });
  for (const [name, member] of membersOfOthers(instance, value, subject)) {
    yield faultAt(instance, keyword, {
      what: `the property "${name}", which only another branch has`,
      at,
      way: escapeToken(name),
      values: [{ ...value, [name]: member }],
      keywords,
    });
  }
}

/** A property of each branch that the value does not take, if no other one describes it. */
function membersOfOthers(
  { described }: Instance,
  value: Readonly<Record<string, unknown>>,
  subject: Subject,
): ReadonlyMap<string, unknown> {
  const found = new Map<string, unknown>();
  for (const { branches, taken } of described.unions) {
    for (const [index, branch] of branches.entries()) {
      const made = taken.includes(index) ? undefined : subject.sample(branch);
      if (made?.ok !== true || !isObject(made.value) || found.size >= maximumBranches) continue;
      const other = Object.entries(made.value).find(
        ([name]) =>
          !Object.hasOwn(value, name) && propertyNodes(described.schemas, name).length === 0,
      );
      if (other !== undefined) found.set(...other);
    }
  }
  return found;
}

/** Properties whose names violate `propertyNames` or a pattern. */
function* nameFaults(
  instance: Instance,
  value: Readonly<Record<string, unknown>>,
): Iterable<Fault> {
  for (const { keywords, at } of instance.schemas) {
    if (keywords.propertyNames === undefined) continue;
    const member = Object.values(value).at(-1) ?? 'value';
    const names = ['Not A Name!', '!', '', 'UPPER', 'lower', '0', 'x'.repeat(300)];
    const like = Object.keys(value).flatMap((name) => [...differentFrom(name)] as string[]);
    yield faultAt(instance, 'propertyNames', {
      what: 'a property whose name is not allowed',
      at: below(at, 'propertyNames'),
      values: [...names, ...like].map((name) => ({ ...value, [name]: member })),
      keywords: ['propertyNames', 'pattern', 'minLength', 'maxLength', 'enum', 'format', 'const'],
      within: true,
    });
  }
}

/** Objects without a member that another of their properties requires. */
function* dependentFaults(
  instance: Instance,
  value: Readonly<Record<string, unknown>>,
): Iterable<Fault> {
  for (const { value: dependents, at } of limits(instance.schemas, 'dependentRequired', isObject)) {
    for (const [trigger, names] of Object.entries(dependents)) {
      if (!isList(names) || !Object.hasOwn(value, trigger)) continue;
      for (const name of names.filter((one) => Object.hasOwn(value, String(one)))) {
        yield {
          tokens: [escapeToken(String(name)), 'dependentRequired', escapeToken(trigger)],
          what: `without the property "${name}", which "${trigger}" asks for`,
          at: below(at, trigger),
          values: [withoutMember(instance.whole, child(instance.pointer, String(name)))],
          keywords: ['dependentRequired', 'required'],
          seen: { pointer: instance.pointer, within: false, missing: String(name) },
        };
      }
    }
  }
}

/** Objects with a property that a schema of `false` forbids. */
function* forbiddenFaults(
  instance: Instance,
  value: Readonly<Record<string, unknown>>,
): Iterable<Fault> {
  for (const { keywords, at } of instance.schemas) {
    if (!isObject(keywords.properties)) continue;
    for (const [name, property] of Object.entries(keywords.properties)) {
      if (property !== false || Object.hasOwn(value, name)) continue;
      yield {
        tokens: [escapeToken(name), 'false'],
        what: `the property "${name}", which may not be there`,
        at: below(at, 'properties', name),
        values: [withValue(instance.whole, child(instance.pointer, name), 'value')],
        keywords: ['false schema', 'not'],
        seen: { pointer: instance.pointer, within: true },
      };
    }
  }
}

/** The object with properties left out from its end, or more of them, named or not. */
function* objectsOfSize({ value, described }: Instance, size: number): Iterable<unknown> {
  const entries = Object.entries(value as object);
  const required = requiredBy(described.schemas);
  if (size <= entries.length) {
    const kept = [
      ...entries.filter(([name]) => required.has(name)),
      ...entries.filter(([name]) => !required.has(name)),
    ].slice(0, size);
    yield Object.fromEntries(entries.filter((entry) => kept.includes(entry)));
    return;
  }
  const member = entries.at(-1)?.[1] ?? 'value';
  const names = Array.from({ length: size - entries.length }, (_, index) => index + 1);
  const named: readonly ((number: number) => string)[] = [
    (number) => `${unknownName}${number}`,
    // Names that a pattern of letters takes, and names like those that are there.
    (number) => `extra${'a'.repeat(number)}`,
    (number) => `${entries.at(-1)?.[0] ?? 'a'}${number}`,
  ];
  for (const name of named) {
    const added = names.map((number) => [name(number), member] as const);
    yield { ...(value as object), ...Object.fromEntries(added) };
  }
}

function locationOfProperty({ schemas }: Instance, name: string) {
  const schema = schemas.find(
    ({ keywords }) => isObject(keywords.properties) && Object.hasOwn(keywords.properties, name),
  );
  return schema === undefined ? schemas[0]!.at : below(schema.at, 'properties', name);
}
