import { execFileSync } from 'node:child_process';
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { formerApis } from '../../src/sources/former.ts';
import { openGitTree } from '../../src/sources/git.ts';
import { folderOf } from '../cli/run.ts';

function gitIn(folder: string) {
  const settings = ['user.name=t', 'user.email=t@example.com', 'protocol.file.allow=always'];
  const flags = settings.flatMap((setting) => ['-c', setting]);
  return (...args: string[]) =>
    execFileSync('git', [...flags, ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .trim();
}

async function repositoryOf(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await folderOf({});
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
  const git = gitIn(folder);
  git('init', '-q', '-b', 'main');
  git('add', '.');
  git('commit', '-qm', 'one');
  return folder;
}

describe('the files of a commit', () => {
  test('are read through symbolic links', async () => {
    const folder = await repositoryOf({ 'real/a.yaml': 'a: 1\n' });
    await symlink('real/a.yaml', path.join(folder, 'link.yaml'));
    await symlink('real', path.join(folder, 'folder'));
    await symlink('/etc/passwd', path.join(folder, 'out.yaml'));
    gitIn(folder)('add', '.');
    gitIn(folder)('commit', '-qm', 'links');
    const tree = await openGitTree('HEAD', folder);
    expect(await tree.read(path.join(folder, 'link.yaml'))).toBe('a: 1\n');
    expect(await tree.read(path.join(folder, 'folder/a.yaml'))).toBe('a: 1\n');
    await expect(tree.has(path.join(folder, 'out.yaml'))).rejects.toThrow(
      '"out.yaml" in HEAD is a symbolic link to "/etc/passwd", which is outside of the repository',
    );
  });

  test('are not reported as absent if they are in a submodule', async () => {
    const inner = await repositoryOf({ 'a.yaml': 'a: 1\n' });
    const folder = await repositoryOf({ 'b.yaml': 'b: 1\n' });
    gitIn(folder)('submodule', 'add', '-q', inner, 'vendor/inner');
    gitIn(folder)('commit', '-qm', 'submodule');
    const tree = await openGitTree('HEAD', folder);
    await expect(tree.has(path.join(folder, 'vendor/inner/a.yaml'))).rejects.toThrow(
      '"vendor/inner/a.yaml" is in the submodule "vendor/inner", of which HEAD has a commit only',
    );
    expect(await tree.has(path.join(folder, 'vendor/none.yaml'))).toBe(false);
  });

  test('are not reported as absent if their content is missing', async () => {
    const folder = await repositoryOf({ 'specs/a b.yaml': 'a: 1\n' });
    const object = gitIn(folder)('rev-parse', 'HEAD:specs/a b.yaml');
    await rm(path.join(folder, '.git/objects', object.slice(0, 2), object.slice(2)));
    const tree = await openGitTree('HEAD', folder);
    const file = path.join(folder, 'specs/a b.yaml');
    const wanted = 'git has "specs/a b.yaml" in HEAD, and cannot read what is in it';
    await expect(tree.has(file)).rejects.toThrow(wanted);
    await expect(tree.read(file)).rejects.toThrow(wanted);
  });
});

describe('the APIs of a commit', () => {
  test('are found by their names, even if their documents have moved', async () => {
    const folder = await repositoryOf({
      'redocly.yaml': 'apis: {pets: {root: old.yaml}}\n',
      'old.yaml': 'a: 1\n',
      'new.yaml': 'a: 1\n',
    });
    const apis = await formerApis(await openGitTree('HEAD', folder), { cwd: folder });
    const now = path.join(folder, 'new.yaml');
    expect(await apis.find('pets', now)).toBe(path.join(folder, 'old.yaml'));
    expect(await apis.find('other', now)).toBe(now);
    expect(await apis.find('other', path.join(folder, 'gone.yaml'))).toBeUndefined();
  });

  test('are found in specs, if no file named them', async () => {
    const folder = await repositoryOf({ 'specs/pets/openapi.yaml': 'a: 1\n', 'specs/x.md': '' });
    await rm(path.join(folder, 'specs'), { recursive: true });
    const apis = await formerApis(await openGitTree('HEAD', folder), { cwd: folder });
    expect(apis.names).toEqual(['pets']);
  });

  test('cannot be found through a broken registry', async () => {
    const folder = await repositoryOf({ 'redocly.yaml': 'apis: [\n' });
    const tree = await openGitTree('HEAD', folder);
    await expect(formerApis(tree, { cwd: folder })).rejects.toThrow(
      /^the registry of HEAD is broken: redocly/,
    );
  });
});

test.each([
  ['HEAD~3', 'git fetch --unshallow'],
  ['origin/main', 'git fetch --depth=1 origin main:refs/remotes/origin/main'],
  ['v1', 'git fetch --depth=1 origin v1:v1'],
  ['0123456789abcdef0123456789abcdef01234567', 'origin 0123456789abcdef'],
])('says how a shallow checkout gets %s', async (ref, command) => {
  const folder = await repositoryOf({ 'a.yaml': 'a: 1\n' });
  const head = (await readFile(path.join(folder, '.git/refs/heads/main'), 'utf8')).trim();
  await writeFile(path.join(folder, '.git/shallow'), `${head}\n`);
  await expect(openGitTree(ref, folder)).rejects.toThrow(command);
});
