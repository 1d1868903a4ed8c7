import type { Api, Operation, Parameter } from '../../../src/api/model.ts';
import { requestExamples } from '../../../src/example/request.ts';
import { createJudge, createMock, type HttpResponse, type MockEvent } from '../../../src/index.ts';
import { keyText } from '../../../src/mock/state/item.ts';
import type { OperationRole, Resource } from '../../../src/resources/resource.ts';
import { resourcesOf } from '../../../src/resources/resources.ts';

/** The steps of a sequence on one resource, and their faults. */
export interface Sequence {
  readonly resource: string;
  readonly steps: readonly string[];
  readonly faults: readonly string[];
}

interface Kept {
  readonly id: string;
  readonly parents?: Readonly<Record<string, string>>;
  readonly value: unknown;
}

/** For each resource of an API, creates an item, reads, updates, lists and deletes it, and reads it again. */
export async function sequencesOf(api: Api): Promise<readonly Sequence[]> {
  const events: MockEvent[] = [];
  const mock = createMock([api], { stateful: true, onAnswer: (event) => events.push(event) });
  const { schemas } = createJudge(api);
  const resources = resourcesOf(api, schemas);
  const judge = mock.apis[0]!.judge;

  const rolesOf = (resource: Resource) =>
    api.operations.map(resources.roleOf).filter((role) => role.resource === resource);

  async function keptOf(resource: Resource): Promise<readonly Kept[]> {
    const target = `/__specwright/state`;
    const { body } = await mock.handle({
      method: 'GET',
      target,
      headers: {},
      body: new Uint8Array(),
    });
    const state = JSON.parse(new TextDecoder().decode(body)) as Record<
      string,
      Record<string, Kept[]>
    >;
    return state[api.name]![resource.name] ?? [];
  }

  /** Sends the first example of an operation for an item and its parents. */
  async function send(
    role: OperationRole,
    item: Kept | undefined,
    parents: Record<string, string>,
  ) {
    const valueFor = (parameter: Parameter): unknown => {
      const { member } = role;
      if (item !== undefined && member?.in === 'parameter' && member.parameter === parameter) {
        return valueLike(item.id, parameter);
      }
      if (parameter === sizeOf(role)) {
        const schema = parameter.schema?.value as { readonly maximum?: number } | undefined;
        return Math.min(schema?.maximum ?? 100, 100);
      }
      const key = role.parents.find((one) => one.parameter === parameter);
      const known = key && (item?.parents?.[key.parent.name] ?? parents[key.parent.name]);
      if (known !== undefined) return valueLike(known, parameter);
      return undefined;
    };
    const examples = requestExamples(withoutOptional(role), schemas, { valueFor });
    const example =
      examples.find(({ call }) => call.body?.media.name.includes('json')) ?? examples[0];
    if (example === undefined) return undefined;
    const response = await mock.handle(example.request);
    return { request: example.request, response, event: events.at(-1)!, call: example.call };
  }

  /** The ids of the parents for a new item. Missing parents are created. */
  async function parentsFor(resource: Resource, depth: number): Promise<Record<string, string>> {
    const known: Record<string, string> = {};
    for (const { name, resource: above } of resource.parents) {
      if (above === undefined || depth > 3) continue;
      const item = (await keptOf(above))[0] ?? (await created(above, depth + 1));
      if (item === undefined) continue;
      Object.assign(known, item.parents);
      known[name] = item.id;
    }
    return known;
  }

  async function created(resource: Resource, depth: number): Promise<Kept | undefined> {
    const create = creatorOf(rolesOf(resource));
    if (create === undefined) return undefined;
    const before = new Set((await keptOf(resource)).map(({ id }) => id));
    await send(create, undefined, await parentsFor(resource, depth));
    return (await keptOf(resource)).find(({ id }) => !before.has(id));
  }

  async function sequence(resource: Resource): Promise<Sequence> {
    const steps: string[] = [];
    const faults: string[] = [];
    const roles = rolesOf(resource);
    const parents = await parentsFor(resource, 0);
    const before = await keptOf(resource);
    const create = creatorOf(roles);
    let item: Kept | undefined;
    const step = async (
      role: OperationRole,
      name: string,
      wanted: (response: HttpResponse) => boolean,
    ) => {
      const sent = await send(role, item, parents);
      if (sent === undefined) {
        steps.push(`${name} -`);
        return undefined;
      }
      const { response, event, request } = sent;
      const { findings } = judge.response(role.operation, request, response);
      steps.push(`${name} ${response.status} ${event.source}`);
      if (event.source === 'own') faults.push(textOf(response));
      const say = (what: string) =>
        faults.push(
          `${name} ${role.operation.method} ${request.target}: ${what} ${event.trouble ?? ''}`,
        );
      if (event.source === 'problem' && response.status !== 404)
        say(textOf(response).slice(0, 300));
      for (const found of findings) {
        if (found.severity === 'violation') say(found.code);
      }
      if (event.trouble !== undefined) say('plain:');
      else if (!wanted(response)) say(`status ${response.status}`);
      return sent;
    };
    const isSuccess = ({ status }: HttpResponse) => status < 300;
    if (create !== undefined) {
      // The item of the example may already exist.
      await step(create, 'create', (response) => isSuccess(response) || response.status === 409);
      const after = await keptOf(resource);
      item = after.find(({ id }) => !before.some((one) => one.id === id)) ?? after[0];
    } else item = before[0];
    if (item === undefined) return { resource: resource.name, steps, faults };
    const read = roles.find(
      ({ role, member }) => role === 'read' && (member !== undefined || resource.isSingleton),
    );
    const shows = (response: HttpResponse) =>
      isSuccess(response) && (resource.id === undefined || mentions(response, item!.id));
    if (read !== undefined) await step(read, 'read', resource.isSingleton ? isSuccess : shows);
    for (const kind of ['replace', 'update', 'action'] as const) {
      for (const role of roles.filter((one) => one.role === kind).slice(0, 3)) {
        await step(role, kind, isSuccess);
      }
    }
    const list = roles.find(({ role }) => role === 'list');
    if (list !== undefined) await step(list, 'list', shows);
    const remove = roles.find(
      ({ role, member }) => role === 'delete' && (member !== undefined || resource.isSingleton),
    );
    if (remove !== undefined) {
      await step(remove, 'delete', isSuccess);
      if (read !== undefined) await step(read, 'gone', ({ status }) => status === 404);
    }
    return { resource: resource.name, steps, faults };
  }

  const all: Sequence[] = [];
  for (const resource of resources.all) all.push(await sequence(resource));
  return all;
}

