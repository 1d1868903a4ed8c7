// The minimum cost of state: Node's own server with a Map of records. It judges nothing.

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const [file, port] = process.argv.slice(2);
const { things } = JSON.parse(readFileSync(file, 'utf8'));
const records = new Map(things.map((record) => [record.id, record]));
let last = things.length;

createServer((incoming, outgoing) => {
  const send = (status, value) => {
    const text = JSON.stringify(value);
    const length = String(Buffer.byteLength(text));
    outgoing.writeHead(status, { 'content-type': 'application/json', 'content-length': length });
    outgoing.end(text);
  };
  const { pathname, searchParams } = new URL(incoming.url, 'http://localhost');
  if (incoming.method === 'POST') {
    const chunks = [];
    incoming.on('data', (chunk) => chunks.push(chunk));
    incoming.on('end', () => {
      last += 1;
      const record = { id: last, ...JSON.parse(Buffer.concat(chunks).toString()) };
      records.set(record.id, record);
      send(201, record);
    });
  } else if (pathname === '/things') {
    const [page, limit] = ['_page', '_limit'].map((name) => Number(searchParams.get(name)));
    const group = searchParams.get('group');
    const found = [...records.values()].filter((record) => record.group === group);
    send(200, found.slice((page - 1) * limit, page * limit));
  } else {
    const record = records.get(Number(pathname.slice('/things/'.length)));
    send(record === undefined ? 404 : 200, record ?? {});
  }
}).listen(Number(port), '127.0.0.1');
