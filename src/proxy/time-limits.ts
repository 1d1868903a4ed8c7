import type { ClientRequest } from 'node:http';
import type { Socket } from 'node:net';

/** How long a provider may take, in milliseconds. */
export interface TimeLimits {
  /** Until it has accepted a connection, with what makes it secure. */
  readonly connect: number;
  /** From the end of the request until the head of the answer. */
  readonly head: number;
  /** Without a byte in either direction. */
  readonly idle: number;
}

export const usualLimits: TimeLimits = { connect: 10_000, head: 120_000, idle: 300_000 };

/** Ends a request with `TimeoutError` if the provider takes longer; the result ends the watch. */
export type Watch = (asking: ClientRequest) => () => void;

/** A request that is waited for. Times are those of `performance.now()`. */
interface Watched {
  readonly asking: ClientRequest;
  hasBegun: boolean;
  /** The start of the current wait: for a connection, or for the head after the request. */
  since: number;
  isSent: boolean;
  /** When bytes were last seen to move, and how many there were. */
  moved: number;
  bytes: number;
}

/**
 * Watches all requests with one timer, because timers of its own for each request cost a tenth of
 * passing it on.
 */
export function createWatch(limits: TimeLimits): Watch {
  const step = Math.min(500, Math.max(10, Math.min(limits.connect, limits.head, limits.idle) / 20));
  const all = new Set<Watched>();
  let timer: NodeJS.Timeout | undefined;

  function look(): void {
    const now = performance.now();
    for (const watched of all) check(watched, now, limits);
    if (all.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  }

  return (asking) => {
    const since = performance.now();
    const watched = { asking, hasBegun: false, since, isSent: false, moved: since, bytes: 0 };
    all.add(watched);
    timer ??= setInterval(look, step).unref();
    const stop = () => void all.delete(watched);
    asking.on('response', () => {
      watched.hasBegun = true;
    });
    asking.on('close', stop);
    return stop;
  };
}

function check(watched: Watched, now: number, { connect, head, idle }: TimeLimits): void {
  const { asking, hasBegun, since } = watched;
  const { socket } = asking;
  if (socket === null || isConnecting(socket)) {
    if (now - since >= connect) end(asking, 'it did not accept a connection', connect);
    watched.moved = now;
    return;
  }
  const bytes = socket.bytesRead + socket.bytesWritten;
  if (bytes !== watched.bytes) {
    watched.bytes = bytes;
    watched.moved = now;
  }
  if (asking.writableFinished && !watched.isSent) {
    watched.isSent = true;
    watched.since = now;
  } else if (watched.isSent && !hasBegun && now - since >= head) {
    end(asking, 'it did not answer', head);
    return;
  }
  if (now - watched.moved < idle) return;
  if (socket.writableLength === 0) endIdle(asking, idle);
  else {
    // Only Node sees how much of a long write has left.
    watched.moved = Number.POSITIVE_INFINITY;
    asking.setTimeout(idle, () => endIdle(asking, idle));
  }
}

/** A connection that is still to be made secure counts as well. */
function isConnecting(socket: Socket & { readonly secureConnecting?: boolean }): boolean {
  return socket.connecting || socket.secureConnecting === true;
}

const endIdle = (asking: ClientRequest, idle: number) => end(asking, 'nothing came or went', idle);

const code = 'PROVIDER_TIMEOUT';

function end(asking: ClientRequest, what: string, milliseconds: number): void {
  const error = new Error(`${what} within ${milliseconds / 1000} s`);
  asking.destroy(Object.assign(error, { code }));
}

/** Whether a provider took too long, by these limits or by those of the system. */
export function isTimeout(error: Error): boolean {
  const { code: of } = error as NodeJS.ErrnoException;
  return of === code || of === 'ETIMEDOUT';
}
