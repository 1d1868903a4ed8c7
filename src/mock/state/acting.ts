import type { Finding } from '../../finding.ts';
import { headerValue } from '../../http/exchange.ts';
import { describedResponse } from '../../judge/response.ts';
import type { OperationRole, Resource, Resources } from '../../resources/resource.ts';
import type { MadeAnswer } from '../made-answer.ts';
import type { ResponseSelection } from '../select-response.ts';
import { answerFields, type FieldTexts } from './answer-fields.ts';
import type { BucketIndex } from './bucket-index.ts';
import { type OperationCall, urlsOf } from './call.ts';
import { namesTag, tagOf, tagTexts } from './entity-tag.ts';
import { type Item, isBelow, itemKey } from './item.ts';
import type { ResourceModel } from './model.ts';
import { fillItem, type Showing, show } from './show.ts';
import type { Bucket, Store } from './store.ts';

/** The state behind the answers of one API. */
export interface World extends Showing {
  readonly resources: Resources;
  readonly models: ReadonlyMap<Resource, ResourceModel>;
  readonly store: Store;
  readonly indexOf: (bucket: Bucket) => BucketIndex;
  /**
   * The resources that can have items: with initial items, or with an operation that creates them.
   */
  readonly kept: ReadonlySet<ResourceModel>;
  readonly now: () => number;
  readonly random: () => number;
}

/** A request to an operation that is stateful. */
export interface Acting {
  readonly call: OperationCall;
  readonly role: OperationRole;
  readonly model: ResourceModel;
  readonly parents: ReadonlyMap<string, string>;
  readonly world: World;
}

/**
 * An answer of the state, with the plain mock's answer for contents without a place for an item.
 */
export interface Prepared {
  readonly selection: ResponseSelection;
  readonly plain: MadeAnswer | undefined;
}

/** The result of a request. */
export type Outcome =
  | { readonly kind: 'made'; readonly made: MadeAnswer }
  /** The request is refused with a status, if the contract describes that. */
  | {
      readonly kind: 'refused';
      readonly status: 304 | 400 | 404 | 409 | 412 | 422 | 503;
      readonly why: string;
      readonly texts?: FieldTexts;
      /** The violations of a request that is refused in any case, as every invalid request is. */
      readonly violations?: readonly Finding[];
    }
  /** The state has no answer, so the plain mock answers. */
  | { readonly kind: 'plain'; readonly reason: string };

/**
 * The state's answer, or why the plain mock answers instead: operations without a role have no
 * answer of the state.
 */
export type Stated =
  | { readonly kind: 'made'; readonly made: MadeAnswer }
  | { readonly kind: 'plain'; readonly reason: string | undefined };

/** The item with an id and parents. A parent that an item does not know matches any value. */
export function findItem(
  { items }: Pick<Bucket, 'items'>,
  id: string,
  parents: ReadonlyMap<string, string>,
  { scopes }: ResourceModel,
): readonly [key: string, item: Item] | undefined {
  for (let unknown = 0; unknown < 2 ** scopes.length; unknown += 1) {
    const known = scopes.filter((_, index) => (unknown & (2 ** index)) === 0);
    const values = known.flatMap((name) => {
      const value = parents.get(name);
      return value === undefined ? [] : [[name, value] as const];
    });
    const key = itemKey(id, new Map(values), scopes);
    const item = items.get(key);
    if (item !== undefined && isBelow(item, parents)) return [key, item];
  }
  return undefined;
}

/**
 * An answer that shows an item; otherwise the plain mock's answer with the header fields of the
 * item.
 */
export function showItem(acting: Acting, { selection, plain }: Prepared, item: Item): Outcome {
  const { role, model, world } = acting;
  // Values that no header field shows need no lookup.
  const texts: FieldTexts =
    selection.response.headers.length === 0 ? new Map() : textsOf(item, acting);
  if (plain === undefined) {
    const shown = show(role, selection, fillItem(item, model, world), texts, world);
    return shown.ok ? { kind: 'made', made: shown.made } : { kind: 'plain', reason: shown.reason };
  }
  if (plain.source === 'problem')
    return { kind: 'plain', reason: 'the contract has no valid answer' };
  const { schemas } = world.makers.judge;
  const headers = answerFields(selection.response, plain.response.headers, texts, schemas);
  const response = { ...plain.response, headers };
  return { kind: 'made', made: { ...plain, response, source: 'state' } };
}

function textsOf(item: Item, acting: Acting): FieldTexts {
  const texts = new Map([
    ['etag', tagTexts(tagOf(item.value))],
    ['last-modified', [new Date(item.changed).toUTCString()]],
  ]);
  const urls = itemUrls(item.id, item.parents, acting);
  texts.set('location', urls === undefined ? [] : [urls.path, urls.whole]);
  return texts;
}

/** The path of an item; `undefined` if no path leads to it, or a part of the path is unknown. */
export function itemUrls(
  id: string,
  parents: ReadonlyMap<string, string>,
  { model, call, parents: given }: Acting,
): ReturnType<typeof urlsOf> | undefined {
  const { read } = model;
  if (read?.member?.in !== 'parameter' || read.member.parameter.in !== 'path') return undefined;
  const values = new Map([[read.member.parameter.name, id]]);
  for (const { parameter, parent } of read.parents) {
    const value = given.get(parent.name) ?? parents.get(parent.name);
    if (value !== undefined) values.set(parameter.name, value);
  }
  let isKnown = true;
  const path = read.operation.path.replace(/\{([^{}]*)\}/g, (_, name: string) => {
    const value = values.get(name);
    isKnown &&= value !== undefined;
    return encodeURIComponent(value ?? '');
  });
  return isKnown ? urlsOf(call, path) : undefined;
}

/** Whether the preconditions of a request prevent it (RFC 9110 section 13.1). */
export function refusalOf(
  { call }: Acting,
  current: unknown,
  isSafe: boolean,
): Outcome | undefined {
  const { headers } = call.request;
  const match = headerValue(headers, 'if-match');
  const noneMatch = headerValue(headers, 'if-none-match');
  if (match === undefined && noneMatch === undefined) return undefined;
  const tag = current === undefined ? undefined : tagOf(current);
  const isNamed = (field: string, comparison: 'strong' | 'weak') =>
    tag !== undefined && namesTag(field, tag, comparison);
  if (match !== undefined && !isNamed(match, 'strong') && describesExactly(call, 412)) {
    return {
      kind: 'refused',
      status: 412,
      why: `If-Match is ${match}, but the item has another ETag`,
    };
  }
  if (noneMatch === undefined || tag === undefined || !isNamed(noneMatch, 'weak')) return undefined;
  const status = isSafe ? 304 : 412;
  if (!describesExactly(call, status)) return undefined;
  const why = `If-None-Match is ${noneMatch}, which is the ETag of the item`;
  return { kind: 'refused', status, why, texts: new Map([['etag', tagTexts(tag)]]) };
}

/** Whether a contract describes a status, or its range. */
export function describesExactly({ operation }: OperationCall, status: number): boolean {
  return (
    describedResponse(operation.responses, status)?.status.startsWith(String(status)[0]!) ?? false
  );
}
