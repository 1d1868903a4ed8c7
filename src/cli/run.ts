import type { ExitCode } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

/** Runs what a command does in the process's terminal, and keeps its exit code for the end. */
export type Run = (command: (terminal: Terminal) => Promise<ExitCode>) => Promise<void>;
