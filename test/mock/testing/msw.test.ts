import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { type ContractMockOptions, contractMock } from 'specwright/msw';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { sha256 } from '../../../src/mock/testing/sha256.ts';

const contract = 'test/playwright/shop.yaml';
const baseUrl = 'https://shop.example.com/v1';
const scenarios = parse(await readFile('test/playwright/scenarios.yaml', 'utf8'));

async function shop(options: Partial<ContractMockOptions> = {}) {
  const mock = await contractMock(contract, { baseUrl, ...options });
  const server = setupServer(
    ...mock.handlers,
    http.get(`${baseUrl}/other`, () => HttpResponse.text('of another handler')),
  );
  server.listen({ onUnhandledRequest: 'error' });
  onTestFinished(() => server.close());
  return mock;
}

async function pay(amount: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${baseUrl}/payments`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ amount }),
  });
  return { status: response.status, body: await response.json() };
}

describe('contractMock() in Node', () => {
  test('answers by the contract', async () => {
    const mock = await shop();
    expect(await pay(100)).toEqual({ status: 201, body: { id: 1, amount: 100 } });
    expect(await mock.violations()).toEqual([]);
  });

  test('refuses invalid requests, and reports them', async () => {
    const mock = await shop();
    expect((await pay(0)).status).toBe(422);
    expect(await mock.violations()).toEqual([
      'POST /payments → 422 (pay)\n  value-invalid: request body at /amount must be at least 1, but is 0 (test/playwright/shop.yaml:11:96)',
    ]);
    mock.allow('pay');
    expect(await mock.violations()).toEqual([]);
  });

  test('knows Prefer, scenarios and faults', async () => {
    const mock = await shop({ scenarios });
    expect((await pay(100, { prefer: 'code=402' })).body).toEqual({ reason: 'no' });
    await mock.scenario('declined');
    expect(await pay(100)).toEqual({ status: 402, body: { reason: 'no money' } });
    await mock.fault('pay: reset x1');
    await expect(pay(100)).rejects.toThrow('Failed to fetch');
    await mock.reset();
    expect((await pay(100)).status).toBe(201);
    expect((await mock.journal({ operation: 'pay' })).map(({ source }) => source)).toEqual([
      'shown',
      ...['scenario', 'scenario', 'shown'],
    ]);
  });

  test('keeps a state', async () => {
    await shop({ stateful: true });
    const { body } = await pay(12);
    expect(await (await fetch(`${baseUrl}/payments/${body.id}`)).json()).toEqual(body);
    expect((await fetch(`${baseUrl}/payments/777`)).status).toBe(404);
  });

  test('passes undescribed requests on', async () => {
    const mock = await shop();
    expect(await (await fetch(`${baseUrl}/other`)).text()).toBe('of another handler');
    await expect(fetch(`${baseUrl}/none`)).rejects.toThrow();
    expect(await mock.journal()).toEqual([]);
  });

  test('refuses an invalid base URL', async () => {
    await expect(contractMock(contract, { baseUrl: '/api' })).rejects.toThrow(
      'Cannot mock what is below "/api": it is not a URL; give a whole one, such as "https://api.example.com"',
    );
  });
});

// FIPS 180-4; lengths around those of a block.
test.each([0, 1, 55, 56, 63, 64, 65, 119, 120, 1000])('sha256() of %i bytes', (length) => {
  const bytes = Uint8Array.from({ length }, (_, index) => (index * 31) % 256);
  const wanted = createHash('sha256').update(bytes).digest('hex');
  expect(Buffer.from(sha256(bytes)).toString('hex')).toBe(wanted);
});
