import type { ExitCode } from '../exit-code.ts';
import type { Terminal } from '../terminal.ts';
import { linesOf } from './bounded.ts';
import type { ToolCall } from './tool.ts';

/** What a command said. */
export interface Captured {
  readonly code: ExitCode;
  readonly out: readonly string[];
  readonly notes: readonly string[];
}

/**
 * Runs a command as a terminal would, and keeps what it says. How far it is, the host is told; the
 * command ends early where the host has canceled the call.
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
    // What is the last line of a terminal is the progress of a call.
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
