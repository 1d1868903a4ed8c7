import { literal } from '../typescript/literal.ts';
import { type Payload, type PayloadPart, payloadOf } from './payload.ts';
import type { RequestExample } from './request.ts';

/** An example as a call of `fetch`, in JavaScript that runs in browsers and in Node. */
export function fetchSnippet(example: RequestExample, origin: string): string {
  const { method, target, headers } = example.request;
  const payload = payloadOf(example);
  // Only the platform knows the boundary between the parts.
  const isSent = (name: string) => payload.kind !== 'multipart' || name !== 'content-type';
  const sent = Object.entries(headers).filter(([name]) => isSent(name));
  const body = bodyText(payload);
  const members = [
    ...(method === 'GET' ? [] : [`method: ${literal(method)}`]),
    ...(sent.length === 0 ? [] : [`headers: ${literal(Object.fromEntries(sent), '  ', 9)}`]),
    ...(body === undefined ? [] : [`body: ${body}`]),
  ];
  const url = literal(origin + target);
  const init =
    members.length === 0 ? '' : `, {\n${members.map((text) => `  ${text},\n`).join('')}}`;
  return `${formText(payload)}const response = await fetch(${url}${init});`;
}

function bodyText(payload: Payload): string | undefined {
  switch (payload.kind) {
    case 'none':
      return undefined;
    case 'json':
      return `JSON.stringify(${literal(payload.value, '  ', 22)})`;
    case 'form':
      return `new URLSearchParams(${pairsText(payload.pairs)})`;
    case 'multipart':
      return 'form';
    case 'text':
      return textLiteral(payload.text);
    case 'file':
      return 'file';
  }
}

/** The query as an object, unless a name occurs twice. */
function pairsText(pairs: readonly (readonly [string, string])[]): string {
  const names = new Set(pairs.map(([name]) => name));
  return literal(names.size === pairs.length ? Object.fromEntries(pairs) : pairs, '  ', 26);
}

function formText(payload: Payload): string {
  if (payload.kind === 'file') return 'const file = new Blob([/* bytes */]);\n\n';
  if (payload.kind !== 'multipart') return '';
  const files = payload.parts.some(({ text }) => text === undefined);
  const file = files ? 'const file = new Blob([/* bytes */]);\n' : '';
  return `${file}const form = new FormData();\n${payload.parts.map(appendText).join('')}\n`;
}

function appendText({ name, contentType, text }: PayloadPart): string {
  const type = contentType === undefined ? '' : `, ${literal({ type: contentType })}`;
  const blob = `new Blob([${literal(text ?? '')}]${type})`;
  const value = text === undefined ? 'file' : contentType === undefined ? literal(text) : blob;
  return `form.append(${literal(name)}, ${value});\n`;
}

/** A text of several lines as a programmer writes it. */
function textLiteral(text: string): string {
  if (!text.includes('\n') || text.includes('\r')) return literal(text);
  return `\`${text.replace(/[`\\]|\$\{/g, '\\$&')}\``;
}
