import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createJudge, messageOf, planCases, runCases } from '../../src/index.ts';
import { loadTexts } from '../api/source.ts';

/** A contract of notes. If `linked`, a link leads from a creation to the list. */
const contract = ({ linked = false, query = '' } = {}) => `
openapi: 3.1.0
info: { title: Notes, version: '1' }
paths:
  /notes:
    get:
      operationId: listNotes
      parameters: [${query}]
      responses:
        '200': { description: all, content: { application/json: { schema: {} } } }
    post:
      operationId: createNote
      requestBody:
        content:
          application/json: { schema: { type: object, properties: { text: { type: string } } } }
      responses:
        '409': { description: taken, content: { application/json: { schema: {} } } }
        '201':
          description: the note
          content: { application/json: { schema: { type: object } } }
          links:
            read: { operationId: getNote, parameters: { id: $response.body#/id } }
            replace: { operationId: replaceNote, parameters: { id: $response.body#/id } }
            ${linked ? 'list: { operationId: listNotes }' : ''}
  /notes/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get:
      operationId: getNote
      responses:
        '200':
          description: the note
          headers: { ETag: { schema: { type: string } } }
          content: { application/json: { schema: { type: object } } }
        '404': { description: no note }
    put:
      operationId: replaceNote
      parameters: [{ name: If-Match, in: header, required: true, schema: { type: string } }]
      requestBody:
        content:
          application/json: { schema: { type: object, properties: { text: { type: string } } } }
      responses:
        '200': { description: the note, content: { application/json: { schema: { type: object } } } }
        '404': { description: no note }
        '409': { description: taken, content: { application/json: { schema: {} } } }
        '412': { description: it has changed }
        '428': { description: If-Match is missing }
`;

type Note = { readonly id: string; readonly text?: unknown; version: number };

/** The faults of the provider of notes. */
interface Faults {
  /** Makes the body of the list from the notes. */
  readonly list?: (notes: readonly Note[], query: URLSearchParams) => unknown;
  /** Whether the provider performs a write with this If-Match. */
  readonly matches?: (match: string | undefined, etag: string) => boolean | 428;
  readonly etag?: (version: number) => string;
  /** Each text may be used once, or each note may be replaced once. */
  readonly conflict?: 'text' | 'second';
}

