import { curlHead } from './curl.ts';
import { type Payload, type PayloadPart, payloadOf } from './payload.ts';
import type { RequestExample } from './request.ts';

/** An example as a shell command for readers: one option on each line. */
export function curlSnippet(example: RequestExample, origin: string): string {
  const { request } = example;
  const payload = payloadOf(example);
  // Only curl knows the boundary between the parts.
  const { 'content-type': contentType, ...others } = request.headers;
  const headers = payload.kind === 'multipart' ? others : request.headers;
  const head = curlHead({ ...request, headers }, origin, quote);
  return [...head, ...dataOf(payload)].join(' \\\n  ');
}

function dataOf(payload: Payload): string[] {
  switch (payload.kind) {
    case 'none':
      return [];
    case 'json':
      return [`--data-raw ${quote(JSON.stringify(payload.value, null, 2))}`];
    case 'form':
    case 'text':
      return [`--data-raw ${quote(payload.text)}`];
    case 'multipart':
      return payload.parts.map(formOption);
    case 'file':
      return ["--data-binary '@file'"];
  }
}

function formOption({ name, contentType, text }: PayloadPart): string {
  const type = contentType === undefined ? '' : `;type=${contentType}`;
  if (text === undefined) return `-F ${quote(`${name}=@file${type}`)}`;
  if (contentType === undefined) return `--form-string ${quote(`${name}=${text}`)}`;
  return `-F ${quote(`${name}="${text.replace(/["\\]/g, '\\$&')}"${type}`)}`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
