import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { whyFilesRefuse } from '../../file-trouble.ts';
import { firstHandlers, handlersFile } from '../../init/handlers.ts';
import { apisOrExplain } from '../apis.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { explain, type Terminal } from '../terminal.ts';

/** `specwright mock --init-handlers`: a first `mock/<api>.ts` for each API that has none. */
export async function initHandlers(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const apis = await apisOrExplain(args, terminal);
  if (apis === undefined) return exitCode.couldNotRun;
  for (const api of apis) {
    const file = handlersFile(api.name);
    try {
      await mkdir(path.join(terminal.cwd, 'mock'), { recursive: true });
      await writeFile(path.join(terminal.cwd, file), firstHandlers(api), { flag: 'wx' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
        terminal.note(`${file} is there already, and stays as it is`);
        continue;
      }
      explain(whyFilesRefuse(error) ?? String(error), terminal);
      return exitCode.couldNotRun;
    }
    terminal.out(`wrote ${file}`);
  }
  terminal.note('Run `npx specwright generate` for the types, then `npx specwright mock --watch`.');
  return exitCode.good;
}
