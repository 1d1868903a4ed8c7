import type { Schema } from '../../api/model.ts';
import { below, isObject, type JsonObject } from '../../api/node.ts';
import { type Location, locationKey } from '../../json/document.ts';
import type { Pointer } from '../../json/pointer.ts';
import type { Schemas } from '../schemas.ts';

/** One of the schemas that speak about the same place in a value. */
export interface Layer {
  readonly schema: JsonObject;
  readonly at: Location;
}

/** Picks one of several ways to go on at a place; which are tried next when the first is wrong. */
export type Choose = (pointer: Pointer, kind: string, size: number) => number;

/** Nothing can stand at a place of the value, as far as was seen. */
export class Impossible extends Error {
  readonly pointer: Pointer;
  constructor(pointer: Pointer, reason: string) {
    super(reason);
    this.pointer = pointer;
  }
}

/** The schemas that speak about a place. */
export interface Laid {
  readonly layers: readonly Layer[];
  /** The schemas that were meant, past references and choices: what recursion leads back to. */
  readonly roots: readonly unknown[];
  /** Which branches were taken; `''` where there are none. */
  readonly taken: string;
}

/**
 * The schemas that speak about a place, laid flat: those given, what they refer to, the members of
 * `allOf`, and one branch of each `oneOf` and `anyOf`.
 */
export function layersOf(
  nodes: readonly Schema[],
  pointer: Pointer,
  schemas: Schemas,
  choose: Choose,
  isOpen: (node: Schema) => boolean,
  preferred?: string,
): Laid {
  const layers: Layer[] = [];
  const roots: unknown[] = [];
  const seen = new Set<unknown>();
  let taken = '';

  function visit(node: Schema, isRoot: boolean): void {
    if (node.value === false) throw new Impossible(pointer, `nothing may be at "${pointer}"`);
    if (!isObject(node.value) || seen.has(node.value)) return;
    seen.add(node.value);
    layers.push({ schema: node.value, at: node.at });
    const { $ref, oneOf, anyOf } = node.value;
    if (isRoot && $ref === undefined && oneOf === undefined && anyOf === undefined) {
      roots.push(node.value);
    }
    if ($ref !== undefined) visit(schemas.resolve(node), isRoot);
    for (const member of listed(node, 'allOf')) visit(member, false);
    for (const keyword of ['oneOf', 'anyOf'] as const) visitBranch(node, keyword, isRoot);
  }

  function visitBranch(node: Schema, keyword: 'oneOf' | 'anyOf', isRoot: boolean): void {
    const branches = listed(node, keyword);
    if (branches.length === 0) return;
    // Recursion is avoided where it can be, and `null` is the least telling value.
    const rank = (branch: Schema) =>
      preferred !== undefined && locationKey(branch.at) === preferred
        ? -1
        : (isOpen(schemas.resolve(branch)) ? 2 : 0) + (isNull(schemas.resolve(branch)) ? 1 : 0);
    const ordered = [...branches].sort((a, b) => rank(a) - rank(b));
    const branch = ordered[choose(pointer, `${locationKey(node.at)}/${keyword}`, ordered.length)]!;
    taken += `${branches.indexOf(branch)},`;
    const tag = tagOf(node, branch);
    if (tag !== undefined) layers.push(tag);
    visit(branch, isRoot);
  }

  for (const node of nodes) visit(node, true);
  return { layers, roots, taken };
}

/** The members of a keyword whose value is a list of schemas. */
export function listed(node: Schema, keyword: string): readonly Schema[] {
  const members = isObject(node.value) ? node.value[keyword] : undefined;
  if (!Array.isArray(members)) return [];
  return members.map((value, index) => ({ value, at: below(node.at, keyword, index) }));
}

function isNull({ value }: Schema): boolean {
  return isObject(value) && (value.type === 'null' || ('const' in value && value.const === null));
}

/** What the discriminator says of a branch (OpenAPI 3.1 section 4.8.25), as a schema. */
function tagOf(node: Schema, branch: Schema): Layer | undefined {
  const { discriminator } = node.value as JsonObject;
  if (!isObject(discriminator) || typeof discriminator.propertyName !== 'string') return undefined;
  const reference = isObject(branch.value) ? branch.value.$ref : undefined;
  if (typeof reference !== 'string') return undefined;
  const name = reference.slice(reference.lastIndexOf('/') + 1);
  const mapped = Object.entries(isObject(discriminator.mapping) ? discriminator.mapping : {}).find(
    ([, target]) => target === reference || target === name,
  );
  const schema = { properties: { [discriminator.propertyName]: { default: mapped?.[0] ?? name } } };
  return { schema, at: below(node.at, 'discriminator') };
}

/** Whether a property belongs to the other direction only: `readOnly` in a request. */
export function isForeign(
  nodes: readonly Schema[],
  flag: 'readOnly' | 'writeOnly',
  schemas: Schemas,
): boolean {
  return nodes.some((node) => {
    const resolved = schemas.resolve(node);
    return [node, resolved, ...listed(resolved, 'allOf').map(schemas.resolve)].some(
      ({ value }) => isObject(value) && value[flag] === true,
    );
  });
}

/** What each of some layers says of the property with a name. */
export function propertyNodes(layers: readonly Layer[], name: string): readonly Schema[] {
  return layers.flatMap(({ schema, at }) => {
    const own =
      isObject(schema.properties) && Object.hasOwn(schema.properties, name)
        ? [{ value: schema.properties[name], at: below(at, 'properties', name) }]
        : [];
    const byPattern = isObject(schema.patternProperties)
      ? Object.entries(schema.patternProperties)
          .filter(([pattern]) => matchesName(pattern, name))
          .map(([pattern, value]) => ({ value, at: below(at, 'patternProperties', pattern) }))
      : [];
    const described = [...own, ...byPattern];
    const rest = schema.additionalProperties;
    if (described.length > 0 || rest === undefined || typeof rest === 'boolean') return described;
    return [{ value: rest, at: below(at, 'additionalProperties') }];
  });
}

function matchesName(pattern: string, name: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(name);
  } catch {
    return false;
  }
}
