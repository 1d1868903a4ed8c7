// The cost of state: creating and reading items, listing 1,000 with filters and pages, and the
// memory of 100,000. The others are json-server, Mockoon's CRUD routes and Scalar's mock server,
// with the same records and requests. Scalar's mock server runs code of the contract in a sandbox
// for each request. Counterfact is missing, because it requires Node 22 and this runs on Node 20.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { print, ratio, whole } from './measure.mjs';
import { loadState, start } from './mock/servers.mjs';

/** The number of requests before the measurement, so that Node has compiled its code, and during it. */
const [warming, requests] = process.argv.includes('--short') ? [3000, 1000] : [10_000, 10_000];
const folder = mkdtempSync(path.join(tmpdir(), 'specwright-bench-'));
const write = (name, value) => {
  const file = path.join(folder, name);
  writeFileSync(file, JSON.stringify(value));
  return file;
};

const recordsOf = (count) =>
  Array.from({ length: count }, (_, index) => ({
    ...{ id: index + 1, name: `n${index}`, group: `g${index % 10}` },
  }));
const records = recordsOf(1000);
const thing = { $ref: '#/components/schemas/Thing' };
const json = (schema) => ({ description: '', content: { 'application/json': { schema } } });
const query = (name, type) => ({ name, in: 'query', schema: { type } });
const contract = {
  openapi: '3.0.3',
  info: { title: 'Things', version: '1' },
  paths: {
    '/things': {
      get: {
        parameters: [
          query('group', 'string'),
          query('_page', 'integer'),
          query('_limit', 'integer'),
        ],
        responses: { 200: json({ type: 'array', items: thing }) },
      },
      post: { requestBody: json(thing), responses: { 201: json(thing) } },
    },
    '/things/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
      get: { responses: { 200: json(thing), 404: { description: '' } } },
    },
  },
  components: {
    schemas: {
      Thing: {
        type: 'object',
        properties: {
          ...{ id: { type: 'integer' }, name: { type: 'string' }, group: { type: 'string' } },
        },
      },
    },
  },
};

/** Mockoon's own format: a route over a data bucket. */
const response = {
  ...{
    uuid: 'r',
    statusCode: 200,
    label: '',
    headers: [],
    bodyType: 'DATABUCKET',
    databucketID: 'b1',
  },
  ...{ body: '', latency: 0, filePath: '', sendFileAsBody: false, rules: [], rulesOperator: 'OR' },
  ...{ disableTemplating: true, fallbackTo404: false, default: true, crudKey: 'id', callbacks: [] },
};
const environmentOf = (all) => ({
  ...{ uuid: 'e', lastMigration: 33, name: 'Things', endpointPrefix: '', latency: 0, port: 0 },
  ...{ hostname: '127.0.0.1', folders: [], rootChildren: [{ type: 'route', uuid: 'x' }] },
  routes: [
    {
      ...{ uuid: 'x', type: 'crud', documentation: '', method: '', endpoint: 'things' },
      ...{ responses: [response], responseMode: null, streamingMode: null, streamingInterval: 0 },
    },
  ],
  ...{ proxyMode: false, proxyHost: '', proxyRemovePrefix: false, cors: true, headers: [] },
  ...{ proxyReqHeaders: [], proxyResHeaders: [], callbacks: [] },
  tlsOptions: {
    ...{ enabled: false, type: 'CERT', pfxPath: '', certPath: '', keyPath: '', caPath: '' },
    passphrase: '',
  },
  data: [
    ...[{ uuid: 'd', id: 'b1', name: 'things', documentation: '', value: JSON.stringify(all) }],
  ],
});

/**
 * The contract with Scalar's code. `x-seed` makes the first 1,000 items at once, because its
 * sandbox ends after a second.
 */
