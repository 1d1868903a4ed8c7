import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { joinBytes } from '../body/bytes.ts';

/** Which documents on other hosts may be requested: none, all, or those of some origins. */
export type AllowRemote = boolean | readonly string[];

const timeout = 30_000;
const maximumBytes = 64 * 1024 * 1024;
const maximumRedirects = 5;

/**
 * Why a reference in the document `from` may not be followed to `target`; `undefined` when it may. A
 * file leads to files, a URL to its own origin, and either to what was allowed; so nothing is
 * requested that the user did not ask for, and no remote document has a local file read.
 */
export function whyNotAllowed(
  target: string,
  from: string,
  allow: AllowRemote,
): string | undefined {
  const [to, by] = [new URL(target), new URL(from)];
  if (to.protocol === 'file:') {
    return by.protocol === 'file:' ? undefined : 'it is a local file, and what refers to it is not';
  }
  if (!/^https?:$/.test(to.protocol)) return `documents are not read by "${to.protocol}"`;
  if (by.origin === to.origin || allows(allow, to)) return undefined;
  return `it is at ${to.origin}, and nothing is requested there unless you allow it (--allow-remote; in a program, "allowRemote")`;
}

function allows(allow: AllowRemote, { origin }: URL): boolean {
  if (typeof allow === 'boolean') return allow;
  return allow.some((one) => URL.canParse(one) && new URL(one).origin === origin);
}

/**
 * The text behind a `file:` or http(s) URI. Servers get 30 seconds and may send 64 MiB; they may
 * redirect within their origin, to HTTPS, and to what is allowed.
 *
 * @throws {Error} when it cannot be read, with the reason.
 */
export async function readUri(uri: string, allow: AllowRemote = false): Promise<string> {
  if (uri.startsWith('file:')) return readFile(fileURLToPath(uri), 'utf8');
  const signal = AbortSignal.timeout(timeout);
  let url = new URL(uri);
  for (let redirects = 0; redirects <= maximumRedirects; redirects += 1) {
    const response = await fetch(url, { signal, redirect: 'manual' });
    const location = response.headers.get('location');
    if (response.status < 300 || response.status >= 400 || location === null) {
      if (!response.ok) throw new Error(`the server answered ${response.status}`);
      return readText(response);
    }
    await response.body?.cancel();
    url = redirected(location, url, allow);
  }
  throw new Error(`it redirects more than ${maximumRedirects} times`);
}

function redirected(location: string, from: URL, allow: AllowRemote): URL {
  if (!URL.canParse(location, from)) throw new Error(`it redirects to "${location}", no URL`);
  const to = new URL(location, from);
  const isHttp = /^https?:$/.test(to.protocol);
  const isUpgrade = to.protocol === 'https:' && to.hostname === from.hostname;
  const isDowngrade = to.protocol === 'http:' && from.protocol === 'https:';
  const isFine = to.origin === from.origin || isUpgrade || allows(allow, to);
  if (isHttp && isFine && !isDowngrade) return to;
  throw new Error(`it redirects to "${to.href}", which you did not ask for`);
}

async function readText(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (let read = await reader?.read(); read?.value !== undefined; read = await reader?.read()) {
    length += read.value.length;
    if (length > maximumBytes) {
      await reader?.cancel();
      throw new Error(`it is larger than ${maximumBytes / 1024 / 1024} MiB`);
    }
    chunks.push(read.value);
  }
  return new TextDecoder().decode(joinBytes(chunks));
}
