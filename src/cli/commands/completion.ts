import type { Command } from 'commander';
import { readRegistry } from '../../registry.ts';
import { bashScript } from '../completion/bash.ts';
import { completedCommands } from '../completion/completed.ts';
import { fishScript } from '../completion/fish.ts';
import { zshScript } from '../completion/zsh.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { explain, type Terminal } from '../terminal.ts';

const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript };

export interface CompletionOptions {
  readonly shell: keyof typeof scripts | undefined;
  readonly apis: boolean;
}

/** `specwright completion`: a script for a shell, or the names that the script needs. */
export async function completion(
  program: Command,
  { shell, apis }: CompletionOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  if (apis) {
    const registry = await readRegistry(terminal.cwd);
    for (const { name } of registry.apis) terminal.out(name);
    return exitCode.good;
  }
  if (shell === undefined) {
    explain(`name the shell: ${Object.keys(scripts).join(', ')}`, terminal);
    return exitCode.couldNotRun;
  }
  terminal.out(scripts[shell](completedCommands(program)).trimEnd());
  return exitCode.good;
}
