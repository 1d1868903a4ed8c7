import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { Api } from '../api/model.ts';
import type { OutputOptions } from './output.ts';

/**
 * A stamp covers the inputs and the text of a generated file: the documents, the options, the
 * version of this program, and the text itself. While they are unchanged, the stamp is valid, and
 * nothing needs to be generated again.
 */
export type Stamp = (text: string) => string;

export function stampFor(api: Api, source: string, options: OutputOptions): Stamp {
  const documents = [...api.documents.values()].map(({ text }) => plain(text));
  const inputs = sha256(JSON.stringify([version(), api.name, source, options, documents]));
  return (text) => sha256(`${inputs} ${plain(text)}`).slice(0, 16);
}

/** A checkout may have converted line ends. */
function plain(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The package's own version, from its source or its build. */
function version(): string {
  for (const up of ['../../', '../../../']) {
    const file = new URL(`${up}package.json`, import.meta.url);
    if (!existsSync(file)) continue;
    return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
  }
  return '';
}
