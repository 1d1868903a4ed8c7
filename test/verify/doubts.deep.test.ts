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

/** A provider with rules that the contract does not describe. */
function keeps({ operation, body }: Received): Answer {
  if (operation === 'logIn') return body.user === 'kim' && body.secret === 'k1m' ? [200] : [401];
  const isVoucher = body.voucher === undefined || body.voucher === 'WINTER';
  const isOrdered = body.from === undefined || body.to === undefined || body.from < body.to;
  const isKnown = Object.keys(body).every((name) => name !== 'specwrightUnknown');
  return body.roomId === 7 && isVoucher && isOrdered && isKnown ? [201] : [400];
}

test('a described refusal is a finding only if no other cause is possible', async () => {
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
  ['an optional member', ({ board }) => board === undefined, 'minimal'],
])('a provider that is stricter about %s is found even with such rules', async (_, refuses, id) => {
  const { found } = await runAt(await judgeOf(paths), {
    handle: (received) =>
      received.operation === 'book' && refuses(received.body) ? [400] : keeps(received),
  });
  expect(found.filter((one) => one.startsWith('violation')).join('\n')).toContain(id);
});

test('if no request is accepted, an operation has findings only if no other rule is possible', async () => {
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

const trays = `
  /trays:
    post:
      operationId: fill
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [size]
              properties:
                size: {enum: [small, large]}
                label: {type: string}
                stock: {type: array, maxItems: 3, items: {type: integer}}
                colors: {type: array, maxItems: 3, uniqueItems: true, items: {enum: [red, green, blue]}}
                first: {type: integer, minimum: 0, maximum: 9}
                last: {type: integer, minimum: 0, maximum: 9}
                counts: {type: object, maxProperties: 3, additionalProperties: {type: integer}}
                lid:
                  oneOf:
                    - {type: object, required: [kind, width], additionalProperties: false, properties: {kind: {const: flat}, width: {type: number}}}
                    - {type: object, required: [kind, height], additionalProperties: false, properties: {kind: {const: domed}, height: {type: number}, rim: {enum: [thin, thick]}}}
                pay:
                  oneOf:
                    - {type: object, required: [by], additionalProperties: false, properties: {by: {const: cash}}}
                    - {type: object, required: [by, voucher], additionalProperties: false, properties: {by: {const: voucher}, voucher: {type: string}}}
            example: {size: small, first: 2, last: 5, stock: [7], colors: [red], counts: {a: 1}, lid: {kind: flat, width: 2.5}, pay: {by: cash}}
      responses: {'201': {description: filled}, '400': {description: no}, '415': {description: no}}`;

type Body = Received['body'];
const fillsUnless = (refuses: (body: Body) => boolean) => ({
  handle: ({ body }: Received): Answer => (refuses(body) ? [400] : [201]),
});

test.each<readonly [string, (body: Body) => boolean, string]>([
  ['an optional member that the example omits', ({ label }) => label === undefined, 'minimal'],
  ['a branch', ({ lid }) => lid?.kind === 'domed', 'height'],
  ['a value of an enum in a branch', ({ lid }) => lid?.rim === 'thick', 'rim/enum/thick'],
  ['the number of items', ({ colors }) => colors?.length === 3, 'colors/maxItems'],
  ['the number of members', ({ counts }) => Object.keys(counts ?? {}).length > 2, 'counts/'],
])('a provider that is stricter about %s is found', async (_, refuses, id) => {
  const { found } = await runAt(await judgeOf(trays), fillsUnless(refuses));
  expect(found.filter((one) => one.startsWith('violation')).join('\n')).toContain(id);
});

test.each<readonly [string, (body: Body) => boolean]>([
  ['has unknown ids in a list', ({ stock }) => stock?.some((one: number) => one !== 7) === true],
  ['has an unknown id in a branch', ({ pay }) => pay?.by === 'voucher' && pay.voucher !== 'SPRING'],
  ['repeats an item', ({ stock = [] }) => new Set(stock).size < stock.length],
  [
    'has a value in a branch that excludes another value',
    ({ lid, size }) => lid?.rim === 'thick' && size === 'small',
  ],
  [
    'has a value of an enum that excludes another value',
    ({ size, pay }) => size === 'large' && pay?.by === 'cash',
  ],
  ['has two values in the wrong order', ({ first, last }) => first > last],
  [
    'omits a member that another value needs',
    ({ size, label }) => size === 'large' && label === undefined,
  ],
])('a request that %s may be refused', async (_, refuses) => {
  const { found } = await runAt(await judgeOf(trays), fillsUnless(refuses));
  expect(found).toEqual([]);
});

test('refusing a page is a finding if a described link leads to it', async () => {
  const list = (link: string) => `
  /entries:
    get:
      operationId: entries
      parameters: [{name: cursor, in: query, schema: {type: string}}]
      responses:
        '200':
          description: a page
          content: {application/json: {schema: {type: object, required: [items], properties: {items: {type: array}, next: {type: string}}}}}
          ${link}
        '400': {description: no}`;
  const handle = ({ query }: Received): Answer =>
    query.cursor === undefined ? [200, { items: [1], next: 'p2' }] : [400];
  const link = 'links: {next: {operationId: entries, parameters: {cursor: $response.body#/next}}}';
  const linked = await runAt(await judgeOf(list(link)), { handle });
  expect(linked.found.join('\n')).toMatch(/^violation entries\/chain\/pages: /m);
  const guessed = await runAt(await judgeOf(list('')), { handle });
  expect(guessed.found).toEqual([]);
});

const rooms = `
  /rooms:
    post:
      operationId: open
      requestBody: {required: true, content: {application/json: {schema: {type: object, required: [beds, chairs, hostId], additionalProperties: false, properties: {beds: {type: integer, minimum: 1, maximum: 30}, chairs: {type: integer, minimum: 1, maximum: 30}, hostId: {type: integer, minimum: 1}, lamps: {type: array, maxItems: 3, items: {type: string, minLength: 1}}}}}}}
      responses: {'201': {description: opened}, '400': {description: no}, '415': {description: no}}`;

test.each<readonly [string, (body: Body) => boolean, string]>([
  ['the value of the base request', ({ beds }) => beds === 1, 'beds/minimum'],
  ['repeated items', ({ lamps }) => lamps?.length === 3, 'lamps/maxItems'],
])('a provider that refuses %s is found without an example', async (_, refuses, id) => {
  const { found } = await runAt(await judgeOf(rooms), fillsUnless(refuses));
  expect(found.filter((one) => one.startsWith('violation')).join('\n')).toContain(id);
});

test.each<readonly [string, (body: Body) => boolean]>([
  ['is an unknown id', ({ hostId }) => hostId !== 7],
  ['is one of several unknown ids', ({ hostId }) => hostId === 1 || hostId > 40],
  ['must be greater than another', ({ beds, chairs }) => chairs <= beds],
])('without an example, a request whose value %s may be refused', async (_, refuses) => {
  const { found } = await runAt(await judgeOf(rooms), fillsUnless(refuses));
  expect(found).toEqual([]);
});

const vehicles = `
  /vehicles:
    post:
      operationId: register
      requestBody:
        required: true
        content:
          application/json:
            schema:
              oneOf:
                - {type: object, required: [kind, owner, gears], additionalProperties: false, properties: {kind: {const: bicycle}, owner: {$ref: '#/components/schemas/Owner'}, gears: {type: integer, minimum: 1, maximum: 12}, bell: {type: boolean}, riders: {$ref: '#/components/schemas/Riders'}}}
                - {type: object, required: [kind, owner, weight], additionalProperties: false, properties: {kind: {const: cart}, owner: {$ref: '#/components/schemas/Owner'}, weight: {type: integer, minimum: 1}}}
                - {type: object, required: [kind, owner, depot], additionalProperties: false, properties: {kind: {const: tram}, owner: {$ref: '#/components/schemas/Owner'}, depot: {type: integer, minimum: 1}}}
                - {type: object, required: [kind, owner, line], additionalProperties: false, properties: {kind: {const: bus}, owner: {$ref: '#/components/schemas/Owner'}, line: {type: string}}}
      responses: {'201': {description: registered}, '400': {description: no}, '415': {description: no}}`;

const owners = `components:
  schemas:
    Owner: {enum: [town, firm]}
    Riders: {type: array, items: {type: object, required: [name, seat], properties: {name: {type: string}, seat: {enum: [front, back]}}}}
`;

test.each<readonly [string, (body: Body) => boolean, string]>([
  ['the branch of the base request', ({ kind }) => kind === 'bicycle', 'minimal'],
  ['a branch with a quantity', ({ kind }) => kind === 'cart', 'weight/minimum'],
  [
    'a branch without its optional member',
    ({ kind, bell }) => kind === 'bicycle' && !bell,
    'bell/absent',
  ],
  [
    'a value in an item',
    ({ riders }) => riders?.some(({ seat }: Body) => seat === 'back') === true,
    'riders/items/seat/enum/back',
  ],
])('a provider that refuses %s is found', async (_, refuses, id) => {
  const { found } = await runAt(await judgeOf(vehicles, owners), fillsUnless(refuses));
  expect(found.filter((one) => one.startsWith('violation')).join('\n')).toContain(id);
});

test.each<readonly [string, (body: Body) => boolean]>([
  ['with an unknown number', ({ kind, depot }) => kind === 'tram' && depot !== 4711],
  ['with an unknown text', ({ kind, line }) => kind === 'bus' && line !== 'M4'],
  [
    'with a value that excludes another',
    ({ kind, owner }) => kind === 'bicycle' && owner !== 'firm',
  ],
])('a branch %s may be refused', async (_, refuses) => {
  const { found } = await runAt(await judgeOf(vehicles, owners), fillsUnless(refuses));
  expect(found).toEqual([]);
});

test('a value in an item that excludes another value of the item may be refused', async () => {
  const { found } = await runAt(
    await judgeOf(vehicles, owners),
    fillsUnless(({ riders }) =>
      riders?.some(({ name, seat }: Body) => seat === 'back' && name === 'string'),
    ),
  );
  expect(found).toEqual([]);
});
