import type { Schema } from '../../api/model.ts';
import { below, isObject } from '../../api/node.ts';
import { locationKey } from '../../json/document.ts';
import type { Pointer } from '../../json/pointer.ts';
import type { Schemas } from '../schemas.ts';
import type { Choice, SchemaObject } from '../view.ts';

const nothing: readonly Schema[] = [];

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

/** The schemas that speak about a place, with one branch taken of each choice. */
export interface Taken {
  readonly schemas: readonly SchemaObject[];
  /** The schemas that were meant, past references and choices: what recursion leads back to. */
  readonly roots: readonly unknown[];
  /** Which branches were taken; `''` where there are none. */
  readonly branches: string;
}

/**
 * Takes one branch of each choice.
 *
 * @throws {Impossible} when one of the schemas is `false`.
 */
export function takeBranches(
  nodes: readonly Schema[],
  pointer: Pointer,
  { views, resolve }: Schemas,
  choose: Choose,
  isOpen: (node: Schema) => boolean,
  preferred?: string,
): Taken {
  const meant = new Set<unknown>();
  let branches = '';

  function mean(node: Schema): void {
    meant.add(node.value);
    meant.add(resolve(node).value);
  }

  /** Recursion is avoided where it can be, and `null` is the least telling value. */
  function rank(branch: Schema): number {
    if (preferred !== undefined && locationKey(branch.at) === preferred) return -1;
    const target = resolve(branch);
    return (isOpen(target) ? 2 : 0) + (isNull(target) ? 1 : 0);
  }

  /** The index of the branch with a number in the order of ranks. */
  function takenOf(all: readonly Schema[], number: number): number {
    if (all.length === 1) return 0;
    const ranks = all.map(rank);
    return [...ranks.keys()].sort((a, b) => ranks[a]! - ranks[b]!)[number]!;
  }

  function* take(schema: SchemaObject): Iterable<Schema> {
    for (const choice of schema.choices) {
      if (choice.branches.length > 0) yield* takeOf(schema, choice);
    }
  }

  function takeOf(schema: SchemaObject, choice: Choice): readonly Schema[] {
    const index = takenOf(
      choice.branches,
      choose(pointer, locationKey(choice.at), choice.branches.length),
    );
    const branch = choice.branches[index]!;
    branches += `${index},`;
    if (meant.has(schema.written)) mean(branch);
    const tag = tagOf(schema, branch);
    return tag === undefined ? [branch] : [tag, branch];
  }

  for (const node of nodes) mean(node);
  const { schemas, never } = views.entering(nodes, (schema) =>
    schema.choices.length === 0 ? nothing : take(schema),
  );
  if (never) throw new Impossible(pointer, `nothing may be at "${pointer}"`);
  const roots = [...meant].filter(
    (value) =>
      isObject(value) &&
      value.$ref === undefined &&
      value.oneOf === undefined &&
      value.anyOf === undefined,
  );
  return { schemas, roots, branches };
}

function isNull({ value }: Schema): boolean {
  return isObject(value) && (value.type === 'null' || ('const' in value && value.const === null));
}

/** What the discriminator says of a branch (OpenAPI 3.1 section 4.8.25), as a schema. */
function tagOf({ written, at }: SchemaObject, branch: Schema): Schema | undefined {
  const { discriminator } = written;
  if (!isObject(discriminator) || typeof discriminator.propertyName !== 'string') return undefined;
  const reference = isObject(branch.value) ? branch.value.$ref : undefined;
  if (typeof reference !== 'string') return undefined;
  const name = reference.slice(reference.lastIndexOf('/') + 1);
  const mapped = Object.entries(isObject(discriminator.mapping) ? discriminator.mapping : {}).find(
    ([, target]) => target === reference || target === name,
  );
  const tag = { default: mapped?.[0] ?? name };
  const value = { properties: { [discriminator.propertyName]: tag } };
  return { value, at: below(at, 'discriminator') };
}
