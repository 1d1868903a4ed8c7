// The cost of state: creating and reading items, listing 1,000 with filters and pages, and the
// memory of 100,000. The others are json-server, Mockoon's CRUD routes and Scalar's mock server,
// with the same records and requests, and a Map behind node:http, which judges nothing. Scalar's
// mock server runs code of the contract in a sandbox for each request. Counterfact is missing,
// because it requires Node 22 and this runs on Node 20. `npm run bench -- state` takes about four
// minutes, with --short about two.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { print, ratio, whole } from './measure.mjs';
import { patience } from './mock/connection.mjs';
import { loadState, start } from './mock/servers.mjs';
import { contract, environmentOf, recordsOf, scalarOf } from './mock/state-documents.mjs';

const short = process.argv.includes('--short');
// All mocks run all the time and are measured in turns, so that a busy moment hits each of them.
const rounds = short ? 3 : 5;
const round = { seconds: 1, requests: Number.POSITIVE_INFINITY };
/** Programs become faster during their first requests; a slow one gets less of them. */
const warm = short ? { seconds: 2, requests: 10_000 } : { seconds: 3, requests: 30_000 };
const asked = [
  ['read', { method: 'GET', path: '/things/{1-1000}' }],
  ['list', { method: 'GET', path: '/things?group=g{0-9}&_page={1-3}&_limit=20' }],
  // The last one, because more records would make the other two slower.
  ['create', { method: 'POST', path: '/things' }],
];
/** The list in Mockoon's own terms, which has other names for pages and comparisons. */
const mockoonList = '/things?group_eq=g{0-9}&page={1-3}&limit=20';
const own = 'specwright --stateful';
const floor = 'node:http with a Map';
const names = [own, 'json-server', 'Mockoon CRUD', '@scalar/mock-server', floor];

const folder = mkdtempSync(path.join(tmpdir(), 'specwright-bench-'));
const mocks = new Map();
/** Why a mock has no figures. */
const failures = new Map();
const measured = new Map(names.map((name) => [name, { read: [], list: [], create: [] }]));
const memory = new Map();
try {
  const atFirst = new Map();
  for (const name of names) {
    await attempt(name, async () => {
      mocks.set(name, await startWith(name, 1000));
      await checkAnswers(name);
      atFirst.set(name, await mocks.get(name).heap());
    });
  }
  for (const [what, request] of asked) {
    for (const name of names) await attempt(name, () => ask(name, what, request, warm));
    for (let turn = 0; turn < rounds; turn += 1) {
      for (const name of names) {
        await attempt(name, async () => {
          measured.get(name)[what].push(await ask(name, what, request, round));
        });
      }
    }
  }
  for (const mock of mocks.values()) await mock.stop();
  for (const name of names) {
    await attempt(name, async () => memory.set(name, await memoryOf(name, atFirst.get(name))));
  }
} finally {
  for (const mock of mocks.values()) await mock.stop();
  rmSync(folder, { recursive: true });
}
report();

/** Does a step with a mock, unless it failed before. */
async function attempt(name, step) {
  if (failures.has(name)) return;
  try {
    await step();
  } catch (error) {
    failures.set(name, error.message);
    await mocks.get(name)?.stop();
  }
}

async function ask(name, what, request, extent) {
  const mock = mocks.get(name);
  const target = name === 'Mockoon CRUD' && what === 'list' ? mockoonList : request.path;
  const before = mock.cpu();
  const results = await loadState(name, mock, { ...request, path: target, ...extent });
  // Where other programs run, the clock is not reliable.
  return { ...results, microseconds: ((mock.cpu() - before) / results.answers) * 1e6 };
}

