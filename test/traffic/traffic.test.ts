import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createJudge, type RunReport } from '../../src/index.ts';
import { readAccessLine } from '../../src/recording/access-log.ts';
import { readHar } from '../../src/recording/har.ts';
import { readLine } from '../../src/recording/ndjson.ts';
import type { ReadExchange, Recorded } from '../../src/recording/recorded.ts';
import { createTraffic, type JudgedTraffic } from '../../src/traffic/traffic.ts';
import { loadTexts } from '../api/source.ts';
import { folderOf, specwright } from '../cli/run.ts';

const pets = (host: string, type: string) => `
openapi: 3.1.0
info: {title: Pets, version: '1'}
servers: [{url: 'https://${host}/v1'}]
security: [{key: []}]
paths:
  /pets/{id}:
    get:
      operationId: getPet
      parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
      responses:
        '200': {description: d, content: {application/json: {schema: {type: ${type}}}}}
        '400': {description: d}
    put:
      operationId: putPet
      parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
      requestBody:
        required: true
        content:
          application/x-www-form-urlencoded: {schema: {required: [name]}}
          text/plain: {schema: {type: string, maxLength: 3}}
      responses: {'204': {description: d}}
components: {securitySchemes: {key: {type: apiKey, in: query, name: api_key}}}
`;

async function judgeOf(host: string, type: string) {
  const { api } = await loadTexts({ [`${host}.yaml`]: pets(host, type) });
  return createJudge(api!);
}

const own = await judgeOf('pets.example.com', 'object');
const other = await judgeOf('other.example.com', 'array');

/** The exchange of a HAR with one entry. */
function entryOf(request: object, response: object = {}): ReadExchange {
  const entry = {
    request: {
      method: 'GET',
      url: 'https://pets.example.com/v1/pets/7?api_key=k',
      headers: [],
      ...request,
    },
    response: {
      status: 200,
      headers: [{ name: 'Content-Type', value: 'application/json' }],
      ...response,
    },
  };
  const har = readHar(JSON.stringify({ log: { entries: [entry] } }));
  return [...(har as { exchanges: Iterable<ReadExchange> }).exchanges][0]!;
}

function recordedOf(read: ReadExchange): Recorded {
  if (!read.ok) throw new Error(read.reason);
  return read.recorded;
}

const text = (bytes: Uint8Array | undefined) => bytes && new TextDecoder().decode(bytes);

