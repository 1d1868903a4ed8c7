import type { Page } from '@playwright/test';
import { expect, test } from 'specwright/playwright';

/** Opens a page of the shop's origin, which no server serves. */
async function open(page: Page) {
  await page.route('http://shop.test/', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Shop</title>' }),
  );
  await page.goto('/');
}

const pay = (page: Page, amount: number, at = '/api/payments') =>
  page.evaluate(
    async ([url, body]) => {
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(url!, { method: 'POST', headers, body: body! });
      return { status: response.status, body: await response.json() };
    },
    [at, JSON.stringify({ amount })] as const,
  );

test('begins without a scenario', async ({ page }) => {
  await open(page);
  expect(await pay(page, 5)).toMatchObject({ status: 201 });
});

for (const run of [1, 2, 3, 4]) {
  test(`has a scenario, a state and a journal of its own ${run}`, async ({ page, mock }) => {
    await open(page);
    await mock.scenario('declined');
    for (let count = 0; count < run; count += 1) {
      expect(await pay(page, 5)).toEqual({ status: 402, body: { reason: 'no money' } });
    }
    expect(await mock.journal()).toHaveLength(run);
    await mock.reset();
    const { status, body } = await pay(page, run);
    expect(status).toBe(201);
    const kept = await mock.fetch(`${mock.url}/payments/${body.id}`);
    expect(await kept.json()).toMatchObject({ amount: run });
    expect(await mock.journal({ status: '2xx' })).toHaveLength(2);
    expect(await mock.journal({ operation: 'getPayment' })).toHaveLength(1);
  });
}

test('answers a page of another origin', async ({ page, mock }) => {
  await page.route('http://other.test/', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Other</title>' }),
  );
  await page.goto('http://other.test/');
  expect(await pay(page, 5, 'http://shop.test/api/payments')).toMatchObject({ status: 201 });
  expect(await mock.journal()).toHaveLength(1);
});

test('gets the faults that it requests', async ({ page, mock }) => {
  await open(page);
  await mock.fault('pay: reset x1');
  await expect(pay(page, 5)).rejects.toThrow('Failed to fetch');
  expect(await pay(page, 5)).toMatchObject({ status: 201 });
});

test('sends requests without a page in its session', async ({ request, mock }) => {
  const response = await request.get(`${mock.url}/payments/1`);
  expect(response.status()).toBe(200);
  expect(await mock.journal()).toHaveLength(1);
});

test.describe('with fields of its own', () => {
  test.use({ extraHTTPHeaders: { 'x-own': 'yes' } });

  test('keeps its session', async ({ page, mock }) => {
    await open(page);
    await pay(page, 5);
    const [entry] = await mock.journal();
    expect(entry!.request.headers).toMatchObject({ 'x-own': 'yes' });
  });
});

test('fails because its request breaks the contract', async ({ page }) => {
  await open(page);
  await pay(page, 0);
});

test('fails because nothing describes its request', async ({ page }) => {
  await open(page);
  await page.evaluate(() => fetch('/api/refunds'));
});

test('names an unknown scenario', async ({ mock }) => {
  await expect(mock.scenario('declind')).rejects.toThrow(
    'Cannot choose the scenario: there is no scenario "declind"; did you mean "declined"?',
  );
  await expect(mock.fault('pay: resett')).rejects.toThrow('Cannot set the faults');
});

test('may break the operations that it allows', async ({ page, mock }) => {
  mock.allow('pay');
  await open(page);
  await pay(page, 0);
});

test.describe('where findings are only attached', () => {
  test.use({ onViolation: 'attach' });

  test('passes with an annotation', async ({ page }) => {
    await open(page);
    await pay(page, 0);
  });
});
