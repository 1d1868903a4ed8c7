import { percentDecode } from '../../../http/percent.ts';
import { parseUrl } from '../../../http/url.ts';

/** The address of a shared store, and its credentials. */
export interface RedisAddress {
  readonly socket:
    | { readonly host: string; readonly port: number; readonly tls: boolean }
    | { readonly path: string };
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly database: number;
  /** The beginning of all of its keys. */
  readonly prefix: string;
  /** The URL without what is secret. */
  readonly shown: string;
}

export type ReadAddress =
  | { readonly ok: true; readonly address: RedisAddress }
  | { readonly ok: false; readonly reason: string };

const schemes = ['redis:', 'rediss:', 'valkey:', 'valkeys:', 'unix:'];

/** Reads `redis://[user[:password]@]host[:port][/database][?prefix=text]`, or `unix:///path?database=0`. */
export function readAddress(text: string): ReadAddress {
  const shown = withoutSecrets(text);
  const refuse = (why: string): ReadAddress => ({
    ok: false,
    reason: `cannot use the store "${shown}": ${why}`,
  });
  const url = parseUrl(text);
  if (url === undefined) {
    return refuse(
      'it is not a URL, such as redis://localhost:6379; write "@", "/", "#" and "%" in a password as %40, %2F, %23 and %25',
    );
  }
  if (!schemes.includes(url.protocol)) {
    const known = schemes.map((scheme) => `${scheme}//`).join(', ');
    return refuse(`its URL must begin with one of ${known}`);
  }
  const isLocal = url.protocol === 'unix:';
  if (isLocal ? url.pathname.length < 2 : url.hostname === '') {
    return refuse(
      isLocal ? 'it names no socket, as in unix:///run/redis.sock' : 'it names no host',
    );
  }
  for (const name of url.searchParams.keys()) {
    if (name === 'prefix' || (isLocal && name === 'database')) continue;
    return refuse(`it has "${name}" in its query, which may have "prefix"`);
  }
  const socketPath = percentDecode(url.pathname);
  if (isLocal && (socketPath === undefined || socketPath.includes('\0'))) {
    return refuse(
      'the path of its socket has a "%" that escapes nothing that a path may have; write it as %25',
    );
  }
  const named = isLocal ? (url.searchParams.get('database') ?? '') : url.pathname.replace('/', '');
  if (!/^\d{0,5}$/.test(named)) return refuse(`its database "${named}" is not a number`);
  const [username, password] = [url.username, url.password].map(percentDecode);
  if (username === undefined || password === undefined) {
    return refuse('its user name or password has a "%" that escapes nothing; write it as %25');
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = url.port === '' ? 6379 : Number(url.port);
  return {
    ok: true,
    address: {
      socket: isLocal
        ? { path: socketPath! }
        : { host, port, tls: url.protocol === 'rediss:' || url.protocol === 'valkeys:' },
      username: username === '' ? undefined : username,
      password: password === '' ? undefined : password,
      database: Number(named),
      prefix: url.searchParams.get('prefix') ?? 'specwright',
      shown,
    },
  };
}

/** The text before the last `@` may be a secret, even in an invalid URL. */
function withoutSecrets(text: string): string {
  return text.replace(/^([A-Za-z][A-Za-z\d+.-]*:\/*)?.*@/s, '$1…@').replace(/[?#].*$/s, '');
}
