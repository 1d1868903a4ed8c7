import { styleText } from 'node:util';

/** Where a command reads its surroundings from and writes to: data to `out`, the rest to `note`. */
export interface Terminal {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether a person watches. */
  readonly interactive: boolean;
  /** Writes a line of data to stdout. */
  out(line: string): void;
  /** Writes a line for the person who watches to stderr. */
  note(line: string): void;
  /** Colours a text that goes to stderr, where colours are wanted. */
  colour(format: 'red' | 'yellow' | 'green' | 'dim' | 'bold', text: string): string;
}

/** The process's own terminal; colours as NO_COLOR, FORCE_COLOR and the stream's kind say. */
export function processTerminal(): Terminal {
  const { stdout, stderr, env } = process;
  const forced = env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '0';
  const coloured = forced || (stderr.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb');
  return {
    cwd: process.cwd(),
    env,
    interactive: stderr.isTTY === true && !env.CI,
    out: (line) => stdout.write(`${line}\n`),
    note: (line) => stderr.write(`${line}\n`),
    colour: (format, text) =>
      coloured ? styleText(format, text, { validateStream: false }) : text,
  };
}
