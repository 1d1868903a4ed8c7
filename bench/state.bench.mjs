// What it costs to remember: items created, read, and listed of 1,000, filtered and paged; beside json-server,
// Mockoon's CRUD routes and Scalar's mock server, each with the same records and requests.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { print, ratio, whole } from './measure.mjs';
import { loadState, start } from './mock/servers.mjs';

const seconds = process.argv.includes('--short') ? 3 : 9;
const folder = mkdtempSync(path.join(tmpdir(), 'specwright-bench-'));
const write = (name, value) => {
  const file = path.join(folder, name);
  writeFileSync(file, JSON.stringify(value));
  return file;
};

const records = Array.from({ length: 1000 }, (_, index) => ({
  ...{ id: index + 1, name: `n${index}`, group: `g${index % 10}` },
}));
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

/** Mockoon's own format: a route that keeps what a data bucket holds. */
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
const environment = {
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
    ...[{ uuid: 'd', id: 'b1', name: 'things', documentation: '', value: JSON.stringify(records) }],
  ],
};

const contractFile = write('contract.json', contract);
const environmentFile = write('environment.json', environment);
const asked = [
  ['read', { method: 'GET', path: '/things/500' }],
  ['list', { method: 'GET', path: '/things?group=g3&_page=2&_limit=20' }],
  ['create', { method: 'POST', path: '/things' }],
];
/** How each says what is asked; Mockoon has names of its own for pages and comparisons. */
const names = {
  'Mockoon CRUD': { '/things?group=g3&_page=2&_limit=20': '/things?group_eq=g3&page=2&limit=20' },
};
const contestants = ['specwright --stateful', 'json-server', 'Mockoon CRUD', '@scalar/mock-server'];
const measured = new Map();
try {
  for (const name of contestants) measured.set(name, await measure(name));
} finally {
  rmSync(folder, { recursive: true });
}
const own = measured.get('specwright --stateful');
print('state: requests a second of a mock that remembers 1,000 items; 16 connections', [
  ['', ...asked.map(([what]) => what), 'statuses'],
  ...[...measured].map(([name, results]) => [
    name,
    ...asked.map(([what]) => whole(results[what].perSecond)),
    asked.map(([what]) => Object.keys(results[what].statuses).join('+')).join(' '),
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
  // json-server writes into the file of its records.
  const recordsFile = write(`${contestants.indexOf(name)}.json`, { things: records });
  const first = { method: 'GET', path: '/things/1' };
  const server = await start(name, [contractFile, recordsFile, environmentFile], first);
  try {
    const results = {};
    for (const [what, { method, path: target }] of asked) {
      const sent = names[name]?.[target] ?? target;
      const before = server.cpu();
      const loaded = await loadState(server.port, { method, path: sent, seconds });
      // The clock says little where a machine does other things as well.
      const microseconds = ((server.cpu() - before) / loaded.sent) * 1_000_000;
      results[what] = { ...loaded, microseconds };
    }
    return results;
  } finally {
    await server.stop();
  }
}
