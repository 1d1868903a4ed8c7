import { spawn } from 'node:child_process';

/**
 * Runs a command of the user's on what was written, such as a formatter. What it says goes to stderr. Gives
 * what went wrong.
 */
export function runAfter(command: string, cwd: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(command, { cwd, shell: true, stdio: ['ignore', 2, 2] });
    const failed = (why: string) =>
      resolve(`cannot finish the generated files: "${command}" ${why}; the files are written`);
    child.on('error', ({ message }) => failed(`does not start: ${message}`));
    child.on('exit', (code, signal) => {
      if (code === 0) resolve(undefined);
      else failed(`ended with ${code ?? signal}`);
    });
  });
}
