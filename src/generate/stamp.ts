import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { Api } from '../api/model.ts';
import type { OutputOptions } from './output.ts';

/**
 * A stamp says what a generated file was made of and what it says: the documents, the options, the
 * version of this program, and the text itself. As long as all of them are as they were, the stamp in
 * a file is right, and nothing has to be made again to know that.
 */
export type Stamp = (text: string) => string;

export function stampFor(api: Api, source: string, options: OutputOptions): Stamp {
  const documents = [...api.documents.values()].map(({ text }) => plain(text));
  const inputs = sha256(JSON.stringify([version(), api.name, source, options, documents]));
  return (text) => sha256(`${inputs} ${plain(text)}`).slice(0, 16);
}

/** A checkout may have turned line ends into those of its system. */
function plain(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** This package's own, from its source as from its build. */
function version(): string {
  for (const up of ['../../', '../../../']) {
    const file = new URL(`${up}package.json`, import.meta.url);
    if (!existsSync(file)) continue;
    return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
  }
  return '';
}
