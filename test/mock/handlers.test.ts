import { expect, test } from 'vitest';
import type { Kaiten } from '../../generated/kaiten/mock.ts';
import { createMock, loadApi } from '../../src/index.ts';
import { defineMock, type MockHandlers } from '../../src/mock/handlers/define.ts';
import { apiOf } from './api.ts';

const spec = `
openapi: 3.1.0
info: { title: Orders, version: '1' }
paths:
  /orders/{orderId}:
    parameters:
      - { name: orderId, in: path, required: true, schema: { type: integer } }
      - { name: X-Team, in: header, schema: { type: string } }
    get:
      operationId: getOrder
      parameters: [{ name: tags, in: query, schema: { type: array, items: { type: string } } }]
      responses:
        '200':
          description: an order
          headers: { X-Version: { required: true, schema: { type: integer, example: 3 } } }
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Order' }
              examples:
                small: { value: { id: 1, text: small } }
                great: { value: { id: 2, text: great } }
            application/xml: { schema: { $ref: '#/components/schemas/Order' } }
        '404':
          description: no such order
          content: { application/problem+json: { schema: { type: object } } }
    put:
      operationId: putOrder
      requestBody:
        required: true
        content: { application/json: { schema: { $ref: '#/components/schemas/Order' } } }
      responses: { '204': { description: stored } }
components:
  schemas:
    Order:
      type: object
      xml: { name: order }
      required: [id, text]
      properties: { id: { type: integer }, text: { type: string } }
`;

async function answers(handlers: MockHandlers, options = {}) {
  const mock = createMock([await apiOf(spec)], { handlers: { it: handlers }, ...options });
  return async (path: string, init: RequestInit = {}) => {
    const response = await mock.fetch(new Request(`http://mock.test${path}`, init));
    const type = response.headers.get('content-type') ?? '';
    const body = type.includes('json') ? await response.json() : await response.text();
    return { status: response.status, type, body, headers: response.headers };
  };
}

test('a handler gets the request as the contract describes it, and answers', async () => {
  const seen: unknown[] = [];
  const get = await answers({
    getOrder({ path, query, headers, mediaType, method, respond }) {
      seen.push(path, query, headers, mediaType, method);
      return respond(200, { id: path.orderId, text: 'mine' }, { headers: { 'X-Version': 8 } });
    },
  });
  const answer = await get('/orders/7?tags=a&tags=b', { headers: { 'X-Team': 'red' } });
  expect(answer).toMatchObject({ status: 200, body: { id: 7, text: 'mine' } });
  expect(answer.headers.get('x-version')).toBe('8');
  expect(seen).toEqual([
    { orderId: 7 },
    { tags: ['a', 'b'] },
    { 'X-Team': 'red' },
    undefined,
    'GET',
  ]);
});

test('an answer is written in the media type that the request accepts, or the handler names', async () => {
  const handlers: MockHandlers = {
    getOrder: ({ respond, query }) =>
      respond(200, { id: 1, text: 'x' }, query.tags ? { mediaType: 'application/xml' } : {}),
  };
  const get = await answers(handlers);
  const xml = '<order><id>1</id><text>x</text></order>';
  const accepted = await get('/orders/1', { headers: { accept: 'application/xml' } });
  expect(accepted.body).toContain(xml);
  expect((await get('/orders/1?tags=a')).body).toContain(xml);
  expect((await get('/orders/1')).type).toBe('application/json');
});

test('a handler can leave the answer to the mock, choose an example, or ask for made-up data', async () => {
  const get = await answers({
    async getOrder({ path, respond }) {
      switch (path.orderId) {
        case 1:
          return respond.default();
        case 2:
          return respond.example('great');
        case 3:
          return respond.sample({ seed: 'a' });
        case 4:
          return respond.example('nothing');
        default: {
          const { body } = await respond.default();
          return respond(200, { ...body, text: 'changed' });
        }
      }
    },
  });
  expect((await get('/orders/1')).body).toEqual({ id: 1, text: 'small' });
  expect((await get('/orders/2')).body).toEqual({ id: 2, text: 'great' });
  const made = (await get('/orders/3')).body;
  expect(made).toEqual({ id: expect.any(Number), text: expect.any(String) });
  expect((await get('/orders/3')).body).toEqual(made);
  expect((await get('/orders/4')).body.detail).toContain(
    'the handler "getOrder" cannot answer: the status 200 has no example "nothing"; it has small, great',
  );
  expect((await get('/orders/5')).body).toEqual({ id: 5, text: 'changed' });
});

