import { mkdir, readdir, readFile, readlink, symlink } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { applyChanges } from '../../src/init/apply.ts';
import { folderOf } from '../cli/run.ts';

const change = (file: string, before: string | undefined, after: string) => ({
  path: file,
  before,
  after,
  keeps: true,
});

test('init writes all files, and their folders', async () => {
  const folder = await folderOf({ a: 'old' });
  await applyChanges([change('a', 'old', 'new'), change('b/c/d', undefined, 'text')], folder);
  expect(await readFile(path.join(folder, 'a'), 'utf8')).toBe('new');
  expect(await readFile(path.join(folder, 'b/c/d'), 'utf8')).toBe('text');
  expect((await readdir(folder)).sort()).toEqual(['a', 'b']);
});

test('a symbolic link stays a link', async () => {
  const folder = await folderOf({ real: 'old' });
  await symlink('real', path.join(folder, 'link'));
  await applyChanges([change('link', 'old', 'new')], folder);
  expect(await readlink(path.join(folder, 'link'))).toBe('real');
  expect(await readFile(path.join(folder, 'real'), 'utf8')).toBe('new');
});

test('init writes nothing if one file cannot be written', async () => {
  const folder = await folderOf({ a: 'old' });
  await mkdir(path.join(folder, 'taken'));
  const changes = [change('a', 'old', 'new'), change('taken', undefined, 'text')];
  await expect(applyChanges(changes, folder)).rejects.toThrow();
  expect(await readFile(path.join(folder, 'a'), 'utf8')).toBe('old');
  expect((await readdir(folder)).sort()).toEqual(['a', 'taken']);
});

test('init overwrites no file that appeared in the meantime', async () => {
  const folder = await folderOf({ a: 'theirs' });
  await expect(applyChanges([change('a', 'old', 'new')], folder)).rejects.toThrow(/has changed/);
  expect(await readFile(path.join(folder, 'a'), 'utf8')).toBe('theirs');
});
