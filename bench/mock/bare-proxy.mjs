// The minimum cost of a proxy: Node's own server and client, and a pipe in each direction.

import { Agent, createServer, request } from 'node:http';

const [, , target, port] = process.argv;
const { hostname, port: upstream } = new URL(target);
const agent = new Agent({ keepAlive: true });
createServer((incoming, outgoing) => {
  const { method, url: path, headers } = incoming;
  const asking = request({ agent, hostname, port: upstream, method, path, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode, answer.headers);
    answer.pipe(outgoing);
  });
  incoming.pipe(asking);
}).listen(Number(port), '127.0.0.1');
