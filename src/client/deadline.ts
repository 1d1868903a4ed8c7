import type { AbortSignal as Signal } from './web-api.ts';

interface Deadline {
  /** Aborts when the caller does, or when the time is up; `undefined` if neither can happen. */
  readonly signal: Signal | undefined;
  /** Stops the timeout; the caller may still abort. */
  end(): void;
}

/** More milliseconds than a timer can wait. */
const tooLong = 2 ** 31;

/**
 * The time limit of a call. React Native has neither `AbortSignal.any` nor `AbortSignal.timeout`.
 */
export function deadlineOf(signal: Signal | undefined, timeout = 0): Deadline {
  if (timeout <= 0 || timeout >= tooLong) return { signal, end() {} };
  const controller = new AbortController();
  const timer = setTimeout(() => {
    const message = `No answer within ${timeout} ms`;
    controller.abort(Object.assign(new Error(message), { name: 'TimeoutError' }));
  }, timeout);
  const end = () => clearTimeout(timer);
  if (signal === undefined) return { signal: controller.signal, end };
  if (AbortSignal.any) return { signal: AbortSignal.any([signal, controller.signal]), end };
  const stop = () => controller.abort(signal.reason);
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop);
  return { signal: controller.signal, end };
}
