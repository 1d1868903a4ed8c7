import type { Api } from '../../api/model.ts';
import type { RoleSettings } from '../../configuration.ts';
import { valueAt } from '../../json/pointer.ts';
import { randomOf } from '../../random.ts';
import type { Resource } from '../../resources/resource.ts';
import { resourcesOf } from '../../resources/resources.ts';
import { valueDescriber } from '../../resources/value.ts';
import type { Makers } from '../made-answer.ts';
import type { ResponseSelection } from '../select-response.ts';
import {
  type Acting,
  findItem,
  type Outcome,
  type Prepared,
  type Stated,
  type World,
} from './acting.ts';
import { createIndexes } from './bucket-index.ts';
import { type OperationCall, parameterValue, parentsOf } from './call.ts';
import { copy, isCopy } from './copy-item.ts';
import { keyText, textAt } from './item.ts';
import { createMemoryStore, type SessionLimits } from './memory-store.ts';
import { createModels, isCreated, type ResourceModel } from './model.ts';
import { list, read } from './read.ts';
import { isDescribed, makePlain, refuse, selectionOf } from './refusal.ts';
import { type SeedOptions, SeedsRefused, seedContents } from './seeds.ts';
import { type Buckets, type Changed, type Contents, type Store, StoreAway } from './store.ts';
import { create, nothing, remove, replace, update } from './write.ts';

/** How a mock remembers. */
export interface StateOptions extends SeedOptions, SessionLimits {
  /** The URL of the Redis or Valkey for the items; by default they are in memory. */
  readonly store?: string;
  /** Roles of operations that were inferred wrongly, as in `specwright.config.ts`. */
  readonly roles?: Readonly<Record<string, RoleSettings>>;
}

/** The state of one API. */
export interface State extends World {
  answer(call: OperationCall): Promise<Stated>;
}

/**
 * @throws {SeedsRefused} if the given records cannot be the initial items.
 * @throws {Error} if the given roles do not fit the contract.
 */
export async function createState(api: Api, makers: Makers, options: StateOptions): Promise<State> {
  const { schemas } = makers.judge;
  const resources = resourcesOf(api, schemas, options.roles);
  if (resources.problems.length > 0) throw new Error(resources.problems.join('; '));
  const describe = valueDescriber(schemas);
  const models = createModels(api, resources, makers.sources, schemas, describe);
  const { contents, problems } = seedContents(models, options, schemas, Date.now());
  if (problems.length > 0) throw new SeedsRefused(api.name, problems);
  const store = await openStore(api.name, contents, options);
  const random = options.seed === undefined ? Math.random : randomOf(options.seed);
  const kept = keptOf(models, contents);
  const world: World = {
    ...{ resources, models, store, kept, makers, describe, random },
    indexOf: createIndexes(),
    now: Date.now,
  };

  /** Answers a request from the state, step by step. */
  async function answer(call: OperationCall): Promise<Stated> {
    const role = resources.roleOf(call.operation);
    const model = role.resource && models.get(role.resource);
    const parents = parentsOf(call, role);
    if (role.role === undefined || model === undefined) {
      return belowMissing({ call, role, parents, world });
    }
    const acting: Acting = { call, role, model, parents, world };
    if (!world.kept.has(model)) {
      const reason = `the contract has no item of ${model.resource.name}, and no operation creates one`;
      return belowMissing({ call, role, parents, world }, reason);
    }
    const prepared = await prepare(acting, selectionFor(acting));
    const created =
      role.role === 'replace' ? await prepare(acting, selectionFor(acting, true)) : prepared;
    const change = (buckets: Buckets) => act(acting, prepared, created, buckets);
    const outcome = await done(call, change);
    return outcome.kind === 'refused' ? refuse(call, outcome, world) : outcome;
  }

  /**
   * Operations without a role or items are answered as without state, but not below a missing item.
   */
  async function belowMissing(below: Below, reason?: string): Promise<Stated> {
    const { call, role } = below;
    const there = { kind: 'plain', reason } as const;
    if (role.parents.length === 0) return there;
    const outcome = await done(call, (buckets) =>
      nothing(missingParent(below, buckets) ?? { kind: 'plain', reason: '' }),
    );
    return outcome.kind === 'refused' ? refuse(call, outcome, world) : there;
  }

  async function done(
    { session }: OperationCall,
    change: (buckets: Buckets) => Changed<Outcome>,
  ): Promise<Outcome> {
    try {
      return await store.transact(session, change);
    } catch (error) {
      if (!(error instanceof StoreAway)) throw error;
      return { kind: 'refused', status: 503, why: error.message };
    }
  }

  return { ...world, answer };
}

