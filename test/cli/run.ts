import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { main } from '../../src/cli/main.ts';
import type { Terminal } from '../../src/cli/terminal.ts';

export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const program = path.resolve('bin/specwright.js');

/** An environment without any trace of this machine: no colors, as npm 11 starts the program. */
function surroundings(
  others: Readonly<Record<string, string>>,
): Record<string, string | undefined> {
  const { FORCE_COLOR: _, GITHUB_WORKSPACE: __, ...env } = process.env;
  return { ...env, npm_config_user_agent: 'npm/11', NO_COLOR: '1', ...others };
}

/** A terminal that nobody watches, and the text that a command has written to it. */
export function writtenTerminal(
  cwd: string,
  env: Terminal['env'] = {},
): { readonly terminal: Terminal; readonly written: Omit<Run, 'code'> } {
  const written = { stdout: '', stderr: '' };
  const terminal: Terminal = {
    cwd,
    env,
    allowRemote: false,
    program: 'npx specwright',
    interactive: false,
    out(line) {
      written.stdout += `${line}\n`;
    },
    note(line) {
      written.stderr += `${line}\n`;
    },
    status() {},
    color: (_, text) => text,
  };
  return { terminal, written };
}

/**
 * Runs a command line in this process, from the source. Use `spawned` for a command that starts
 * another one, or that changes to the folder of a project above.
 */
export async function specwright(
  args: readonly string[],
  cwd = process.cwd(),
  others: Readonly<Record<string, string>> = {},
): Promise<Run> {
  const { terminal, written } = writtenTerminal(cwd, surroundings(others));
  const before = process.cwd();
  const code = await main(args, terminal);
  if (process.cwd() !== before) {
    process.chdir(before);
    throw new Error(`"${args.join(' ')}" changes the working directory: run it with spawned()`);
  }
  return { code, ...written };
}

/** Runs the built program in a separate process, as a person would. */
export function spawned(
  args: readonly string[],
  cwd = process.cwd(),
  others: Readonly<Record<string, string>> = {},
): Promise<Run> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [program, ...args],
      { cwd, env: surroundings(others), timeout: 150_000 },
      (error, stdout, stderr) =>
        resolve({ code: error === null ? 0 : Number(error.code ?? -1), stdout, stderr }),
    );
  });
}

/** A folder with files of the given texts; it is removed after the test. */
export async function folderOf(files: Readonly<Record<string, string | Uint8Array>>) {
  const folder = await mkdtemp(path.join(tmpdir(), 'specwright-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
  return folder;
}
