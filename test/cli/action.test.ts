import { execFile } from 'node:child_process';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { createMock, listen, loadApi } from '../../src/index.ts';
import { starterContract } from '../../src/init/starter.ts';
import { folderOf } from './run.ts';

const action = parse(await readFile('action.yml', 'utf8')) as {
  readonly runs: { readonly steps: readonly { readonly run?: string }[] };
};
const run = action.runs.steps.flatMap((step) => step.run ?? []).join('\n');

/** Runs the step of the action as GitHub does, in a project with the program installed. */
async function runAction(
  files: Readonly<Record<string, string>>,
  env: Record<string, string>,
  workingDirectory = '.',
) {
  const folder = await folderOf({});
  const bin = path.join(folder, 'node_modules/.bin');
  await mkdir(bin, { recursive: true });
  await symlink(path.resolve('bin/specwright.js'), path.join(bin, 'specwright'));
  const cwd = path.join(folder, workingDirectory);
  await mkdir(cwd, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(cwd, name), text);
  const summary = path.join(folder, 'summary.md');
  const surroundings = { ...process.env, ARGUMENTS: '', VERSION: 'latest', ...env };
  const args = ['--noprofile', '--norc', '-eo', 'pipefail', '-c', run];
  return new Promise<{ code: number; stdout: string; summary: string }>((resolve) => {
    execFile(
      'bash',
      args,
      {
        cwd,
        env: {
          ...surroundings,
          GITHUB_STEP_SUMMARY: summary,
          GITHUB_WORKSPACE: folder,
          NO_COLOR: '1',
        },
      },
      async (error, stdout) => {
        const text = await readFile(summary, 'utf8').catch(() => '');
        resolve({ code: error === null ? 0 : Number(error.code), stdout, summary: text });
      },
    );
  });
}

const contract = starterContract('Notes');
const registry = 'apis:\n  notes:\n    root: notes.yaml\nextends: [minimal]\n';
const broken = contract.replace('example: { text: Buy milk }', 'example: { text: 7 }');

test('the action annotates violations, and writes a summary', async () => {
  const files = { 'redocly.yaml': registry, 'notes.yaml': broken };
  const { code, stdout, summary } = await runAction(files, { COMMAND: 'check' });
  expect(code).toBe(1);
  expect(stdout).toMatch(/^::error file=notes\.yaml,line=\d+/m);
  expect(summary).toContain('| notes | passed | failed 1');
});

test('the action names files from the root of the checkout', async () => {
  const files = { 'redocly.yaml': registry, 'notes.yaml': broken };
  const { stdout } = await runAction(files, { COMMAND: 'check' }, 'packages/notes');
  expect(stdout).toMatch(/^::error file=packages\/notes\/notes\.yaml,line=\d+/m);
});

test('the action reads one argument per line, and runs no shell code in it', async () => {
  const files = { 'redocly.yaml': registry, 'notes.yaml': contract };
  const words = 'notes\n$(touch was-run)\n; touch was-run\n';
  const { code, stdout } = await runAction(files, { COMMAND: 'check', ARGUMENTS: words });
  expect([code, stdout]).toEqual([
    2,
    '::error title=specwright::check could not look at everything; the log says why\n',
  ]);
  const other = await runAction(files, { COMMAND: 'mock; ls' });
  expect([other.code, other.stdout]).toEqual([
    2,
    '::error title=specwright::"mock; ls" is neither check nor verify\n',
  ]);
});

test('the action verifies a provider from a folder below the installation', async () => {
  const files = { 'redocly.yaml': registry, 'notes.yaml': contract };
  const folder = await folderOf(files);
  const { api } = await loadApi(path.join(folder, 'notes.yaml'));
  const provider = await listen(createMock([{ name: 'notes', api: api! }]), { port: 0 });
  if (!provider.ok) throw new Error(provider.reason);
  try {
    const words = `  notes\r\n--base-url\r\n${provider.url}\r\n--case\r\nlistNotes/example\r\n`;
    const env = { COMMAND: 'verify', ARGUMENTS: words };
    const { code, summary } = await runAction(files, env, 'package');
    expect([code, summary.split('\n', 1)[0]]).toEqual([0, '### Passed: notes 0.1.0']);
  } finally {
    await provider.close();
  }
});
