import { statSync } from 'node:fs';
import path from 'node:path';
import { projectAround } from '../sources/folders.ts';
import type { Terminal } from './terminal.ts';

/** A command line, moved to the folder of its project. */
export interface InProject {
  readonly args: readonly string[];
  readonly terminal: Terminal;
}

/**
 * Moves to the folder of the project: the nearest one above with a redocly.yaml in the same
 * checkout. It mentions a folder other than the working directory. Paths of named files are
 * adjusted.
 */
export function inProject(args: readonly string[], terminal: Terminal): InProject {
  const { cwd } = terminal;
  const folder = projectAround(cwd);
  if (folder === undefined || folder === cwd) return { args, terminal };
  terminal.note(terminal.color('dim', `in ${path.relative(cwd, folder)}, where redocly.yaml is`));
  process.chdir(folder);
  const isFile = (file: string) => statSync(file, { throwIfNoEntry: false })?.isFile() === true;
  const moved = args.map((arg) => {
    const file = path.resolve(cwd, arg);
    return isFile(file) ? file : arg;
  });
  return { args: moved, terminal: { ...terminal, cwd: folder } };
}