/** In memory, unless a shared store is named. */
async function openStore(api: string, contents: Contents, options: StateOptions): Promise<Store> {
  if (options.store === undefined) return createMemoryStore(contents, options);
  const { createRedisStore } = await import('./redis/redis-store.ts');
  return createRedisStore(options.store, api, contents, options);
}

/** The outcome of a request, and its changes; no other change comes between. */
function act(
  acting: Acting,
  prepared: Prepared,
  created: Prepared,
  buckets: Buckets,
): Changed<Outcome> {
  const missing = missingParent(acting, buckets);
  if (missing !== undefined) return nothing(missing);
  const { role, model } = acting;
  const { name, isSingleton } = model.resource;
  const bucket = buckets(name);
  if (role.role === 'list') return nothing(list(acting, prepared, bucket));
  if (role.role === 'create') return create(acting, prepared, bucket);
  const id = isSingleton ? '' : memberOf(acting);
  if (id === undefined) return nothing({ kind: 'plain', reason: 'the request names no item' });
  switch (role.role) {
    case 'read':
      return nothing(read(acting, id, prepared, bucket));
    case 'replace':
      return replace(acting, id, prepared, created, bucket);
    case 'delete':
      return remove(acting, id, prepared, buckets);
    case 'action':
      return !isSingleton && isCopy(acting.call.operation)
        ? copy(acting, id, prepared, bucket)
        : update(acting, id, prepared, bucket);
    default:
      return update(acting, id, prepared, bucket);
  }
}

/** The id that a request names. */
function memberOf({ call, role }: Acting): string | undefined {
  const { member } = role;
  if (member === undefined) return undefined;
  if (member.in === 'parameter') return keyText(parameterValue(call, member.parameter));
  const { content } = call.judged;
  const place = content.media && role.requestItem(content.media);
  if (place === undefined) return undefined;
  return textAt(
    valueAt(content.isExact ? content.instance : content.value, place),
    member.property,
  );
}

/** The status that fits best: 201 for a new item, another success otherwise. */
function selectionFor(
  { call, role, model, world }: Acting,
  isNew = role.role === 'create',
): ResponseSelection {
  const { selection, operation } = call;
  const described = operation.responses
    .map(({ status }) => status)
    .filter((one) => /^2\d\d$/.test(one));
  const isWrong = selection.status === 201 && !isNew && !model.resource.isSingleton;
  const wanted = isNew
    ? described.find((status) => status === '201')
    : isWrong && role.role === 'replace'
      ? described.find((status) => status !== '201')
      : undefined;
  return (wanted === undefined ? undefined : selectionOf(call, Number(wanted), world)) ?? selection;
}

async function prepare(acting: Acting, selection: ResponseSelection): Promise<Prepared> {
  const { role, world, call } = acting;
  const { media } = selection;
  const offers = [selection, ...selection.others];
  const hasPlace = offers.some((one) => one.media !== undefined && role.responseItem(one.media));
  if (hasPlace || (role.role === 'list' && media !== undefined)) {
    return { selection, plain: undefined };
  }
  return { selection, plain: await makePlain(call, selection, world) };
}

type Below = Pick<Acting, 'call' | 'role' | 'parents' | 'world'>;

/** A path below a missing item is refused, if the contract describes that. */
function missingParent(
  { call, role, parents, world }: Below,
  buckets: Buckets,
): Outcome | undefined {
  if (!isDescribed(call, 404)) return undefined;
  for (const { parent } of role.parents) {
    const model = parent.resource && world.models.get(parent.resource);
    const id = parents.get(parent.name);
    if (model === undefined || id === undefined) continue;
    if (!world.kept.has(model) || !showsIds(model)) continue;
    const { name, parents: own } = model.resource;
    const above = new Map([...parents].filter(([known]) => own.some((one) => one.name === known)));
    if (findItem(buckets(name), id, above, model) !== undefined) continue;
    const why = `there is no item ${JSON.stringify(id)} of ${name}`;
    return { kind: 'refused', status: 404, why };
  }
  return undefined;
}

/** The resources that can have items. */
function keptOf(
  models: ReadonlyMap<Resource, ResourceModel>,
  contents: Contents,
): ReadonlySet<ResourceModel> {
  const isKept = ({ roles, resource }: ResourceModel) =>
    isCreated(roles) || (contents.get(resource.name) ?? []).length > 0;
  return new Set([...models.values()].filter(isKept));
}

/** Whether the items define which ids exist, so that another id is missing. */
function showsIds({ resource, documented }: ResourceModel): boolean {
  return resource.id !== undefined || documented().some(({ id }) => id !== undefined);
}
