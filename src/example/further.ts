import { isObject, type Node } from '../api/node.ts';
import { discriminatedBranch } from '../schema/discriminator.ts';
import { itemNodes, propertyNodes, requiredBy } from '../schema/members.ts';
import type { Schemas } from '../schema/schemas.ts';
import type { Choice, Enter, SchemaObject } from '../schema/view.ts';

/**
 * A value of a request in which each object holds its further members, which no schema names, under
 * one key. Contracts allow them, but a type has no property for them.
 */
export function apartFurther(
  value: unknown,
  nodes: readonly Node[],
  key: string,
  schemas: Schemas,
): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const enter: Enter = ({ choices, at }) =>
    choices.flatMap((choice) => takenBranches(choice, at, value, schemas));
  const about = schemas.views.entering(nodes, enter).schemas;
  if (Array.isArray(value)) {
    return value.map((item, index) => apartFurther(item, itemNodes(about, index), key, schemas));
  }
  if (!isObject(value) || takesAnyName(about)) return value;
  const known = [...requiredBy(about), ...about.map(tagOf)];
  const own: [string, unknown][] = [];
  const further: [string, unknown][] = [];
  for (const [name, member] of Object.entries(value)) {
    const described = propertyNodes(about, name);
    if (described.length > 0) own.push([name, apartFurther(member, described, key, schemas)]);
    else (known.includes(name) ? own : further).push([name, member]);
  }
  if (further.length > 0) own.push([key, Object.fromEntries(further)]);
  return Object.fromEntries(own);
}

/** The branches that a compiler takes for a value: by its tag, else those that accept it. */
function takenBranches(
  { branches }: Choice,
  at: SchemaObject['at'],
  value: unknown,
  schemas: Schemas,
): readonly Node[] {
  if (branches.length < 2) return branches;
  const tagged = discriminatedBranch(branches, at, value, schemas.references);
  if (tagged !== undefined) return [tagged];
  const accepting = branches.filter(
    (branch) => schemas.check(branch, 'request', value).kind === 'valid',
  );
  return accepting.length === 0 ? branches : accepting;
}

/** Whether the type of an object has any property: nothing is said of them, or they are allowed. */
function takesAnyName(about: readonly SchemaObject[]): boolean {
  const named = about.some(({ keywords }) => isObject(keywords.properties));
  return !named || about.some(({ keywords }) => keywords.additionalProperties === true);
}

/** The property of a discriminator. */
function tagOf({ written: { discriminator } }: SchemaObject): unknown {
  return isObject(discriminator) ? discriminator.propertyName : undefined;
}
