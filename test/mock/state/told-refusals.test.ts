import { describe, expect, test } from 'vitest';
import { createMock } from '../../../src/index.ts';
import { apiOf } from '../api.ts';
import { callerOf } from './library.ts';

/** Kites, with the body of their 404. */
const kites = (content: string, validators = '') => `
openapi: 3.1.0
info: { title: Kites, version: '1' }
paths:
  /kites/{kiteId}:
    parameters: [{ name: kiteId, in: path, required: true, schema: { type: string } }]
    get:
      responses:
        '200':
          description: A kite.
          headers: { ${validators} }
          content: { application/json: { schema: { $ref: '#/components/schemas/Kite' } } }
        '304': { description: As it was. }
        '404': { description: No., content: { ${content} } }
    put:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Kite' } } } }
      responses: { '201': { description: New., content: { application/json: { schema: { $ref: '#/components/schemas/Kite' } } } } }
components:
  schemas:
    Kite: { type: object, properties: { kiteId: { type: string }, color: { type: string } } }
`;

const why = 'there is no item "x" of kites';

async function missing(content: string) {
  const call = callerOf(createMock([await apiOf(kites(content), 'kites')], { stateful: true }));
  const { status, body } = await call('GET', '/kites/x');
  expect(status).toBe(404);
  return body;
}

describe('a refusal without an example tells its status and its reason', () => {
  test.each([
    [
      'problem details',
      'application/problem+json: { schema: { type: object, required: [title, status], properties: { title: { type: string }, status: { type: integer }, detail: { type: string } } } }',
      { title: 'Not Found', status: 404, detail: why },
    ],
    [
      'an error with a number as its code',
      'application/json: { schema: { type: object, properties: { code: { type: integer }, message: { type: string } } } }',
      { code: 404, message: why },
    ],
    [
      'an error in an envelope, with a code in letters',
      'application/json: { schema: { type: object, properties: { error: { type: object, properties: { code: { type: string, enum: [GONE] }, message: { type: string } } } } } }',
      { error: { code: 'GONE', message: why } },
    ],
    [
      'a list of errors with the status as text',
      "application/json: { schema: { type: object, properties: { errors: { type: array, minItems: 1, items: { type: object, properties: { status: { type: string, pattern: '^[0-9]{3}$' } } } } } } }",
      { errors: [{ status: '404' }] },
    ],
    [
      'a status that its schema limits',
      'application/json: { schema: { type: object, properties: { status: { type: integer, maximum: 9, minimum: 9 }, detail: { type: string, maxLength: 3, minLength: 3, default: abc } } } }',
      { status: 9, detail: 'abc' },
    ],
    [
      'the example of the contract',
      'application/json: { schema: { type: object, properties: { status: { type: integer } } }, example: { status: 410 } }',
      { status: 410 },
    ],
    [
      'a text that the contract shows',
      'application/json: { schema: { type: object, properties: { status: { type: integer, example: 400 }, title: { type: string, example: Nothing here } } } }',
      { status: 404, title: 'Nothing here' },
    ],
  ])('%s', async (_, content, expected) => {
    expect(await missing(content)).toEqual(expected);
  });
});

test('a 304 has the ETag, Vary and Cache-Control of the answer in its place', async () => {
  const validators =
    'ETag: { schema: { type: string } }, Vary: { schema: { type: string }, example: Accept }, Cache-Control: { schema: { type: string }, example: no-cache }, X-Served-By: { schema: { type: string } }';
  const api = await apiOf(kites('', validators), 'kites');
  const call = callerOf(createMock([api], { stateful: true }));
  await call('PUT', '/kites/x', { color: 'red' });
  const shown = await call('GET', '/kites/x');
  const etag = shown.headers.get('etag')!;
  const same = await call('GET', '/kites/x', undefined, { 'if-none-match': etag });
  expect(same.status).toBe(304);
  const fields = ['etag', 'cache-control', 'x-served-by'].map((name) => same.headers.get(name));
  expect(fields).toEqual([etag, 'no-cache', null]);
  expect(same.headers.get('vary')).toContain('Accept');
});
