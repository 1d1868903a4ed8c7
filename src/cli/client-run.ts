import { spawn } from 'node:child_process';
import type { MockedApi } from '../mock/mock.ts';
import type { Terminal } from './terminal.ts';

/** The outcome of a command that used the mock. */
export type Ended =
  | { readonly ok: true; readonly code: number; readonly signal: string | undefined }
  | { readonly ok: false; readonly reason: string };

/**
 * Runs a command that uses the mock: `SPECWRIGHT_URL` is the URL of the mock, and
 * `SPECWRIGHT_URL_<API>` that of each API.
 */
export function runClient(
  command: readonly string[],
  urls: readonly string[],
  apis: readonly MockedApi[],
  { cwd, env }: Pick<Terminal, 'cwd' | 'env'>,
): Promise<Ended> {
  const [file = '', ...args] = command;
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd,
      env: { ...env, ...variablesOf(urls, apis) },
      stdio: 'inherit',
      // Programs such as npm are scripts there.
      shell: process.platform === 'win32',
    });
    const pass = (signal: NodeJS.Signals) => void child.kill(signal);
    process.on('SIGINT', pass).on('SIGTERM', pass);
    const end = (ended: Ended) => {
      process.off('SIGINT', pass).off('SIGTERM', pass);
      resolve(ended);
    };
    child.on('error', ({ message }) => end({ ok: false, reason: message }));
    child.on('exit', (code, signal) =>
      end({ ok: true, code: code ?? 1, signal: signal ?? undefined }),
    );
  });
}

function variablesOf(urls: readonly string[], apis: readonly MockedApi[]) {
  const [first = ''] = urls;
  const own = apis.map(({ name, prefixes }, index) => {
    const url = urls.length > 1 ? urls[index]! : first + (apis.length > 1 ? prefixes[0]! : '');
    return [`SPECWRIGHT_URL_${name.toUpperCase().replace(/\W+/g, '_')}`, url] as const;
  });
  return { SPECWRIGHT_URL: first, ...Object.fromEntries(own) };
}
