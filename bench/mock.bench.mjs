// The cost of a mock, compared with other mocks: requests a second, time to the first answer,
// memory. `npm run bench -- mock --short` takes about a minute. Where the system shows it, the
// goals count processor time for each request: other programs disturb it less than the clock.

import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { body, exchange } from './exchange.mjs';
import { print, ratio, whole } from './measure.mjs';
import { alone, among, entangled } from './mock/documents.mjs';
import { load, start } from './mock/servers.mjs';

const short = process.argv.includes('--short');
const seconds = short ? 4 : 8;
const rounds = short ? 1 : 3;
const folder = mkdtempSync(path.join(tmpdir(), 'specwright-bench-'));
const documents = { alone, among, entangled };
const file = (name) => path.join(folder, `${name}.json`);
for (const [name, document] of Object.entries(documents)) {
  writeFileSync(file(name), JSON.stringify(document));
}
/** The contestants of the short form. */
const quick = [
  ...['specwright', 'specwright --dynamic', 'Prism CLI', 'Prism CLI --dynamic'],
  ...['openapi-backend', 'node:http and JSON.parse'],
];
const ours = ['maiascore', 'kaiten', 'patascore', 'khoros'].map((name) =>
  fileURLToPath(new URL(`../specs/${name}/openapi.yaml`, import.meta.url)),
);
const { method, target, headers: sent } = exchange.request;
const { host: _, 'content-length': __, ...headers } = sent;
const post = { method, path: target, headers, body: JSON.stringify(body) };

try {
  await compareThroughput();
  await compareStart();
} finally {
  rmSync(folder, { recursive: true });
}

/** The best of some rounds, in which the servers take turns. */
async function compareThroughput() {
  const contestants = [
    ['specwright', 'alone'],
    ['specwright', 'among'],
    ['specwright --workers 2', 'alone'],
    ['Prism CLI', 'alone'],
    ['Prism CLI, silent', 'alone'],
    ['Prism CLI', 'among'],
    ['specwright --dynamic', 'alone'],
    ['Prism CLI --dynamic', 'alone'],
    ['Prism CLI --dynamic, silent', 'alone'],
    ['openapi-backend', 'alone'],
    ['@scalar/mock-server', 'alone'],
    ['Mockoon CLI (validates nothing)', 'alone'],
    ['node:http and JSON.parse', 'alone'],
  ].filter(([name]) => !short || quick.includes(name));
  const best = new Map();
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, document] of contestants) {
      const key = `${name}${document === 'among' ? ', 1,000 operations' : ''}`;
      const measured = await throughput(name, document);
      if (!(best.get(key)?.perSecond > measured.perSecond)) best.set(key, measured);
    }
  }
  print('mock: POST with thirty fields, validated, each with another body; 16 connections', [
    ['', 'per second', 'CPU µs each', 'p50 ms', 'p99 ms', 'status', 'peak MB', 'sender busy'],
    ...[...best].map(([name, measured]) => [
      name,
      whole(measured.perSecond),
      // Workers are separate processes, which are not counted.
      name.includes('--workers') ? '-' : measured.microseconds.toFixed(0),
      measured.p50?.toFixed(2) ?? '-',
      measured.p99?.toFixed(2) ?? '-',
      Object.keys(measured.statuses).join(' '),
      measured.megabytes.toFixed(0),
      `${((measured.senderLoad ?? Number.NaN) * 100).toFixed(0)} %`,
    ]),
  ]);
  const [own, prism] = [best.get('specwright'), best.get('Prism CLI')];
  const ratios = (a, b) => [a && b ? a.perSecond / b.perSecond : Number.NaN, timesAsFast(a, b)];
  goals('throughput and latency', [
    ['Prism CLI', ...ratios(own, prism), 10],
    ['openapi-backend', ...ratios(own, best.get('openapi-backend')), 1],
    ['@scalar/mock-server', ...ratios(own, best.get('@scalar/mock-server')), 1],
    ['Mockoon CLI', ...ratios(own, best.get('Mockoon CLI (validates nothing)')), 1],
    ['bare node:http', ...ratios(own, best.get('node:http and JSON.parse')), 0.5],
    [
      'a thousand operations beside one',
      ...ratios(best.get('specwright, 1,000 operations'), own),
      0.9,
    ],
    [
      'dynamic, beside Prism',
      ...ratios(best.get('specwright --dynamic'), best.get('Prism CLI --dynamic')),
      3,
    ],
    [
      'dynamic, beside Prism silent',
      ...ratios(best.get('specwright --dynamic'), best.get('Prism CLI --dynamic, silent')),
      3,
    ],
    ['p99, beside Prism', prism.p99 / own.p99, Number.NaN, 2],
  ]);
}

/** By processor time for each request. */
function timesAsFast(own, other) {
  return own && other ? other.microseconds / own.microseconds : Number.NaN;
}

