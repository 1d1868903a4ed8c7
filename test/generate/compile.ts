import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const project = path.join(import.meta.dirname, '../..');

/**
 * The errors of a strict compiler in some files, as `file:line: message`. The files are in a folder beside the
 * tests, so that they find the same modules. The compiler is TypeScript 7, which is five times as fast as its
 * predecessor.
 */
export function compileErrors(files: Readonly<Record<string, string>>): readonly string[] {
  const folder = mkdtempSync(path.join(project, 'test/.compiled-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(folder, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    // A file that names the library of servers has the compiler read its source.
    const include = [...Object.keys(files), '../../src/**/*.d.ts'];
    const settings = { extends: '../../tsconfig.json', include };
    writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(settings));
    const compiler = path.join(project, 'node_modules/typescript-7/bin/tsc');
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [compiler, '--project', folder, '--pretty', 'false'],
      { cwd: folder, encoding: 'utf8' },
    );
    if (status === null || (status !== 0 && stdout === '')) {
      throw new Error(`the compiler ended with ${status}: ${stderr}`);
    }
    return stdout
      .split(/\n(?! )/)
      .filter((text) => text !== '')
      .map((text) => text.replace(/^(.+?)\((\d+),\d+\): error TS\d+: /, '$1:$2: '));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Whether a text uses the keyword `any`, comments aside. */
export function usesAny(text: string): boolean {
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, true, undefined, text);
  for (let token = scanner.scan(); token !== ts.SyntaxKind.EndOfFileToken; token = scanner.scan()) {
    if (token === ts.SyntaxKind.AnyKeyword) return true;
  }
  return false;
}