describe('a HAR (1.2) is read', () => {
  test.each<[what: string, response: object, body: string | undefined]>([
    ['a text', { content: { size: 2, text: '{}' } }, '{}'],
    [
      'a text that was compressed on the way',
      { content: { size: 9, compression: 4, text: '{"a":"b"}' } },
      '{"a":"b"}',
    ],
    ['base64', { content: { size: 2, text: 'e30=', encoding: 'base64' } }, '{}'],
    ['no content', { content: { size: 0, mimeType: 'x-unknown' }, bodySize: 0 }, ''],
    ['a content that was not recorded', { content: { size: 2 } }, undefined],
    [
      'a content that was not recorded, with an empty text',
      { content: { size: 2, text: '' } },
      undefined,
    ],
    ['a content of unknown size', { content: { size: -1 }, bodySize: -1 }, undefined],
    ['nothing about the content', {}, undefined],
  ])('with %s', (_, response, body) => {
    expect(text(recordedOf(entryOf({}, response)).responseBody)).toBe(body);
  });

  const form = { name: 'Content-Type', value: 'application/x-www-form-urlencoded' };
  test.each<[what: string, request: object, body: string | undefined]>([
    ['a GET', { bodySize: -1 }, ''],
    ['a POST without a body', { method: 'POST', bodySize: 0 }, ''],
    ['a POST whose body was not recorded', { method: 'POST', bodySize: 5 }, undefined],
    [
      'a POST whose body was left out of its recording',
      { method: 'POST', bodySize: 5, postData: { mimeType: 'a/b', text: '', params: [] } },
      undefined,
    ],
    ['a POST of unknown size', { method: 'POST', bodySize: -1 }, undefined],
    ['a text', { method: 'POST', postData: { text: 'a=1' } }, 'a=1'],
    [
      'the fields of a form',
      { headers: [form], postData: { params: [{ name: 'a', value: 'b c' }] } },
      'a=b+c',
    ],
    [
      'the parts of a multipart body',
      { postData: { mimeType: 'multipart/form-data', params: [{ name: 'a' }] } },
      undefined,
    ],
  ])('with %s', (_, request, body) => {
    expect(text(recordedOf(entryOf(request)).requestBody)).toBe(body);
  });

  test('without the pseudo-header fields of HTTP/2, with names in any case and lines of one name', () => {
    const headers = [':method', 'Accept', 'X-A', 'x-a'].map((name) => ({ name, value: name }));
    expect({ ...recordedOf(entryOf({ headers })).requestHeaders }).toEqual({
      accept: 'Accept',
      'x-a': ['X-A', 'x-a'],
    });
  });

  test('with cookies that stand beside the fields', () => {
    const cookies = [
      { name: 'a', value: '1' },
      { name: 'b', value: '2' },
    ];
    expect(recordedOf(entryOf({ cookies })).requestHeaders.cookie).toBe('a=1; b=2');
  });

  test('with the media type beside the fields, where no field has it', () => {
    const mimeType = 'text/plain';
    const typesOf = (request: object, response: object) => {
      const { requestHeaders, responseHeaders } = recordedOf(entryOf(request, response));
      return [requestHeaders['content-type'], responseHeaders['content-type']];
    };
    const postData = { mimeType, text: 'a' };
    const content = { mimeType, text: 'a' };
    const headers = [{ name: 'Server', value: 'a' }];
    expect(typesOf({ postData }, { headers: [], content })).toEqual([mimeType, mimeType]);
    expect(typesOf({ postData }, { headers: undefined, content })).toEqual([mimeType, mimeType]);
    // A browser sends the type that it records, and guesses the type of an answer.
    expect(typesOf({ headers, postData }, { headers, content })).toEqual([mimeType, undefined]);
    const unknown = { mimeType: 'x-unknown', text: 'a' };
    expect(typesOf({}, { headers: [], content: unknown })).toEqual([undefined, undefined]);
  });

  test('with text in UTF-8, whatever its encoding was', () => {
    const headers = [{ name: 'Content-Type', value: 'text/plain; charset="ISO-8859-1"' }];
    const recorded = recordedOf(entryOf({ headers, postData: { text: 'é' } }));
    expect(recorded.requestHeaders['content-type']).toBe('text/plain; charset=utf-8');
    expect(recorded.requestBody).toEqual(new Uint8Array([0xc3, 0xa9]));
  });

  test('only where it is one', () => {
    expect(readHar('{')).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/^it is not JSON/),
    });
    expect(readHar('{}')).toEqual({ ok: false, reason: 'it has no "log" with "entries"' });
    expect(entryOf({ url: 1 })).toMatchObject({ ok: false, name: 'entry 1' });
  });
});

test('a line of NDJSON is read', () => {
  const line = {
    request: { url: '/a' },
    response: { status: 200, headers: { A: ['1', '2'] }, bodyBase64: 'e30=' },
  };
  const recorded = recordedOf(readLine('line 1', JSON.stringify(line)));
  expect(recorded).toMatchObject({ method: 'GET', url: '/a', status: 200 });
  expect({ ...recorded.responseHeaders }).toEqual({ a: ['1', '2'] });
  expect(text(recorded.responseBody)).toBe('{}');
  expect(
    recordedOf(readLine('', '{"request":{"url":"/a"},"response":{"status":200}}')).responseBody,
  ).toBeUndefined();
  expect(readLine('line 2', '{}')).toMatchObject({ ok: false, name: 'line 2' });
});

