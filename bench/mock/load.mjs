// Sends POST requests over some connections for some seconds, one at a time on each and no two with
// the same body. Prints the results as JSON. A separate process, so that the sender does not slow
// down the server: node load.mjs <port> <prefix> <seconds> <connections>

import { body, exchange } from '../exchange.mjs';
import { askAgain } from './connection.mjs';

const [port, prefix, seconds, connections] = process.argv.slice(2);
const { target, headers } = exchange.request;
const number = '0000000000';
const text = JSON.stringify({ ...body, externalId: `crm-${number}` });
const cut = text.indexOf(number);
const fields = Object.entries({ ...headers, 'content-length': String(Buffer.byteLength(text)) });
const lines = fields.map(([name, value]) => `${name}: ${value}\r\n`).join('');
const before = `POST ${prefix}${target} HTTP/1.1\r\n${lines}\r\n${text.slice(0, cut)}`;
const after = text.slice(cut + number.length);

let sent = 0;
let stopped = false;
let latencies = [];
const statuses = {};

function next() {
  if (stopped) return undefined;
  sent += 1;
  return before + String(sent).padStart(number.length, '0') + after;
}

function note(status, milliseconds) {
  statuses[status] = (statuses[status] ?? 0) + 1;
  latencies.push(milliseconds);
}

const all = Array.from({ length: Number(connections) }, () => askAgain(port, next, note));
const share = Number(seconds) / 2;
await pause(share);
// The first half only warms up.
latencies = [];
const start = performance.now();
const cpuBefore = process.cpuUsage();
await pause(Number(seconds) - share);
const elapsed = performance.now() - start;
const sender = process.cpuUsage(cpuBefore);
const measured = latencies;
stopped = true;
await Promise.race([Promise.all(all), pause(5)]);
measured.sort((a, b) => a - b);
process.stdout.write(
  JSON.stringify({
    perSecond: (measured.length / elapsed) * 1000,
    p50: measured[Math.floor(measured.length * 0.5)],
    p99: measured[Math.floor(measured.length * 0.99)],
    statuses,
    answers: Object.values(statuses).reduce((sum, count) => sum + count, 0),
    // Above 90 % of a processor, the sender would limit the result.
    senderLoad: (sender.user + sender.system) / elapsed / 1000,
  }),
);
process.exit();

function pause(length) {
  return new Promise((resolve) => setTimeout(resolve, length * 1000));
}
