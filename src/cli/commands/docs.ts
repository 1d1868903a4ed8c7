import path from 'node:path';
import { buildDocs } from '../../docs/portal.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { apisOrExplain, explain } from '../select.ts';
import type { Terminal } from '../terminal.ts';

export interface DocsOptions {
  readonly out: string;
}

/** `specwright docs`: a static site with an index and a Redoc page for each API. */
export async function docs(
  args: readonly string[],
  options: DocsOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const apis = await apisOrExplain(args, terminal);
  if (apis === undefined) return exitCode.couldNotRun;
  const result = await buildDocs(apis, { cwd: terminal.cwd, outDir: options.out });
  if (result.kind === 'refused') {
    explain(result.message, terminal);
    return exitCode.couldNotRun;
  }
  for (const page of result.pages) terminal.out(path.relative(terminal.cwd, page));
  return exitCode.good;
}
