import { driftText } from '../../generate/drift.ts';
import { checkGenerated, writeGenerated } from '../../generate/generate.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { apisOrExplain } from '../select.ts';
import type { Terminal } from '../terminal.ts';

export interface GenerateOptions {
  readonly check?: boolean;
  readonly out: string;
}

/** `specwright generate`: types and a client for each API; with `--check`, whether they are there. */
export async function generate(
  args: readonly string[],
  options: GenerateOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const apis = await apisOrExplain(args, terminal);
  if (apis === undefined) return exitCode.couldNotRun;
  const target = { cwd: terminal.cwd, outDir: options.out, complete: args.length === 0 };

  if (options.check) {
    const drift = await checkGenerated(apis, target);
    if (drift.length > 0) terminal.out(driftText(drift));
    else terminal.note(`${options.out}/ is what the contracts say`);
    return drift.length > 0 ? exitCode.broken : exitCode.good;
  }
  const { written, unchanged, removed } = await writeGenerated(apis, target);
  for (const file of written) terminal.out(`wrote ${file}`);
  for (const file of removed) terminal.out(`removed ${file}`);
  if (unchanged.length > 0) terminal.note(`${unchanged.length} files were already right`);
  return exitCode.good;
}
