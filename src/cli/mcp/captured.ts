import type { ExitCode } from '../exit-code.ts';
import type { Terminal } from '../terminal.ts';
import { linesOf } from './bounded.ts';
import type { ToolCall } from './tool.ts';

/** The output of a command. */
export interface Captured {
  readonly code: ExitCode;
  readonly out: readonly string[];
  readonly notes: readonly string[];
}

/**
 * Runs a command as in a terminal, and captures its output. The host sees its progress, and can
 * cancel the call.
 */
export async function capture(
  terminal: Terminal,
  { progress, signal }: ToolCall,
  command: (terminal: Terminal) => Promise<ExitCode>,
): Promise<Captured> {
  const out: string[] = [];
  const notes: string[] = [];
  const code = await command({
    ...terminal,
    // The last line of the terminal becomes the progress of the call.
    interactive: true,
    stop: signal,
    out: (line) => void out.push(line),
    note: (line) => void notes.push(line),
    status: (text) => {
      if (text !== '') progress(text.replace(/^[█░]+ /, ''));
    },
    color: (_, text) => text,
  });
  return { code, out: linesOf(out), notes: linesOf(notes) };
}
