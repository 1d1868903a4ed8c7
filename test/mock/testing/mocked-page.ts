import { setupWorker } from 'msw/browser';
import { type ContractMock, contractMock } from 'specwright/msw';

let mock: ContractMock;

/** Mocks the shop in this page, so that the rest of the page can call it. */
export async function start(scenarios: { readonly scenarios: unknown }): Promise<void> {
  mock = await contractMock('/shop.yaml', { baseUrl: '/api', scenarios, stateful: true });
  await setupWorker(...mock.handlers).start({ quiet: true });
}

export async function pay(amount: unknown): Promise<{ status: number; body: unknown }> {
  const response = await fetch('/api/payments', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ amount }),
  });
  return { status: response.status, body: await response.json() };
}

export const shown = async (path: string): Promise<unknown> => (await fetch(path)).json();
export const scenario = (name: string | null) => mock.scenario(name);
export const fault = (text: string) => mock.fault(text);
export const reset = () => mock.reset();
export const violations = () => mock.violations();
export const sources = async () => (await mock.journal()).map(({ source }) => source);
export const archived = () => mock.har();
