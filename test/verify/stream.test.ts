import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createJudge, messageOf, planCases, runCases } from '../../src/index.ts';
import { streamOf } from '../../src/verify/stream.ts';
import { loadTexts } from '../api/source.ts';

const contract = (type: string, schema: string) => `
openapi: 3.2.0
info: { title: Tides, version: '1' }
paths:
  /tides:
    get:
      operationId: follow
      responses:
        '200':
          description: one tide after another
          content: { ${type}: { ${schema} } }
`;

/** The outcome of the example case for a stream that stays open after its writes. */
async function followed(
  type: string,
  schema: string,
  write: (response: ServerResponse) => void,
  stream = {},
) {
  const { api } = await loadTexts({ 'api.yaml': contract(type, schema) });
  const judge = createJudge(api!);
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': type });
    response.flushHeaders();
    write(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const cases = planCases(judge, { only: (id) => id.startsWith('follow/example') });
  const provider = { baseUrl, stream: { time: 200, ...stream } };
  for await (const outcome of runCases(cases, judge, provider, { reproduce: false })) {
    const findings = 'findings' in outcome ? outcome.findings : [];
    return {
      kind: outcome.kind,
      found: findings.map(({ finding }) => `${finding.place?.pointer}: ${messageOf(finding)}`),
      body: 'exchanges' in outcome && Buffer.from(outcome.exchanges[0]!.response.body).toString(),
    };
  }
  throw new Error('there is no case');
}

const event =
  'itemSchema: { type: object, required: [data], properties: { data: { type: object, required: [height], properties: { height: { type: number } } } } }';
const line =
  'itemSchema: { type: object, required: [height], properties: { height: { type: number } } }';

describe('an endless stream is judged as far as it has arrived', () => {
  test('valid events pass, and an incomplete last one is left out', async () => {
    const outcome = await followed('text/event-stream', event, (response) =>
      response.write(': hello\n\ndata: {"height":1}\n\ndata: {"hei'),
    );
    expect(outcome).toEqual({
      kind: 'passed',
      found: [],
      body: ': hello\n\ndata: {"height":1}\n\n',
    });
  });

  test('an invalid event fails', async () => {
    const { kind, found } = await followed('text/event-stream', event, (response) =>
      response.write('data: {"height":1}\n\ndata: {"height":"high"}\n\n'),
    );
    expect(kind).toBe('failed');
    expect(found).toEqual([expect.stringMatching(/^\/1\/data\/height: /)]);
  });

  test('if no event arrives, status and fields are judged', async () => {
    expect(await followed('text/event-stream', event, () => {})).toMatchObject({ kind: 'passed' });
    const wrong = await followed('application/jsonl', line, (response) =>
      response.write('{"height":"low"}\n'),
    );
    expect(wrong.kind).toBe('failed');
  });

  test('it ends after the requested number of values', async () => {
    const outcome = await followed(
      'application/x-ndjson',
      line,
      (response) => response.write('{"height":1}\n{"height":2}\n{"hei'),
      { items: 2, time: 60_000 },
    );
    expect(outcome).toMatchObject({ kind: 'passed', body: '{"height":1}\n{"height":2}\n' });
  });

  test('the minimum number of values is unknown before its end', async () => {
    const schema = 'schema: { type: array, minItems: 3, items: { type: object } }';
    const outcome = await followed('application/jsonl', schema, (response) =>
      response.write('{"height":1}\n'),
    );
    expect(outcome).toMatchObject({ kind: 'passed', found: [] });
    const ended = await followed('application/jsonl', schema, (response) =>
      response.end('{"height":1}\n'),
    );
    expect(ended.kind).toBe('failed');
  });
});

test.each<readonly [type: string, text: string, items: number, whole: string]>([
  ['text/event-stream', 'data: 1\r\n\r\ndata: 2\r\n', 1, 'data: 1\r\n\r\n'],
  ['text/event-stream', 'data: 1\r\rid: 2\r\r', 2, 'data: 1\r\rid: 2\r\r'],
  ['text/event-stream', ': still here\n\n', 0, ': still here\n\n'],
  ['text/event-stream', 'data: a\ndata: b\n\ndata', 1, 'data: a\ndata: b\n\n'],
  ['application/jsonl', '1\r\n\r\n2\n3', 2, '1\r\n\r\n2\n'],
  ['application/json-seq', '\x1e{"a":\n1}\n\x1e{"b"', 1, '\x1e{"a":\n1}\n'],
])('%s: %j has %i whole values', (type, text, items, whole) => {
  for (const size of [1, text.length]) {
    const stream = streamOf({ 'content-type': type })!;
    for (let at = 0; at < text.length; at += size) {
      stream.take(Buffer.from(text.slice(at, at + size)));
    }
    expect([stream.items, text.slice(0, stream.end)]).toEqual([items, whole]);
  }
});

test('other answers, and compressed ones, are read to their end', () => {
  expect(streamOf({ 'content-type': 'application/json' })).toBeUndefined();
  const compressed = { 'content-type': 'application/jsonl', 'content-encoding': 'gzip' };
  expect(streamOf(compressed)).toBeUndefined();
});
