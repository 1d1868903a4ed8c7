import type { Operation } from '../api/model.ts';
import type { HttpRequest } from '../http/exchange.ts';
import type { Delivered, Delivery } from './deliver.ts';

/** How many requests of a burst run at the same time. */
const atOnce = 10;

/**
 * Sends one request until it gets a status, or up to a limit; returns that answer, or the last one.
 */
export async function deliverBurst(
  request: HttpRequest,
  operation: Operation,
  { status, times }: { readonly status: number; readonly times: number },
  deliver: Delivery['deliver'],
): Promise<Delivered> {
  for (let left = times; ; left -= atOnce) {
    const some = Array.from({ length: Math.min(atOnce, Math.max(left, 1)) }, () =>
      deliver(request, operation, { isPatient: false }),
    );
    const answers = await Promise.all(some);
    const end =
      answers.find((one) => one.ok && one.response.status === status) ??
      answers.find((one) => !one.ok);
    if (end !== undefined) return end;
    if (left <= atOnce) return answers.at(-1)!;
  }
}
