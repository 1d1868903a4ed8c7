// What it costs to have a mock: requests a second, the time to the first answer, memory; beside the
// mocks that people use otherwise. `npm run bench -- mock --short` takes less than a minute.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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
/** Those that the short form asks. */
const quick = ['specwright', 'Prism CLI', 'openapi-backend', 'node:http and JSON.parse'];
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
    ['Prism CLI', 'alone'],
    ['Prism CLI', 'among'],
    ['specwright --dynamic', 'alone'],
    ['Prism CLI --dynamic', 'alone'],
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
  const own = best.get('specwright').perSecond;
  print('mock: POST with thirty fields, validated, each with another body; 16 connections', [
    ['', 'per second', 'specwright is', 'p50 ms', 'p99 ms', 'status', 'peak MB'],
    ...[...best].map(([name, { perSecond, p50, p99, statuses, megabytes }]) => [
      name,
      whole(perSecond),
      ratio(own / perSecond),
      p50?.toFixed(2) ?? '-',
      p99?.toFixed(2) ?? '-',
      Object.keys(statuses).join(' '),
      megabytes.toFixed(0),
    ]),
  ]);
  const [mocked, imitated] = ['specwright --dynamic', 'Prism CLI --dynamic'].map(
    (name) => best.get(name)?.perSecond,
  );
  if (mocked && imitated) {
    process.stdout.write(`\nmade-up answers: specwright is ${ratio(mocked / imitated)} of Prism\n`);
  }
}

async function throughput(name, document) {
  let server;
  try {
    server = await start(name, [file(document)], post);
    const measured = await load(server.port, { seconds });
    return { ...measured, megabytes: server.memory() };
  } catch (error) {
    process.stderr.write(`bench: ${name}: ${error.message}\n`);
    return { perSecond: Number.NaN, statuses: {}, megabytes: Number.NaN };
  } finally {
    await server?.stop();
  }
}

/** From the command to the first answer, and the most memory until then. */
async function compareStart() {
  const get = (path) => ({ method: 'GET', path });
  const customer = {
    method: 'POST',
    path: '/kaiten/customers',
    headers: { 'content-type': 'application/json' },
    body: '{"name":"A"}',
  };
  const cases = [
    ['specwright, four APIs', 'specwright', ours, customer],
    ['Prism CLI, one API', 'Prism CLI', [ours[1]], { ...customer, path: '/customers' }],
    ['specwright, 1,000 operations', 'specwright', [file('among')], post],
    ['Prism CLI, 1,000 operations', 'Prism CLI', [file('among')], post],
    ['specwright, 400 entangled', 'specwright', [file('entangled')], get('/nodes7')],
    ...(short
      ? []
      : [['Prism CLI, 400 entangled', 'Prism CLI', [file('entangled')], get('/nodes7')]]),
  ];
  const rows = [['', 'ms to the first answer', 'status', 'peak MB']];
  for (const [title, name, files, first] of cases) {
    const runs = [];
    const isSlow = title === 'Prism CLI, 400 entangled';
    for (let round = 0; round < (short || isSlow ? 1 : 5); round += 1) {
      try {
        const server = await start(name, files, first);
        // What goes on in the background counts as well.
        await new Promise((resolve) => setTimeout(resolve, 2_000));
        runs.push({ ...server, megabytes: server.memory() });
        await server.stop();
      } catch (error) {
        process.stderr.write(`bench: ${error.message}\n`);
      }
    }
    const [fastest] = runs.sort((a, b) => a.milliseconds - b.milliseconds);
    rows.push([
      title,
      fastest?.milliseconds.toFixed(0) ?? 'none in two minutes',
      String(fastest?.status ?? '-'),
      fastest?.megabytes.toFixed(0) ?? '-',
    ]);
  }
  print('mock: from the command to the first answer, and the most memory so far', rows);
}
