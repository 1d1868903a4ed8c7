import { child, type Pointer } from '../../json/pointer.ts';
import { didYouMeanOneOf } from '../../nearest-name.ts';
import type { Resource } from '../../resources/resource.ts';
import type { Schemas } from '../../schema/schemas.ts';
import { danglingIn, givenItems } from './given-items.ts';
import type { ItemFault } from './item-faults.ts';
import { documentedItems, madeItems } from './made-items.ts';
import type { ResourceModel } from './model.ts';
import type { Seeding } from './seed-item.ts';
import type { Contents } from './store.ts';

/** The initial items of a session; by default the contract's examples. */
export interface SeedOptions {
  /** Records by the names of their resources; a missing resource has none. */
  readonly data?: Readonly<Record<string, unknown>>;
  /** How many records to generate for each resource that `data` lacks. */
  readonly count?: number;
  /** The seed of the generated records. */
  readonly seed?: string;
  /** The place of `data` in a file with records of several APIs. */
  readonly at?: Pointer;
}

/** Given records that cannot be the initial items. */
export class SeedsRefused extends Error {
  readonly problems: readonly ItemFault[];

  constructor(api: string, problems: readonly ItemFault[]) {
    const [first] = problems;
    super(`cannot use the records of ${api}: at "${first?.pointer}": ${first?.message}`);
    this.problems = problems;
  }
}

export interface Seeded {
  readonly contents: Contents;
  readonly problems: readonly ItemFault[];
}

/**
 * The initial items of a session: each record is valid, and references lead to existing records.
 */
export function seedContents(
  models: ReadonlyMap<Resource, ResourceModel>,
  { data, count, seed = 'specwright', at = '' }: SeedOptions,
  schemas: Schemas,
  now: number,
): Seeded {
  const seeding: Seeding = { models, schemas, now, contents: new Map(), problems: [] };
  const names = [...models.keys()].map(({ name }) => name);
  for (const name of Object.keys(data ?? {})) {
    if (names.includes(name)) continue;
    const known = names.length === 0 ? 'it has no resources' : `it has ${names.join(', ')}`;
    const message = `the contract has no resource "${name}"${didYouMeanOneOf(name, names) || `; ${known}`}`;
    seeding.problems.push({ pointer: child('', name), message });
  }
  for (const model of inOrder(models)) {
    const { name, isSingleton } = model.resource;
    const given = data && Object.hasOwn(data, name) ? data[name] : undefined;
    const items =
      given !== undefined
        ? givenItems(given, model, seeding)
        : count !== undefined && !isSingleton
          ? madeItems(count, seed, model, seeding)
          : data === undefined || isSingleton
            ? documentedItems(model, seeding)
            : [];
    seeding.contents.set(name, items);
  }
  const { contents, problems } = seeding;
  if (data !== undefined) problems.push(...danglingIn(data, models, contents));
  return {
    contents,
    problems: problems.map(({ pointer, message }) => ({ pointer: at + pointer, message })),
  };
}

/** Parents before their children, and referenced resources before those that refer to them. */
function inOrder(models: ReadonlyMap<Resource, ResourceModel>): readonly ResourceModel[] {
  const ordered = new Set<ResourceModel>();
  const open = new Set<Resource>();
  const visit = (resource: Resource) => {
    const model = models.get(resource);
    if (model === undefined || ordered.has(model) || open.has(resource)) return;
    open.add(resource);
    for (const parent of resource.parents) if (parent.resource) visit(parent.resource);
    for (const reference of resource.references) visit(reference.resource);
    ordered.add(model);
  };
  for (const resource of models.keys()) visit(resource);
  return [...ordered];
}
