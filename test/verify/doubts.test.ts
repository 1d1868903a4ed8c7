import { expect, test } from 'vitest';
import { judgeOf } from './planned.ts';
import { type Answer, type Received, runAt } from './reference.ts';

const paths = `
  /bookings:
    post:
      operationId: book
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [roomId, nights]
              properties:
                roomId: {type: integer}
                nights: {type: integer, minimum: 1, maximum: 30}
                guest: {type: string, maxLength: 12}
                voucher: {type: string}
                from: {type: integer}
                to: {type: integer}
                board: {enum: [none, half, full]}
            examples:
              twoNights: {value: {roomId: 7, nights: 2, from: 3, to: 5, board: none}}
              roomUnknown: {value: {roomId: 99, nights: 2}}
      responses: {'201': {description: booked}, '400': {description: no}, '415': {description: no}}
  /sessions:
    post:
      operationId: logIn
      security: []
      requestBody:
        required: true
        content: {application/json: {schema: {type: object, required: [user, secret], properties: {user: {type: string}, secret: {type: string}}}, example: {user: kim, secret: k1m}}}
      responses: {'200': {description: in}, '400': {description: no}, '401': {description: unknown}, '415': {description: no}}`;

/** Rules that no schema of the contract says. */
function keeps({ operation, body }: Received): Answer {
  if (operation === 'logIn') return body.user === 'kim' && body.secret === 'k1m' ? [200] : [401];
  const isVoucher = body.voucher === undefined || body.voucher === 'WINTER';
  const isOrdered = body.from === undefined || body.to === undefined || body.from < body.to;
  const isKnown = Object.keys(body).every((name) => name !== 'specwrightUnknown');
  return body.roomId === 7 && isVoucher && isOrdered && isKnown ? [201] : [400];
}

test('a refusal that is described accuses only where no other cause is left', async () => {
  const { found, inconclusive } = await runAt(await judgeOf(paths), { handle: keeps });
  expect(found).toEqual([]);
  const reasons = Object.values(inconclusive).map((one) => one.replace(/;.*|,.*/, ''));
  expect([...new Set(reasons)].sort()).toMatchInlineSnapshot(`
    [
      "400: /voucher of the body may name something that is not there",
      "400: the example "roomUnknown" is named like an error",
      "401: /secret of the body may name something that is not there",
      "401: /user of the body may name something that is not there",
    ]
  `);
});

test.each<readonly [string, (body: Received['body']) => boolean, string]>([
  ['a bound', ({ nights }) => nights > 29, 'nights/maximum'],
  ['a length', ({ guest }) => (guest ?? '').length > 11, 'guest/maxLength'],
  ['a value of an enum', ({ board }) => board === 'half', 'board/enum/half'],
  ['a member that need not be there', ({ board }) => board === undefined, 'minimal'],
])('a provider that is stricter in %s is found nevertheless', async (_, refuses, id) => {
  const { found } = await runAt(await judgeOf(paths), {
    handle: (received) =>
      received.operation === 'book' && refuses(received.body) ? [400] : keeps(received),
  });
  expect(found.filter((one) => one.startsWith('violation')).join('\n')).toContain(id);
});

test('where no request is accepted nothing is known of an operation, unless nothing in it is open', async () => {
  const judge = await judgeOf(`
  /reports:
    post:
      operationId: report
      requestBody: {required: true, content: {application/json: {schema: {type: object, required: [project], properties: {project: {type: string}}}}}}
      responses: {'201': {description: made}, '400': {description: no}, '415': {description: no}}
  /lights:
    get:
      operationId: lights
      parameters: [{name: on, in: query, required: true, schema: {type: boolean}}]
      responses: {'200': {description: all}, '400': {description: no}}`);
  const { found, inconclusive } = await runAt(judge, { handle: () => [400] });
  expect(Object.keys(inconclusive).filter((id) => !id.startsWith('report/'))).toEqual([]);
  expect(found.every((one) => one.includes('lights/'))).toBe(true);
  expect(found.length).toBeGreaterThan(0);
});
