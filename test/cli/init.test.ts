import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { folderOf, specwright } from './run.ts';

const contract = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}\n";

test('from nothing: a contract that the other commands have nothing against', async () => {
  const folder = await folderOf({});
  expect((await specwright(['init', '--name', 'notes'], folder)).code).toBe(0);
  const runs = await Promise.all([specwright(['lint'], folder), specwright(['generate'], folder)]);
  expect(runs.map(({ code }) => code)).toEqual([0, 0]);
});

test('from a document in the project, which stays where it is', async () => {
  const folder = await folderOf({ 'openapi.yaml': contract });
  const { code, stdout } = await specwright(['init', '--name', 't'], folder);
  expect(code).toBe(0);
  expect(stdout.trim().split('\n')).toEqual([
    'wrote redocly.yaml',
    'wrote package.json',
    'wrote .gitignore',
  ]);
  expect(await readFile(path.join(folder, 'redocly.yaml'), 'utf8')).toContain('root: openapi.yaml');
});

test('nothing is replaced, and nothing else is written, where nobody can be asked', async () => {
  const outside = await folderOf({ 'other.yaml': contract });
  const folder = await folderOf({});
  const from = path.join(outside, 'other.yaml');
  expect((await specwright(['init', from, '--name', 't'], folder)).code).toBe(0);
  const other = await folderOf({ 'third.yaml': `${contract}tags: []\n` });
  const args = ['init', path.join(other, 'third.yaml'), '--name', 't'];
  const refused = await specwright(args, folder);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toMatch(/cannot write "specs\/t\/openapi\.yaml": there is one already/);
  expect(await readFile(path.join(folder, 'specs/t/openapi.yaml'), 'utf8')).toBe(contract);
  expect((await specwright([...args, '--force'], folder)).code).toBe(0);
  expect(await readFile(path.join(folder, 'specs/t/openapi.yaml'), 'utf8')).toContain('tags');
});

test.each([
  [['missing.yaml'], /cannot find the API "missing\.yaml"/],
  [['new', '--name', '../x'], /cannot call the API "\.\.\/x"/],
])('%j is refused', async (args, message) => {
  const { code, stderr } = await specwright(['init', ...args], await folderOf({}));
  expect(code).toBe(2);
  expect(stderr).toMatch(message);
});
