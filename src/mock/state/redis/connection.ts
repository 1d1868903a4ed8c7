import { createRequire } from 'node:module';
import type { RedisAddress } from './address.ts';
import { script, scriptHash } from './script.ts';

/** How the client library is installed. */
const installation = 'npm install @redis/client@6.3.1';

/** The used part of the client library. */
interface Client {
  on(event: 'error', listener: (error: Error) => void): unknown;
  connect(): Promise<unknown>;
  unref(): void;
  destroy(): void;
  readonly isOpen: boolean;
  readonly isReady: boolean;
  sendCommand(command: readonly string[]): Promise<unknown>;
}

interface Library {
  createClient(options: object): Client;
}

/** A fault that makes a store unusable. */
export class RedisTrouble extends Error {
  /** Whether the trouble may pass soon, so that a retry makes sense. */
  readonly isPassing: boolean;

  constructor(message: string, isPassing: boolean) {
    super(message);
    this.isPassing = isPassing;
  }
}

export interface RedisConnection {
  /**
   * Runs the script of sessions.
   * @throws {RedisTrouble} if it is unknown whether it ran.
   */
  run(keys: readonly string[], parameters: readonly string[]): Promise<unknown>;
  close(): void;
}

/** Time limits of one command, and of one attempt to connect. */
const timeout = 2_000;

/**
 * A connection that opens when needed, and again after it breaks.
 * @throws {Error} if the client library is not installed; the message says how to install it.
 */
export function createConnection(address: RedisAddress): RedisConnection {
  const { createClient } = loadLibrary();
  const { socket, username, password, database } = address;
  let current: Client | undefined;
  let connecting: Promise<Client> | undefined;
  let isClosed = false;

  async function connect(): Promise<Client> {
    const client = createClient({
      // A broken connection is replaced, so that nothing is sent twice unnoticed.
      socket: { ...socket, connectTimeout: timeout, reconnectStrategy: false },
      ...(username !== undefined && { username }),
      ...(password !== undefined && { password }),
      ...{ database, disableOfflineQueue: true, RESP: 2 },
    });
    let broken: Error | undefined;
    client.on('error', (error) => {
      broken = error;
    });
    try {
      await within(client.connect(), () => broken);
    } catch (error) {
      drop(client);
      throw error;
    }
    // The process may end if it has nothing else to do.
    client.unref();
    current = client;
    return client;
  }

  function drop(client: Client): void {
    if (current === client) current = undefined;
    if (client.isOpen) client.destroy();
  }

  async function run(keys: readonly string[], parameters: readonly string[]): Promise<unknown> {
    if (isClosed) throw new RedisTrouble(`the store "${address.shown}" is closed`, false);
    let client: Client | undefined;
    try {
      if (current?.isReady) client = current;
      else {
        connecting ??= connect().finally(() => {
          connecting = undefined;
        });
        client = await connecting;
      }
      const rest = [String(keys.length), ...keys, ...parameters];
      try {
        return await within(client.sendCommand(['EVALSHA', scriptHash, ...rest]));
      } catch (error) {
        if (!/^NOSCRIPT/.test((error as Error).message)) throw error;
        return await within(client.sendCommand(['EVAL', script, ...rest]));
      }
    } catch (error) {
      const trouble = troubleOf(error as Error, address);
      if (client !== undefined && !isReply(error as Error)) drop(client);
      throw trouble;
    }
  }

  return {
    run,
    close() {
      isClosed = true;
      if (current !== undefined) drop(current);
    },
  };
}

function loadLibrary(): Library {
  const require = createRequire(import.meta.url);
  try {
    return require('@redis/client') as Library;
  } catch {
    throw new Error(
      `a shared store needs @redis/client, which is not installed; install it with "${installation}"`,
    );
  }
}

async function within<T>(promise: Promise<T>, cause?: () => Error | undefined): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(cause?.() ?? new Error(`it did not answer within ${timeout / 1000} s`));
    }, timeout);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** An error reply of Redis itself: the connection is still good. */
function isReply({ message }: Error): boolean {
  return /^[A-Z]{2,} /.test(message);
}

/** The trouble in words that say what to do, without the password. */
function troubleOf(error: Error, { shown, socket, password }: RedisAddress): RedisTrouble {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const inner = (error as AggregateError).errors?.[0] as NodeJS.ErrnoException | undefined;
  const first = error.message === '' && inner !== undefined ? inner.message : error.message;
  const text = password === undefined ? first : first.replaceAll(password, '…');
  const troubleWith = (why: string, isPassing: boolean) =>
    new RedisTrouble(`the store "${shown}" cannot be used: ${why}`, isPassing);
  if (/NOAUTH|unauthenticated/.test(text) || /called without any password configured/.test(text)) {
    return password === undefined
      ? troubleWith('it needs a password; put it into the URL, as in redis://:PASSWORD@host', false)
      : troubleWith('it has no password, and the URL has one; leave it out', false);
  }
  if (/WRONGPASS/.test(text)) return troubleWith('it refuses the user name or the password', false);
  if (/NOPERM/.test(text)) {
    return troubleWith(`its user may not do what the mock needs (${text})`, false);
  }
  if (/DB index|SELECT is not allowed/i.test(text))
    return troubleWith(`it has no such database (${text})`, false);
  if (code === 'ENOTFOUND' || /ENOTFOUND/.test(text))
    return troubleWith('its host is not known', true);
  if (/ECONNREFUSED|ENOENT/.test(code + text)) return troubleWith('nothing listens there', true);
  if (/wrong version number|packet length too long|EPROTO/i.test(code + text)) {
    return troubleWith('it does not speak TLS; write redis:// instead of rediss://', false);
  }
  if (/CERT|certificate|self.signed/i.test(code + text)) {
    return troubleWith(
      `its certificate is not trusted (${text}); NODE_EXTRA_CA_CERTS names more`,
      false,
    );
  }
  if (/^ERR unknown command/i.test(text)) return troubleWith(`it is too old (${text})`, false);
  if ('host' in socket && /Got (?:")?HTTP|Unknown RESP/i.test(text)) {
    return troubleWith('the server there is not Redis', false);
  }
  const isTls = 'host' in socket && socket.tls;
  return troubleWith(isTls ? `${text}; write redis:// where it does not speak TLS` : text, true);
}