const scalarOf = (count) => {
  const written = structuredClone(contract);
  const { '/things': list, '/things/{id}': item } = written.paths;
  list.get['x-handler'] = `
    const { group, _page, _limit } = req.query;
    const found = store.list('Thing').filter((one) => one.group === group);
    return found.slice((_page - 1) * _limit, _page * _limit);`;
  list.post['x-handler'] = `return store.create('Thing', req.body);`;
  item.get['x-handler'] = `return store.get('Thing', req.params.id);`;
  for (let first = 0; first < count; first += 1000) {
    const seed = `for (let index = ${first}; index < ${first + 1000}; index += 1)
      store.create('Thing', { id: index + 1, name: 'n' + index, group: 'g' + (index % 10) });`;
    written.components.schemas[`Seed${first}`] = { type: 'object', 'x-seed': seed };
  }
  return written;
};

const contractFile = write('contract.json', contract);
const asked = [
  ['read', { method: 'GET', path: '/things/{1-1000}' }],
  ['list', { method: 'GET', path: '/things?group=g{0-9}&_page={1-3}&_limit=20' }],
  ['create', { method: 'POST', path: '/things' }],
];
/** The requests in each server's own terms; Mockoon has other names for pages and comparisons. */
const names = {
  'Mockoon CRUD': {
    [asked[1][1].path]: '/things?group_eq=g{0-9}&page={1-3}&limit=20',
  },
};
const contestants = ['specwright --stateful', 'json-server', 'Mockoon CRUD', '@scalar/mock-server'];
const measured = new Map();
const memory = new Map();
try {
  for (const name of contestants) measured.set(name, await measure(name));
  for (const name of contestants) memory.set(name, await memoryOf(name));
} finally {
  rmSync(folder, { recursive: true });
}
const own = measured.get('specwright --stateful');
print('state: requests a second of a mock that remembers 1,000 items; 16 connections', [
  ['', ...asked.map(([what]) => what), 'statuses', 'MB for 100,000 items'],
  ...[...measured].map(([name, results]) => [
    name,
    ...asked.map(([what]) => whole(results[what].perSecond)),
    asked.map(([what]) => Object.keys(results[what].statuses).join('+')).join(' '),
    whole(memory.get(name)),
  ]),
]);
print('state: microseconds of CPU for a request', [
  ['', ...asked.map(([what]) => what)],
  ...[...measured].map(([name, results]) => [
    name,
    ...asked.map(([what]) => whole(results[what].microseconds)),
  ]),
]);
for (const [by, times] of [
  ['the clock', (what, other) => own[what].perSecond / other[what].perSecond],
  ['CPU', (what, other) => other[what].microseconds / own[what].microseconds],
]) {
  print(`state: in times of each, by ${by}`, [
    ['', ...asked.map(([what]) => what), 'goal'],
    ...contestants
      .slice(1)
      .map((name) => [
        name,
        ...asked.map(([what]) => ratio(times(what, measured.get(name)))),
        '≥ 5',
      ]),
  ]);
}

async function measure(name) {
  const server = await startWith(name, records);
  try {
    const results = {};
    for (const [what, { method, path: target }] of asked) {
      const load = { method, path: names[name]?.[target] ?? target };
      await loadState(server.port, { ...load, requests: warming });
      const before = server.cpu();
      const loaded = await loadState(server.port, { ...load, requests });
      // Where other programs run, the clock is not reliable.
      const microseconds = ((server.cpu() - before) / requests) * 1_000_000;
      results[what] = { ...loaded, microseconds };
    }
    return results;
  } finally {
    await server.stop();
  }
}

/** The megabytes of 100,000 more items, after all garbage is collected. */
async function memoryOf(name) {
  const used = [];
  for (const count of [1000, 101_000]) {
    const server = await startWith(name, recordsOf(count), { heap: true });
    try {
      used.push(await server.heap());
    } finally {
      await server.stop();
    }
  }
  return used[1] - used[0];
}

/** Starts a server with records, each in its own file format. */
function startWith(name, all, options) {
  // json-server writes to the file of its records.
  const files = [
    name === '@scalar/mock-server' ? write('scalar.json', scalarOf(all.length)) : contractFile,
    write(`${contestants.indexOf(name)}.json`, { things: all }),
    write('environment.json', environmentOf(all)),
  ];
  return start(name, files, { method: 'GET', path: '/things/1' }, options);
}
