import { expect, test } from 'vitest';
import { createMock } from '../../../src/index.ts';
import { apiOf } from '../api.ts';
import { callerOf } from './library.ts';

const channels = `
openapi: 3.1.0
info: { title: Channels, version: '1' }
paths:
  /channels/{channelId}:
    parameters: [{ name: channelId, in: path, required: true, schema: { type: integer } }]
    get: { responses: { '200': { $ref: '#/components/responses/Channel' }, '404': { description: No. } } }
    patch:
      requestBody:
        required: true
        content:
          application/merge-patch+json:
            schema:
              anyOf:
                - { type: object, properties: { name: { type: string } } }
                - { type: object, properties: { name: { type: string }, kind: { type: integer, enum: [0, 2] } }, additionalProperties: false }
      responses: { '200': { $ref: '#/components/responses/Channel' }, '422': { description: Refused. } }
components:
  responses:
    Channel:
      description: A channel.
      content:
        application/json:
          schema:
            type: object
            required: [id, kind]
            properties:
              id: { type: integer }
              kind: { type: integer, enum: [0, 2] }
              name: { type: string }
          example: { id: 7, kind: 0, name: news }
`;

test('a patch may have a member that only an open branch of a choice allows, and the item stays valid', async () => {
  const call = callerOf(createMock([await apiOf(channels)], { stateful: true }));
  const patched = await call('PATCH', '/channels/7', { name: 'all', kind: 99 });
  expect(patched).toMatchObject({ status: 200, body: { id: 7, kind: 0, name: 'all' } });
  expect((await call('GET', '/channels/7')).body).toEqual({ id: 7, kind: 0, name: 'all' });
});
