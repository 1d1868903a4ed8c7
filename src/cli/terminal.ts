import { existsSync } from 'node:fs';
import path from 'node:path';
import { styleText } from 'node:util';
import { programCommand } from '../report/program-command.ts';
import { foldersUpFrom } from '../sources/folders.ts';

/** Where a command reads its surroundings from and writes to: data to `out`, the rest to `note`. */
export interface Terminal {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether contracts may refer to documents on other hosts. */
  readonly allowRemote: boolean;
  /** Whether `nullable` of OpenAPI 3.0 allows null whatever stands beside it. */
  readonly lenientNullable?: boolean;
  /** The folder of the documents and recordings that may be read; any by default. */
  readonly within?: string | undefined;
  /** Asks for the end of what is under way. */
  readonly stop?: AbortSignal | undefined;
  /** What a person types here to run the program: `npx specwright`. */
  readonly program: string;
  /** Whether a person watches. */
  readonly interactive: boolean;
  /** Writes a line of data to stdout. */
  out(line: string): void;
  /** Writes a line for the person who watches to stderr. */
  note(line: string): void;
  /** Shows what is under way in the last line of a terminal that a person watches; `''` ends that. */
  status(text: string): void;
  /** Colors a text that goes to stderr, where colors are wanted. */
  color(format: 'red' | 'yellow' | 'green' | 'dim' | 'bold', text: string): string;
}

/** Tells the person who watches why something was not done, or not wholly. */
export function explain(message: string, terminal: Terminal): void {
  terminal.note(`${terminal.color('red', 'specwright:')} ${message}`);
}

/** The process's own terminal; colors as NO_COLOR, FORCE_COLOR and the stream's kind say. */
export function processTerminal(): Terminal {
  const { stdout, stderr, env } = process;
  const forced = env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '0';
  const interactive = stderr.isTTY === true && !env.CI && env.TERM !== 'dumb';
  const colored = forced || (stderr.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb');
  let shown = '';
  const show = (text: string) => {
    if (shown === text) return;
    shown = text;
    // To the line's beginning, and its rest away.
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

/** Whether a project around a folder has installed the program, as `npx` looks for it. */
function isInstalledAbove(cwd: string): boolean {
  for (const folder of foldersUpFrom(cwd)) {
    if (existsSync(path.join(folder, 'node_modules/.bin/specwright'))) return true;
  }
  return false;
}