test('an answer that breaks the contract is refused with both lines, unless the handler allows it', async () => {
  const get = await answers({
    getOrder({ path, respond }) {
      const body = { id: 'seven' };
      if (path.orderId === 1) return respond(200, body);
      if (path.orderId === 2) return respond.untrue(200, body);
      if (path.orderId === 3) return respond(418, 'tea', { mediaType: 'text/plain' });
      return respond.untrue(502, '<h1>Bad gateway</h1>', { mediaType: 'text/html' });
    },
  });
  const refused = await get('/orders/1');
  expect(refused.status).toBe(500);
  expect(refused.body).toMatchObject({
    type: 'https://stoplight.io/prism/errors#VIOLATIONS',
    handler: expect.stringMatching(/^test\/mock\/handlers\.test\.ts:\d+:\d+$/),
    validation: [
      { code: 'required', location: ['response', 'body'] },
      { code: 'type', contract: expect.stringMatching(/:\d+:\d+$/) },
    ],
  });
  expect(refused.body.detail).toContain("the handler's answer 200 to getOrder from test/mock/");
  const untrue = await get('/orders/2');
  expect(untrue).toMatchObject({ status: 200, body: { id: 'seven' } });
  expect(untrue.headers.get('sl-violations')).toContain('required');
  expect((await get('/orders/3')).body.detail).toContain('418');
  expect(await get('/orders/4')).toMatchObject({
    status: 502,
    type: 'text/html',
    body: '<h1>Bad gateway</h1>',
  });
});

test('a handler that throws, returns nothing, or takes too long is named', async () => {
  const get = await answers(
    {
      async getOrder({ path, delay, fake }) {
        if (path.orderId === 1) throw new Error('no luck');
        if (path.orderId === 2) return undefined as never;
        if (path.orderId === 3) fake('Ordr');
        await delay(60_000);
        return undefined as never;
      },
    },
    { handlerTimeout: 20 },
  );
  const details = [];
  for (const id of [1, 2, 3, 4]) details.push((await get(`/orders/${id}`)).body);
  expect(details[0].detail).toMatch(
    /^the handler "getOrder" cannot answer: no luck \(test\/mock\/handlers\.test\.ts:\d+:\d+\)$/,
  );
  expect(details[1].detail).toContain('it must return what "respond" gives');
  expect(details[2].detail).toContain('no component schema "Ordr"; did you mean "Order"?');
  expect(details[3].detail).toBe(
    'the handler "getOrder" cannot answer: it did not answer within 0.02 s',
  );
  expect(details.map(({ status }) => status)).toEqual([500, 500, 500, 500]);
});

test('a handler that blocks the process beyond its time is refused when it returns', async () => {
  const get = await answers(
    {
      getOrder({ respond }) {
        const until = performance.now() + 40;
        while (performance.now() < until);
        return respond.default();
      },
    },
    { handlerTimeout: 20 },
  );
  const { status, body } = await get('/orders/1');
  expect(status).toBe(500);
  expect(body.detail).toMatch(
    /^the handler "getOrder" cannot answer: it kept the process busy for \d+\.\d s, and the mock answered/,
  );
});

test('a waiting handler blocks no other request', async () => {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const get = await answers({
    async getOrder({ path, respond }) {
      if (path.orderId === 1) await released;
      else release();
      return respond.default();
    },
  });
  const statuses = await Promise.all([get('/orders/1'), get('/orders/2')]);
  expect(statuses.map(({ status }) => status)).toEqual([200, 200]);
});

test('made-up data for a schema is the same for the same request and seed', async () => {
  const get = await answers(
    { getOrder: ({ respond, fake }) => respond(200, [fake('Order'), fake('Order')][0]) },
    { seed: 'a' },
  );
  const { body } = await get('/orders/1');
  expect(body).toEqual({ id: expect.any(Number), text: expect.any(String) });
  expect((await get('/orders/1')).body).toEqual(body);
  expect((await get('/orders/2')).body).not.toEqual(body);
});

