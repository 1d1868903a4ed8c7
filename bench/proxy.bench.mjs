// The cost of a judging proxy in front of a provider, compared with a plain proxy and with Prism's.
// `npm run bench -- proxy` takes about five minutes, with --short about two.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { body, exchange } from './exchange.mjs';
import { print, ratio, whole } from './measure.mjs';
import { alone } from './mock/documents.mjs';
import { load, start } from './mock/servers.mjs';

const short = process.argv.includes('--short');
// All proxies run all the time and are measured in turns, so that a busy moment hits each of them.
const seconds = short ? 1 : 3;
const rounds = short ? 5 : 9;
/** Programs become faster during their first requests; a slow one gets less of them. */
const warm = short ? { requests: 10_000, seconds: 15 } : { requests: 30_000, seconds: 60 };
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
const proxies = new Map();
try {
  for (const name of names) {
    const files = [`http://127.0.0.1:${provider.port}`, document];
    const proxy = await start(name, files, post);
    proxies.set(name, proxy);
    const until = performance.now() + warm.seconds * 1000;
    for (let sent = 0; sent < warm.requests && performance.now() < until; ) {
      sent += (await load(proxy.port, { seconds: 4 })).answers;
    }
  }
  const measured = new Map(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) measured.get(name).push(await throughput(proxies.get(name)));
  }
  report(measured);
} finally {
  for (const proxy of proxies.values()) await proxy.stop();
  await provider.stop();
  rmSync(folder, { recursive: true });
}

async function throughput(proxy) {
  const before = proxy.cpu();
  const measured = await load(proxy.port, { seconds });
  const microseconds = ((proxy.cpu() - before) / measured.answers) * 1e6;
  return { ...measured, microseconds, megabytes: proxy.memory() };
}

function median(all) {
  return [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)];
}

function report(measured) {
  print('proxy: POST with thirty fields and its answer; 16 connections; medians of the rounds', [
    ['', 'per second', 'CPU µs each', 'p50 ms', 'p99 ms', 'status', 'peak MB'],
    ...[...measured].map(([name, all]) => {
      const of = (key) => median(all.map((one) => one[key]));
      return [
        ...[name, whole(of('perSecond')), of('microseconds').toFixed(0)],
        ...[of('p50').toFixed(2), of('p99').toFixed(2)],
        ...[Object.keys(all.at(-1).statuses).join(' '), of('megabytes').toFixed(0)],
      ];
    }),
  ]);
  const comparisons = [
    ['specwright proxy', 'proxy of node:http', 0.5],
    ['specwright proxy', 'Prism proxy', 5],
    ['specwright proxy --on-violation block', 'proxy of node:http', 0.5],
  ];
  print('proxy: one beside another, in times; medians of the rounds', [
    ['', '', 'by the clock', 'by CPU', 'goal'],
    ...comparisons.map(([name, besides, goal]) => {
      const [own, other] = [name, besides].map((one) => measured.get(one));
      const clock = median(own.map(({ perSecond }, at) => perSecond / other[at].perSecond));
      const cpu = median(own.map(({ microseconds }, at) => other[at].microseconds / microseconds));
      return [name, besides, ratio(clock), ratio(cpu), `≥ ${goal}`];
    }),
  ]);
}
