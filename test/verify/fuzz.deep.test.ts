import { expect, test } from 'vitest';
import { judgeOf } from './planned.ts';
import { type Answer, type Received, runAt } from './reference.ts';

const judge = await judgeOf(`
  /parcels:
    get:
      operationId: listParcels
      parameters:
        - {name: limit, in: query, schema: {type: integer, minimum: 1, maximum: 100}}
        - {name: sort, in: query, schema: {enum: [weight, day]}}
      responses:
        '200': {description: all, content: {application/json: {schema: {type: array, items: {type: integer}}}}}
        '400': {description: no}
    post:
      operationId: send
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [weight]
              additionalProperties: false
              properties:
                weight: {type: integer, minimum: 1, maximum: 100}
                express: {type: boolean}
                note: {type: string, maxLength: 30}
                stops: {type: array, maxItems: 5, items: {type: string, maxLength: 9}}
      responses:
        '201': {description: sent}
        '400': {description: no}
        '415': {description: no}
  /parcels/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: integer, minimum: 1}}]
    delete:
      operationId: call back
      responses: {'204': {description: gone}, '400': {description: no}, '404': {description: no}}`);

const keeps = ({ operation }: Received): Answer =>
  operation === 'listParcels' ? [200, [1]] : operation === 'send' ? [201] : [404];

const fuzz = { cases: 300 };

test('a provider that keeps its contract has no finding', async () => {
  const { found, outcomes } = await runAt(judge, { handle: keeps }, { plan: { fuzz } });
  expect(found).toEqual([]);
  expect(outcomes.filter((one) => one.case.group === 'fuzz').length).toBeGreaterThan(250);
});

test.each<readonly [string, (received: Received) => Answer | undefined, string, unknown]>([
  [
    'values that fail together',
    ({ body }) =>
      body?.express === true && body.weight > 30 && body.weight < 70 ? [500] : undefined,
    'send',
    { express: true, weight: 35 },
  ],
  [
    'characters that crash it',
    ({ body }) => (/['"<;]/.test(body?.note ?? '') ? [500] : undefined),
    'send',
    { note: "'", weight: 1 },
  ],
])('finds %s, and minimizes the request', async (_, fails, operation, smallest) => {
  const handle = (received: Received) => fails(received) ?? keeps(received);
  const enumerated = await runAt(judge, { handle });
  expect(enumerated.found).toEqual([]);
  const { outcomes, found } = await runAt(judge, { handle }, { plan: { fuzz } });
  const violations = found.filter((one) => one.startsWith('violation'));
  expect(violations.length).toBeGreaterThan(0);
  expect(violations.every((one) => one.includes(` ${operation}/fuzz/valid/`))).toBe(true);
  const shown = outcomes
    .flatMap((one) => ('findings' in one ? one.findings : []))
    .flatMap((one) => (one.shown === undefined ? [] : [one.shown]));
  // Only the first finding of a cause is minimized.
  expect(shown.length).toBe(1);
  expect(Object.keys(JSON.parse(Buffer.from(shown[0]!.request.body).toString())).sort()).toEqual(
    Object.keys(smallest as object),
  );
});

test('finds a value that is refused alone, and accepted beside another one', async () => {
  const takes = ({ body, operation }: Received): Answer | undefined =>
    operation === 'send' && body?.express === false && body.weight > 1000 ? [201] : undefined;
  const { found } = await runAt(judge, { handle: keeps, takes }, { plan: { fuzz } });
  expect(found.length).toBeGreaterThan(0);
  expect(found.every((one) => /^violation send\/fuzz\/invalid\//.test(one))).toBe(true);
});

test('the same seed sends the same, and another seed sends something else', async () => {
  const runs = [];
  for (const seed of ['one', 'one', 'two']) {
    const { seen } = await runAt(
      judge,
      { handle: keeps },
      { plan: { seed, groups: ['fuzz'], fuzz: { cases: 40 } }, provider: { concurrency: 1 } },
    );
    runs.push(seen.join('\n'));
  }
  expect(runs[1]).toBe(runs[0]);
  expect(runs[2]).not.toBe(runs[0]);
});

test('a case is the same whether the others are sent or not', async () => {
  const plan = { groups: ['fuzz'], fuzz: { rounds: 9 } } as const;
  const all = await runAt(judge, { handle: keeps }, { plan });
  const body = (ran: typeof all) => {
    const found = ran.outcomes.find((one) => one.case.id === 'send/fuzz/valid/9');
    return found !== undefined && 'exchanges' in found
      ? Buffer.from(found.exchanges[0]!.request.body).toString()
      : undefined;
  };
  const only = (id: string) => id === 'send/fuzz/valid/9';
  const alone = await runAt(judge, { handle: keeps }, { plan: { ...plan, only } });
  expect(alone.outcomes.map((one) => one.case.id)).toEqual(['send/fuzz/valid/9']);
  expect(body(alone)).toBe(body(all));
});

test('a read-only host gets only valid reads, and nothing is deleted by chance', async () => {
  const plan = { groups: ['fuzz'], fuzz } as const;
  const { seen } = await runAt(judge, { handle: keeps }, { plan, run: { mode: 'safe' } });
  expect(seen.length).toBeGreaterThan(20);
  expect(seen.every((one) => one.startsWith('GET /parcels'))).toBe(true);
  const full = await runAt(judge, { handle: keeps }, { plan });
  const deletions = full.outcomes.filter((one) => one.case.operation.method === 'DELETE');
  expect(deletions.every((one) => one.case.id.includes('/invalid/'))).toBe(true);
});

test('the time limit ends the random requests', async () => {
  let asked = 0;
  const isOver = () => {
    asked += 1;
    return asked > 12;
  };
  const plan = { groups: ['fuzz'], fuzz: { isOver } } as const;
  const { outcomes } = await runAt(judge, { handle: keeps }, { plan });
  expect(outcomes.length).toBeLessThanOrEqual(12);
  expect(outcomes.length).toBeGreaterThan(6);
});