/** A mock that answers something else would have an easier task. */
async function checkAnswers(name) {
  const get = async (target) => {
    const url = `http://127.0.0.1:${mocks.get(name).port}${target}`;
    const answer = await fetch(url, { signal: AbortSignal.timeout(patience * 1000) });
    return answer.json();
  };
  const { id, name: shown } = await get('/things/7');
  if (id !== 7 || shown !== 'n6') throw new Error(`${name} gave another item than the asked one`);
  const list = name === 'Mockoon CRUD' ? mockoonList : asked[1][1].path;
  const page = await get(list.replace('{0-9}', '3').replace('{1-3}', '2'));
  if (page.length !== 20 || page[0].id !== 204) throw new Error(`${name} gave another page`);
}

/** The megabytes of 100,000 more items, after all garbage is collected. */
async function memoryOf(name, before) {
  const mock = await startWith(name, 101_000);
  try {
    return (await mock.heap()) - before;
  } finally {
    await mock.stop();
  }
}

/** Starts a mock with records, each in its own file format. */
function startWith(name, count) {
  const write = (file, value) => {
    const whole = path.join(folder, file);
    writeFileSync(whole, JSON.stringify(value));
    return whole;
  };
  const all = recordsOf(count);
  const scalar = name === '@scalar/mock-server';
  const files = [
    write(scalar ? 'scalar.json' : 'contract.json', scalar ? scalarOf(count) : contract),
    // json-server writes to the file of its records.
    write(`${names.indexOf(name)}.json`, { things: all }),
    write('environment.json', environmentOf(all)),
  ];
  return start(name, files, { method: 'GET', path: '/things/1' }, { heap: true, limit: patience });
}

function report() {
  const kinds = asked.map(([what]) => what);
  const of = (name, what, key) => median(measured.get(name)[what].map((one) => one[key]));
  const statuses = (name) =>
    kinds.map((what) =>
      [...new Set(measured.get(name)[what].flatMap((one) => Object.keys(one.statuses)))].join('+'),
    );
  print('state: requests a second to 1,000 items; 16 connections; medians of the rounds', [
    ['', ...kinds, 'statuses', 'MB for 100,000 items'],
    ...names.map((name) => [
      ...[name, ...kinds.map((what) => number(of(name, what, 'perSecond')))],
      ...[statuses(name).join(' '), number(memory.get(name))],
    ]),
  ]);
  print('state: microseconds of CPU for a request; medians of the rounds', [
    ['', ...kinds],
    ...names.map((name) => [name, ...kinds.map((what) => number(of(name, what, 'microseconds')))]),
  ]);
  const times = (other, what, key) => {
    const [a, b] = [own, other].map((name) => measured.get(name)[what]);
    const each = a.map((one, turn) =>
      key === 'perSecond' ? one[key] / b[turn]?.[key] : b[turn]?.[key] / one[key],
    );
    return factor(median(each.filter((one) => !Number.isNaN(one))));
  };
  for (const [by, key] of [
    ['the clock', 'perSecond'],
    ['CPU', 'microseconds'],
  ]) {
    print(`state: ${own} beside each, in times by ${by}; medians of the rounds`, [
      ['', ...kinds, 'memory', 'goal'],
      ...names
        .filter((name) => name !== own)
        .map((name) => [
          ...[name, ...kinds.map((what) => times(name, what, key))],
          ...[factor(memory.get(name) / memory.get(own)), name === floor ? '-' : '≥ 5'],
        ]),
    ]);
  }
  // Where the sender has no processor left, the clock measures the sender.
  const busiest = kinds.map((what) => {
    const loads = names.map((name) => [of(name, what, 'senderLoad') ?? 0, name]);
    const [load, name] = loads.sort(([a], [b]) => b - a)[0];
    return `${what} ${(load * 100).toFixed(0)} % (${name})`;
  });
  process.stdout.write(`\nstate: the busiest sender: ${busiest.join(', ')}\n`);
  for (const why of failures.values()) process.stdout.write(`state: not measured: ${why}\n`);
}

function median(all) {
  return [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)];
}

function number(value) {
  return value === undefined ? '-' : whole(value);
}

function factor(value) {
  return value === undefined || Number.isNaN(value) ? '-' : ratio(value);
}
