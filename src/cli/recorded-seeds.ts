import type { Api } from '../api/model.ts';
import { isObject, type JsonObject } from '../api/node.ts';
import type { RoleSettings } from '../configuration.ts';
import { locationKey } from '../json/document.ts';
import { valueAt } from '../json/pointer.ts';
import { createJudge } from '../judge/judge.ts';
import { keyText } from '../mock/state/item.ts';
import { createRecordedLocator } from '../recording/locate.ts';
import type { Recorded } from '../recording/recorded.ts';
import { itemsIn } from '../resources/items-in.ts';
import type { OperationRole, Resource } from '../resources/resource.ts';
import { resourcesOf } from '../resources/resources.ts';
import { recordedExamples } from '../traffic/examples.ts';

/** Records by the names of their resources, as `--seed-data` takes them. */
export type Records = Readonly<Record<string, unknown>>;

export interface RecordedSeeds {
  readonly records: Records;
  readonly count: number;
  /** The parts of the recording that no record has, with reasons. */
  readonly leftOut: readonly string[];
}

export interface SeedOptions {
  readonly baseUrl: string | undefined;
  /** The roles of operations in the configuration. */
  readonly roles: Readonly<Record<string, RoleSettings>> | undefined;
}

/** The items in recorded answers, each in its last state, without secrets and without deleted items. */
export function recordedSeeds(
  api: Api,
  recorded: readonly Recorded[],
  { baseUrl, roles }: SeedOptions,
): RecordedSeeds {
  const judge = createJudge(withoutExamples(api));
  const { roleOf, all } = resourcesOf(judge.api, judge.schemas, roles);
  const items = new Map<Resource, Map<string, JsonObject>>();
  const leftOut: string[] = [];
  const locate = createRecordedLocator([judge], baseUrl);
  for (const one of recorded) {
    const located = locate(one);
    if (typeof located === 'string' || one.status === undefined) continue;
    if (one.status < 200 || one.status > 299) continue;
    const { operation, exchange } = located;
    const role = roleOf(operation);
    if (role.resource === undefined) continue;
    const known = items.get(role.resource) ?? new Map<string, JsonObject>();
    items.set(role.resource, known);
    if (role.role === 'delete') {
      const id = requestedId(role, judge.request(exchange.request).path);
      if (id !== undefined) known.delete(id);
      continue;
    }
    const options = baseUrl === undefined ? {} : { baseUrl };
    const shown = recordedExamples([judge], [one], options);
    leftOut.push(...shown.leftOut);
    const media = operation.responses.flatMap(({ content }) => content);
    for (const { at, examples } of shown.additions) {
      const of = media.find((candidate) => locationKey(candidate.at) === locationKey(at));
      const place = of && role.responseItem(of);
      if (place === undefined) continue;
      for (const { value } of examples) {
        for (const [item, beside] of itemsIn(value, place))
          keep(role.resource, known, item, beside);
      }
    }
  }
  const entries = all.flatMap((resource): [string, readonly JsonObject[]][] => {
    const own = [...(items.get(resource)?.values() ?? [])];
    return own.length === 0 ? [] : [[resource.name, own]];
  });
  const count = entries.reduce((sum, [, own]) => sum + own.length, 0);
  const single = (name: string) => all.some((one) => one.name === name && one.isSingleton);
  const records = entries.map(([name, own]) => [name, single(name) ? own[0] : own]);
  return { records: Object.fromEntries(records), count, leftOut };
}

/** The last answer counts; a list may show less of an item than its own path. */
function keep(
  resource: Resource,
  known: Map<string, JsonObject>,
  item: unknown,
  beside: unknown,
): void {
  if (!isObject(item)) return;
  const own = resource.id === undefined ? undefined : keyText(valueAt(item, resource.id));
  const id = resource.isSingleton ? '' : (own ?? keyText(beside));
  if (id !== undefined) known.set(id, { ...known.get(id), ...item });
}

/** Which item a request means by its path. */
function requestedId({ member }: OperationRole, path: Readonly<Record<string, unknown>>) {
  return member?.in === 'parameter' ? keyText(path[member.parameter.name]) : undefined;
}

/** The API without its examples, so that items in its examples also become records. */
function withoutExamples(api: Api): Api {
  return {
    ...api,
    operations: api.operations.map((operation) => ({
      ...operation,
      responses: operation.responses.map((response) => ({
        ...response,
        content: response.content.map((media) => ({ ...media, examples: [] })),
      })),
    })),
  };
}
