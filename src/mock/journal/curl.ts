import { curlOf } from '../../example/curl.ts';
import type { HttpHeaders } from '../../http/exchange.ts';
import type { ShownEntry } from './shown.ts';

/** Fields that curl adds itself, or that belong to one connection. */
const ownFields = new Set([
  ...['host', 'content-length', 'connection', 'keep-alive', 'transfer-encoding', 'expect'],
  // The shown body is already decoded.
  ...['accept-encoding', 'content-encoding'],
]);

/** The request of an entry as a curl command, without secrets; a long body is cut. */
export function curlOfEntry({ request }: ShownEntry, origin: string): string {
  const { method, target } = request;
  const fields = Object.entries(request.headers).filter(
    ([name]) => !ownFields.has(name) && !name.startsWith('sec-'),
  );
  const body =
    'body' in request
      ? new TextEncoder().encode(request.body)
      : new Uint8Array(Buffer.from(request.bodyBase64, 'base64'));
  const headers = Object.fromEntries(fields) as HttpHeaders;
  // A request that the mock itself sent has a whole URL.
  return curlOf({ method, target, headers, body }, target.startsWith('/') ? origin : '');
}
