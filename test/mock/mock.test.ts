import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createMock, type MockEvent } from '../../src/index.ts';
import { apiOf } from './api.ts';

const spec = `
openapi: 3.1.0
info: { title: Dice, version: '1' }
paths:
  /dice/{id}:
    get:
      operationId: throwDice
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses:
        '200':
          description: A throw.
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Throw' }
        '304': { description: The same., content: { application/json: { example: 1 } } }
components:
  schemas:
    Throw:
      type: object
      required: [eyes, note, tuple, again]
      properties:
        eyes: { type: integer, minimum: 1, maximum: 1000000 }
        note: { type: string, x-faker: person.fullName }
        tuple: { type: array, prefixItems: [{ type: string }, { type: integer }], items: false, minItems: 2 }
        again: { anyOf: [{ $ref: '#/components/schemas/Throw' }, { type: 'null' }] }
        secret: { type: string, writeOnly: true }
`;

const mockOf = async (options: Parameters<typeof createMock>[1] = {}) =>
  createMock([{ name: 'dice', api: await apiOf(spec) }], options);

const get = async (mock: Awaited<ReturnType<typeof mockOf>>, id: number, prefer?: string) => {
  const response = await mock.fetch(
    new Request(`http://mock.test/dice/${id}`, { headers: prefer === undefined ? {} : { prefer } }),
  );
  return { status: response.status, text: await response.text() };
};

describe('made-up data', () => {
  it('is valid, the same for one seed, and different for another, including names', async () => {
    const mock = await mockOf();
    const a = await get(mock, 1, 'dynamic=true, seed=a');
    expect(a.status).toBe(200);
    expect(JSON.parse(a.text)).not.toHaveProperty('secret');
    expect(await get(mock, 1, 'dynamic=true, seed=a')).toEqual(a);
    expect(await get(await mockOf(), 1, 'dynamic=true, seed=a')).toEqual(a);
    const b = await get(mock, 1, 'dynamic=true, seed=b');
    expect(JSON.parse(b.text).eyes).not.toBe(JSON.parse(a.text).eyes);
  });

  it('is not seeded for later calls without a seed', async () => {
    const mock = await mockOf();
    const throws = [];
    for (let count = 0; count < 3; count += 1) {
      await get(mock, 1, 'dynamic=true, seed=a');
      throws.push((await get(mock, 1, 'dynamic=true')).text);
    }
    expect(new Set(throws).size).toBe(3);
  });

  it('is the same for one request where the whole mock has a seed', async () => {
    const options = { dynamic: true, seed: 'run 1' };
    const [one, other] = [await mockOf(options), await mockOf(options)];
    const second = await get(one, 2);
    const first = await get(one, 1);
    expect(await get(other, 1)).toEqual(first);
    expect(await get(other, 2)).toEqual(second);
    expect(second.text).not.toBe(first.text);
    expect((await get(one, 1, 'dynamic=false')).text).not.toBe(first.text);
  });
});

describe('an answer', () => {
  it('is cached, and the result of each request is reported', async () => {
    const events: MockEvent[] = [];
    const mock = await mockOf({ onAnswer: (event) => events.push(event) });
    const first = await get(mock, 1);
    expect(await get(mock, 2)).toEqual(first);
    await get(mock, 3, 'code=500');
    await mock.fetch(new Request('http://mock.test/dice/x'));
    await mock.fetch(new Request('http://mock.test/cards'));
    await mock.fetch(new Request('http://mock.test/__specwright/health'));
    expect(
      events.map(({ api, operation, source, findings, response, request }) => [
        api,
        operation?.id,
        request.target,
        response.status,
        source,
        findings.map(({ code }) => code),
      ]),
    ).toEqual([
      ['dice', 'throwDice', '/dice/1', 200, 'shown', []],
      ['dice', 'throwDice', '/dice/2', 200, 'remembered', []],
      ['dice', 'throwDice', '/dice/3', 404, 'problem', []],
      ['dice', 'throwDice', '/dice/x', 422, 'problem', ['value-invalid']],
      ['dice', undefined, '/cards', 404, 'problem', ['path-unknown']],
      [undefined, undefined, '/__specwright/health', 200, 'own', []],
    ]);
  });

  it('never depends on earlier answers', async () => {
    const mock = await mockOf();
    const plain = await get(mock, 1);
    await mock.fetch(new Request('http://mock.test/dice/1', { headers: { accept: 'text/html' } }));
    await get(mock, 1, 'dynamic=true');
    expect(await get(mock, 1)).toEqual(plain);
    expect(JSON.parse(plain.text)).toEqual({
      eyes: 1,
      note: 'string',
      tuple: ['string', 1],
      again: null,
    });
  });

  it('has no content if HTTP forbids one', async () => {
    expect(await get(await mockOf(), 1, 'code=304')).toEqual({ status: 304, text: '' });
  });
});

it('can be the listener of another server', async () => {
  const mock = await mockOf();
  const server = createServer(mock.listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}/dice/1`);
  expect(response.status).toBe(200);
  server.closeAllConnections();
  server.close();
});