/** For some resources, only the PUT that replaces an item creates one. */
function creatorOf(roles: readonly OperationRole[]): OperationRole | undefined {
  return roles.find(({ role }) => role === 'create') ?? roles.find(({ creates }) => creates);
}

/** Leaves out optional parameters, because filters can hide the new item. */
function withoutOptional(role: OperationRole): Operation {
  const { operation } = role;
  const size = sizeOf(role);
  const parameters = operation.parameters.filter(
    (parameter) => parameter.required || parameter.in === 'path' || parameter === size,
  );
  return { ...operation, parameters };
}

/** The parameter for the page size. The first page may be too short for the last item. */
function sizeOf({ list }: OperationRole): Parameter | undefined {
  const paging = list?.paging;
  const part = paging?.kind === 'page' ? paging.size : paging?.limit;
  return part?.member === undefined ? part?.parameter : undefined;
}

function valueLike(text: string, { schema }: Parameter): unknown {
  const type = JSON.stringify((schema?.value as { type?: unknown } | undefined)?.type ?? '');
  return /integer|number/.test(type) ? Number(text) : text;
}

function textOf({ body }: HttpResponse): string {
  return new TextDecoder().decode(body);
}

function mentions(response: HttpResponse, id: string): boolean {
  return response.body.length === 0 || textOf(response).includes(keyText(id)!);
}
