// The cost of a judging proxy in front of a provider, compared with a plain proxy and with Prism's.
// `npm run bench -- proxy` takes about two minutes, with --short about one.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { body, exchange } from './exchange.mjs';
import { print, ratio, whole } from './measure.mjs';
import { alone } from './mock/documents.mjs';
import { load, start } from './mock/servers.mjs';

const short = process.argv.includes('--short');
const seconds = short ? 4 : 8;
const rounds = short ? 1 : 3;
const folder = mkdtempSync(path.join(tmpdir(), 'specwright-bench-'));
const document = path.join(folder, 'alone.json');
writeFileSync(document, JSON.stringify(alone));
const { method, target, headers: sent } = exchange.request;
const { host: _, 'content-length': __, ...headers } = sent;
const post = { method, path: target, headers, body: JSON.stringify(body) };
const names = [
  'proxy of node:http',
  'specwright proxy',
  'specwright proxy --on-violation block',
  'Prism proxy',
];

const provider = await start('node:http and JSON.parse', [document], post);
try {
  const best = new Map();
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) {
      const measured = await throughput(name);
      if (!(best.get(name)?.perSecond > measured.perSecond)) best.set(name, measured);
    }
  }
  report(best);
} finally {
  await provider.stop();
  rmSync(folder, { recursive: true });
}

async function throughput(name) {
  const server = await start(name, [`http://127.0.0.1:${provider.port}`, document], post);
  try {
    await load(server.port, { seconds: 2 });
    const before = server.cpu();
    const measured = await load(server.port, { seconds });
    const microseconds = ((server.cpu() - before) / measured.answers) * 1e6;
    return { ...measured, microseconds, megabytes: server.memory() };
  } finally {
    await server.stop();
  }
}

function report(best) {
  print('proxy: POST with thirty fields and its answer; 16 connections', [
    ['', 'per second', 'CPU µs each', 'p50 ms', 'p99 ms', 'status', 'peak MB'],
    ...[...best].map(([name, measured]) => [
      name,
      whole(measured.perSecond),
      measured.microseconds.toFixed(0),
      measured.p50?.toFixed(2) ?? '-',
      measured.p99?.toFixed(2) ?? '-',
      Object.keys(measured.statuses).join(' '),
      measured.megabytes.toFixed(0),
    ]),
  ]);
  const own = best.get('specwright proxy');
  print('proxy: specwright beside others, in times', [
    ['', 'by the clock', 'by CPU', 'goal'],
    ...[
      ['proxy of node:http', 0.5],
      ['Prism proxy', 5],
    ].map(([name, goal]) => {
      const other = best.get(name);
      return [
        name,
        ratio(own.perSecond / other.perSecond),
        ratio(other.microseconds / own.microseconds),
        `≥ ${goal}`,
      ];
    }),
  ]);
}
