import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { joinBytes } from '../body/bytes.ts';
import { parseUrl } from '../http/url.ts';
import { documentText } from '../json/encoding.ts';
import { type AllowRemote, allows } from './allow.ts';

const timeout = 30_000;
const maximumBytes = 64 * 1024 * 1024;
const maximumRedirects = 5;

/**
 * The text of a `file:` or http(s) URI. Servers get 30 seconds and may send 64 MiB; they may
 * redirect within their origin, to HTTPS, and to allowed origins. `fields` go only to the origin of
 * the URI, because they may hold a secret.
 * @throws {Error} if it cannot be read, with the reason.
 */
export async function readUri(
  uri: string,
  allow: AllowRemote = false,
  fields: Readonly<Record<string, string>> = {},
): Promise<string> {
  return documentText(await readBytes(uri, allow, fields));
}

/** Reads a document as bytes. */
export async function readBytes(
  uri: string,
  allow: AllowRemote = false,
  fields: Readonly<Record<string, string>> = {},
): Promise<Uint8Array> {
  if (uri.startsWith('file:')) return readFile(fileURLToPath(uri));
  const signal = AbortSignal.timeout(timeout);
  let url = new URL(uri);
  const { origin } = url;
  for (let redirects = 0; redirects <= maximumRedirects; redirects += 1) {
    const headers = url.origin === origin ? fields : {};
    const response = await fetch(url, { signal, headers, redirect: 'manual' });
    const location = response.headers.get('location');
    if (response.status < 300 || response.status >= 400 || location === null) {
      if (!response.ok) throw new Error(`the server answered ${response.status}`);
      return bytesOf(response);
    }
    await response.body?.cancel();
    url = redirected(location, url, allow);
  }
  throw new Error(`it redirects more than ${maximumRedirects} times`);
}

function redirected(location: string, from: URL, allow: AllowRemote): URL {
  const to = parseUrl(location, from);
  if (to === undefined) throw new Error(`it redirects to "${location}", no URL`);
  const isHttp = /^https?:$/.test(to.protocol);
  const isUpgrade = to.protocol === 'https:' && to.hostname === from.hostname;
  const isDowngrade = to.protocol === 'http:' && from.protocol === 'https:';
  const isFine = to.origin === from.origin || isUpgrade || allows(allow, to);
  if (isHttp && isFine && !isDowngrade) return to;
  throw new Error(`it redirects to "${to.href}", which you did not ask for`);
}

async function bytesOf(response: Response): Promise<Uint8Array> {
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
  return joinBytes(chunks);
}
