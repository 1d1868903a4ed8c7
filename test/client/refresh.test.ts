import { expect, test } from 'vitest';
import { refreshToken } from '../../src/client/client.ts';
import { answer, clientOf } from './exchange.ts';

/** A server that accepts one token, which changes with each renewal. */
function service() {
  const state = { token: 'B', renewals: 0, requests: [] as string[] };
  const session = { token: 'A' };
  const renew = async () => {
    state.renewals += 1;
    await new Promise((done) => setTimeout(done, 5));
    session.token = state.token;
    return session.token;
  };
  const fetch = async (request: Request) => {
    state.requests.push(`${request.headers.get('authorization')} ${await request.text()}`);
    const isRight = request.headers.get('authorization') === `Bearer ${state.token}`;
    return isRight ? answer(200, 'application/json', '{}') : answer(401, 'application/json', '{}');
  };
  return { state, session, renew, fetch };
}

const operation = {
  method: 'POST',
  body: { 'application/json': {} },
  answers: { 200: { 'application/json': {} }, 401: { 'application/json': {} } },
  security: [['bearer']],
};
const contract = { schemes: { bearer: { http: 'Bearer' } } } as const;

test('calls that are refused at the same time share one new token, and are repeated', async () => {
  const { state, session, renew, fetch } = service();
  const client = clientOf(
    operation,
    {
      fetch,
      credentials: { bearer: () => session.token },
      middleware: [refreshToken(renew)],
    },
    contract,
  );
  const results = await Promise.all([1, 2, 3].map((n) => client.call({ body: { n } })));
  expect(results.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(state.renewals).toBe(1);
  expect(state.requests.slice(3).sort()).toEqual([1, 2, 3].map((n) => `Bearer B {"n":${n}}`));
  // The next call sends the new token at once.
  await client.call({ body: { n: 4 } });
  expect(state.requests.at(-1)).toBe('Bearer B {"n":4}');
  expect([state.renewals, state.requests.length]).toEqual([1, 7]);
});

test('after a failed refresh, or a second refusal, the caller gets the refusal', async () => {
  const { state, fetch } = service();
  const options = { fetch, credentials: { bearer: 'A' } };
  const wrong = clientOf(
    operation,
    { ...options, middleware: [refreshToken(async () => 'C')] },
    contract,
  );
  expect((await wrong.call({ body: {} })).status).toBe(401);
  expect(state.requests).toEqual(['Bearer A {}', 'Bearer C {}']);
  const failing = clientOf(
    operation,
    { ...options, middleware: [refreshToken(() => Promise.reject(new Error('No')))] },
    contract,
  );
  expect((await failing.call({ body: {} })).status).toBe(401);
  expect(state.requests.length).toBe(3);
});

test('a request without a token is sent once', async () => {
  const { state, renew, fetch } = service();
  const client = clientOf(operation, { fetch, middleware: [refreshToken(renew)] }, contract);
  expect((await client.call({ body: {} })).status).toBe(401);
  expect([state.renewals, state.requests]).toEqual([0, ['null {}']]);
});
