import { execFile } from 'node:child_process';
import { mkdir, readFile, symlink } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { starterContract } from '../../src/init/starter.ts';
import { folderOf } from './run.ts';

const action = parse(await readFile('action.yml', 'utf8')) as {
  readonly runs: { readonly steps: readonly { readonly run: string }[] };
};

/** Runs the action's step as GitHub would, in a project that has the program installed. */
async function runAction(files: Readonly<Record<string, string>>, env: Record<string, string>) {
  const cwd = await folderOf(files);
  await mkdir(path.join(cwd, 'node_modules/.bin'), { recursive: true });
  await symlink(path.resolve('bin/specwright.js'), path.join(cwd, 'node_modules/.bin/specwright'));
  const summary = path.join(cwd, 'summary.md');
  const surroundings = { ...process.env, ARGUMENTS: '', VERSION: 'latest', ...env };
  const args = ['--noprofile', '--norc', '-eo', 'pipefail', '-c', action.runs.steps[0]!.run];
  return new Promise<{ code: number; stdout: string; summary: string }>((resolve) => {
    execFile(
      'bash',
      args,
      { cwd, env: { ...surroundings, GITHUB_STEP_SUMMARY: summary, NO_COLOR: '1' } },
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

test('the action annotates what is broken, and writes a summary', { timeout: 60_000 }, async () => {
  const files = { 'redocly.yaml': registry, 'notes.yaml': broken };
  const { code, stdout, summary } = await runAction(files, { COMMAND: 'check' });
  expect(code).toBe(1);
  expect(stdout).toMatch(/^::error file=notes\.yaml,line=\d+/m);
  expect(summary).toContain('| notes | ok | broken 1');
});

test('the action takes a word a line, and runs none of them', { timeout: 60_000 }, async () => {
  const files = { 'redocly.yaml': registry, 'notes.yaml': contract };
  const words = 'notes\n$(touch was-run)\n; touch was-run\n';
  const { code, stdout } = await runAction(files, { COMMAND: 'check', ARGUMENTS: words });
  expect([code, stdout]).toEqual([2, '']);
  expect((await runAction(files, { COMMAND: 'mock; ls' })).code).toBe(2);
});
