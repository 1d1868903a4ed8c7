import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { folderOf, specwright } from './run.ts';

const contract = `openapi: 3.1.0
info: { title: Notes, version: '1' }
servers: [{ url: 'https://notes.example/v1' }]
paths:
  /notes/{id}:
    get:
      operationId: getNote
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses:
        '200':
          description: a note
          content: { application/json: { schema: { type: object, required: [text] }, example: { text: a } } }
        '404': { description: none }
`;

async function projectWith(scenarios: string) {
  const folder = await folderOf({});
  await mkdir(path.join(folder, 'specs'));
  await writeFile(path.join(folder, 'specs/notes.yaml'), contract);
  await writeFile(path.join(folder, 'specs/scenarios.yaml'), scenarios);
  return folder;
}

const client = `
const { status } = await fetch(process.env.SPECWRIGHT_URL + '/notes/1');
process.exitCode = status === Number(process.argv[1]) ? 0 : 5;
`;

const gone = 'scenarios:\n  gone: { answers: [{ operation: getNote, status: 404 }] }\n';
const flags = (...others: readonly string[]) => {
  const command = ['--', process.execPath, '--input-type=module', '-e', client, '404'];
  return ['mock', 'specs/notes.yaml', '-p', '0', ...others, ...command];
};

test('the mock starts with the named scenario', async () => {
  const folder = await projectWith(gone);
  expect(await specwright(flags('--scenario', 'gone'), folder)).toMatchObject({ code: 0 });
  expect(await specwright(flags(), folder)).toMatchObject({ code: 1 });
  const mistyped = await specwright(flags('--scenario', 'gon'), folder);
  expect(mistyped.code).toBe(2);
  expect(mistyped.stderr).toContain('there is no scenario "gon"; did you mean "gone"?');
});

test('the mock and lint name the line of an answer that breaks the contract', async () => {
  const folder = await projectWith(
    'scenarios:\n  bad:\n    answers:\n      - operation: getNote\n        body: {}\n',
  );
  const place = /specs\/scenarios\.yaml:4:9: .*breaks the contract/;
  const mocked = await specwright(flags(), folder);
  expect([mocked.code, mocked.stderr]).toEqual([2, expect.stringMatching(place)]);
  const linted = await specwright(['lint', 'specs/notes.yaml'], folder);
  expect([linted.code, linted.stdout]).toEqual([1, expect.stringContaining('scenarios.yaml:4:9')]);
  expect(linted.stdout).toContain('scenario-invalid');
});
