import { expect, test } from 'vitest';
import {
  createJudge,
  createMock,
  listen,
  messageOf,
  planCases,
  runCases,
} from '../../../src/index.ts';
import type { MockHandlers } from '../../../src/mock/handlers/define.ts';
import { apiOf } from '../api.ts';
import { callerOf } from './library.ts';

/** Requests name the parts of an item in one way, and answers in another. */
const phones = `
openapi: 3.1.0
info: { title: Phones, version: '1' }
paths:
  /services:
    post:
      operationId: createService
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Sent' } } } }
      responses: { '201': { $ref: '#/components/responses/Service' } }
  /services/{sid}:
    parameters: [{ name: sid, in: path, required: true, schema: { type: string } }]
    get:
      operationId: readService
      responses: { '200': { $ref: '#/components/responses/Service' }, '404': { description: None. } }
    patch:
      operationId: changeService
      requestBody: { content: { application/merge-patch+json: { schema: { $ref: '#/components/schemas/Sent' } } } }
      responses: { '200': { $ref: '#/components/responses/Service' }, '404': { description: None. } }
components:
  responses:
    Service: { description: It., content: { application/json: { schema: { $ref: '#/components/schemas/Service' } } } }
  schemas:
    Sent:
      type: object
      required: [FriendlyName]
      properties:
        FriendlyName: { type: string }
        CodeLength: { type: integer, minimum: 4, default: 6 }
        LookupEnabled: { type: boolean }
        lookup_enabled: { type: boolean }
    Service:
      type: object
      required: [sid, code_length]
      properties:
        sid: { type: string }
        friendly_name: { type: [string, 'null'] }
        code_length: { type: integer }
        lookup_enabled: { type: boolean }
`;

test('a sent property is kept under the name that the item has for it', async () => {
  const call = callerOf(createMock([await apiOf(phones, 'phones')], { stateful: true }));
  const made = (await call('POST', '/services', { FriendlyName: 'mine', CodeLength: 5 })).body;
  expect(made).toEqual({ sid: made.sid, friendly_name: 'mine', code_length: 5 });
  expect((await call('GET', `/services/${made.sid}`)).body).toEqual(made);
  await call('PATCH', `/services/${made.sid}`, { FriendlyName: 'ours', CodeLength: 7 });
  expect((await call('GET', `/services/${made.sid}`)).body).toEqual({
    ...made,
    friendly_name: 'ours',
    code_length: 7,
  });
  // The default of the request counts as well.
  const plain = (await call('POST', '/services', { FriendlyName: 'a' })).body;
  expect(plain).toMatchObject({ friendly_name: 'a', code_length: 6 });
});

test('names that a request describes both are two things', async () => {
  const call = callerOf(createMock([await apiOf(phones, 'phones')], { stateful: true }));
  const sent = { FriendlyName: 'mine', LookupEnabled: true };
  expect((await call('POST', '/services', sent)).body).not.toHaveProperty('lookup_enabled');
});

test('a contract test compares such properties by their names in the answers', async () => {
  const named = await apiOf(phones, 'phones');
  const staleFindings = async (handlers: MockHandlers) => {
    const mock = createMock([named], { stateful: true, handlers: { phones: handlers } });
    const listening = await listen(mock, { port: 0 });
    if (!listening.ok) throw new Error(listening.reason);
    const judge = createJudge(named);
    const found: string[] = [];
    try {
      const provider = { baseUrl: listening.url };
      for await (const outcome of runCases(planCases(judge), judge, provider, {
        reproduce: false,
      })) {
        if (!('findings' in outcome)) continue;
        for (const { finding } of outcome.findings) {
          if (finding.code === 'state-stale') found.push(messageOf(finding));
        }
      }
    } finally {
      await listening.close();
    }
    return found;
  };
  expect(await staleFindings({})).toEqual([]);
  const forgetful = await staleFindings({
    async readService({ respond }) {
      const { status, body } = await respond.default();
      return status === 200 ? respond(200, { ...body, code_length: 99 }) : respond(404);
    },
  });
  expect(forgetful[0]).toMatch(
    /^response body at \/code_length is 99, but "createService" set it to /,
  );
});
