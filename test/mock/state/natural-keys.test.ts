import { expect, test } from 'vitest';
import { createMock } from '../../../src/index.ts';
import { apiOf } from '../api.ts';
import { type Call, callerOf } from './library.ts';

/** Bees of hives; `member` is the path of one bee. */
const apiary = (member: string, conflict: string) => `
openapi: 3.1.0
info: { title: Apiary, version: '1' }
paths:
  /hives/{hiveId}/bees:
    parameters: [{ $ref: '#/components/parameters/hiveId' }]
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Bee' } } } }
      responses:
        '201': { $ref: '#/components/responses/Bee' }
        '409': { description: ${conflict} }
  ${member}:
    parameters:
      ${member.includes('hiveId') ? `- { $ref: '#/components/parameters/hiveId' }` : ''}
      - { name: beeId, in: path, required: true, schema: { type: integer } }
    get: { responses: { '200': { $ref: '#/components/responses/Bee' }, '404': { description: No. } } }
components:
  parameters:
    hiveId: { name: hiveId, in: path, required: true, schema: { type: string } }
  responses:
    Bee: { description: A bee., content: { application/json: { schema: { $ref: '#/components/schemas/Bee' } } } }
  schemas:
    Bee: { type: object, properties: { id: { type: integer, readOnly: true }, tag: { type: string }, name: { type: string } } }
`;

async function statuses(call: Call): Promise<readonly number[]> {
  const of = async (hive: string, tag: string) =>
    (await call('POST', `/hives/${hive}/bees`, { tag })).status;
  return [await of('a', 'T1'), await of('a', 'T1'), await of('b', 'T1'), await of('b', 'T2')];
}

const taken = 'A bee with the same tag exists.';

test.each([
  ['is unique among all items, as their ids are', '/bees/{beeId}', taken, 409],
  ['is unique below its parent, as the ids are', '/hives/{hiveId}/bees/{beeId}', taken, 201],
  [
    'is unique below its parent, as the contract says',
    '/bees/{beeId}',
    'Another bee of this hive has the same tag.',
    201,
  ],
])('a natural key %s', async (_, member, conflict, other) => {
  const api = await apiOf(apiary(member, conflict), 'apiary');
  const call = callerOf(createMock([api], { stateful: true }));
  expect(await statuses(call)).toEqual([201, 409, other, 201]);
});
