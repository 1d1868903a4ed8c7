import { setTimeout as sleep } from 'node:timers/promises';
import { emptyBody } from '../http/exchange.ts';
import { type SendOptions, send } from './send.ts';

/**
 * Waits until a server gives any answer at a base URL. Returns the reason if that takes more than
 * `seconds`.
 */
export async function waitForProvider(
  baseUrl: string,
  seconds: number,
  options: SendOptions = {},
): Promise<string | undefined> {
  const end = performance.now() + seconds * 1000;
  const request = { method: 'HEAD', target: '/', headers: {}, body: emptyBody };
  while (true) {
    const left = end - performance.now();
    const sent = await send(request, baseUrl, {
      ...options,
      timeout: Math.max(Math.min(left, 5000), 100),
    });
    if (sent.ok || sent.kind === 'malformed' || sent.kind === 'too-long') return undefined;
    if (end - performance.now() <= 0) return sent.reason;
    await sleep(200);
  }
}
