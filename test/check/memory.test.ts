import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { checkProject } from '../../src/check/project.ts';
import { folderOf, spawned } from '../cli/run.ts';

const contract = (schema: string) => `openapi: 3.1.1
info:
  title: Tides
  version: '1'
  description: { $ref: ./about.md }
paths:
  /tides:
    get:
      operationId: getTides
      responses:
        '200':
          description: The tides.
          content: { application/json: { schema: { $ref: ${schema} } } }
`;

const files = {
  'redocly.yaml':
    'apis: {tides: {root: tides.yaml}}\nextends: [./team.yaml]\nplugins: [./plugin.cjs]\nrules: {harbour/quiet: error, info-license: {$ref: ./severity.yaml}}\n',
  'team.yaml': 'extends: [./company.yaml]\nrules: {info-contact: off}\n',
  'company.yaml': 'rules: {info-license: off}\n',
  'severity.yaml': 'severity: off\n',
  '.redocly.lint-ignore.yaml': 'tides.yaml: {}\n',
  'plugin.cjs':
    "const quiet = require('./quiet'); module.exports = () => ({ id: 'harbour', rules: { oas3: { quiet } } });\n",
  'quiet.js': "const { say } = require('./words.json'); module.exports = () => ({ say });\n",
  'words.json': '{ "say": 1 }\n',
  'tides.yaml': contract('./tide.yaml'),
  'tide.yaml': 'type: object\n',
  'about.md': 'When it is high.\n',
  'evidence.yaml': 'evidence: {"": {status: assumed}}\n',
  'scenarios.yaml': 'scenarios: {calm: {answers: [{operation: getTides}]}}\n',
};

function git(folder: string, ...args: string[]): void {
  const who = ['-c', 'user.name=t', '-c', 'user.email=t@example.com'];
  execFileSync('git', [...who, ...args], { cwd: folder, stdio: 'pipe' });
}

/** A project whose commit refers to a file that the working tree does not have. */
async function project(): Promise<string> {
  const folder = await folderOf({
    ...files,
    'tides.yaml': contract('./former.yaml'),
    'former.yaml': 'type: object\n',
  });
  git(folder, 'init', '-q', '-b', 'main');
  git(folder, 'add', '.');
  git(folder, 'commit', '-qm', 'first');
  git(folder, 'switch', '-qc', 'work');
  await writeFile(path.join(folder, 'tides.yaml'), files['tides.yaml']);
  await rm(path.join(folder, 'former.yaml'));
  await mkdir(path.join(folder, 'generated/tides'), { recursive: true });
  await writeFile(path.join(folder, 'generated/tides/notes.txt'), 'mine\n');
  return folder;
}

const source = (folder: string) => path.join(folder, 'tides.yaml');

async function isRemembered(
  cwd: string,
  at = source(cwd),
  settings: Partial<Parameters<typeof checkProject>[1]> = {},
): Promise<boolean> {
  const [check] = await checkProject([{ name: 'tides', source: at }], {
    ...{ cwd, allowRemote: false, generated: 'generated', fix: false, cache: true },
    base: { kind: 'git', ref: 'main' },
    ...{ policies: new Map(), outputs: new Map() },
    ...{ complete: false, version: '1', onChecked() {}, onCacheUnwritable() {} },
    ...settings,
  });
  const inconclusive = check!.steps.filter(({ verdict }) => verdict === 'inconclusive');
  expect(inconclusive).toEqual([]);
  return check!.remembered;
}

test('a change of any file causes one new check of its contract', async () => {
  const folder = await project();
  expect(await isRemembered(folder)).toBe(false);
  expect(await isRemembered(folder)).toBe(true);
  const names = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !/\.git\b|node_modules/.test(entry.parentPath))
    .map((entry) => path.join(entry.parentPath, entry.name));
  expect(names.length).toBeGreaterThan(Object.keys(files).length);
  for (const file of names) {
    const text = await readFile(file, 'utf8');
    await writeFile(file, `${text}\n`);
    expect([file, await isRemembered(folder)]).toEqual([file, false]);
    expect([file, await isRemembered(folder)]).toEqual([file, true]);
  }
});

test.each(['@theme/plugin.cjs', 'redocly.yml', 'generated/tides/more/of.txt'])(
  'a new file causes a new check: %s',
  async (name) => {
    const folder = await project();
    await isRemembered(folder);
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), 'module.exports = () => ({ id: "theme" });\n');
    expect(await isRemembered(folder)).toBe(false);
  },
);

