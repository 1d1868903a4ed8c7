import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Answer {
  readonly status: number;
  readonly type?: string;
  readonly body?: unknown;
}

/**
 * A small handwritten server for all four APIs, without contracts or codecs. It answers with the status that a request
 * prefers, and records its requests.
 */
export async function startServer() {
  const received: { readonly type: string; readonly uuid: string | undefined }[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('access-control-allow-headers', '*, authorization');
    response.setHeader('access-control-allow-methods', '*');
    if (request.method === 'OPTIONS') return void response.writeHead(204).end();
    if (request.url?.startsWith('/maiascore')) {
      const type = request.headers['content-type'] ?? '';
      received.push({ type, uuid: uuidOf(type, text) });
    }
    const { status, type, body } = answerTo(request);
    if (type !== undefined) response.setHeader('content-type', type);
    const content = typeof body === 'string' ? body : JSON.stringify(body);
    return void response.writeHead(status).end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    received,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

const json = 'application/json; charset=utf-8';

function answerTo({ url = '', headers }: IncomingMessage): Answer {
  const preferred = Number(/code=(\d+)/.exec(String(headers.prefer))?.[1] ?? 200);
  if (url.startsWith('/maiascore')) {
    const authorized = headers.authorization === 'Bearer TOKEN';
    return authorized
      ? { status: 200, type: json, body: { id: '7' } }
      : { status: 401, type: json, body: { code: 401, message: 'Who are you?' } };
  }
  if (url.startsWith('/kaiten')) {
    return preferred === 201
      ? { status: 201, type: json, body: { id: '7', name: 'A', slug: 'a' } }
      : {
          status: preferred,
          type: 'application/problem+json',
          body: { title: 'No', status: preferred },
        };
  }
  if (url.startsWith('/patascore')) {
    return headers.authentication === 'TOKEN'
      ? { status: 200, type: json, body: { data: { location: 132890 } } }
      : { status: 403 };
  }
  const wantsText = headers.accept === 'text/plain';
  if (headers['x-sf-initiative'] !== '1001' || preferred === 401) return { status: 401 };
  if (preferred === 201) return { status: 201, type: json, body: { customerId: '7' } };
  if (wantsText)
    return { status: preferred, type: 'text/plain', body: 'Two fields must be corrected' };
  const field = { name: 'one', error: 'wrong' };
  return {
    status: preferred,
    type: json,
    body: { fields: preferred === 400 ? field : [field, field] },
  };
}

/** The uuid of a body, as a server without Specwright would find it. */
function uuidOf(type: string, text: string): string | undefined {
  if (type.includes('json')) return (JSON.parse(text) as { uuid?: string }).uuid;
  if (type.includes('form')) return new URLSearchParams(text).get('uuid') ?? undefined;
  return /<item>.*<uuid>(.*)<\/uuid>/
    .exec(text)?.[1]
    ?.replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
