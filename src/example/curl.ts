import type { HttpRequest } from '../http/exchange.ts';

/**
 * A request as a command for a POSIX shell. Each of the `placeholders` is replaced by its shell
 * expression: `$TOKEN`.
 */
export function curlOf(
  request: HttpRequest,
  origin: string,
  placeholders: ReadonlyMap<string, string> = new Map(),
): string {
  const quote = (text: string) => quoteWith(text, placeholders);
  const { headers, body } = request;
  const parts = curlHead(request, origin, quote);
  // Otherwise curl would send the media type of a form.
  if (body.length > 0 && headers['content-type'] === undefined) parts.push("-H 'Content-Type:'");
  if (body.length === 0) return parts.join(' ');
  const spaces = body.length - endOfText(body);
  if (spaces < manySpaces) return [...parts, `--data-raw ${quoteBytes(body, quote)}`].join(' ');
  const text = quoteBytes(body.subarray(0, -spaces), quote);
  return `printf '%s%${spaces}s' ${text} '' | ${[...parts, '--data-binary @-'].join(' ')}`;
}

/** From this number on, spaces at the end of a body are written as a number. */
const manySpaces = 1000;

function endOfText(body: Uint8Array): number {
  let end = body.length;
  while (end > 0 && body[end - 1] === 0x20) end -= 1;
  return end;
}

/** The command without the body: the method and the URL, then an option for each header field. */
export function curlHead(
  { method, target, headers, body }: HttpRequest,
  origin: string,
  quote: (text: string) => string,
): string[] {
  const words = ['curl'];
  // Without -g, brackets and braces are patterns to curl.
  if (/[[\]{}]/.test(target)) words.push('-g');
  if (method === 'HEAD') words.push('-I');
  else if (method !== 'GET' || body.length > 0) words.push(`-X ${method}`);
  words.push(quote(origin + target));
  const fields = Object.entries(headers).map(
    ([name, value]) => `-H ${quote(`${capitalise(name)}: ${value}`)}`,
  );
  return [words.join(' '), ...fields];
}

function capitalise(name: string): string {
  return name.replace(/(^|-)[a-z]/g, (letters) => letters.toUpperCase());
}

function quoteWith(text: string, placeholders: ReadonlyMap<string, string>): string {
  const found = [...placeholders].filter(([placeholder]) => text.includes(placeholder));
  if (found.length === 0) return `'${text.replaceAll("'", "'\\''")}'`;
  const escaped = text.replace(/["$`\\]/g, '\\$&');
  const filled = found.reduce((now, [from, to]) => now.replaceAll(from, () => to), escaped);
  return `"${filled}"`;
}

/** Text between quotes; anything else with the escapes of `$'…'`. */
function quoteBytes(bytes: Uint8Array, quote: (text: string) => string): string {
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