/** Ratios by the clock and by processor time, each with its minimum. */
function goals(heading, rows) {
  const measured = rows.filter(([, clock]) => !Number.isNaN(clock));
  print(`mock: ${heading}, in times`, [
    ['', 'by the clock', 'by CPU', 'goal', ''],
    ...measured.map(([name, clock, cpu, least]) => [
      name,
      ratio(clock),
      Number.isNaN(cpu) ? '-' : ratio(cpu),
      `≥ ${least}`,
      (Number.isNaN(cpu) ? clock : cpu) >= least ? 'met' : 'missed',
    ]),
  ]);
}

async function throughput(name, document) {
  let server;
  try {
    server = await start(name, [file(document)], post);
    // The background work after the start counts there and not here. The same is true for the time
    // until all code is compiled.
    await quiet(server);
    await load(server.port, { seconds: 2 });
    const before = server.cpu();
    const measured = await load(server.port, { seconds });
    const microseconds = ((server.cpu() - before) / measured.answers) * 1e6;
    return { ...measured, microseconds, megabytes: server.memory() };
  } catch (error) {
    process.stderr.write(`bench: ${name}: ${error.message}\n`);
    return {
      perSecond: Number.NaN,
      microseconds: Number.NaN,
      statuses: {},
      megabytes: Number.NaN,
    };
  } finally {
    await server?.stop();
  }
}

/** Waits until a server is idle, for ten seconds at most. */
async function quiet(server) {
  for (let round = 0, before = Number.NaN; round < 20 && before !== server.cpu(); round += 1) {
    before = server.cpu();
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** The time from the command to the first answer, and the peak memory until then. */
async function compareStart() {
  const get = (path) => ({ method: 'GET', path });
  const customer = {
    method: 'POST',
    path: '/kaiten/customers',
    headers: { 'content-type': 'application/json' },
    body: '{"name":"A"}',
  };
  const shared = (name) => fileURLToPath(new URL(`../../shared/corpus/${name}`, import.meta.url));
  const large = [
    ['discord-3.1.json', get('/gateway')],
    ['openai.yaml', { ...get('/models'), headers: { authorization: 'Bearer t' } }],
  ].filter(([name]) => existsSync(shared(name)));
  const isLong = (title) => /Prism CLI, (400|discord|openai)/.test(title);
  const cases = [
    ['specwright, four APIs', 'specwright', ours, customer],
    ['Prism CLI, one API', 'Prism CLI', [ours[1]], { ...customer, path: '/customers' }],
    ['specwright, 1,000 operations', 'specwright', [file('among')], post],
    ['Prism CLI, 1,000 operations', 'Prism CLI', [file('among')], post],
    ['specwright, 400 entangled', 'specwright', [file('entangled')], get('/nodes7')],
    ['Prism CLI, 400 entangled', 'Prism CLI', [file('entangled')], get('/nodes7')],
    ...large.flatMap(([name, first]) => [
      [`specwright, ${name}`, 'specwright', [shared(name)], first],
      [`Prism CLI, ${name}`, 'Prism CLI', [shared(name)], first],
    ]),
  ].filter(([title]) => !short || !isLong(title));
  const rows = [['', 'ms to the first answer', 'CPU ms', 'status', 'peak MB']];
  const best = new Map();
  for (const [title, name, files, first] of cases) {
    const runs = [];
    for (let round = 0; round < (short || isLong(title) ? 1 : 5); round += 1) {
      try {
        const server = await start(name, files, first);
        const cpu = server.cpu() * 1000;
        // Background work counts as well.
        await new Promise((resolve) => setTimeout(resolve, 2_000));
        runs.push({ ...server, cpu, megabytes: server.memory() });
        await server.stop();
      } catch (error) {
        process.stderr.write(`bench: ${error.message}\n`);
      }
    }
    const [fastest] = runs.sort((a, b) => a.milliseconds - b.milliseconds);
    best.set(title, fastest);
    rows.push([
      title,
      fastest?.milliseconds.toFixed(0) ?? 'none in two minutes',
      fastest?.cpu.toFixed(0) ?? '-',
      String(fastest?.status ?? '-'),
      fastest?.megabytes.toFixed(0) ?? '-',
    ]);
  }
  print('mock: from the command to the first answer, and the most memory so far', rows);
  const beside = (what, prisms, least) => {
    const [own, prism] = [best.get(`specwright, ${what}`), best.get(`Prism CLI, ${prisms}`)];
    const times = (key) => (own && prism ? prism[key] / own[key] : Number.NaN);
    return [`${what}, beside Prism`, times('milliseconds'), times('cpu'), least];
  };
  const [four, one] = [best.get('specwright, four APIs'), best.get('Prism CLI, one API')];
  goals('start and memory', [
    beside('four APIs', 'one API', 2),
    beside('1,000 operations', '1,000 operations', 10),
    ...['400 entangled', 'discord-3.1.json', 'openai.yaml'].map((name) => beside(name, name, 10)),
    ['memory of four APIs, beside Prism', one.megabytes / four.megabytes, Number.NaN, 1],
  ]);
}
