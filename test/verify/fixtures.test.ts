import { describe, expect, test } from 'vitest';
import type { PlanOptions } from '../../src/index.ts';
import { judgeOf, planned } from './planned.ts';
import { type Answer, type Received, runAt } from './reference.ts';

const judge = await judgeOf(`
  /orders:
    post:
      operationId: order
      requestBody:
        required: true
        content:
          application/json:
            schema: &order
              type: object
              required: [customerId, lines]
              properties:
                customerId: {type: string, minLength: 2}
                reference: {type: string}
                note: {type: string}
                lines:
                  type: array
                  minItems: 1
                  items:
                    type: object
                    required: [productId]
                    properties:
                      productId: {type: integer}
                      count: {type: integer, minimum: 1, maximum: 9}
            example: {customerId: nobody, lines: [{productId: 1}]}
      responses: {'201': {description: made}, '409': {description: taken}, 4XX: {description: no}}
  /orders/{order}:
    put:
      operationId: reorder
      parameters: [{name: order, in: path, required: true, schema: {type: string}}]
      requestBody: {required: true, content: {application/x-www-form-urlencoded: {schema: {type: object, required: [customerId], properties: {customerId: {type: string}}}}}}
      responses: {'200': {description: d}, 4XX: {description: no}}`);

const fixtures = { '/customerId': 'ann', 'order./lines/*/productId': 42, '/reference': 'r-1' };
const given = (start: string, options: PlanOptions = {}) =>
  planned(judge, start, { fixtures, ...options });

describe('a value that is given for a pointer', () => {
  test('stands in the body of an example', () => {
    expect(given('order/example')).toEqual([
      '/application.json  {"customerId":"ann","lines":[{"productId":42}]}',
    ]);
    expect(given('reorder/example')[0]).toMatch(/customerId=ann$/);
  });

  test('is limited to one operation if it names one', () => {
    const one = { fixtures: { 'order./customerId': 'bob', '/customerId': 'ann' } };
    expect(given('order/example', one)[0]).toContain('"customerId":"bob"');
    expect(given('reorder/example', one)[0]).toMatch(/customerId=ann$/);
  });

  test('stands in each valid body that has a value there, and is no edge', () => {
    const bodies = given('order/valid/body').map((one) => JSON.parse(one.replace(/^.*? {2}/, '')));
    expect(bodies.length).toBeGreaterThan(5);
    for (const { customerId, reference, lines } of bodies) {
      expect(customerId).toBe('ann');
      expect(['r-1', undefined]).toContain(reference);
      for (const { productId } of lines) expect(productId).toBe(42);
    }
    expect(bodies.some(({ reference }) => reference === undefined)).toBe(true);
    expect(given('order/valid/body/customerId')).toEqual([]);
  });

  test('stands in a body that breaks the contract at another place', () => {
    const [count] = given('order/invalid/body/lines/items/count/maximum');
    expect(count).toContain('"customerId":"ann"');
    expect(count).toContain('"productId":42,"count":10');
    expect(given('order/invalid/body/customerId/minLength')[0]).toContain('"productId":42');
  });

  test('that breaks its schema is not left out in silence', () => {
    const reasons: string[] = [];
    const skipped: PlanOptions['skipped'] = ({ id, reason }) => {
      if (id.startsWith('order/example')) reasons.push(reason);
    };
    expect(given('order/example', { fixtures: { '/customerId': 7 }, skipped })).toEqual([]);
    expect(reasons).toEqual(['it has value-invalid type (body /customerId)']);
  });
});

/** A provider that knows one customer and one product, and accepts each reference once. */
function knowing({ operation, body }: Received, taken: Set<unknown>): Answer {
  if (operation !== 'order') return [200];
  const isKnown = body.lines.every((line: { productId: unknown }) => line.productId === 42);
  if (body.customerId !== 'ann' || !isKnown) return [422];
  if (body.note !== undefined && taken.has(body.note)) return [409];
  taken.add(body.note);
  return [201, undefined, { location: `/orders/${taken.size}` }];
}

test('with what exists no case is inconclusive, and a chain and new values keep it', async () => {
  const options = { plan: { fixtures }, run: { fixtures } };
  const taken = new Set<unknown>();
  const handle = (received: Received) => knowing(received, taken);
  const { found, inconclusive } = await runAt(judge, { handle }, options);
  expect(found).toEqual([]);
  expect(inconclusive).toEqual({});
});

test('without it the same provider cannot be judged', async () => {
  const handle = (received: Received) => knowing(received, new Set());
  const { inconclusive } = await runAt(judge, { handle });
  expect(inconclusive).toHaveProperty(['order/example/application.json']);
});

test('a provider that refuses a fixture is found', async () => {
  const bare = await judgeOf(`
  /visits:
    post:
      operationId: visit
      requestBody: {required: true, content: {application/json: {schema: {type: object, required: [guest], properties: {guest: {type: string}}}}}}
      responses: {'201': {description: made}, 4XX: {description: no}}`);
  const own = { '/guest': 'g-1' };
  const handle = () => [422] as const;
  const { found } = await runAt(
    bare,
    { handle },
    { plan: { fixtures: own }, run: { fixtures: own } },
  );
  expect(found.some((one) => /^violation visit\/example/.test(one))).toBe(true);
});