test('a handler does not run for an invalid request, or if the client chose the answer', async () => {
  const get = await answers({
    getOrder: ({ respond }) => respond(200, { id: 0, text: 'handled' }),
    putOrder: ({ body, respond }) => respond(body.id === 1 ? 204 : 500),
  });
  expect((await get('/orders/x')).status).toBe(422);
  const chosen = await get('/orders/1', { headers: { prefer: 'example=great' } });
  expect(chosen.body).toEqual({ id: 2, text: 'great' });
  expect((await get('/orders/1', { headers: { prefer: 'code=404' } })).status).toBe(404);
  const put = { method: 'PUT', headers: { 'content-type': 'application/json' } };
  expect((await get('/orders/1', { ...put, body: '{"id":1,"text":"x"}' })).status).toBe(204);
});

test('fields of a handler are written as the contract describes them, and cookies one a line', async () => {
  const get = await answers({
    getOrder({ path, respond }) {
      const order = { id: 1, text: 'a' };
      const cookies = { 'Set-Cookie': ['a=1', 'b=2'], Vary: ['accept', 'origin'] };
      if (path.orderId === 1) return respond(200, order, { headers: cookies });
      return respond(200, order, { headers: { Vary: 'a\nb' } });
    },
  });
  const { headers } = await get('/orders/1');
  expect(headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  expect(headers.get('vary')).toBe('accept, origin');
  const refused = await get('/orders/2');
  expect(refused.status).toBe(500);
  expect(refused.body.detail).toContain(
    'the handler "getOrder" cannot answer: "\\n" cannot stand in a header field',
  );
  expect(refused.body.handler).toMatch(/handlers\.test\.ts:\d+:\d+$/);
});

test('handlers for unknown operations are refused', async () => {
  const respond = (() => undefined) as never;
  const api = await apiOf(spec);
  expect(() => createMock([api], { handlers: { it: { getOrdr: respond } } })).toThrow(
    'the handler "getOrdr" is for no operation of it; did you mean "getOrder"?',
  );
  expect(() => createMock([api], { handlers: { its: {} } })).toThrow(
    'there are handlers for "its", which is not an API of this mock',
  );
  expect(() => createMock([api], { engine: 'prism', handlers: { it: {} } })).toThrow('prism');
});

const kaiten = defineMock<Kaiten>({
  async createCustomer({ body, respond, fake }) {
    const name: string = body.name;
    if (name === 'Declined') return respond(409, { title: 'Conflict', status: 409 });
    if (name === 'Made') return respond(201, fake('Customer'));
    // @ts-expect-error a status that the contract does not describe
    if (name === 'status') return respond(418, { title: 'Tea' });
    // @ts-expect-error a body without what is required
    if (name === 'body') return respond(201, { id: 'x' });
    // @ts-expect-error a member of another type
    if (name === 'member') return respond(409, { title: 4 });
    // @ts-expect-error another media type
    if (name === 'type') return respond(409, { title: '' }, { mediaType: 'text/plain' });
    // @ts-expect-error a field that the contract does not describe
    if (name === 'field') return respond(409, { title: '' }, { headers: { 'Retry-Afer': '5' } });
    if (name === 'known') return respond(409, { title: '' }, { headers: { 'Retry-After': '5' } });
    // @ts-expect-error a body where the request has no such member
    if (body.nickname) return respond.default();
    // @ts-expect-error a schema that is none
    if (name === 'schema') fake('Customr');
    return respond.default();
  },
  // @ts-expect-error an operation that is none
  createCustmer: undefined,
});

test('handlers written against the types of a contract', async () => {
  const { createCustomer } = kaiten;
  const { api } = await loadApi('specs/kaiten/openapi.yaml');
  const mock = createMock([{ name: 'kaiten', api: api! }], {
    handlers: { kaiten: { createCustomer } as MockHandlers },
  });
  const create = async (name: string) => {
    const response = await mock.fetch(
      new Request('http://mock.test/customers', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name }),
      }),
    );
    return { status: response.status, body: await response.json() };
  };
  expect(await create('Declined')).toEqual({
    status: 409,
    body: { title: 'Conflict', status: 409 },
  });
  expect((await create('Made')).status).toBe(201);
  expect((await create('Ada')).status).toBe(201);
  expect((await create('member')).body.detail).toContain(
    "the handler's answer 409 to createCustomer",
  );
});

