import type { HttpRequest } from '../http/exchange.ts';

/** A request as a command for a POSIX shell. */
export function curlOf(request: HttpRequest, origin: string): string {
  const { method, target, headers, body } = request;
  const parts = ['curl'];
  // Brackets and braces are patterns to curl, unless it is told otherwise.
  if (/[[\]{}]/.test(target)) parts.push('-g');
  if (method === 'HEAD') parts.push('-I');
  else if (method !== 'GET' || body.length > 0) parts.push(`-X ${method}`);
  parts.push(quote(origin + target));
  for (const [name, value] of Object.entries(headers)) {
    parts.push(`-H ${quote(`${capitalise(name)}: ${value}`)}`);
  }
  if (body.length > 0) parts.push(`--data-raw ${quoteBytes(body)}`);
  return parts.join(' ');
}

function capitalise(name: string): string {
  return name.replace(/(^|-)[a-z]/g, (letters) => letters.toUpperCase());
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Text between quotes; anything else with the escapes of `$'…'`. */
function quoteBytes(bytes: Uint8Array): string {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  if (!/\p{Cc}|\ufffd/u.test(text)) return quote(text);
  let escaped = '';
  for (const byte of bytes) {
    const character = String.fromCharCode(byte);
    escaped += /[ -&(-?A-[\]-~]/.test(character)
      ? character
      : `\\x${byte.toString(16).padStart(2, '0')}`;
  }
  return `$'${escaped}'`;
}
