// The minimum cost of an answer: Node's own server, JSON.parse, a fixed reply.

import { createServer } from 'node:http';
import { answer } from '../exchange.mjs';

const reply = Buffer.from(JSON.stringify(answer));
const headers = { 'content-type': 'application/json', 'content-length': String(reply.length) };
// A proxy may wait for its turn to be measured; its connections stay open until then.
createServer({ keepAliveTimeout: 600_000 }, (incoming, outgoing) => {
  const chunks = [];
  incoming.on('data', (chunk) => chunks.push(chunk));
  incoming.on('end', () => {
    const text = Buffer.concat(chunks).toString();
    if (text !== '') JSON.parse(text);
    outgoing.writeHead(201, headers);
    outgoing.end(reply);
  });
}).listen(Number(process.argv[3]), '127.0.0.1');
