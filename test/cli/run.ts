import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const program = path.resolve('bin/specwright.js');

/** Runs the program as a person would, in a folder; colours and CI's ways are off. */
export function specwright(
  args: readonly string[],
  cwd = process.cwd(),
  others: Readonly<Record<string, string>> = {},
): Promise<Run> {
  const { FORCE_COLOR: _, GITHUB_WORKSPACE: __, ...env } = process.env;
  env.npm_config_user_agent = 'npm/11';
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [program, ...args],
      { cwd, env: { ...env, NO_COLOR: '1', ...others }, timeout: 150_000 },
      (error, stdout, stderr) =>
        resolve({ code: error === null ? 0 : Number(error.code ?? -1), stdout, stderr }),
    );
  });
}

/** A folder with files of the given texts, which is gone after the test. */
export async function folderOf(files: Readonly<Record<string, string | Uint8Array>>) {
  const folder = await mkdtemp(path.join(tmpdir(), 'specwright-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
  return folder;
}