describe('a recorded exchange', () => {
  const judgeTraffic = createTraffic([other, own]);
  const brief = (judged: JudgedTraffic) =>
    judged.kind === 'unmatched'
      ? judged
      : {
          contract: judged.noted.contract,
          outcome: judged.noted.outcome,
          reason: judged.noted.reason,
          findings: judged.noted.findings.map(
            ({ finding: { code, severity } }) => `${severity} ${code}`,
          ),
        };
  const judged = (request: object, response?: object) =>
    brief(judgeTraffic(recordedOf(entryOf(request, response)), 'a.har'));
  const object = { content: { size: 2, text: '{}' } };
  const passed = {
    contract: 'pets.example.com',
    outcome: 'passed',
    reason: undefined,
    findings: [],
  };

  test('belongs to the contract that has its host, before one that only has its path', () => {
    expect(judged({}, object)).toEqual(passed);
    const elsewhere = { url: 'https://proxy.example.com/v1/pets/7?api_key=k' };
    expect(judged(elsewhere, object)).toMatchObject({ outcome: 'failed' });
  });

  test('behind a gateway belongs to the contract by a base URL', () => {
    const behind = createTraffic([own], 'https://gateway.example.com/pets-api/');
    const at = (url: string) => brief(behind(recordedOf(entryOf({ url }, object)), 'a.har'));
    expect(at('https://gateway.example.com/pets-api/pets/7?api_key=k')).toEqual(passed);
    expect(at('https://gateway.example.com/pets-apis/pets/7')).toMatchObject({ kind: 'unmatched' });
    expect(at('https://pets.example.com/v1/pets/7')).toMatchObject({ kind: 'unmatched' });
  });

  test('that no contract describes is counted, without its query', () => {
    expect(judged({ url: 'https://pets.example.com/v1/cats?token=t' }, object)).toEqual({
      kind: 'unmatched',
      what: 'GET pets.example.com/v1/cats',
    });
    expect(judged({ method: 'OPTIONS' }, object)).toMatchObject({ kind: 'unmatched' });
  });

  test('without a recorded body is never valid, and its other parts are judged', () => {
    const reason = 'the response body was not recorded';
    expect(judged({}, { content: { size: 9 } })).toEqual({
      ...passed,
      outcome: 'inconclusive',
      reason,
    });
    expect(judged({}, { status: 201, content: { size: 9 } })).toMatchObject({
      findings: ['undocumented status-undocumented'],
    });
    const written = {
      method: 'PUT',
      headers: [{ name: 'Content-Type', value: 'text/plain' }],
      bodySize: 9,
    };
    expect(judged(written, { status: 204, headers: [] })).toMatchObject({
      outcome: 'inconclusive',
      findings: [],
    });
  });

  test('without an answer is inconclusive', () => {
    expect(judged({}, { status: 0 })).toMatchObject({
      outcome: 'inconclusive',
      reason: 'there is no answer in the recording',
    });
  });

  test('with a refusal has no fault in its request; an accepted one has', () => {
    const url = 'https://pets.example.com/v1/pets/x?api_key=k';
    expect(judged({ url }, { status: 400, headers: [], content: { size: 0 } })).toEqual(passed);
    expect(judged({ url }, object)).toMatchObject({
      outcome: 'failed',
      findings: ['violation value-invalid'],
    });
  });

  test('without credentials may have had some, since recorders omit them', () => {
    const url = 'https://pets.example.com/v1/pets/7';
    expect(judged({ url }, object)).toEqual({ ...passed, findings: ['advisory security-unmet'] });
  });
});

