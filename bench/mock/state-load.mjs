// Sends GET requests, or POST requests with a different body each, over some connections, one at a
// time on each, for some seconds or until a number is sent. Prints the results as JSON. `{1-9}` in
// the path stands for one number after the other. A separate process like `load.mjs`: node
// state-load.mjs <port> <method> <path> <seconds> <requests> <connections>

import { askAgain } from './connection.mjs';

const [port, method, path, seconds, requests, connections] = process.argv.slice(2);
let sent = 0;
let answers = 0;
const statuses = {};
const start = performance.now();
const until = start + Number(seconds) * 1000;

function next() {
  if (sent === Number(requests) || performance.now() > until) return undefined;
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
  answers += 1;
  statuses[status] = (statuses[status] ?? 0) + 1;
}

const cpuBefore = process.cpuUsage();
try {
  await Promise.all(Array.from({ length: Number(connections) }, () => askAgain(port, next, note)));
  const elapsed = performance.now() - start;
  const sender = process.cpuUsage(cpuBefore);
  print({
    perSecond: (answers / elapsed) * 1000,
    answers,
    statuses,
    // Above 90 % of a processor, the sender would limit the result.
    senderLoad: (sender.user + sender.system) / elapsed / 1000,
  });
} catch (error) {
  print({ failure: error.message });
}
process.exit();

function print(result) {
  process.stdout.write(JSON.stringify(result));
}
