import { expect, test } from 'vitest';
import { judgeOf } from './planned.ts';
import { type Answer, runAt } from './reference.ts';

const contract = `
  /boats:
    post:
      operationId: addBoat
      requestBody: {required: true, content: {application/json: {schema: &boat {type: object, required: [name], properties: {id: {type: integer, readOnly: true}, name: {type: string}}}}}}
      responses: {'201': {description: d, content: {application/json: {schema: *boat}}}, '400': {description: no}, '415': {description: no}}
  /boats/{id}/plan:
    parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
    get: {operationId: getPlan, responses: {'200': {description: d, content: {image/png: {schema: {type: string, format: binary}}}}, '404': {description: none}}}
    put:
      operationId: putPlan
      requestBody: {required: true, content: {image/png: {schema: {type: string, format: binary}}}}
      responses: {'204': {description: d}, '400': {description: no}, '404': {description: none}, '415': {description: no}}`;

type Change = (bytes: Uint8Array) => Uint8Array;
const same: Change = (bytes) => bytes;
const shorter: Change = (bytes) => bytes.subarray(0, -1);

// RFC 9110 section 9.3.4: an origin that sends a validator has saved the content unchanged.
test.each<
  [name: string, stored: Change, headers: Readonly<Record<string, string>>, want: RegExp[]]
>([
  ['keeps the bytes', same, {}, []],
  ['keeps the bytes, and sends an ETag', same, { etag: '"1"' }, []],
  ['drops a byte', shorter, {}, [/^advisory putPlan\/chain\/kept: .*"putPlan"/]],
  [
    'drops a byte, and sends an ETag',
    shorter,
    { etag: '"1"' },
    [/^violation putPlan\/chain\/kept: /],
  ],
])('a provider that %s', async (_, stored, headers, want) => {
  const plans = new Map<unknown, Uint8Array>();
  let last = 0;
  const judge = await judgeOf(contract);
  const { found, outcomes } = await runAt(judge, {
    handle({ operation, path: { id }, body, request }): Answer {
      if (operation === 'addBoat') {
        last += 1;
        return [201, { ...body, id: last }];
      }
      if (Number(id) > last) return [404];
      if (operation === 'putPlan') {
        plans.set(id, stored(request.body));
        return [204, undefined, headers];
      }
      const plan = plans.get(id);
      return plan === undefined ? [404] : [200, plan, { 'content-type': 'image/png' }];
    },
  });
  const chain = outcomes.find(({ case: one }) => one.id === 'putPlan/chain/kept');
  expect(['passed', 'failed']).toContain(chain?.kind);
  const about = found.filter((one) => one.includes('putPlan/chain/kept'));
  expect(about).toEqual(want.map((one) => expect.stringMatching(one)));
});
