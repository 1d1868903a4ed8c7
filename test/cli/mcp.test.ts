import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { findingCodes } from '../../src/finding.ts';
import { specwright } from './run.ts';

const pets = (extra = '') => `openapi: 3.1.0
info: {title: Pets, version: '1'}
servers: [{url: https://api.example.com/v1}]
paths:
  /pets:
    get:
      operationId: listPets
      summary: All pets
      tags: [Animals]
      responses:
        '200':
          description: the pets
          content:
            application/json:
              schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}
              example: [{name: Rex}]
    post:
      operationId: addPet
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}
      responses:
        '201': {description: added}
${extra}components:
  schemas:
    Pet:
      type: object
      required: [name]
      properties: {name: {type: string, example: Rex}}
`;

const removed = `  /toys:
    get:
      operationId: listToys
      responses: {'204': {description: none}}
`;

const files: Readonly<Record<string, string>> = {
  'redocly.yaml':
    'extends: [recommended]\napis: {pets: {root: pets.yaml}, leaky: {root: leaky.yaml}}\n',
  'pets.yaml': pets(),
  'old.yaml': pets(removed),
  'leaky.yaml': pets().replace("'#/components/schemas/Pet'", 'link.yaml'),
  'specwright.config.json': JSON.stringify({
    apis: { pets: { provider: { baseUrl: 'https://staging.example.com' } } },
  }),
  'seen.ndjson': `${JSON.stringify({
    request: { method: 'GET', url: '/pets', headers: {} },
    response: {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: '[{"name":"a"}]',
    },
  })}\n`,
};

let around: string;
let folder: string;
let client: Client;

beforeAll(async () => {
  around = mkdtempSync(path.join(tmpdir(), 'specwright-mcp-'));
  folder = path.join(around, 'project');
  mkdirSync(folder);
  writeFileSync(path.join(around, 'secret.yaml'), 'type: string\nconst: secret-text\n');
  symlinkSync(path.join(around, 'secret.yaml'), path.join(folder, 'link.yaml'));
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
      cwd: folder,
      stdio: 'ignore',
    });
  git('init', '-b', 'main');
  writeFileSync(path.join(folder, 'pets.yaml'), pets(removed));
  git('add', '.');
  git('commit', '-m', 'first');
  writeFileSync(path.join(folder, 'pets.yaml'), pets());
  client = await connected(folder);
});

afterAll(async () => {
  await client.close();
  rmSync(around, { recursive: true, force: true });
});

async function connected(cwd: string): Promise<Client> {
  const made = new Client({ name: 'test', version: '1' });
  const args = [path.resolve('bin/specwright.js'), 'mcp'];
  await made.connect(
    new StdioClientTransport({ command: process.execPath, args, cwd, stderr: 'ignore' }),
  );
  return made;
}

interface Answer {
  readonly isError: boolean;
  readonly text: string;
}

async function call(
  name: string,
  given: Record<string, unknown> = {},
  options: Parameters<Client['callTool']>[2] = {},
): Promise<Answer> {
  const answer = await client.callTool({ name, arguments: given }, undefined, options);
  const [{ text }] = answer.content as [{ text: string }];
  return { isError: answer.isError === true, text };
}

test('the tools have schemas and describe their side effects', async () => {
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name)).toEqual([
    'list_apis',
    'list_operations',
    'describe_operation',
    'get_schema',
    'call_mock',
    'judge_exchange',
    'verify_provider',
    'diff_versions',
    'lint',
    'read_coverage',
    'explain_finding',
  ]);
  const writing = tools.filter(({ annotations }) => annotations?.readOnlyHint !== true);
  expect(writing.map(({ name }) => name)).toEqual(['call_mock', 'verify_provider']);
  const open = tools.filter(({ annotations }) => annotations?.openWorldHint !== false);
  expect(open.map(({ name }) => name)).toEqual(['verify_provider']);
  for (const { inputSchema, description } of tools) {
    expect(inputSchema.additionalProperties).toBe(false);
    expect(description).toBeTruthy();
  }
});

test('APIs and operations are listed, filtered and paged', async () => {
  const apis = await call('list_apis');
  expect(apis.text).toContain('pets: Pets 1, OpenAPI 3.1, 2 operations, pets.yaml');
  const all = await call('list_operations', { api: 'pets' });
  expect(all.text.split('\n')).toEqual([
    'GET /pets listPets: All pets [Animals] pets.yaml:6:5',
    'POST /pets addPet pets.yaml:17:5',
  ]);
  const first = await call('list_operations', { api: 'pets', limit: 1 });
  expect(first.text).toContain('… 1 more; give "offset": 1 for them');
  const second = await call('list_operations', { api: 'pets', limit: 1, offset: 1 });
  expect(second.text).toBe('POST /pets addPet pets.yaml:17:5');
  expect((await call('list_operations', { api: 'pets', only: ['post *'] })).text).toContain(
    'addPet',
  );
  expect((await call('list_operations', { api: 'pets', search: 'ALL PETS' })).text).toContain(
    'listPets',
  );
  expect((await call('list_operations', { api: 'pets', search: 'nowhere' })).text).toBe(
    'none of the 2 operations of pets is meant',
  );
});

