import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { folderOf, spawned } from './run.ts';

const contract = `openapi: 3.1.0
info: { title: Notes, version: '1' }
security: [{ token: [] }]
paths:
  /notes/{id}:
    get:
      operationId: getNote
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses:
        '200':
          description: a note
          content:
            application/json:
              schema: { type: object, required: [text], properties: { text: { type: string } } }
              examples: { one: { value: { text: one } }, two: { value: { text: two } } }
components: { securitySchemes: { token: { type: http, scheme: bearer } } }
`;

const client = `
const headers = { authorization: 'Bearer hush-hush-1234', ...JSON.parse(process.argv[2]) };
const response = await fetch(process.env.SPECWRIGHT_URL + '/notes/7', { headers });
console.log(response.headers.get('specwright-replay') + ' ' + await response.text());
`;

async function ask(folder: string, flags: readonly string[], headers = {}) {
  const command = ['--', process.execPath, 'client.mjs', JSON.stringify(headers)];
  return spawned(['mock', 'notes.yaml', '-p', '0', ...flags, ...command], folder);
}

test.each(['all.har', 'all.ndjson', 'seen/'])(
  'the mock records to "%s", and replays it',
  async (to) => {
    const folder = await folderOf({ 'notes.yaml': contract, 'client.mjs': client });
    const made = await ask(folder, ['--record', to], { prefer: 'example=two' });
    expect(made.code).toBe(0);
    const [name] = to.endsWith('/') ? await readdir(path.join(folder, to)) : [''];
    const file = path.join(to, name!);
    const text = await readFile(path.join(folder, file), 'utf8');
    expect(text).not.toContain('hush-hush');
    const replayed = await ask(folder, ['--replay', file, '--log-level', 'info']);
    expect(replayed.stdout).toMatch(/(line|entry) 1 \{"text":"two"\}/);
    expect(replayed.stderr).toContain('1 of 1 answers of');
  },
);

test('an existing archive, and an unreadable recording, exit with 2', async () => {
  const folder = await folderOf({ 'notes.yaml': contract, 'client.mjs': client });
  await writeFile(path.join(folder, 'old.har'), '{}');
  const recorded = await ask(folder, ['--record', 'old.har']);
  expect(recorded).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('something else is there'),
  });
  const replayed = await ask(folder, ['--replay', 'old.har']);
  expect(replayed).toMatchObject({ code: 2, stderr: expect.stringContaining('no "log"') });
});

test('APIs on separate ports share a recording, and each exchange counts once', async () => {
  const line = (path: string) =>
    JSON.stringify({
      request: { method: 'GET', url: path },
      response: {
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: '{"text":"a"}',
      },
    });
  const folder = await folderOf({
    'notes.yaml': contract,
    'pages.yaml': contract.replace('/notes/{id}', '/pages/{id}').replace('getNote', 'getPage'),
    'all.ndjson': `${line('/notes/1')}\n${line('/pages/1')}\n`,
  });
  const flags = ['--port-per-api', '-p', '0', '--replay', 'all.ndjson', '--log-level', 'info'];
  const command = ['--', process.execPath, '-e', ''];
  const { stderr } = await spawned(
    ['mock', 'notes.yaml', 'pages.yaml', ...flags, ...command],
    folder,
  );
  expect(stderr.match(/.* of "all.ndjson" are replayed/g)).toHaveLength(1);
  expect(stderr).toContain('2 of 2 answers of "all.ndjson" are replayed');
  expect(stderr).not.toContain('not replayed');
});
