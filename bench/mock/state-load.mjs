// Sends GET, or POST with a body that differs each time, over some connections for some seconds, one request at
// a time on each, and prints what came back as JSON. A process of its own, as `load.mjs`:
// node state-load.mjs <port> <method> <path> <seconds> <connections>

import { askAgain } from './connection.mjs';

const [port, method, path, seconds, connections] = process.argv.slice(2);
let sent = 0;
let answers = 0;
let stopped = false;
let measuring = false;
const statuses = {};

function next() {
  if (stopped) return undefined;
  sent += 1;
  const body =
    method === 'POST' ? JSON.stringify({ name: `n${sent}`, group: `g${sent % 10}` }) : '';
  const fields =
    body === '' ? '' : `content-type: application/json\r\ncontent-length: ${body.length}\r\n`;
  return `${method} ${path} HTTP/1.1\r\nhost: localhost\r\n${fields}\r\n${body}`;
}

function note(status) {
  if (!measuring) return;
  answers += 1;
  statuses[status] = (statuses[status] ?? 0) + 1;
}

for (let index = 0; index < Number(connections); index += 1) void askAgain(port, next, note);

// The first third only warms up.
await pause(Number(seconds) / 3);
measuring = true;
const start = performance.now();
await pause((Number(seconds) * 2) / 3);
const elapsed = performance.now() - start;
stopped = true;
process.stdout.write(JSON.stringify({ perSecond: (answers / elapsed) * 1000, sent, statuses }));
process.exit();

function pause(length) {
  return new Promise((resolve) => setTimeout(resolve, length * 1000));
}
