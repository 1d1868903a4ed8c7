import type { Schema } from '../../api/model.ts';
import { isObject } from '../../api/node.ts';
import { withoutMember, withValue } from '../../json/edit.ts';
import { child, valueAt } from '../../json/pointer.ts';
import { propertyNodes } from '../../schema/members.ts';
import { type Condition, described } from './described.ts';
import { differentFrom } from './different.ts';
import { isList } from './limits.ts';
import { type InstanceLocation, isValid, type Subject } from './subject.ts';
import { completed } from './whole.ts';

type Found = { readonly value: unknown } | undefined;

/** The value with a branch at a place: from an example of the contract, or a sample. */
export function withBranch(
  location: InstanceLocation,
  whole: unknown,
  branch: Schema,
  subject: Subject,
): Found {
  const { nodes, pointer } = location;
  for (const value of branchValues(location, valueAt(whole, pointer), branch, subject)) {
    if (subject.schemas.check(branch, 'request', value).kind !== 'valid') continue;
    const changed = withValue(whole, pointer, value);
    if (isValid(subject, changed)) return { value: completed(changed, pointer, nodes, subject) };
  }
  return undefined;
}

function* branchValues(
  { nodes, pointer }: InstanceLocation,
  here: unknown,
  branch: Schema,
  subject: Subject,
): Iterable<unknown> {
  for (const shown of subject.shown) {
    const value = valueAt(shown, pointer);
    if (value !== undefined) yield value;
  }
  for (const node of nodes) {
    const made = subject.sample(node, branch.at);
    if (made.ok) yield made.value;
  }
  const alone = subject.sample(branch);
  if (!alone.ok) return;
  yield alone.value;
  if (isObject(alone.value) && isObject(here)) yield { ...here, ...alone.value };
}

/** The value with the result of an `if` reversed at a place, and with the members that this requires. */
export function withCondition(
  location: InstanceLocation,
  whole: unknown,
  condition: Condition,
  subject: Subject,
): Found {
  const { nodes, pointer } = location;
  const here = valueAt(whole, pointer);
  if (!isObject(here)) return undefined;
  const isOther = (value: unknown) =>
    (subject.schemas.check(condition.condition, 'request', value).kind === 'valid') !==
    condition.holds;
  for (const value of conditionValues(location, here, condition, subject)) {
    if (!isOther(value)) continue;
    const changed = repaired(location, withValue(whole, pointer, value), subject);
    if (changed === undefined || !isOther(valueAt(changed, pointer))) continue;
    return { value: completed(changed, pointer, nodes, subject) };
  }
  return undefined;
}

/** Values that differ in one of the properties of the condition. */
function* conditionValues(
  { nodes }: InstanceLocation,
  here: Readonly<Record<string, unknown>>,
  { condition }: Condition,
  subject: Subject,
): Iterable<unknown> {
  const conditional = described([condition], here, subject);
  const own = described(nodes, here, subject);
  const names = conditional.schemas.flatMap(({ keywords }) => [
    ...(isObject(keywords.properties) ? Object.keys(keywords.properties) : []),
    ...(isList(keywords.required) ? keywords.required.map(String) : []),
  ]);
  for (const name of new Set(names)) {
    const speaking = [
      ...propertyNodes(conditional.schemas, name),
      ...propertyNodes(own.schemas, name),
    ];
    for (const node of speaking) {
      const { value } = subject.schemas.resolve(node);
      const written = isObject(value) && isList(value.enum) ? value.enum : [];
      for (const other of written) yield { ...here, [name]: other };
      const made = subject.sample(node);
      if (made.ok) yield { ...here, [name]: made.value };
    }
    if (Object.hasOwn(here, name)) {
      for (const other of differentFrom(here[name])) yield { ...here, [name]: other };
      const { [name]: _, ...without } = here;
      yield without;
    }
  }
}

/** A valid value made of one that lacks properties, or has some too many. */
function repaired({ nodes, pointer }: InstanceLocation, whole: unknown, subject: Subject): unknown {
  let value = whole;
  for (let attempt = 0; attempt < 8; attempt += 1) {
    const verdict = subject.schemas.check(subject.schema, 'request', value);
    if (verdict.kind === 'valid') return value;
    if (verdict.kind === 'not-checked') return undefined;
    const error = verdict.errors.find((one) => one.pointer.startsWith(pointer));
    if (error === undefined) return undefined;
    const name = typeof error.expected === 'string' ? error.expected : undefined;
    if (name !== undefined && /^(?:additional|unevaluated)Properties$/.test(error.keyword)) {
      value = withoutMember(value, child(error.pointer, name));
    } else if (error.keyword === 'required' && name !== undefined && error.pointer === pointer) {
      const { schemas } = described(nodes, valueAt(value, pointer), subject);
      const made = propertyNodes(schemas, name).map((node) => subject.sample(node))[0];
      const filled = made?.ok === true ? made.value : 'string';
      value = withValue(value, child(pointer, name), filled);
    } else if (error.keyword === 'false schema') {
      value = withoutMember(value, error.pointer);
    } else {
      const at = { ...error.at, pointer: error.at.pointer.replace(/\/[^/]*$/, '') };
      const made = subject.sample({ value: valueAt(at.document.value, at.pointer), at });
      if (!made.ok) return undefined;
      value = withValue(value, error.pointer, made.value);
    }
  }
  return undefined;
}
