import { extname } from 'node:path';
import type { Api } from '../api/model.ts';
import { yamlText } from './yaml-text.ts';

/** A contract in one document, in YAML and JSON. */
export interface Downloads {
  yaml(): string;
  json(): string;
}

/** A contract in one file keeps its authors' text in its own format, with comments. */
export function downloadsOf({ root }: Api, document: unknown): Downloads {
  const isWhole = document === root.value;
  const wasYaml = ['.yaml', '.yml'].includes(extname(new URL(root.uri).pathname).toLowerCase());
  return {
    yaml: () => (isWhole && wasYaml ? root.text : yamlText(document)),
    json: () => (isWhole && !wasYaml ? root.text : `${JSON.stringify(document, null, 2)}\n`),
  };
}
