import { expect, test } from 'vitest';
import { judgeOf } from './planned.ts';
import { type Answer, type Received, runAt } from './reference.ts';

const contract = `
  /parcels:
    get: {operationId: listParcels, security: [{token: []}], responses: {'200': {description: all}, '401': {description: who}}}
    post:
      operationId: addParcel
      security: [{token: []}]
      requestBody: {required: true, content: {application/json: {schema: {type: object, required: [to], properties: {to: {type: string}}}}}}
      responses: {'201': {description: added}, '400': {description: no}, '401': {description: who}, '415': {description: no}}
  /vault:
    get: {operationId: openVault, security: [{token: []}], responses: {'200': {description: open}, '401': {description: who}}}
`;

const schemes = `components: {securitySchemes: {token: {type: http, scheme: bearer}}}`;

/** Runs all cases at a provider whose tokens expire after `lifetime` requests. */
async function runWith(lifetime: number, isClosed: (operation: string) => boolean = () => false) {
  let issued = 0;
  let left = 0;
  const used = new Set<string>();
  const issue = () => {
    issued += 1;
    left = lifetime;
    return `token-${issued}`;
  };
  const first = issue();
  const handle = ({ request, operation }: Received): Answer => {
    const token = String(request.headers.authorization);
    left -= 1;
    if (token !== `Bearer token-${issued}` || left < 0 || isClosed(operation)) return [401];
    used.add(token);
    return [operation === 'addParcel' ? 201 : 200];
  };
  const result = await runAt(
    await judgeOf(contract, schemes),
    { handle },
    {
      plan: { credentials: { token: first } },
      provider: {
        credentials: { token: first },
        renewal: { fetch: async () => ({ token: issue() }) },
      },
    },
  );
  return { ...result, issued, used };
}

test('a token that has expired is fetched again, and the request is sent with the new one', async () => {
  const { found, issued, used, outcomes } = await runWith(5);
  expect(found.filter((one) => one.startsWith('violation'))).toEqual([]);
  expect(issued).toBeGreaterThan(2);
  expect(used.size).toBe(issued);
  expect(JSON.stringify(outcomes.map((one) => 'exchanges' in one && one.exchanges))).not.toContain(
    'Bearer token-',
  );
});

test('a token that does not help is not fetched again and again', async () => {
  const never = await runWith(0);
  expect(never.issued).toBe(2);
  const { issued, found } = await runWith(1000, (operation) => operation === 'openVault');
  expect(issued).toBe(2);
  expect(found.join()).toContain(
    'openVault/example: the request is valid, but was refused with 401',
  );
});
