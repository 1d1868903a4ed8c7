import type { Operation, Parameter } from '../api/model.ts';
import { draftValue, type RequestDraft } from '../example/draft.ts';
import { documentedValues } from '../example/parameter.ts';
import { isSafeMethod } from '../http/method.ts';
import type { Judge, JudgedExchange } from '../judge/judge.ts';
import type { Resources } from '../resources/resource.ts';
import { answeredIds } from './answered-ids.ts';
import type { Step } from './case.ts';
import { withParameter } from './cases/valid-request.ts';
import { isId } from './ids.ts';
import { type ItemPaths, scopeOf } from './item-paths.ts';
import { type Item, isSame, shapeOf } from './item-shape.ts';
import { createItemPuts } from './put-items.ts';
import { strangersTo } from './strangers.ts';

/**
 * The items that exist at a provider, learned from its answers. Requests use their ids if the
 * contract leaves them open.
 */
export interface KnownItems {
  /** Learns from an answer: lists and creations show ids, and deletions remove them. */
  saw(judged: JudgedExchange): void;
  /** The draft with ids of existing items; `undefined` if none are known or it needs none. */
  withIds(
    step: Step,
    draft: RequestDraft,
    keeps: (draft: RequestDraft) => boolean,
  ): Promise<RequestDraft | undefined>;
  /** The id of an item of a kind, preferably of the run; or of one that is made for this. */
  idOf(kind: string, isNew: boolean): Promise<string | number | undefined>;
  /** Notes that no item exists with the ids that a contract shows. */
  missed(operation: Operation): void;
  /**
   * The item that an answer says was created; `undefined` if it created none, or does not say
   * which.
   */
  madeBy(judged: JudgedExchange): MadeItem | undefined;
}

/** An item that a request has made. */
export interface MadeItem {
  readonly kind: string;
  readonly id: string | number;
  /** The values of the parameters before its own, by the kinds that they name. */
  readonly scope: ReadonlyMap<string, unknown>;
}

export interface KnownItemsOptions {
  readonly judge: Judge;
  readonly resources: Resources;
  readonly paths: ItemPaths;
  /** Sends a request that reads, or creates. */
  readonly send: (draft: RequestDraft) => Promise<JudgedExchange | undefined>;
  /** A valid request of an operation. */
  readonly draftOf: (operation: Operation) => RequestDraft | undefined;
  /** Whether the run may create items. */
  readonly mayWrite: boolean;
  /** Whether a parameter of an operation has a fixture. */
  readonly isGiven: (operation: Operation, parameter: Parameter) => boolean;
}

/** How many items of one resource are kept, and among how many reads alternate. */
const limits = { items: 40, shapes: 6 };

