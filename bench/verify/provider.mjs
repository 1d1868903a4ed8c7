// A provider that answers at once from a file of answers, by method, target and content.

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

/** The key of an answer. A recorded request without `Accept` was sent with that of curl. */
export function keyOf(method, target, headers, body) {
  const { accept = '*/*', authorization = '', 'content-type': type = '' } = headers;
  return [method, target, accept, authorization, type, body].join('\n');
}

if (process.send !== undefined) {
  const answers = new Map(JSON.parse(readFileSync(process.argv[2], 'utf8')));
  const server = createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('latin1');
      const [status, headers, content] = answers.get(
        keyOf(request.method, request.url, request.headers, body),
      ) ?? [501, {}, ''];
      response.writeHead(status, headers).end(Buffer.from(content, 'latin1'));
    });
  });
  server.listen(0, '127.0.0.1', () => process.send(server.address().port));
}
