import { existsSync } from 'node:fs';
import path from 'node:path';
import { styleText } from 'node:util';
import { programCommand } from '../report/program-command.ts';
import { foldersUpFrom } from '../sources/folders.ts';

/**
 * The environment of a command: where it reads settings, and writes data (`out`) and messages
 * (`note`).
 */
export interface Terminal {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether contracts may refer to documents on other hosts. */
  readonly allowRemote: boolean;
  /** Whether `nullable` of OpenAPI 3.0 allows null beside any other keyword. */
  readonly lenientNullable?: boolean;
  /** The folder of readable documents and recordings; any by default. */
  readonly within?: string | undefined;
  /** Aborts the running work. */
  readonly stop?: AbortSignal | undefined;
  /** The command to run the program here: `npx specwright`. */
  readonly program: string;
  /** Whether a person watches. */
  readonly interactive: boolean;
  /** Writes a line of data to stdout. */
  out(line: string): void;
  /** Writes a message line to stderr. */
  note(line: string): void;
  /** Shows progress in the last line of an interactive terminal; `''` removes it. */
  status(text: string): void;
  /** Colors a text for stderr, if colors are on. */
  color(format: 'red' | 'yellow' | 'green' | 'dim' | 'bold', text: string): string;
}

/** Tells the user why something was not done, or only partly. */
export function explain(message: string, terminal: Terminal): void {
  terminal.note(`${terminal.color('red', 'specwright:')} ${message}`);
}

/** The process's own terminal; NO_COLOR, FORCE_COLOR and the kind of stream decide about colors. */
export function processTerminal(): Terminal {
  const { stdout, stderr, env } = process;
  const forced = env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '0';
  const interactive = stderr.isTTY === true && !env.CI && env.TERM !== 'dumb';
  const colored = forced || (stderr.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb');
  let shown = '';
  const show = (text: string) => {
    if (shown === text) return;
    shown = text;
    // Moves to the line's beginning, and clears the rest.
    stderr.write(`\r\x1b[K${text}`);
  };
  const above = (write: () => void) => {
    const under = shown;
    if (under !== '') show('');
    write();
    if (under !== '') show(under);
  };
  return {
    cwd: process.cwd(),
    env,
    allowRemote: false,
    program: programCommand(env.npm_config_user_agent, isInstalledAbove(process.cwd())),
    interactive,
    out: (line) => above(() => stdout.write(`${line}\n`)),
    note: (line) => above(() => stderr.write(`${line}\n`)),
    status(text) {
      if (interactive) show([...text].slice(0, (stderr.columns || 80) - 1).join(''));
    },
    color: (format, text) => (colored ? styleText(format, text, { validateStream: false }) : text),
  };
}

/** Whether a project around a folder has installed the program, found as `npx` finds it. */
function isInstalledAbove(cwd: string): boolean {
  for (const folder of foldersUpFrom(cwd)) {
    if (existsSync(path.join(folder, 'node_modules/.bin/specwright'))) return true;
  }
  return false;
}
