import { expect, test } from 'vitest';
import { createMock } from '../../../src/index.ts';
import { apiOf } from '../api.ts';
import { callerOf } from './library.ts';

const accounts = `
openapi: 3.1.0
info: { title: Accounts, version: '1' }
paths:
  /accounts:
    post:
      requestBody: { content: { application/json: { schema: { type: object, properties: { owner: { type: string } } } } } }
      responses: { '201': { $ref: '#/components/responses/Account' } }
  /accounts/{accountId}:
    parameters: [{ name: accountId, in: path, required: true, schema: { type: integer } }]
    get: { responses: { '200': { $ref: '#/components/responses/Account' }, '404': { description: No. } } }
    put:
      requestBody: { content: { application/json: { schema: { type: object, properties: { owner: { type: string } } } } } }
      responses: { '200': { $ref: '#/components/responses/Account' } }
    patch:
      requestBody:
        content:
          application/merge-patch+json: { schema: { type: object } }
          application/json-patch+json: { schema: { type: array } }
      responses: { '200': { $ref: '#/components/responses/Account' } }
components:
  responses:
    Account:
      description: An account.
      content:
        application/json:
          schema:
            type: object
            required: [id, balance]
            properties:
              id: { type: integer, readOnly: true }
              balance: { type: integer, readOnly: true }
              owner: { type: string }
          example: { id: 7, balance: 100, owner: Ada }
`;

test('read-only properties in a request are ignored, including the id', async () => {
  const call = callerOf(createMock([await apiOf(accounts)], { stateful: true }));
  const taken = { id: 7, balance: 5_000, owner: 'Eve' };
  const made = await call('POST', '/accounts', taken);
  expect([made.status, made.body]).toEqual([201, { id: 8, balance: 100, owner: 'Eve' }]);
  const ada = { id: 7, balance: 100, owner: 'Ada' };
  expect((await call('GET', '/accounts/7')).body).toEqual(ada);
  expect((await call('PUT', '/accounts/7', taken)).body).toEqual({ ...ada, owner: 'Eve' });
  const merged = await call('PATCH', '/accounts/7', { ...taken, id: 9, owner: 'Kim' });
  expect(merged.body).toEqual({ ...ada, owner: 'Kim' });
  const removed = await call('PATCH', '/accounts/7', { balance: null, owner: 'Lee' });
  expect(removed.body).toEqual({ ...ada, owner: 'Lee' });
  const patch = [
    { op: 'replace', path: '/balance', value: 1 },
    { op: 'replace', path: '/owner', value: 'Bo' },
  ];
  const type = { 'content-type': 'application/json-patch+json' };
  expect((await call('PATCH', '/accounts/7', patch, type)).body).toEqual({ ...ada, owner: 'Bo' });
});