test('an operation is described with an example request', async () => {
  const { text } = await call('describe_operation', { api: 'pets', operation: 'post /pets' });
  expect(text).toContain('POST /pets addPet pets.yaml:17:5');
  expect(text).toContain('request body (required): pets.yaml:19:7');
  expect(text).toContain("curl -X POST 'https://api.example.com/v1/pets'");
  expect(text).toContain('"name": "Rex"');
  const wrong = await call('describe_operation', { api: 'pets', operation: 'adPet' });
  expect(wrong).toEqual({
    isError: true,
    text: 'there is no operation "adPet" in pets; did you mean "addPet"?; list_operations lists those that there are',
  });
});

test('a schema is given by its name and by its pointer', async () => {
  const named = await call('get_schema', { api: 'pets', name: 'Pet' });
  expect(named.text).toContain('pets.yaml:26:5');
  expect(named.text).toContain('"required": [');
  expect(await call('get_schema', { api: 'pets', pointer: '#/components/schemas/Pet' })).toEqual(
    named,
  );
  expect((await call('get_schema', { api: 'pets' })).text).toBe('Pet pets.yaml:26:5');
  expect((await call('get_schema', { api: 'pets', name: '__proto__' })).isError).toBe(true);
  expect((await call('get_schema', { api: 'pets', pointer: '/__proto__/toString' })).isError).toBe(
    true,
  );
});

test('the mock answers, and reports what is wrong with the request', async () => {
  const good = await call('call_mock', { api: 'pets', path: '/pets' });
  expect(good.text).toContain('HTTP 200 of listPets');
  expect(good.text).toContain('[{"name":"Rex"}]');
  expect(good.text).toContain('the request keeps the contract');
  const bad = await call('call_mock', {
    api: 'pets',
    method: 'POST',
    path: '/pets',
    body: { name: 1 },
  });
  expect(bad.text).toContain('request body at /name must be string, but is 1 [value-invalid]');
  const asked = { api: 'pets', path: '/pets', stateful: true };
  await call('call_mock', { ...asked, method: 'POST', body: { name: 'Felix' } });
  expect((await call('call_mock', { ...asked, headers: { accept: 'text/html' } })).text).toMatch(
    /^HTTP 4/,
  );
});

test('null is allowed as currently configured', async () => {
  const own = path.join(around, 'lenient');
  mkdirSync(own);
  writeFileSync(path.join(own, 'redocly.yaml'), 'apis: {pets: {root: pets.yaml}}\n');
  const nullable = '{nullable: true, allOf: [{type: string}]}';
  const text = pets().replace('3.1.0', '3.0.3').replace('{type: string, example: Rex}', nullable);
  writeFileSync(path.join(own, 'pets.yaml'), text);
  const asking = await connected(own);
  onTestFinished(() => asking.close());
  const posted = async (config: object) => {
    writeFileSync(path.join(own, 'specwright.config.json'), JSON.stringify(config));
    const given = { api: 'pets', method: 'POST', path: '/pets', body: { name: null } };
    const answer = await asking.callTool({ name: 'call_mock', arguments: given });
    return (answer.content as [{ text: string }])[0].text;
  };
  expect(await posted({})).toContain('request body at /name must be');
  expect(await posted({ lenientNullable: true })).toContain('the request keeps the contract');
  expect(await posted({ apis: { pets: { lenientNullable: false } } })).toContain(
    'at /name must be',
  );
  expect(await posted({ lenientNulable: true })).toContain('did you mean "lenientNullable"?');
});

test('an exchange is judged, and a request alone as well', async () => {
  const request = { method: 'GET', url: 'https://api.example.com/v1/pets' };
  const response = { status: 200, body: [{ name: 7 }] };
  const judged = await call('judge_exchange', { api: 'pets', request, response });
  expect(judged).toMatchObject({ isError: false });
  expect(judged.text).toContain('GET /pets of pets: 1 violation');
  expect(judged.text).toContain(
    'response body at /0/name must be string, but is 7 [value-invalid]',
  );
  expect((await call('judge_exchange', { api: 'pets', request })).text).toBe(
    'GET /pets of pets: it keeps the contract',
  );
  const strange = await call('judge_exchange', {
    api: 'pets',
    request: { method: 'GET', url: '/pest' },
  });
  expect(strange.text).toContain('no operation of pets is meant');
  expect(strange.text).toContain('[path-unknown]');
});

