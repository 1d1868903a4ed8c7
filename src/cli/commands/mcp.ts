import { Console } from 'node:console';
import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { fileReason } from '../../file-trouble.ts';
import { isWithin } from '../../sources/within.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { createMcpProject } from '../mcp/project.ts';
import { serveMcp } from '../mcp/server.ts';
import { inProject } from '../project.ts';
import { stopRequested } from '../stop.ts';
import { explain, type Terminal } from '../terminal.ts';

export interface McpOptions {
  readonly root?: string;
}

/** `specwright mcp`: serves a host of the Model Context Protocol until stdin closes. */
export async function mcp(options: McpOptions, terminal: Terminal): Promise<ExitCode> {
  const { terminal: project } = inProject([], terminal);
  const { cwd } = project;
  let within: string;
  try {
    within = await realpath(path.resolve(terminal.cwd, options.root ?? cwd));
  } catch (error) {
    explain(`cannot use --root "${options.root}": ${fileReason(error) ?? error}`, terminal);
    return exitCode.couldNotRun;
  }
  if (!(await isWithin(cwd, within))) {
    explain(`cannot use --root "${options.root}": the project at "${cwd}" is not in it`, terminal);
    return exitCode.couldNotRun;
  }
  // Only the protocol may write to stdout, but configurations and plugins are user programs that
  // may print.
  globalThis.console = new Console(process.stderr, process.stderr);
  if (terminal.interactive && process.stdin.isTTY) {
    terminal.note(
      'waiting for a host of the Model Context Protocol on stdin; docs/mcp.md says how',
    );
  }
  await serveMcp(createMcpProject({ ...project, within }), stopRequested());
  return exitCode.good;
}
