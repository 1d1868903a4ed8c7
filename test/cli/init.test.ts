import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { folderOf, specwright } from './run.ts';

const contract = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}\n";

test('from nothing: the other commands accept the new contract', async () => {
  const folder = await folderOf({});
  expect((await specwright(['init', '--name', 'notes'], folder)).code).toBe(0);
  const runs = await Promise.all([specwright(['lint'], folder), specwright(['generate'], folder)]);
  expect(runs.map(({ code }) => code)).toEqual([0, 0]);
});

test('with a first file of handlers, which the mock serves, and which is not overwritten', async () => {
  const document = `openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /teas/{id}:
    get:
      operationId: read-tea
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {'204': {description: None.}}
`;
  const folder = await folderOf({ 'openapi.yaml': document });
  expect(await specwright(['init', '--name', 'teas'], folder)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('wrote mock/teas.ts\n'),
  });
  const file = path.join(folder, 'mock/teas.ts');
  expect(await readFile(file, 'utf8')).toContain("from '../generated/teas/mock.ts'");
  await writeFile(file, 'export default {};\n');
  expect((await specwright(['init', '--name', 'teas'], folder)).stdout).toBe('');
  expect(await readFile(file, 'utf8')).toBe('export default {};\n');
});

test('from a document in the project, which is not moved', async () => {
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

test('without a terminal, init replaces no file and writes no other', async () => {
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

describe('a document with another name', () => {
  test('is found, and text that only looks like a document is not', async () => {
    const files = { 'pets.yml': contract, 'notes.json': '{"openapi": "2.0"}', 'ci.yaml': 'a: 1\n' };
    const folder = await folderOf(files);
    expect((await specwright(['init', '-y'], folder)).code).toBe(0);
    expect(await readFile(path.join(folder, 'redocly.yaml'), 'utf8')).toContain('root: pets.yml');
  });

  test('must be named if there are several', async () => {
    const folder = await folderOf({ 'pets.yaml': contract, 'notes.yaml': contract });
    const { code, stderr } = await specwright(['init'], folder);
    expect(code).toBe(2);
    expect(stderr).toContain('cannot choose a document: there are "notes.yaml", "pets.yaml"');
  });
});

describe('the workflow', () => {
  /** The workflow that init writes in a repository with these files, in one of its folders. */
  async function workflowIn(files: Readonly<Record<string, string>>, folder = '.') {
    const root = await folderOf({});
    const all = { '.git/HEAD': 'ref: refs/heads/trunk\n', ...files };
    for (const [name, text] of Object.entries({ ...all, [`${folder}/openapi.yaml`]: contract })) {
      await mkdir(path.dirname(path.join(root, name)), { recursive: true });
      await writeFile(path.join(root, name), text);
    }
    const { code, stderr } = await specwright(
      ['init', '--workflow', '--name', 't'],
      path.join(root, folder),
    );
    expect([code, stderr]).toEqual([0, expect.anything()]);
    const text = await readFile(path.join(root, '.github/workflows/contracts.yml'), 'utf8');
    const { on, jobs } = parse(text) as Workflow;
    const { steps, defaults } = jobs.check;
    return {
      branches: on.push.branches,
      folder: defaults?.run['working-directory'],
      runs: steps.flatMap(({ uses, run }) => run ?? uses ?? []).slice(1),
    };
  }
  interface Workflow {
    readonly on: { readonly push: { readonly branches: readonly string[] } };
    readonly jobs: {
      readonly check: {
        readonly defaults?: { readonly run: Readonly<Record<string, string>> };
        readonly steps: readonly { readonly uses?: string; readonly run?: string }[];
      };
    };
  }
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a shell reads it.
  const check = 'specwright check ${BASE:+--base-ref "$BASE"}';

  test.each([
    ['npm without a lock file', {}, ['npm install', `npx ${check}`]],
    ['npm', { 'package-lock.json': '{}' }, ['npm ci', `npx ${check}`]],
    [
      'pnpm',
      { 'pnpm-lock.yaml': 'lockfileVersion: 9\n' },
      ['corepack enable', 'pnpm install --frozen-lockfile', `pnpm exec ${check}`],
    ],
    [
      'Yarn 1',
      { 'yarn.lock': '# yarn lockfile v1\n' },
      ['corepack enable', 'yarn install --frozen-lockfile', `yarn ${check}`],
    ],
    [
      'Yarn 4',
      { 'yarn.lock': '__metadata:\n  version: 8\n' },
      ['corepack enable', 'yarn install --immutable', `yarn ${check}`],
    ],
    [
      'Bun',
      { 'bun.lock': '{}' },
      ['oven-sh/setup-bun@v2', 'bun install --frozen-lockfile', `bunx ${check}`],
    ],
    [
      'what Corepack reads',
      { 'package.json': '{"packageManager": "yarn@1.22.22"}' },
      ['corepack enable', 'yarn install', `yarn ${check}`],
    ],
  ])('installs by %s', async (_, files, runs) => {
    expect((await workflowIn(files)).runs).toEqual(['actions/setup-node@v4', ...runs]);
  });

  test('is for the default branch of the remote', async () => {
    const remote = { '.git/refs/remotes/origin/HEAD': 'ref: refs/remotes/origin/develop\n' };
    expect((await workflowIn(remote)).branches).toEqual(['develop']);
    expect((await workflowIn({})).branches).toEqual(['trunk']);
    expect((await workflowIn({ '.git/packed-refs': 'a1 refs/heads/master\n' })).branches).toEqual([
      'master',
    ]);
  });

  test('is at the root of the repository, and runs in a package of a workspace', async () => {
    const files = { 'pnpm-lock.yaml': 'lockfileVersion: 9\n' };
    const found = await workflowIn(files, 'packages/my api');
    expect(found.folder).toBe('packages/my api');
    expect(found.runs).toContain('pnpm install --frozen-lockfile');
  });
});
