// openapi-backend as a mock, as in its readme: validate, then answer with the described example.

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { OpenAPIBackend } from 'openapi-backend';

const [file, port] = process.argv.slice(2);
const api = new OpenAPIBackend({ definition: JSON.parse(readFileSync(file, 'utf8')), quick: true });
const send = (outgoing, status, value) => {
  const text = JSON.stringify(value);
  const length = String(Buffer.byteLength(text));
  outgoing.writeHead(status, { 'content-type': 'application/json', 'content-length': length });
  outgoing.end(text);
};
api.register({
  validationFail: ({ validation }, outgoing) => send(outgoing, 400, { errors: validation.errors }),
  notFound: (_, outgoing) => send(outgoing, 404, {}),
  unauthorizedHandler: (_, outgoing) => send(outgoing, 401, {}),
  notImplemented: ({ operation }, outgoing) => {
    const { status, mock } = api.mockResponseForOperation(operation.operationId);
    send(outgoing, status, mock);
  },
});
api.registerSecurityHandler('bearer', ({ request }) =>
  /^Bearer ./.test(request.headers.authorization ?? ''),
);
await api.init();
createServer((incoming, outgoing) => {
  const chunks = [];
  incoming.on('data', (chunk) => chunks.push(chunk));
  incoming.on('end', () => {
    const text = Buffer.concat(chunks).toString();
    const [path, query = ''] = incoming.url.split('?');
    const { method, headers } = incoming;
    const body = text === '' ? undefined : JSON.parse(text);
    void api.handleRequest({ method, path, query, headers, body }, outgoing);
  });
}).listen(Number(port), '127.0.0.1');
