import type { ClientRequest } from 'node:http';

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

/** Ends a request with `TimeoutError` if the provider takes longer. */
export function limitTime(asking: ClientRequest, { connect, head, idle }: TimeLimits): void {
  let timer: NodeJS.Timeout | undefined;
  const stop = () => clearTimeout(timer);
  const start = (milliseconds: number, what: string) => {
    stop();
    timer = setTimeout(() => asking.destroy(timeoutError(what, milliseconds)), milliseconds);
  };
  asking.on('socket', (socket) => {
    if (!socket.connecting) return;
    start(connect, 'it did not accept a connection');
    const isSecure = 'encrypted' in socket;
    socket.once(isSecure ? 'secureConnect' : 'connect', () => {
      stop();
      // A short request was written while the connection came about.
      if (asking.writableFinished) start(head, 'it did not answer');
    });
  });
  asking.on('finish', () => {
    if (asking.socket !== null && !asking.socket.connecting) start(head, 'it did not answer');
  });
  asking.on('response', stop).on('close', stop);
  asking.setTimeout(idle, () => {
    if (asking.socket?.connecting) return;
    asking.destroy(timeoutError('nothing came or went', idle));
  });
}

const code = 'PROVIDER_TIMEOUT';

function timeoutError(what: string, milliseconds: number): Error {
  const error = new Error(`${what} within ${milliseconds / 1000} s`);
  return Object.assign(error, { code });
}

/** Whether a provider took too long, by these limits or by those of the system. */
export function isTimeout(error: Error): boolean {
  const { code: of } = error as NodeJS.ErrnoException;
  return of === code || of === 'ETIMEDOUT';
}