test('a handler reads and changes the state in the session of its request', async () => {
  const { api } = await loadApi('test/corpus/documents/swagger-petstore3.yaml');
  const mock = createMock([{ name: 'pets', api: api! }], {
    stateful: true,
    handlers: {
      pets: {
        async getPetById({ path, store, session, respond }) {
          const pet = await store.find('pet', path.petId);
          if (pet === undefined) {
            await store.put('pet', path.petId, { name: `made for ${session}`, photoUrls: [] });
          } else if (pet.name === 'gone') await store.remove('pet', path.petId);
          else if (pet.name === 'wrong') await store.put('pet', 1, { name: 4 });
          return respond(200, {
            name: pet?.name ?? String((await store.all('pet')).length),
            photoUrls: [],
          });
        },
      },
    },
  });
  const get = async (session: string) => {
    const headers = { 'specwright-session': session, accept: 'application/json', api_key: 'k' };
    const answer = await mock.fetch(new Request('http://mock.test/api/v3/pet/77', { headers }));
    return answer.json();
  };
  const post = (name: string) =>
    mock.fetch(
      new Request('http://mock.test/api/v3/pet', {
        method: 'POST',
        headers: {
          'specwright-session': name,
          'content-type': 'application/json',
          authorization: 'Bearer t',
        },
        body: JSON.stringify({ id: 77, name, photoUrls: [] }),
      }),
    );
  const seeded = Number((await get('a')).name);
  expect(seeded).toBeGreaterThan(0);
  expect(await get('a')).toEqual({ name: 'made for a', photoUrls: [] });
  expect((await get('b')).name).toBe(String(seeded));
  expect((await post('gone')).status).toBe(200);
  expect((await get('gone')).name).toBe('gone');
  expect(Number((await get('gone')).name)).toBe(seeded);
  await post('wrong');
  expect((await get('wrong')).detail).toContain(
    'an item of "pet" cannot be kept: it breaks its schema',
  );
});

test('without state, the store explains how to turn it on', async () => {
  const get = await answers({
    async getOrder({ store, respond }) {
      await store.all('orders');
      return respond.default();
    },
  });
  expect((await get('/orders/1')).body.detail).toContain('start it with --stateful to use "store"');
});

test('respond.default returns the answer of the state, which changes once and only on request', async () => {
  const { api } = await loadApi('test/corpus/documents/swagger-petstore3.yaml');
  const mock = createMock([{ name: 'pets', api: api! }], {
    stateful: { seedData: {} },
    handlers: {
      pets: {
        async addPet({ body, respond }) {
          if (body.name === 'refused') return respond(400);
          const answer = await respond.default();
          return body.name === 'hidden' ? respond(400) : answer;
        },
        getPetById: ({ respond }) => respond.default(),
        deletePet: ({ respond }) => respond.default(),
      },
    },
  });
  const send = async (method: string, path: string, body?: unknown, session = 'one') => {
    const headers = {
      accept: 'application/json',
      api_key: 'k',
      authorization: 'Bearer t',
      'content-type': 'application/json',
      'specwright-session': session,
    };
    const response = await mock.fetch(
      new Request(`http://mock.test/api/v3${path}`, {
        method,
        headers,
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    );
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  };
  const pet = (name: string, id: number) => ({ id, name, photoUrls: [] });
  const made = await send('POST', '/pet', pet('kept', 5));
  expect(made).toEqual({ status: 200, body: pet('kept', 5) });
  expect(await send('GET', '/pet/5')).toEqual(made);
  expect((await send('GET', '/pet/5', undefined, 'two')).status).toBe(404);
  expect((await send('POST', '/pet', pet('refused', 6))).status).toBe(400);
  expect((await send('GET', '/pet/6')).status).toBe(404);
  expect((await send('POST', '/pet', pet('hidden', 7))).status).toBe(400);
  expect(await send('GET', '/pet/7')).toEqual({ status: 200, body: pet('hidden', 7) });
  expect((await send('DELETE', '/pet/5')).status).toBe(200);
  expect((await send('GET', '/pet/5')).status).toBe(404);
});
