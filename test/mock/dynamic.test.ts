import { describe, expect, it } from 'vitest';
import { createMock, type MockOptions } from '../../src/index.ts';
import { apiOf } from './api.ts';

/** A document with one operation, which answers with this schema. */
function documentOf(schema: object, path = '/pets/{petId}'): string {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const content = { 'application/json': { schema } };
  const operation = {
    parameters: names.map((name) => ({
      name,
      in: 'path',
      required: true,
      schema: { type: ['integer', 'string'] },
    })),
    requestBody: { content: { 'application/json': {} } },
    responses: { 200: { description: 'Good.', content } },
  };
  return JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'It', version: '1' },
    paths: { [path]: { post: operation } },
  });
}

type Ask = (target: string, body?: string, prefer?: string) => Promise<unknown>;

async function mocked(text: string, options: MockOptions = {}): Promise<Ask> {
  const api = await apiOf(text);
  const mock = createMock([{ name: 'it', api }], { dynamic: true, ...options });
  return async (target, body, prefer) => {
    const response = await mock.fetch(
      new Request(`http://mock.test${target}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(prefer && { prefer }) },
        ...(body !== undefined && { body }),
      }),
    );
    expect(response.status).toBe(200);
    return response.json();
  };
}

const text = { type: 'string' };
const integer = { type: 'integer' };
const words = { type: 'array', items: text, minItems: 4 };

describe('made-up data depends on the seed and the request', () => {
  const document = documentOf({ properties: { words }, required: ['words'] });

  it('and is the same after a restart, in any order, and beside others', async () => {
    const targets = Array.from({ length: 20 }, (_, index) => `/pets/${index}?page=${index % 3}`);
    const first = await mocked(document, { seed: 'a' });
    const inOrder = [];
    for (const target of targets) inOrder.push(await first(target, '{}'));
    const second = await mocked(document, { seed: 'a' });
    const reversed = [...targets].reverse();
    const atOnce = await Promise.all(reversed.map((target) => second(target, '{}')));
    expect(atOnce.reverse()).toEqual(inOrder);
    expect(new Set(inOrder.map((one) => JSON.stringify(one))).size).toBe(targets.length);
  });

  it.each([
    ['the path', '/pets/2?page=1', '{}', 'seed=a'],
    ['the query', '/pets/1?page=2', '{}', 'seed=a'],
    ['the body', '/pets/1?page=1', '{"a":1}', 'seed=a'],
    ['the seed', '/pets/1?page=1', '{}', 'seed=b'],
  ])('%s makes a difference', async (_, target, body, prefer) => {
    const ask = await mocked(document);
    const plain = await ask('/pets/1?page=1', '{}', 'seed=a');
    expect(await ask(target, body, prefer)).not.toEqual(plain);
    expect(await ask('/pets/1?page=1', '{}', 'seed=a')).toEqual(plain);
  });

  it('but the order of the parameters in a query makes none', async () => {
    const ask = await mocked(document, { seed: 'a' });
    expect(await ask('/pets/1?a=1&b=2')).toEqual(await ask('/pets/1?b=2&a=1'));
  });

  it('and differs each time without a seed', async () => {
    const ask = await mocked(document);
    expect(await ask('/pets/1')).not.toEqual(await ask('/pets/1'));
  });
});

describe("Prism's x-faker", () => {
  const fake = { type: 'string', 'x-faker': 'string.uuid' };
  const properties = { a: fake, b: fake };
  const document = documentOf({ properties, required: ['a', 'b'], additionalProperties: false });

  it('generates the data if the contract uses it, by the seed, even beside others', async () => {
    const ask = await mocked(document, { seed: 'a' });
    const targets = Array.from({ length: 8 }, (_, index) => `/pets/${index}`);
    const inOrder = [];
    for (const target of targets) inOrder.push(await ask(target));
    expect(inOrder[0]).toEqual({
      a: expect.stringMatching(/^[\da-f-]{36}$/),
      b: expect.stringMatching(/^[\da-f-]{36}$/),
    });
    const atOnce = await Promise.all([...targets].reverse().map((target) => ask(target)));
    expect(atOnce.reverse()).toEqual(inOrder);
  });

  it('leaves no seed behind for those who give none', async () => {
    const ask = await mocked(document);
    await ask('/pets/1', undefined, 'seed=a');
    const next = await ask('/pets/1');
    await ask('/pets/1', undefined, 'seed=a');
    expect(await ask('/pets/1')).not.toEqual(next);
  });
});

describe('made-up data fits the names and formats of its properties', () => {
  const cases: readonly (readonly [name: string, schema: object, like: RegExp])[] = [
    ['email', text, /^[a-z]+\.[a-z]+@example\.com$/],
    ['contactEmail', text, /@example\.com$/],
    ['first_name', text, /^[A-Z][a-z]+$/],
    ['fullName', text, /^[A-Z][a-z]+ [A-Z][a-z]+$/],
    ['phone', text, /^\+1202555\d{4}$/],
    ['mobileNumber', { ...text, pattern: '^\\+\\d{11}$' }, /^\+1202555\d{4}$/],
    ['city', text, /^[A-Z][a-z]+$/],
    ['countryCode', { ...text, minLength: 2, maxLength: 2 }, /^[A-Z]{2}$/],
    ['website', text, /^https:\/\/example\.com\//],
    ['created_at', { ...text, format: 'date-time' }, /^2024-\d\d-\d\dT\d\d:\d\d:\d\dZ$/],
    ['day', { ...text, format: 'date' }, /^2024-\d\d-\d\d$/],
    ['it', { ...text, format: 'uuid' }, /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-/],
    ['emails', { type: 'array', items: text, minItems: 1 }, /@example\.com/],
    ['price', { type: 'number' }, /^\d{1,3}(\.\d\d?)?$/],
    ['age', integer, /^[1-7]\d$/],
    ['age', { ...integer, maximum: 9 }, /^-?\d+$/],
    ['code', { ...text, pattern: '^[A-Z]{3}$' }, /^[A-Z]{3}$/],
    ['motto', { ...text, examples: ['Onward', 'Upward'] }, /^(On|Up)ward$/],
  ];
  it.each(cases)('%s %j', async (name, schema, like) => {
    const ask = await mocked(documentOf({ properties: { [name]: schema }, required: [name] }));
    for (const seed of ['a', 'b', 'c']) {
      const body = (await ask('/pets/1', undefined, `seed=${seed}`)) as Record<string, unknown>;
      expect(String(body[name])).toMatch(like);
    }
  });
});

describe('path parameters are repeated in the body', () => {
  const cases: readonly (readonly [
    name: string,
    schema: object,
    path: string,
    target: string,
    want: unknown,
  ])[] = [
    ['as the id', { id: integer }, '/pets/{petId}', '/pets/77', { id: 77 }],
    ['by name', { pet_id: integer }, '/pets/{petId}', '/pets/77', { pet_id: 77 }],
    ['as text', { id: text }, '/pets/{id}', '/pets/77', { id: '77' }],
    [
      'inside a wrapper',
      { data: { type: 'object', properties: { id: integer }, required: ['id'] } },
      '/pets/{petId}',
      '/pets/77',
      { data: { id: 77 } },
    ],
    [
      'not as the id of what belongs to it',
      { id: { ...integer, maximum: 5, minimum: 5 }, petId: integer },
      '/pets/{petId}/owner',
      '/pets/77/owner',
      { id: 5, petId: 77 },
    ],
    [
      'not where the schema says otherwise',
      { id: { ...integer, maximum: 5, minimum: 5 } },
      '/pets/{petId}',
      '/pets/77',
      { id: 5 },
    ],
    [
      'not as another type',
      { id: { ...integer, maximum: 5, minimum: 5 } },
      '/pets/{petId}',
      '/pets/rex',
      { id: 5 },
    ],
  ];
  it.each(cases)('%s', async (_, properties, path, target, want) => {
    const schema = { type: 'object', properties, required: Object.keys(properties) };
    const ask = await mocked(documentOf(schema, path));
    expect(await ask(target)).toEqual(want);
  });

  it('in every member of a list, except for the id', async () => {
    const properties = { id: { ...integer, maximum: 5 }, petId: integer };
    const items = { type: 'object', properties, required: ['id', 'petId'] };
    const ask = await mocked(
      documentOf({ type: 'array', items, minItems: 2 }, '/pets/{petId}/visits'),
    );
    for (const visit of (await ask('/pets/77/visits')) as { id: number; petId: number }[]) {
      expect(visit.petId).toBe(77);
      expect(visit.id).not.toBe(77);
    }
  });
});
