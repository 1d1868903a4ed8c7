import { isObject } from '../../api/node.ts';
import { type HttpRequest, type HttpResponse, splitTarget } from '../../http/exchange.ts';
import { exactValue, jsonText } from '../../json/integers.ts';
import { didYouMeanOneOf } from '../../nearest-name.ts';
import { doneAnswer, jsonTextAnswer, refuse, refuseMethod } from '../admin-answer.ts';
import { type Item, itemKey } from './item.ts';
import { faultsOf } from './item-faults.ts';
import { sessionOf } from './session.ts';
import type { State } from './state.ts';
import { type Contents, StoreAway } from './store.ts';
import { storeAway } from './store-away.ts';

/** An API with its state. */
export interface Controlled {
  readonly name: string;
  readonly state: State;
}

/** Shows, restores or resets a session: of all APIs, or of the one in `?api=`. */
export async function controlState(
  request: HttpRequest,
  action: 'reset' | 'state',
  all: readonly Controlled[],
): Promise<HttpResponse> {
  try {
    return await control(request, action, all);
  } catch (error) {
    if (error instanceof StoreAway) return storeAway(error.message).response;
    throw error;
  }
}

async function control(
  request: HttpRequest,
  action: 'reset' | 'state',
  all: readonly Controlled[],
): Promise<HttpResponse> {
  const allowed = action === 'reset' ? ['POST'] : ['GET', 'HEAD', 'PUT'];
  const { method, headers, target } = request;
  if (!allowed.includes(method)) {
    return refuseMethod(allowed);
  }
  const session = sessionOf(headers);
  if (!session.ok) return refuse(400, 'Bad Request', session.reason);
  const wanted = new URLSearchParams(splitTarget(target).query).get('api');
  const apis = wanted === null ? all : all.filter(({ name }) => name === wanted);
  if (apis.length === 0) {
    const names = all.map(({ name }) => name);
    return refuse(
      404,
      'Not Found',
      `there is no API "${wanted}"${didYouMeanOneOf(wanted!, names)}`,
    );
  }
  if (action === 'reset') {
    for (const { state } of apis) await state.store.reset(session.name);
    return doneAnswer();
  }
  if (method === 'PUT') return restore(request, session.name, apis);
  const shown: [string, unknown][] = [];
  for (const { name, state } of apis) {
    shown.push([name, asPlain(await state.store.contents(session.name))]);
  }
  return jsonTextAnswer(jsonText(Object.fromEntries(shown)));
}

function asPlain(contents: Contents): unknown {
  return Object.fromEntries(
    [...contents].map(([resource, entries]) => [
      resource,
      entries.map(([, { id, parents, value }]) => ({
        id,
        ...(parents.size > 0 && { parents: Object.fromEntries(parents) }),
        value,
      })),
    ]),
  );
}

async function restore(
  { body }: HttpRequest,
  session: string,
  apis: readonly Controlled[],
): Promise<HttpResponse> {
  let sent: unknown;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    const value: unknown = JSON.parse(text);
    sent = exactValue(text) ?? value;
  } catch (error) {
    return refuse(400, 'Bad Request', `the content is not JSON: ${(error as Error).message}`);
  }
  if (!isObject(sent)) return refuse(422, 'Unprocessable Content', 'the content must be an object');
  const names = apis.map(({ name }) => name);
  const unknown = Object.keys(sent).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    const detail = `there is no API "${unknown}"${didYouMeanOneOf(unknown, names)}`;
    return refuse(422, 'Unprocessable Content', detail);
  }
  const restored: (readonly [State, Contents])[] = [];
  for (const { name, state } of apis) {
    if (!Object.hasOwn(sent, name)) continue;
    const read = contentsOf(sent[name], state);
    if (typeof read === 'string') return refuse(422, 'Unprocessable Content', `${name}: ${read}`);
    restored.push([state, read]);
  }
  for (const [state, contents] of restored) await state.store.restore(session, contents);
  return doneAnswer();
}

/** The items of a snapshot, or why they are invalid. */
function contentsOf(sent: unknown, { models, makers, now }: State): Contents | string {
  if (!isObject(sent)) return 'its resources must be an object';
  const contents = new Map<string, (readonly [string, Item])[]>();
  const byName = new Map([...models.values()].map((model) => [model.resource.name, model]));
  const parents = [...models.keys()].flatMap((resource) =>
    resource.parents.map(({ name }) => name),
  );
  for (const [name, records] of Object.entries(sent)) {
    const model = byName.get(name);
    if (model === undefined) {
      return `there is no resource "${name}"${didYouMeanOneOf(name, [...byName.keys()])}`;
    }
    if (!Array.isArray(records)) return `"${name}" must be a list of items`;
    const items = new Map<string, Item>();
    for (const [index, record] of records.entries()) {
      const read = itemOf(record, parents, now());
      if (typeof read === 'string') return `item ${index} of "${name}" ${read}`;
      const [fault] = faultsOf(read.value, model, makers.judge.schemas);
      if (fault !== undefined) {
        return `item ${index} of "${name}" breaks its schema: ${fault.message}`;
      }
      const key = itemKey(read.id, read.parents, model.scopes);
      if (items.has(key)) return `item ${index} of "${name}" has the id of another, "${read.id}"`;
      items.set(key, read);
    }
    contents.set(name, [...items]);
  }
  return contents;
}

/** An item of a snapshot, or what is wrong with it. */
function itemOf(record: unknown, parentNames: readonly string[], now: number): Item | string {
  if (!isObject(record) || typeof record.id !== 'string' || record.value === undefined) {
    return 'must have an "id" and a "value"';
  }
  const { id, value, parents = {} } = record;
  if (!isObject(parents)) return 'has "parents" that are not an object';
  const known = new Map<string, string>();
  for (const [name, one] of Object.entries(parents)) {
    if (!parentNames.includes(name)) {
      return `has an unknown parent "${name}"${didYouMeanOneOf(name, parentNames)}`;
    }
    if (typeof one !== 'string') return `has a parent "${name}" whose id is not a text`;
    known.set(name, one);
  }
  return { id, value, parents: known, changed: now };
}
