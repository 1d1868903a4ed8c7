import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { folderOf, spawned } from './run.ts';

const contract = `openapi: 3.1.0
info: { title: Notes, version: '1' }
paths:
  /notes:
    post:
      operationId: addNote
      requestBody:
        content:
          application/json:
            schema: { type: object, properties: { text: { type: string, minLength: 2 } } }
      responses: { '201': { description: made }, '422': { description: refused } }
  /notes/{id}:
    get:
      operationId: getNote
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses: { '200': { description: a note } }
`;

/** A client that sends these requests, and exits with a code. */
const client = `
const [code, ...requests] = process.argv.slice(2);
for (const text of requests) {
  const { path, ...init } = JSON.parse(text);
  if (init.body) Object.assign(init, { method: 'POST', headers: { 'content-type': 'application/json' } });
  await fetch(process.env.SPECWRIGHT_URL + path, init);
}
process.exitCode = Number(code);
`;

const files = { 'notes.yaml': contract, 'client.mjs': client };
const get = '{"path":"/notes/1"}';
const post = '{"path":"/notes","body":"{\\"text\\":\\"ab\\"}"}';
const broken = '{"path":"/notes","body":"{\\"text\\":\\"a\\"}"}';
const unknown = '{"path":"/nodes"}';

async function run(flags: readonly string[], code: string, ...requests: readonly string[]) {
  const folder = await folderOf(files);
  const command = ['--', process.execPath, 'client.mjs', code, ...requests];
  const args = ['mock', 'notes.yaml', '-p', '0', ...flags, ...command];
  return { folder, ...(await spawned(args, folder)) };
}

test('a client that keeps the contract exits with 0, and its coverage is reported', async () => {
  const flags = ['--fail-on-violation', '--expect', 'addNote', '--coverage'];
  const { code, stderr } = await run(flags, '0', get, post);
  expect(stderr).toContain('requests of the client: 2 passed, 0 failed');
  expect(stderr).toMatch(/% of notes was exercised/);
  expect(code).toBe(0);
});

test('a client that breaks the contract, or calls an unknown operation, exits with 1', async () => {
  const report = ['--report', 'json=out/report.json', '--report', 'junit=out/report.xml'];
  const one = await run(['--fail-on-violation', ...report], '0', broken, unknown);
  expect(one.code).toBe(1);
  expect(one.stderr).toContain('request body at /text');
  expect(one.stderr).toContain('no operation has the path "/nodes"');
  expect(one.stderr).toContain('requests of the client: 0 passed, 2 failed');
  const text = await readFile(path.join(one.folder, 'out/report.json'), 'utf8');
  expect(JSON.parse(text).findings.map(({ code }: { code: string }) => code)).toEqual([
    'value-invalid',
    'path-unknown',
  ]);
  expect(await readFile(path.join(one.folder, 'out/report.xml'), 'utf8')).toContain('<failure');
});

test('an expected operation that is not called exits with 1', async () => {
  const { code, stderr } = await run(['--expect', 'getNote'], '0', post);
  expect(code).toBe(1);
  expect(stderr).toContain('no request called "getNote", which was expected');
  const mistyped = await run(['--expect', 'getNot'], '0', post);
  expect(mistyped.code).toBe(2);
  expect(mistyped.stderr).toContain('there is no operation "getNot"; did you mean "getNote"?');
});

test('a command that fails, or cannot start, is reported', async () => {
  const failed = await run([], '3', get);
  expect([failed.code, failed.stderr]).toEqual([1, expect.stringContaining('ended with 3')]);
  const folder = await folderOf(files);
  const args = ['mock', 'notes.yaml', '-p', '0', '--', 'there-is-no-such-program'];
  const missing = await spawned(args, folder);
  expect(missing.code).toBe(2);
  expect(missing.stderr).toContain('cannot run "there-is-no-such-program"');
});

test('a client that sends nothing is inconclusive', async () => {
  const { code, stderr } = await run(['--fail-on-violation'], '0');
  expect([code, stderr]).toEqual([2, expect.stringContaining('the client sent no request')]);
});