describe('a recording without header fields', () => {
  const judgeTraffic = createTraffic([own]);
  const verdictOf = (read: ReadExchange) => {
    const judged = judgeTraffic(recordedOf(read), 'a');
    if (judged.kind === 'unmatched') return judged.what;
    const { outcome, reason, findings } = judged.noted;
    return [outcome, reason, ...findings.map(({ finding }) => finding.code)];
  };

  test('is judged by the media types that stand in their place', () => {
    const content = (text: string) => ({ size: text.length, mimeType: 'application/json', text });
    const answer = (text: string) => ({ headers: [], content: content(text) });
    expect(verdictOf(entryOf({ headers: undefined }, answer('{}')))).toEqual(['passed', undefined]);
    expect(verdictOf(entryOf({}, answer('[]')))).toEqual(['failed', undefined, 'value-invalid']);
    const postData = { mimeType: 'text/plain', text: 'long' };
    expect(verdictOf(entryOf({ method: 'PUT', postData }, { status: 204, headers: [] }))).toEqual([
      'failed',
      undefined,
      'value-invalid',
    ]);
    const unknown = { size: 2, mimeType: 'x-unknown', text: '{}' };
    expect(verdictOf(entryOf({}, { headers: [], content: unknown }))).toEqual([
      'inconclusive',
      'the header fields of the response were not recorded',
    ]);
  });

  const common = (request: string, status: number) =>
    `127.0.0.1 - anna maria [29/Nov/2026:07:00:00 +0000] "${request}" ${status} 12`;
  const emptyBody = ['inconclusive', 'the response body was not recorded'];
  const json = (members: object) => JSON.stringify(members);
  test.each<[what: string, line: string, want: unknown]>([
    ['Apache, common', common('GET /v1/pets/7?api_key=k HTTP/1.1', 200), emptyBody],
    [
      'nginx, combined',
      `${common('GET /v1/pets/x?api_key=k HTTP/2.0', 200)} "-" "curl/8.5"`,
      ['failed', 'the response body was not recorded', 'value-invalid'],
    ],
    ['a refusal', common('GET /v1/pets/x?api_key=k HTTP/1.1', 400), emptyBody],
    [
      'a status that is not described, with fields of Kong behind it',
      `${common('GET /v1/pets/7?api_key=k HTTP/1.1', 418)} "-" "-" kong_request_id: "5c"`,
      ['inconclusive', 'the response body was not recorded', 'status-undocumented'],
    ],
    [
      'a missing body',
      common('PUT /v1/pets/7?api_key=k HTTP/1.1', 204),
      ['inconclusive', 'the request body was not recorded'],
    ],
    [
      'a client that went away',
      common('GET /v1/pets/7 HTTP/1.1', 499),
      ['inconclusive', 'there is no answer in the recording'],
    ],
    ['a quotation mark', common('GET /v1/cats?a=\\x22 HTTP/1.1', 404), 'GET /v1/cats'],
    [
      'JSON with nginx variables',
      json({ request_method: 'GET', request_uri: '/v1/pets/7?api_key=k', status: '200' }),
      emptyBody,
    ],
    [
      'JSON with the request line',
      json({ request: 'GET /v1/pets/7?api_key=k HTTP/1.1', status: 200 }),
      emptyBody,
    ],
  ])('is an access log: %s', (_, line, want) => {
    expect(verdictOf(readAccessLine('line 1', line)!)).toEqual(want);
  });

  test('is no access log without a request, or in another form', () => {
    expect(readAccessLine('line 1', common('\\x16\\x03', 400))).toMatchObject({ ok: false });
    expect(readAccessLine('line 1', 'GET /v1/pets/7 200')).toBeUndefined();
    expect(readAccessLine('line 1', '{"request":{"url":"/a"}}')).toBeUndefined();
  });

  test('may be by the log plugins of Kong, which keep fields and no bodies', () => {
    const headers = { 'content-type': 'text/plain', 'content-length': '4' };
    const request = { method: 'PUT', uri: '/v1/pets/7?api_key=k', size: 210, headers };
    const line = json({ request, response: { status: 204, headers: {} }, latencies: {} });
    expect(verdictOf(readLine('line 1', line))).toEqual([
      'inconclusive',
      'the request body was not recorded',
    ]);
  });
});