test('verify runs its reads at a provider on this machine, with progress, and the coverage can be read', async () => {
  const methods = new Set<string | undefined>();
  const baseUrl = await serving((request, response) => {
    methods.add(request.method);
    response.setHeader('content-type', 'application/json').end('[{"name":7}]');
  });
  expect((await call('read_coverage')).text).toContain('nothing was verified yet');
  const told: string[] = [];
  const onprogress = ({ message = '' }) => void told.push(message);
  const { text, isError } = await call('verify_provider', { api: 'pets', baseUrl }, { onprogress });
  expect(isError).toBe(false);
  expect(text).toContain('response body at /0/name must be string, but is 7');
  expect([...methods]).toEqual(['GET']);
  expect(told[0]).toContain('1 case, ');
  const coverage = await call('read_coverage');
  expect(coverage.text).toContain('of the contract');
  const part = await call('read_coverage', { part: 'addPet' });
  expect(part.text).toContain('pets.yaml:17');
});

test('only configured hosts receive requests, and writes need permission', async () => {
  const ask = (given: object) => call('verify_provider', { api: 'pets', ...given });
  for (const baseUrl of [
    'https://example.org',
    'http://staging.example.com',
    'http://127.0.0.1.example.com',
    'http://169.254.169.254/latest',
  ]) {
    expect((await ask({ baseUrl })).text).toContain(
      `cannot send requests to ${new URL(baseUrl).origin}`,
    );
  }
  expect((await ask({ baseUrl: 'file:///etc/passwd' })).text).toContain('is not a base URL');
  expect((await ask({ baseUrl: 'http://me:secret@127.0.0.1' })).text).toContain(
    'is not a base URL',
  );
  expect((await ask({ baseUrl: 'http://127.0.0.1:1', mode: 'full' })).text).toBe(
    'the mode "full" is not allowed here: "mode" of the provider in specwright.config.ts is not set',
  );
});

test('a run is cancelled, and the server still answers', async () => {
  let asked = 0;
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const controller = new AbortController();
  const baseUrl = await serving(async (_, response) => {
    asked += 1;
    controller.abort();
    await held;
    response.end();
  });
  const { signal } = controller;
  await expect(call('verify_provider', { api: 'pets', baseUrl }, { signal })).rejects.toThrow();
  const then = asked;
  release();
  expect((await call('list_apis')).isError).toBe(false);
  // Requests in progress are answered; the run would have sent more than the first four.
  expect(then).toBeLessThanOrEqual(4);
});

test('versions are compared: two files, or a file and a commit', async () => {
  const pair = await call('diff_versions', { base: 'old.yaml', revision: 'pets.yaml' });
  expect(pair).toMatchObject({ isError: false });
  expect(pair.text).toContain('[operation-removed]');
  const since = await call('diff_versions', { since: 'main', api: 'pets' });
  expect(since.text).toContain('[operation-removed]');
  const mixed = await call('diff_versions', { base: 'main:pets.yaml', revision: 'pets.yaml' });
  expect(mixed.text).toContain('[operation-removed]');
  expect(await call('diff_versions', { base: 'old.yaml' })).toMatchObject({ isError: true });
  for (const since of ['--output=x', 'no-such-branch']) {
    expect(await call('diff_versions', { since, api: 'pets' })).toMatchObject({ isError: true });
  }
  const strange = await call('diff_versions', {
    base: 'https://example.org/a.yaml',
    revision: 'pets.yaml',
  });
  expect(strange.text).toContain('redocly.yaml names no API at https://example.org');
});

test('a document is linted, errors first', async () => {
  const { text, isError } = await call('lint', { api: 'pets', limit: 2 });
  expect(isError).toBe(false);
  expect(text).toMatch(/\d+ errors?, \d+ warnings?/);
  expect(text).toContain('pets.yaml:');
  const some = await call('lint', { api: 'pets', severity: 'warning', rule: 'no-such-rule' });
  expect(some.text).not.toContain('pets.yaml:');
});

test('the coverage of a recording and of a report is read', async () => {
  const seen = await call('read_coverage', { api: 'pets', recording: 'seen.ndjson' });
  expect(seen.text).toContain('of the contract');
  await specwright(
    ['traffic', 'seen.ndjson', 'pets', '--coverage', '--report', 'json=r.json'],
    folder,
  );
  expect(await call('read_coverage', { api: 'pets', report: 'r.json' })).toEqual(seen);
  expect((await call('read_coverage', { report: 'pets.yaml' })).isError).toBe(true);
});

