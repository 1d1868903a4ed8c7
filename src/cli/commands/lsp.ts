import { Console } from 'node:console';
import { serveLsp } from '../../lsp/server.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import type { Terminal } from '../terminal.ts';

/** `specwright lsp`: serves an editor until it disconnects. */
export async function lsp({ cwd }: Pick<Terminal, 'cwd'>): Promise<ExitCode> {
  // Only the protocol may write to stdout.
  globalThis.console = new Console(process.stderr, process.stderr);
  await serveLsp(cwd);
  return exitCode.good;
}
