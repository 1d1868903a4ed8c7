import { isObject, type JsonObject, type Node } from '../api/node.ts';
import { type Location, locationKey } from '../json/document.ts';
import { parsePointer, valueAt } from '../json/pointer.ts';
import type { References } from './resources.ts';

/**
 * The branch that a value's discriminator selects (OpenAPI 3.1 section 4.8.25): by its mapping,
 * else by the end of a reference, else by `defaultMapping` (3.2).
 */
export function discriminatedBranch(
  branches: readonly Node[],
  holder: Location,
  value: unknown,
  references: References,
): Node | undefined {
  const schema = valueAt(holder.document.value, holder.pointer);
  const discriminator = isObject(schema) ? schema.discriminator : undefined;
  if (!isObject(discriminator) || !isObject(value)) return undefined;
  const { propertyName, mapping, defaultMapping } = discriminator;
  if (typeof propertyName !== 'string') return undefined;
  const tag = Object.hasOwn(value, propertyName) ? value[propertyName] : undefined;
  if (tag !== undefined && typeof tag !== 'string') return undefined;

  function branchOf(mapped: string): Node | undefined {
    const place = placeOf(mappedSchema(mapped, holder, references));
    return place === undefined
      ? byName(branches, mapped)
      : branches.find((branch) => placeOf(references.follow(branch)) === place);
  }

  const named = tag === undefined ? undefined : mappedReference(mapping, tag);
  const own = named === undefined ? byName(branches, tag) : branchOf(named);
  return own ?? (typeof defaultMapping === 'string' ? branchOf(defaultMapping) : undefined);
}

function byName(branches: readonly Node[], name: string | undefined): Node | undefined {
  return name === undefined ? undefined : branches.find((branch) => nameOfBranch(branch) === name);
}

function mappedReference(mapping: unknown, tag: string): string | undefined {
  if (!isObject(mapping) || !Object.hasOwn(mapping, tag)) return undefined;
  return typeof mapping[tag] === 'string' ? mapping[tag] : undefined;
}

/** The schema that a mapping entry means: its text is a component's name or a reference. */
export function mappedSchema(
  mapped: string,
  holder: Location,
  references: References,
): Node | undefined {
  const named = /^[\w.-]+$/.test(mapped)
    ? references.target(`#/components/schemas/${mapped}`, holder)
    : undefined;
  const target = named ?? references.target(mapped, holder);
  return target && references.follow(target);
}

function placeOf(node: Node | undefined): string | undefined {
  return node && locationKey(node.at);
}

/** A readable name of a branch: its reference's target, its title, or its number. */
export function nameOfBranch({ value, at }: Node): string {
  const { $ref, title } = isObject(value) ? value : ({} as JsonObject);
  if (typeof $ref === 'string') {
    const last = $ref.slice($ref.lastIndexOf('/') + 1).replace(/\.(?:json|ya?ml)$/i, '');
    return last.replaceAll('~1', '/').replaceAll('~0', '~');
  }
  if (typeof title === 'string') return title;
  return parsePointer(at.pointer)?.slice(-2).join('/') ?? '';
}
