import { execFileSync } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderOf, specwright } from './run.ts';

const pets = (version: string, limit: number) => `
openapi: 3.1.0
info: {title: Pets, version: ${version}}
paths:
  /pets:
    get:
      operationId: listPets
      parameters: [{name: limit, in: query, schema: {type: integer, maximum: ${limit}}}]
      responses: {'200': {description: Pets}}
`;

describe('specwright docs', () => {
  test('builds a site, with the changes since an earlier version', async () => {
    const folder = await folderOf({ 'pets.yaml': pets('2.0.0', 5), 'v1.yaml': pets('1.0.0', 9) });
    const run = await specwright(['docs', 'pets.yaml', '--since', 'v1.yaml'], folder);
    expect(run).toEqual({
      code: 0,
      stdout: 'dist/docs/index.html\ndist/docs/pets/index.html\n',
      stderr: '',
    });
    const read = (file: string) => readFile(path.join(folder, 'dist/docs', file), 'utf8');
    const changes = await read('pets/changes.html');
    expect(changes).toContain('From version 1.0.0 to 2.0.0.');
    expect(changes).toContain(
      'query parameter &quot;limit&quot; must be at most 5, and it was at most 9',
    );
    // The program is bundled, and scripts for pages must still be self-contained.
    for (const name of await readdir(path.join(folder, 'dist/docs/assets'))) {
      if (!/^(search|page|theme|reference)\./.test(name)) continue;
      expect(await read(`assets/${name}`)).not.toMatch(/__name|\bimport\b|\b_\w+Helper/);
    }
  });

  test('compares with a git ref, and reports an API that is new since then', async () => {
    const folder = await folderOf({ 'pets.yaml': pets('1.0.0', 9) });
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t.example', ...args], {
        cwd: folder,
      });
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'One');
    await writeFile(path.join(folder, 'pets.yaml'), pets('1.1.0', 9));
    await writeFile(path.join(folder, 'new.yaml'), pets('1.0.0', 1));
    const run = await specwright(['docs', 'pets.yaml', 'new.yaml', '--since', 'HEAD'], folder);
    expect(run.code).toBe(0);
    const read = (file: string) => readFile(path.join(folder, 'dist/docs', file), 'utf8');
    // Without changes there is no page of changes.
    await expect(read('pets/changes.html')).rejects.toThrow('ENOENT');
    expect(await read('new/changes.html')).toContain('This API is new since HEAD.');
  });

  test('compares an API of the registry with its file at a git ref', async () => {
    const registry = (root: string) => `apis: {pets: {root: ${root}}}\n`;
    const folder = await folderOf({
      'redocly.yaml': registry('old.yaml'),
      'old.yaml': pets('1.0.0', 9),
    });
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t.example', ...args], {
        cwd: folder,
      });
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'One');
    await writeFile(path.join(folder, 'redocly.yaml'), registry('pets.yaml'));
    await writeFile(path.join(folder, 'pets.yaml'), pets('2.0.0', 5));
    const run = await specwright(['docs', '--since', 'HEAD'], folder);
    expect(run.code).toBe(0);
    const changes = await readFile(path.join(folder, 'dist/docs/pets/changes.html'), 'utf8');
    expect(changes).toContain('From version 1.0.0 to 2.0.0.');
  });

  test('keeps the earlier site and reports why it cannot build', async () => {
    const folder = await folderOf({
      'pets.yaml': pets('1.0.0', 9),
      'broken.yaml': 'openapi: 3.1.0\npaths: [',
    });
    expect((await specwright(['docs', 'pets.yaml'], folder)).code).toBe(0);
    const site = path.join(folder, 'dist/docs/index.html');
    const before = await readFile(site, 'utf8');
    for (const [args, why] of [
      [['broken.yaml'], /^specwright: broken\.yaml:2:9: cannot read "broken\.yaml"/],
      [['nope.yaml'], /^specwright: cannot find the API "nope\.yaml"/],
      [
        ['pets.yaml', '--since', 'v0'],
        /^specwright: cannot tell what changed: .*no git repository/,
      ],
      [
        ['pets.yaml', '--since', 'broken.yaml'],
        /^specwright: cannot tell what changed: "pets" cannot be compared with broken\.yaml: broken\.yaml:2:9/,
      ],
      [['pets.yaml', '-o', '.'], /holds files that are not documentation made by specwright/],
      [['pets.yaml', '--site-url', 'docs.example'], /A base URL starts with http/],
    ] as const) {
      const run = await specwright(['docs', 'build', ...args], folder);
      expect({ args, code: run.code, stdout: run.stdout }).toEqual({ args, code: 2, stdout: '' });
      expect(run.stderr).toMatch(why);
    }
    expect(await readFile(site, 'utf8')).toBe(before);
  });

  test('warns about unreadable evidence, and builds without it', async () => {
    const folder = await folderOf({ 'pets.yaml': pets('1.0.0', 9), 'evidence.yaml': '[]' });
    const run = await specwright(['docs', 'pets.yaml'], folder);
    expect(run.code).toBe(0);
    expect(run.stderr).toBe(
      'specwright: the evidence beside pets.yaml is left out: it has no mapping `evidence` from JSON Pointers to sources\n',
    );
  });
});