test.each(['tides.yaml', 'former.yaml', 'redocly.yaml'])(
  'a change that only the base refers to causes a new check: %s',
  async (name) => {
    const folder = await project();
    await isRemembered(folder);
    const base = path.join(await folderOf({}), 'base');
    git(folder, 'worktree', 'add', '-q', base, 'main');
    const change = async (file: string, text: string) => {
      await writeFile(path.join(base, file), text);
      git(base, 'add', '.');
      git(base, 'commit', '-qm', file);
    };
    await change('unrelated.txt', 'x');
    expect(await isRemembered(folder)).toBe(true);
    await change(name, `${await readFile(path.join(base, name), 'utf8')}\n`);
    expect(await isRemembered(folder)).toBe(false);
  },
);

test('two files that give an API the same name have separate results', async () => {
  const folder = await project();
  await isRemembered(folder);
  await mkdir(path.join(folder, 'other'));
  for (const name of ['tide.yaml', 'about.md', 'tides.yaml']) {
    await writeFile(path.join(folder, 'other', name), files[name as keyof typeof files]);
  }
  expect(await isRemembered(folder, path.join(folder, 'other/tides.yaml'))).toBe(false);
  expect(await isRemembered(folder)).toBe(true);
});

test.each([
  ['reads its surroundings', 'module.exports = () => ({ id: process.env.NAME ?? "harbour" });'],
  ['knows the time', 'module.exports = () => ({ id: "harbour" + Date.now() });'],
  ['reads files', 'require("node:fs"); module.exports = () => ({ id: "harbour" });'],
  [
    'imports what it computes',
    'require("./" + "quiet"); module.exports = () => ({ id: "harbour" });',
  ],
  ['imports a package', 'require("yaml"); module.exports = () => ({ id: "harbour" });'],
])('results are not cached with a plugin that %s', async (_, text) => {
  const folder = await folderOf({
    ...files,
    'redocly.yaml': 'apis: {tides: {root: tides.yaml}}\nplugins: [./plugin.cjs]\n',
    'plugin.cjs': text,
  });
  // Every file beside a package can import it.
  await mkdir(path.join(folder, 'node_modules/yaml'), { recursive: true });
  await writeFile(path.join(folder, 'node_modules/yaml/index.js'), '');
  for (const run of [1, 2]) {
    const { stderr } = await spawned(['check'], folder);
    expect([run, stderr]).toEqual([run, expect.not.stringContaining('since the last time')]);
  }
});

test('the current version of a rule that a plugin imports is applied', async () => {
  const folder = await folderOf(files);
  const run = () => spawned(['check'], folder);
  expect((await run()).stdout).not.toContain('harbour/quiet');
  const loud =
    'module.exports = () => ({ Operation(_, { report }) { report({ message: "quiet" }); } });';
  await writeFile(path.join(folder, 'quiet.js'), loud);
  expect((await run()).stdout).toContain('quiet [harbour/quiet]');
  await rename(path.join(folder, 'tides.yaml'), path.join(folder, 'gone.yaml'));
  const { code, stderr } = await run();
  expect(code).toBe(2);
  expect(stderr).toMatch(/^tides +inconclusive +inconclusive/m);
});

test.each<[string, Partial<Parameters<typeof checkProject>[1]>]>([
  ['approved changes', approving({ rule: 'operation-removed', reason: 'It moved' })],
  [
    'the end of an approval',
    approving({ rule: 'operation-removed', until: '2031-01-01', reason: '' }),
  ],
  [
    'severities',
    {
      policies: new Map([
        ['tides', { severities: { 'operation-removed': 'dangerous' }, approved: [] }],
      ]),
    },
  ],
  ['what is generated', { outputs: new Map([['tides', { brands: true }]]) }],
  ['the folder of generated files', { generated: 'code' }],
  ['whether other hosts may be asked', { allowRemote: true }],
  ['whether nullable is lenient', { lenientNullable: true }],
  ['the version of the program', { version: '2' }],
  ['the base', { base: undefined }],
])('other settings cause a new check: %s', async (_, settings) => {
  const folder = await project();
  expect(await isRemembered(folder)).toBe(false);
  expect(await isRemembered(folder, source(folder), settings)).toBe(false);
  expect(await isRemembered(folder, source(folder), settings)).toBe(true);
});

function approving(one: { rule: string; reason: string; until?: string }) {
  return { policies: new Map([['tides', { severities: {}, approved: [one] }]]) };
}

test('a wrong scenario fails the mock of a contract', async () => {
  const folder = await folderOf({
    ...files,
    'scenarios.yaml': 'scenarios: {calm: {answers: [{operation: getTide}]}}\n',
  });
  const { code, stdout, stderr } = await spawned(['check'], folder);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^scenarios.yaml:1:.*"getTide".*\[scenario-invalid\]$/m);
  expect(stderr).toMatch(/^tides .* failed 1$/m);
});
