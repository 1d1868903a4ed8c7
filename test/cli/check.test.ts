import { execFileSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { starterContract } from '../../src/init/starter.ts';
import { folderOf, spawned, specwright } from './run.ts';

const contract = starterContract('Notes');
const registry = 'apis:\n  notes:\n    root: notes.yaml\nextends: [minimal]\n';
const files = { 'redocly.yaml': registry, 'notes.yaml': contract };

/** A repository whose last commit has the files. */
async function repositoryOf(committed: Readonly<Record<string, string>>): Promise<string> {
  const folder = await folderOf(committed);
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], {
      cwd: folder,
    });
  git('init', '-q');
  git('add', '.');
  git('commit', '-qm', 'all');
  return folder;
}

const row = (stderr: string, name = 'notes') =>
  stderr
    .split('\n')
    .find((line) => line.startsWith(`${name} `))
    ?.split(/\s{2,}/)
    .slice(1);

describe('check', () => {
  test('reports no findings, and skips the check if nothing has changed', async () => {
    const folder = await repositoryOf(files);
    const first = await specwright(['check', '--base-ref', 'HEAD'], folder);
    expect(row(first.stderr)).toEqual(['passed', 'passed', '–', '–', 'passed', 'passed']);
    expect(first.code).toBe(0);
    const second = await specwright(['check', '--base-ref', 'HEAD'], folder);
    expect(second.stderr).toContain('nothing has changed since the last time');
    expect(row(second.stderr)).toEqual(row(first.stderr));
    // The linter's input has changed, though no contract has.
    await writeFile(path.join(folder, 'redocly.yaml'), registry.replace('minimal', 'recommended'));
    const third = await specwright(['check', '--base-ref', 'HEAD'], folder);
    expect(third.stderr).not.toContain('since the last time');
  });

  test.each([
    ['is broken', '{"format": 1, "entries": 5}'],
    ['is no JSON', '{'],
  ])('checks everything again if its cache %s', async (_, text) => {
    const folder = await folderOf(files);
    const cache = path.join(folder, 'node_modules/.cache/specwright');
    await mkdir(cache, { recursive: true });
    await writeFile(path.join(cache, 'check.json'), text);
    const { code, stderr } = await specwright(['check'], folder);
    expect(row(stderr)?.[0]).toBe('passed');
    expect(code).toBe(0);
  });

  test('reports that it cannot write its cache, and checks all the same', async () => {
    const folder = await folderOf({ ...files, node_modules: 'no folder' });
    const { code, stderr } = await specwright(['check'], folder);
    expect(stderr).toContain('the next check looks at everything again: ');
    expect(row(stderr)?.[0]).toBe('passed');
    expect(code).toBe(0);
  });

  test('lists violations with their lines in every report', async () => {
    const folder = await repositoryOf(files);
    const broken = contract
      .replace('/notes/{id}:', '/note/{id}:')
      .replace('example: { text: Buy milk }', 'example: { text: 7 }');
    await writeFile(path.join(folder, 'notes.yaml'), broken);
    const reports = ['--report', 'github=-', '--report', 'markdown=out.md'];
    const { code, stdout, stderr } = await specwright(
      ['check', '--base-ref', 'HEAD', ...reports],
      folder,
    );
    expect(code).toBe(1);
    expect(row(stderr)?.slice(0, 5)).toEqual(['passed', 'failed 1', '–', '–', 'failed 1']);
    expect(stdout).toMatch(/^notes\.yaml:\d+:\d+: error: .*string.* \[example-invalid\]$/m);
    expect(stdout).toMatch(/^::error file=notes\.yaml,line=\d+,col=\d+,title=.*operation-removed/m);
    expect(await readFile(path.join(folder, 'out.md'), 'utf8')).toContain(
      '| notes | passed | failed 1',
    );
  });

  test('accepts a breaking change that the version announces', async () => {
    const folder = await repositoryOf(files);
    const announced = contract
      .replace('/notes/{id}:', '/note/{id}:')
      .replace('version: 0.1.0', 'version: 0.2.0');
    await writeFile(path.join(folder, 'notes.yaml'), announced);
    const { code, stderr } = await specwright(['check', '--base-ref', 'HEAD'], folder);
    expect(row(stderr)?.[4]).toBe('passed, 1 warning');
    expect(code).toBe(0);
  });

  test('accepts an approved breaking change, and checks again if the approval is removed', async () => {
    const folder = await repositoryOf(files);
    await writeFile(
      path.join(folder, 'notes.yaml'),
      contract.replace('/notes/{id}:', '/note/{id}:'),
    );
    const run = async (approved: readonly object[]) => {
      const config = JSON.stringify({ apis: { notes: { changes: { approved } } } });
      await writeFile(path.join(folder, 'specwright.config.json'), config);
      return specwright(['check', '--base-ref', 'HEAD'], folder);
    };
    const approval = { rule: 'operation-removed', reason: 'It moved, and all clients know' };
    const bumped = { rule: 'request-enum-added', reason: 'That was long ago' };
    const taken = await run([approval, bumped]);
    expect(row(taken.stderr)?.[4]).toBe('passed, 1 warning');
    expect(taken.stdout).toContain('the approval of request-enum-added fits no change');
    const refused = await run([]);
    expect(row(refused.stderr)?.[4]).toMatch(/^failed/);
    expect(refused.code).toBe(1);
  });

  test('allows the base to refer to other hosts if they are allowed', async () => {
    const server = createServer((_, response) => response.end('description: A note.\n'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const far = `http://127.0.0.1:${port}/answer.yaml`;
    const base = contract.replace('description: The notes, the newest first.', `$ref: '${far}'`);
    const folder = await folderOf({ ...files, 'base.yaml': base });
    const run = (...args: string[]) =>
      specwright(['check', 'notes', '--base', 'base.yaml', ...args], folder);
    expect((await run()).stderr).toContain('the base does not load');
    expect((await run('--allow-remote')).stderr).not.toContain('the base does not load');
  });

  test('cannot check an API that is no longer in the registry', async () => {
    const folder = await repositoryOf({ ...files, 'other.yaml': contract });
    await writeFile(path.join(folder, 'redocly.yaml'), registry.replace('notes:', 'others:'));
    const { code, stderr } = await specwright(['check', '--base-ref', 'HEAD'], folder);
    expect(stderr).toContain(
      'cannot check notes, breaking: "notes" was an API of redocly.yaml in HEAD, but is no longer there',
    );
    expect(row(stderr)?.[4]).toBe('inconclusive');
    expect(code).toBe(2);
  });

  test('--fix writes generated files again', async () => {
    const folder = await folderOf(files);
    await specwright(['generate'], folder);
    await writeFile(path.join(folder, 'generated/notes/types.ts'), '// Generated by specwright\n');
    const stale = await specwright(['check'], folder);
    expect([stale.code, row(stale.stderr)?.[3]]).toEqual([1, 'failed 1']);
    const mended = await specwright(['check', '--fix'], folder);
    expect([mended.code, row(mended.stderr)?.[3]]).toEqual([0, 'passed']);
  });

  test.each<[string, readonly string[], RegExp]>([
    ['an unknown ref', ['--base-ref', 'nope'], /git knows no commit "nope"/],
    ['a base that does not load', ['--base', 'missing.yaml'], /the base does not load/],
    ['a report of no kind', ['--report', 'pdf=x'], /pdf=x.*A report is written KIND=FILE/],
  ])('never reports success for %s', async (_, args, message) => {
    const { code, stderr } = await specwright(['check', ...args], await repositoryOf(files));
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });

  test('does not check a contract that fails to load', async () => {
    const folder = await folderOf({ ...files, 'notes.yaml': 'openapi: 4.0.0\n' });
    const { code, stderr } = await specwright(['check'], folder);
    expect(code).toBe(2);
    expect(row(stderr)?.[1]).toBe('inconclusive');
    expect(row(stderr)?.at(-1)).toBe('inconclusive');
  });

  test('checks the readable parts of a contract, like every command', async () => {
    const stray = contract.replace(/( *)application\/json:/, '$1examples: {}\n$&');
    const folder = await folderOf({ ...files, 'notes.yaml': stray });
    const { code, stdout, stderr } = await specwright(['check'], folder);
    expect(stdout).toContain('"examples" is not a media type [document-invalid]');
    expect(row(stderr)).toEqual(['failed 1', 'passed', '–', '–', '–', 'passed']);
    expect(code).toBe(1);
  });

  test('reports no valid examples for a missing contract', async () => {
    const folder = await folderOf({ 'redocly.yaml': registry });
    const { code, stderr } = await specwright(['check'], folder);
    expect(row(stderr)?.slice(0, 2)).toEqual(['inconclusive', 'inconclusive']);
    expect(code).toBe(2);
  });

  test('finds the project from a folder below it', async () => {
    const folder = await folderOf({
      ...files,
      'redocly.yaml': `${registry}rules: {info-license: error}\n`,
    });
    const below = path.join(folder, 'docs/more');
    await mkdir(below, { recursive: true });
    await writeFile(path.join(below, 'other.yaml'), contract);
    for (const command of ['check', 'lint']) {
      const { stdout, stderr } = await spawned([command], below);
      expect(stderr).toContain('in ../.., where redocly.yaml is');
      expect(stdout).toMatch(/^notes\.yaml:.*\[info-license\]$/m);
      // A named file is relative to the working directory; its rules are those of the project.
      const other = await spawned([command, 'other.yaml'], below);
      expect(other.stdout).toMatch(/^docs\/more\/other\.yaml:.*\[info-license\]$/m);
    }
    await spawned(['check', '--report', 'json=result.json'], below);
    expect(JSON.parse(await readFile(path.join(below, 'result.json'), 'utf8')).apis).toHaveLength(
      1,
    );
    // Another checkout is a separate project.
    execFileSync('git', ['init', '-q'], { cwd: below });
    const apart = await specwright(['lint', 'other.yaml'], below);
    expect(apart.stderr).toContain('there is no redocly.yaml');
  });
});
