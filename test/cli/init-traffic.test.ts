import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { folderOf, specwright } from './run.ts';

const base = 'https://ferry.test/api/v1';
const token = 'Bearer harbor-light-0042';

function line(method: string, url: string, rest: Record<string, unknown> = {}): string {
  const { status = 200, sent, answer, type = 'application/json', headers = {} } = rest;
  const written = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
  return JSON.stringify({
    request: {
      ...{ method, url: url.startsWith('http') ? url : base + url },
      headers: {
        ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
        ...(headers as object),
      },
      ...(sent === undefined ? {} : { body: written(sent) }),
    },
    response: {
      status,
      headers: answer === undefined ? {} : { 'content-type': type },
      body: answer === undefined ? '' : written(answer),
    },
  });
}

const known = { headers: { authorization: token } };
const trip = (id: number, more = {}) => ({
  id,
  from: 'Aland',
  at: '2026-05-01T08:00:00Z',
  ...more,
});

const seen = [
  line('GET', 'https://ferry.test/index.html', { answer: '<p>', type: 'text/html' }),
  line('POST', 'https://count.test/hit', { sent: { x: 1 }, status: 204 }),
  line('POST', '/login', {
    sent: { name: 'ann', password: 'sea-shell-9' },
    answer: { accessToken: 'harbor-light-0042' },
  }),
  line('GET', '/trips?limit=2&harbor=a&harbor=b', {
    ...known,
    answer: [trip(1), trip(2, { full: true })],
  }),
  line('GET', '/trips?limit=5&harbor=c', { ...known, answer: [] }),
  line('GET', '/trips/1', { ...known, answer: trip(1, { note: 'for harbor-light-0042' }) }),
  line('GET', '/trips/9', {
    ...known,
    status: 404,
    answer: { title: 'no' },
    type: 'application/problem+json',
  }),
  line('GET', '/trips/1', {
    status: 401,
    answer: { title: 'who?' },
    type: 'application/problem+json',
  }),
  line('PUT', '/trips/1', {
    ...known,
    sent: trip(1, { from: null }),
    answer: trip(1, { from: null }),
  }),
  line('DELETE', '/trips/1', { ...known, status: 204 }),
  line('GET', '/trips/1/seats/7b0f1e8e-8f9e-4c8e-9d59-1f1d0b6b6a10', {
    ...known,
    answer: { row: 2.5, free: true },
  }),
  ...['mariehamn', 'turku', 'kapellsk%C3%A4r'].map((name) =>
    line('GET', `/harbors/${name}`, { answer: { name, boats: 1 } }),
  ),
  line('GET', '/harbors/search?text=a', { answer: [1] }),
  line('GET', '/loads', { answer: { '2026-01-01': 4, '2026-01-02': 5 } }),
  line('GET', '/map', { answer: 'abc', type: 'application/octet-stream' }),
].join('\n');

test('init infers a document from traffic, which lints clean and judges its traffic as valid', async () => {
  const folder = await folderOf({ 'seen.ndjson': seen });
  const made = await specwright(
    ['init', '--from-traffic', 'seen.ndjson', '--name', 'ferry', '-y'],
    folder,
  );
  expect(made.code, made.stderr).toBe(0);
  expect(made.stderr).toContain('left out line 1: it is a file of a page, text/html');
  expect(made.stderr).toContain('left out line 2: it is of another API, https://count.test');

  const text = await readFile(path.join(folder, 'specs/ferry/openapi.yaml'), 'utf8');
  for (const secret of ['harbor-light-0042', 'sea-shell-9']) expect(text).not.toContain(secret);
  const { info, servers, paths, components } = parse(text);
  expect(info['x-inferred']).toBe(true);
  expect(servers).toEqual([{ url: base }]);
  expect(Object.keys(paths)).toEqual([
    '/harbors/search',
    '/harbors/{harborId}',
    '/loads',
    '/login',
    '/map',
    '/trips',
    '/trips/{tripId}',
    '/trips/{tripId}/seats/{seatId}',
  ]);
  const ids = Object.values(paths).flatMap((item) =>
    Object.values(item as object).map(({ operationId }) => operationId),
  );
  expect(ids).toEqual([
    'getSearch',
    'getHarbor',
    'listLoads',
    'postLogin',
    'getMap',
    'listTrips',
    'getTrip',
    'replaceTrip',
    'deleteTrip',
    'getSeat',
  ]);
  expect(components.securitySchemes).toEqual({ bearer: { type: 'http', scheme: 'bearer' } });
  expect(paths['/trips'].get.security).toEqual([{ bearer: [] }]);
  expect(paths['/login'].post.security).toBeUndefined();
  expect(paths['/trips'].get.parameters).toEqual([
    { name: 'limit', in: 'query', schema: { type: 'integer' }, example: 2 },
    { name: 'harbor', in: 'query', schema: { type: 'array', items: { type: 'string' } } },
  ]);
  expect(paths['/trips'].get.responses['200'].content['application/json'].schema).toEqual({
    type: 'array',
    items: {
      type: 'object',
      required: ['id', 'from', 'at'],
      properties: {
        id: { type: 'integer' },
        from: { type: 'string' },
        at: { type: 'string', format: 'date-time' },
        full: { type: 'boolean' },
      },
    },
  });
  // Null alone does not tell the type of a member.
  expect(components.schemas.Trip.properties.from).toEqual({});
  const { parameters } = paths['/trips/{tripId}/seats/{seatId}'].get;
  expect(parameters[1].schema).toEqual({ type: 'string', format: 'uuid' });

  const lint = await specwright(['lint'], folder);
  expect([lint.code, lint.stderr]).toEqual([0, 'ferry: no problem found\n']);
  const traffic = await specwright(['traffic', 'seen.ndjson'], folder);
  expect(traffic.code, traffic.stderr).toBe(0);
  expect(traffic.stderr).toContain('15 exchanges passed, 0 failed, 0 inconclusive');
});

test('init reports that a recording contains no API', async () => {
  const page = line('GET', 'https://ferry.test/', { answer: '<p>', type: 'text/html' });
  const folder = await folderOf({ 'seen.ndjson': page });
  const made = await specwright(['init', '--from-traffic', 'seen.ndjson', '-y'], folder);
  expect(made.code).toBe(2);
  expect(made.stderr).toContain('"seen.ndjson" has no exchange of an API');
});