test('codes are explained', async () => {
  expect((await call('explain_finding', { code: 'value-invalid' })).text).toContain(
    '# A value does not',
  );
  expect((await call('explain_finding', { code: '../../README' })).isError).toBe(true);
});

test('contracts and pages of findings are resources', async () => {
  const { resources } = await client.listResources();
  expect(resources.map(({ uri }) => uri)).toEqual([
    'specwright://contracts/pets',
    'specwright://contracts/leaky',
    ...Object.keys(findingCodes).map((code) => `specwright://findings/${code}`),
  ]);
  const { resourceTemplates } = await client.listResourceTemplates();
  expect(resourceTemplates).toHaveLength(2);
  const read = async (uri: string) => (await client.readResource({ uri })).contents[0];
  const contract = await read('specwright://contracts/pets');
  expect(JSON.parse((contract as { text: string }).text)).toMatchObject({
    info: { title: 'Pets' },
  });
  expect((await read('specwright://findings/value-invalid')) as object).toMatchObject({
    mimeType: 'text/markdown',
  });
  for (const uri of [
    'specwright://findings/..%2f..%2fREADME',
    'specwright://findings/__proto__',
    'specwright://contracts/%zz',
    'file:///etc/passwd',
  ]) {
    await expect(read(uri)).rejects.toThrow('there is no resource');
  }
});

test('no file outside the project can be read, in any way', async () => {
  const outside = path.join(around, 'secret.yaml');
  for (const api of ['../secret.yaml', outside, 'link.yaml', 'no/../../secret.yaml']) {
    expect((await call('list_operations', { api })).text).toContain('nothing else may be read');
  }
  for (const file of ['../secret.yaml', 'link.yaml', outside]) {
    for (const given of [{ recording: file }, { report: file }]) {
      expect((await call('read_coverage', given)).text).toContain('nothing else may be read');
    }
    const compared = await call('diff_versions', { base: file, revision: 'pets.yaml' });
    expect(compared).toMatchObject({ isError: true });
    expect(compared.text).toContain('nothing else may be read');
  }
  const linted = await call('lint', { api: 'leaky' });
  expect(linted.text).toContain('nothing else may be read');
  for (const [name, given] of [
    ['get_schema', { api: 'leaky', pointer: '/const', file: 'link.yaml' }],
    ['describe_operation', { api: 'leaky', operation: 'listPets' }],
    ['call_mock', { api: 'leaky', path: '/pets' }],
    ['lint', { api: 'leaky' }],
  ] as const) {
    expect((await call(name, given)).text).not.toContain('secret-text');
  }
});

test('arguments that violate the schema are refused with the place', async () => {
  expect((await call('list_operations', { api: 'pets', limit: 0 })).text).toBe(
    'the arguments at /limit must be at least 1, but is 0',
  );
  expect(
    (await call('list_operations', { offset: 'x', extra: 1 })).text.split('\n').sort(),
  ).toEqual([
    'the arguments at /offset must be integer, but is "x"',
    'the arguments must not have the property "extra"',
  ]);
  const polluting = JSON.parse('{"__proto__": {"api": "pets"}, "api": "pets"}') as object;
  expect(await call('list_operations', { ...polluting, constructor: 1 })).toMatchObject({
    isError: true,
  });
  expect((await call('list_operations', { api: 'x'.repeat(100_000) })).isError).toBe(true);
  expect((await call('no_such_tool')).text).toContain('there is no tool "no_such_tool"');
  const huge = await call('call_mock', {
    api: 'pets',
    method: 'POST',
    path: '/pets',
    body: { name: 'x'.repeat(3_000_000) },
  });
  expect(huge.text.length).toBeLessThan(30_000);
});

test('a changed document takes effect at the next call', async () => {
  const own = path.join(folder, 'changing.yaml');
  writeFileSync(own, pets());
  expect((await call('list_operations', { api: 'changing.yaml' })).text).not.toContain('listToys');
  writeFileSync(own, pets(removed));
  expect((await call('list_operations', { api: 'changing.yaml' })).text).toContain('listToys');
  writeFileSync(own, 'openapi: [');
  const broken = await call('list_operations', { api: 'changing.yaml' });
  expect(broken.isError).toBe(true);
  expect(broken.text).toContain('changing.yaml:1');
});

test('the readable folder contains the project', async () => {
  const { code, stderr } = await specwright(['mcp', '--root', 'src'], process.cwd());
  expect(code).toBe(2);
  expect(stderr).toContain('the project at');
});

/** Serves on this machine until the test ends. */
async function serving(handle: Parameters<typeof createServer>[1]): Promise<string> {
  const server = createServer(handle as never);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