describe('specwright traffic', () => {
  const secret = 'sesame-open-up';
  const wrong = {
    request: {
      url: `https://pets.example.com/v1/pets/7?api_key=${secret}`,
      headers: { Authorization: `Bearer ${secret}`, Cookie: `sid=${secret}` },
    },
    response: {
      status: 200,
      headers: { 'content-type': 'application/json', 'set-cookie': `sid=${secret}; Path=/` },
      body: JSON.stringify(secret),
    },
  };
  const stranger = {
    request: { url: `https://cdn.example.com/a.js?k=${secret}` },
    response: { status: 200 },
  };

  test('judges a file, says where in it a fault is, and shows no secret', async () => {
    const folder = await folderOf({
      'pets.yaml': pets('pets.example.com', 'object'),
      'a.ndjson': `${[wrong, stranger, wrong].map((line) => JSON.stringify(line)).join('\n')}\n`,
    });
    const kinds = ['json', 'junit', 'sarif', 'github', 'html'];
    const reports = kinds.flatMap((kind) => ['--report', `${kind}=r.${kind}`]);
    const run = await specwright(
      ['traffic', 'a.ndjson', 'pets.yaml', '--coverage', ...reports],
      folder,
    );
    expect(run.code).toBe(1);
    expect(run.stdout).toMatchInlineSnapshot(`
      "pets.yaml:12:71: violation: response body must be object, but is "REDACTED_KEY" [value-invalid]
        section   JSON Schema Validation 2020-12 section 6.1.1
        recorded  a.ndjson, line 1
        request   GET /pets/7?api_key=REDACTED_KEY
        response  200  application/json  "REDACTED_KEY"

      "
    `);
    expect(run.stderr).toMatchInlineSnapshot(`
      "1 of 3 requests are in no contract:
        1 × GET cdn.example.com/a.js
      a.ndjson: 0 exchanges passed, 2 failed, 0 inconclusive
         0.0 %         0/16  putPet
        60.0 %         6/10  getPet
        23.0 %         6/26  of the contract
      23 % of pets was exercised: 6 of 26 points
      "
    `);
    for (const kind of kinds) {
      expect(await readFile(path.join(folder, `r.${kind}`), 'utf8')).not.toContain(secret);
    }
    expect(run.stdout + run.stderr).not.toContain(secret);
    const report = JSON.parse(await readFile(path.join(folder, 'r.json'), 'utf8')) as RunReport;
    expect(report.cases.map(({ id, outcome, times }) => `${times} ${outcome} ${id}`)).toEqual([
      '2 failed a.ndjson:line-1',
    ]);
  });

  test('counts many different requests without a contract together', async () => {
    const line = (_: unknown, at: number) =>
      JSON.stringify({ ...stranger, request: { url: `https://cdn.example.com/${at}` } });
    const folder = await folderOf({
      'pets.yaml': pets('pets.example.com', 'object'),
      'a.ndjson': Array.from({ length: 1100 }, line).join('\n'),
    });
    const { stderr } = await specwright(['traffic', 'a.ndjson', 'pets.yaml'], folder);
    expect(stderr).toContain('1100 of 1100 requests are in no contract:\n  100 × other requests\n');
    expect(stderr).toContain('\n  and 981 others\n');
  });

  test('reports unreadable files, and files without exchanges of the contract', async () => {
    const folder = await folderOf({
      'pets.yaml': pets('pets.example.com', 'object'),
      'a.ndjson': `${JSON.stringify(stranger)}\n`,
      'b.ndjson': '\n{',
      'c.har': '{}',
    });
    const run = (file: string) => specwright(['traffic', file, 'pets.yaml'], folder);
    for (const [file, reason] of [
      ['a.ndjson', /nothing in a.ndjson is a request of the contracts/],
      ['b.ndjson', /cannot read line 2 of "b.ndjson": it is not JSON/],
      ['c.har', /cannot read "c.har": it has no "log" with "entries"/],
      ['d.har', /cannot read "d.har": there is no such file/],
    ] as const) {
      expect(await run(file)).toMatchObject({ code: 2, stderr: expect.stringMatching(reason) });
    }
  });
});