async function startNotes({ list = (notes) => notes, matches, etag, conflict }: Faults) {
  const notes = new Map<string, Note>();
  const tagOf = etag ?? ((version: number) => `"v${version}"`);
  const isMatching = matches ?? ((match, tag) => (match === undefined ? 428 : match === tag));
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const url = new URL(request.url!, 'http://localhost');
    const note = notes.get(url.pathname.slice('/notes/'.length));
    const answer = (status: number, value?: unknown, headers = {}) =>
      response
        .writeHead(status, {
          ...headers,
          ...(value !== undefined && { 'content-type': 'application/json' }),
        })
        .end(value === undefined ? '' : JSON.stringify(value));
    const isTaken = ({ text: own }: { readonly text?: unknown }) =>
      conflict === 'second'
        ? request.method === 'PUT' && note?.version === 2
        : conflict === 'text' &&
          [...notes.values()].some((one) => one !== note && one.text === own);
    if (/POST|PUT/.test(request.method!) && isTaken(JSON.parse(body || '{}'))) {
      return answer(409, { text: 'this text is taken' });
    }
    if (url.pathname === '/notes') {
      if (request.method === 'GET') return answer(200, list([...notes.values()], url.searchParams));
      const made = { ...JSON.parse(body || '{}'), id: `n${notes.size + 1}`, version: 1 };
      notes.set(made.id, made);
      return answer(201, made);
    }
    if (note === undefined) return answer(404);
    if (request.method === 'GET') return answer(200, note, { etag: tagOf(note.version) });
    const match = isMatching(request.headers['if-match'], tagOf(note.version));
    if (match !== true) return answer(match === 428 ? 428 : 412);
    const changed = { ...JSON.parse(body || '{}'), id: note.id, version: note.version + 1 };
    notes.set(note.id, changed);
    return answer(200, changed);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** The outcomes of the chains with this name: `id: outcome: severity: message`. */
async function chains(document: string, faults: Faults, name: string) {
  const { api } = await loadTexts({ 'notes.yaml': document });
  const judge = createJudge(api!);
  const baseUrl = await startNotes(faults);
  const only = (id: string) => id.includes(`/chain/${name}`);
  const seen: string[] = [];
  const options = { reproduce: false };
  for await (const one of runCases(planCases(judge, { only }), judge, { baseUrl }, options)) {
    const found = 'findings' in one ? one.findings.map(({ finding }) => finding) : [];
    const words = found.map((each) => `${each.severity}: ${messageOf(each)}`);
    const reason = 'reason' in one ? [one.reason] : [];
    seen.push([one.case.id, one.kind, ...words, ...reason].join(': '));
  }
  return seen;
}

describe('a created item is in the list', () => {
  const page = (notes: readonly Note[], query: URLSearchParams) => {
    const start = Number(query.get('offset') ?? 0);
    return notes.slice(start, start + 2);
  };
  const offset = '{ name: offset, in: query, schema: { type: integer } }';
  const limit = '{ name: limit, in: query, schema: { type: integer } }';
  const but = (id: string) => (notes: readonly Note[]) => notes.filter((one) => one.id !== id);
  const lacks = 'response body is the whole list, but lacks "n1", which "createNote"';

  test.each<[name: string, options: object, list: NonNullable<Faults['list']>, found: string]>([
    ['it is there', { linked: true }, (notes) => notes, 'passed'],
    ['it is missing', { linked: true }, but('n1'), `passed: advisory: ${lacks} returned`],
    ['no link leads to it', {}, but('n1'), `passed: advisory: ${lacks} returned`],
    [
      'the list is one of several in an object',
      { linked: true },
      () => ({ a: [], b: [] }),
      'passed',
    ],
    ['the list has items without an id', { linked: true }, () => [{ name: 'a' }], 'passed'],
    [
      'it is there twice',
      { linked: true },
      (notes) => [...notes, ...notes],
      'passed: advisory: response body contains "n1" twice, by "listNotes"',
    ],
    [
      'two items have the same value, so it is not an id',
      { linked: true },
      (notes) => notes.flatMap((one) => [one, { ...one, text: 'of another' }]),
      'passed',
    ],
    ['the list contains numbers', { linked: true }, () => [1, 2], 'passed'],
    ['the list may be limited', { linked: true, query: limit }, but('n1'), 'passed'],
    ['the list has more items', { linked: true }, () => ({ items: [], more: true }), 'passed'],
    ['the list has a total', { linked: true }, () => ({ items: [], total: 9 }), 'passed'],
    ['it is on a page', { linked: true, query: offset }, page, 'passed'],
    [
      'it is on no page',
      { linked: true, query: offset },
      (notes, query) => page(but('n1')([...notes, { id: 'n0', version: 1 }]), query),
      `passed: advisory: ${lacks} returned`,
    ],
    [
      'a page never ends',
      { linked: true, query: offset },
      () => [{ id: 'n0', version: 1 }],
      'passed',
    ],
  ])('%s', async (_, options, list, found) => {
    expect(await chains(contract(options), { list }, 'list')).toEqual([
      `createNote/chain/list: ${found}`,
    ]);
  });

  test('which is not searched if the list requires a parameter', async () => {
    const query = '{ name: owner, in: query, required: true, schema: { type: string } }';
    expect(await chains(contract({ query }), {}, 'list')).toEqual([]);
  });
});

describe('If-Match', () => {
  test.each<[name: string, faults: Faults, other: string, same: string]>([
    ['is checked correctly', {}, 'passed', 'passed'],
    [
      'is ignored',
      { matches: () => true },
      'failed: violation: the request is invalid (header "If-Match" must be the ETag of the current state, but is that of another), but was accepted with 200; the contract describes 412 or 428',
      'passed',
    ],
    [
      'is always refused',
      { matches: () => false },
      'passed',
      'failed: violation: the request is valid, but was refused with 412',
    ],
    [
      'is unknown with a weak ETag',
      { etag: (version) => `W/"${version}"` },
      'inconclusive: no answer before has a strong ETag',
      'inconclusive: no answer before has a strong ETag',
    ],
  ])('%s', async (_, faults, other, same) => {
    const found = await chains(contract(), faults, 'replace/');
    expect(found.filter((one) => one.includes('-state'))).toEqual([
      `createNote/chain/replace/other-state: ${other}`,
      `createNote/chain/replace/same-state: ${same}`,
    ]);
  });
});

test('refusing an id that the contract does not allow in the path is not a finding', async () => {
  const strict = contract().replace(
    'name: id, in: path, required: true, schema: { type: string }',
    'name: id, in: path, required: true, schema: { type: string, pattern: ^x }',
  );
  expect(await chains(strict, {}, 'read')).toEqual([
    'createNote/chain/read: inconclusive: what was answered cannot be sent: path parameter "id" must match the pattern "^x", but is "n1"',
    'createNote/chain/read/edges: inconclusive: what was answered cannot be sent: path parameter "id" must match the pattern "^x", but is "n2"',
  ]);
});

describe('texts that may be used once', () => {
  const first = async (faults: Faults) =>
    (await chains(contract(), { matches: () => true, ...faults }, '')).map((one) =>
      one.split(': ').slice(0, 3).join(': '),
    );

  test('stay the same if a chain repeats a request', async () => {
    expect(await first({ conflict: 'text' })).toEqual([
      'listNotes/chain/items: inconclusive: the list has no further item with an id',
      'getNote/chain/absent/id: passed',
      'createNote/chain/read: passed',
      'createNote/chain/read/edges: passed',
      'createNote/chain/twice: passed',
      'createNote/chain/replace/read: passed',
      'createNote/chain/replace/twice: passed',
      'createNote/chain/list: passed',
      'createNote/chain/replace/other-state: failed: violation',
      'createNote/chain/replace/same-state: passed',
      'replaceNote/chain/absent/id: inconclusive: 409',
    ]);
  });

  test('and a refusal tells nothing about the state', async () => {
    expect(await first({ conflict: 'second' })).toContain(
      'createNote/chain/replace/twice: inconclusive: 409',
    );
  });
});
