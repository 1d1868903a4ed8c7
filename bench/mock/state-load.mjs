// Sends some GET requests, or POST requests with a different body each, over some connections, one
// at a time on each. Prints the results as JSON. `{1-9}` in the path stands for one number after
// the other. A separate process like `load.mjs`: node state-load.mjs <port> <method> <path>
// <requests> <connections>

import { askAgain } from './connection.mjs';

const [port, method, path, requests, connections] = process.argv.slice(2);
let sent = 0;
const statuses = {};

function next() {
  if (sent === Number(requests)) return undefined;
  sent += 1;
  const target = path.replace(/\{(\d+)-(\d+)\}/g, (_, first, last) =>
    String(Number(first) + (sent % (Number(last) - Number(first) + 1))),
  );
  const body =
    method === 'POST' ? JSON.stringify({ name: `n${sent}`, group: `g${sent % 10}` }) : '';
  const fields =
    body === '' ? '' : `content-type: application/json\r\ncontent-length: ${body.length}\r\n`;
  return `${method} ${target} HTTP/1.1\r\nhost: localhost\r\n${fields}\r\n${body}`;
}

function note(status) {
  statuses[status] = (statuses[status] ?? 0) + 1;
}

const start = performance.now();
await Promise.all(Array.from({ length: Number(connections) }, () => askAgain(port, next, note)));
const elapsed = performance.now() - start;
process.stdout.write(JSON.stringify({ perSecond: (sent / elapsed) * 1000, statuses }));