export function createKnownItems(options: KnownItemsOptions): KnownItems {
  const { paths, send, draftOf, mayWrite, isGiven } = options;
  const ids = answeredIds(options);
  const known = new Map<string, Item[]>();
  const sought = new Set<Operation>();
  const seeking = new Map<string, Promise<void>>();
  const missed = new Set<Operation>();
  const turns = new Map<Operation, number>();
  /** The ids of items that cases make themselves. */
  const promised = new Map<string, (string | number)[]>();
  const putItem = createItemPuts(options);

  function keep(kind: string, item: Item): void {
    const items = known.get(kind) ?? [];
    known.set(kind, items);
    if (items.length < limits.items && !items.some((one) => isSame(one, item))) items.push(item);
  }

  function saw(judged: JudgedExchange): void {
    const { operation, exchange } = judged;
    if (operation === undefined || exchange.response.status >= 300) return;
    const { role, kind, keys, own } = paths.of(operation);
    if (kind === undefined) return;
    const scope = scopeOf(keys, own, judged);
    if (role === 'list') {
      for (const [id, value] of ids.listed(judged, kind)) {
        keep(kind, { id, scope, shape: shapeOf(value), isMade: false });
      }
    } else if (role === 'create' || role === 'replace') {
      const made = madeBy(judged);
      const shape = shapeOf(judged.request.body);
      if (made !== undefined) keep(kind, { ...made, shape, isMade: true });
    } else if (role === 'delete' && own !== undefined) {
      const id = judged.request.path[own.parameter.name];
      const left = known.get(kind)?.filter((one) => String(one.id) !== String(id));
      if (left !== undefined) known.set(kind, left);
    }
  }

  function madeBy(judged: JudgedExchange): MadeItem | undefined {
    const { operation, exchange } = judged;
    const { status } = exchange.response;
    if (operation === undefined || status < 200 || status >= 300) return undefined;
    const { role, kind, keys, own } = paths.of(operation);
    if (kind === undefined) return undefined;
    const { path } = judged.request;
    // PUT creates a missing item (RFC 9110 section 9.3.4); a PUT that always answers 201 proves
    // nothing.
    const isPut =
      own !== undefined &&
      role === 'replace' &&
      status === 201 &&
      !isGiven(operation, own.parameter) &&
      operation.responses.some((one) => /^20[04]$/.test(String(one.status)));
    const id = isPut
      ? path[own.parameter.name]
      : role === 'create'
        ? ids.created(judged, kind)
        : undefined;
    const others = known.get(kind)?.filter(({ isMade }) => !isMade) ?? [];
    // An answer may show an item that existed before.
    if (!isId(id) || others.some((one) => String(one.id) === String(id))) return undefined;
    return { kind, id, scope: scopeOf(keys, own, judged) };
  }

  /** Looks for items of a kind in its lists; creates one if the lists are empty. */
  async function seek(kind: string, under: ReadonlySet<string>): Promise<void> {
    // Cases that run at a time wait for the first one, unless it may wait for them.
    if (under.size > 1) return look(kind, under);
    seeking.set(kind, seeking.get(kind) ?? look(kind, under));
    return seeking.get(kind);
  }

  async function look(kind: string, under: ReadonlySet<string>): Promise<void> {
    const lists = paths.doing('list', kind).filter(({ method }) => isSafeMethod(method));
    const creations = mayWrite ? paths.doing('create', kind) : [];
    for (const operation of [...lists, ...creations]) {
      if ((known.get(kind)?.length ?? 0) > 0 || sought.has(operation)) continue;
      sought.add(operation);
      const judged = await sendUsual(operation, under);
      if (judged !== undefined) saw(judged);
    }
  }

  async function sendUsual(operation: Operation, under: ReadonlySet<string>) {
    const base = draftOf(operation);
    if (base === undefined) return undefined;
    return send((await filled(operation, base, () => true, under)) ?? base);
  }

  /** Creates an item that no other part of the run needs. */
  async function make(kind: string, under: ReadonlySet<string>): Promise<Item | undefined> {
    for (const operation of paths.makers(kind)) {
      const isPut = paths.of(operation).role === 'replace';
      const item = isPut
        ? await putItem(operation, (draft, isOpen) => filled(operation, draft, isOpen, under))
        : await create(kind, operation, under);
      if (item === undefined) continue;
      if (isPut) keep(kind, item);
      return item;
    }
    return undefined;
  }

  async function create(kind: string, operation: Operation, under: ReadonlySet<string>) {
    const judged = await sendUsual(operation, under);
    if (judged === undefined || judged.exchange.response.status >= 300) return undefined;
    const [made, id] = [madeBy(judged), ids.created(judged, kind)];
    saw(judged);
    // `known` has a limit, but the new item exists in any case.
    if (made !== undefined) return { ...made, shape: shapeOf(judged.request.body), isMade: true };
    return known.get(kind)?.find((one) => String(one.id) === String(id));
  }

  /** A draft with ids for its open parameters. */
  async function filled(
    operation: Operation,
    draft: RequestDraft,
    isOpen: (parameter: Parameter) => boolean,
    under: ReadonlySet<string>,
  ): Promise<RequestDraft | undefined> {
    const open = paths
      .of(operation)
      .keys.filter(({ parameter }) => isOpen(parameter) && !isGiven(operation, parameter));
    const deepest = open.findLast(({ kind }) => !under.has(kind));
    if (deepest === undefined) return undefined;
    const inside = new Set([...under, deepest.kind]);
    const item = await itemFor(operation, deepest.kind, inside);
    if (item === undefined) return undefined;
    let made = withParameter(draft, { parameter: deepest.parameter, value: item.id });
    for (const { parameter, kind } of open) {
      if (kind === deepest.kind) continue;
      const value = item.scope.get(kind) ?? (await itemFor(operation, kind, inside))?.id;
      if (value !== undefined) made = withParameter(made, { parameter, value });
    }
    return made;
  }

  async function itemFor(
    operation: Operation,
    kind: string,
    under: ReadonlySet<string>,
  ): Promise<Item | undefined> {
    if (owns(operation, kind)) {
      // Writes and deletions use an item of the run, if the run can create one.
      const all = known.get(kind)?.filter(({ isMade }) => isMade) ?? [];
      const { role } = paths.of(operation);
      const ours = role === 'action' ? pick(operation, all) : all[0];
      const isKept = operation.method !== 'DELETE';
      return (isKept ? ours : undefined) ?? (await make(kind, under)) ?? ours;
    }
    if ((known.get(kind)?.length ?? 0) === 0) await seek(kind, under);
    const items = known.get(kind) ?? [];
    const ours = items.filter(({ isMade }) => isMade);
    // What the run creates lies at an item of the run, if there is one.
    const isCreation = mayWrite && paths.of(operation).role === 'create';
    return pick(operation, isCreation && ours.length > 0 ? ours : items);
  }

  /** A provider may cut off the fraction of an id: a write then reaches an item of this run. */
  async function withOwnFraction(operation: Operation, draft: RequestDraft) {
    const own = paths.written(operation);
    if (own === undefined || !owns(operation, own.kind)) return undefined;
    const sent = draftValue(draft, own.parameter);
    if (typeof sent !== 'number' || Number.isInteger(sent)) return undefined;
    const item = await itemFor(operation, own.kind, new Set([own.kind]));
    if (item?.isMade !== true || typeof item.id !== 'number') return undefined;
    return withParameter(draft, { parameter: own.parameter, value: item.id + 0.5 });
  }

  /** Whether an operation changes an item of a kind that the run can create. */
  function owns(operation: Operation, kind: string): boolean {
    const isWritten = paths.written(operation)?.kind === kind;
    return mayWrite && isWritten && paths.makers(kind).length > 0;
  }

  function isShown(operation: Operation, parameter: Parameter): boolean {
    return documentedValues(parameter).length > 0 && !missed.has(operation);
  }

  /** Items of different shapes, one after the other. */
  function pick(operation: Operation, items: readonly Item[]): Item | undefined {
    const byShape = new Map([...items].reverse().map((item) => [item.shape, item]));
    const several = items
      .filter((item) => byShape.get(item.shape) === item)
      .slice(0, limits.shapes);
    const turn = turns.get(operation) ?? 0;
    turns.set(operation, turn + 1);
    return several[turn % Math.max(several.length, 1)];
  }

  return {
    saw,
    madeBy,
    missed: (operation) => missed.add(operation),
    async idOf(kind, isNew) {
      if (isNew) return (await make(kind, new Set([kind])))?.id;
      if ((known.get(kind)?.length ?? 0) === 0) await seek(kind, new Set([kind]));
      const items = known.get(kind);
      return (items?.findLast(({ isMade }) => isMade) ?? items?.at(-1))?.id;
    },
    async withIds({ operation, usual, expectation, shows, isMadeNext }, draft, keeps) {
      if (draft.operation !== operation) return undefined;
      const absent = expectation.kind === 'absent' ? expectation.parameter : undefined;
      const isMeantToFail = 'pairing' in expectation && expectation.pairing?.isRefusal === true;
      const isOpen = (parameter: Parameter) => {
        const [own, base] = [draft, usual ?? draft].map(({ parameters }) =>
          parameters.find((one) => one.parameter === parameter),
        );
        // The value under test stays unchanged.
        if (parameter === absent || own === undefined || !('value' in own)) return false;
        if (base !== undefined && 'value' in base && own.value !== base.value) return false;
        if (isMeantToFail && parameter.examples.some(({ name }) => name === shows)) return false;
        return !isShown(operation, parameter) || isOwn(parameter);
      };
      const ownKey = paths.written(operation);
      const isOwn = (parameter: Parameter) =>
        ownKey?.parameter === parameter && owns(operation, ownKey.kind);
      const fraction = await withOwnFraction(operation, draft);
      const made = (await filled(operation, fraction ?? draft, isOpen, new Set())) ?? fraction;
      if (absent === undefined) return made;
      const kind =
        paths.of(operation).keys.find(({ parameter }) => parameter === absent)?.kind ?? '';
      if (!known.has(kind)) await seek(kind, new Set([kind]));
      const there = known.get(kind)?.map(({ id }) => id) ?? [];
      // A chain has put an item at each promised id.
      const taken = [...there, ...(promised.get(kind) ?? [])];
      const like = taken.at(-1) ?? (isMadeNext ? draftValue(draft, absent) : undefined);
      const others = [...strangersTo(like, taken)].map((id) =>
        withParameter(made ?? draft, { parameter: absent, value: id }),
      );
      const other = others.find(keeps);
      const id = other && draftValue(other, absent);
      if (isMadeNext && isId(id)) promised.set(kind, [...(promised.get(kind) ?? []), id]);
      return other ?? made;
    },
  };
}
