import type { ExitCode } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

/** Runs a command in the process's terminal, and sets its exit code at the end. */
export type Run = (command: (terminal: Terminal) => Promise<ExitCode>) => Promise<void>;
