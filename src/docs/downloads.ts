import { extname } from 'node:path';
import type { Api } from '../api/model.ts';
import { yamlText } from './yaml-text.ts';

/** A contract in one document, in both formats that OpenAPI is written in. */
export interface Downloads {
  yaml(): string;
  json(): string;
}

/** The format that the authors wrote keeps their text, comments included, where one file has it all. */
export function downloadsOf({ root }: Api, document: unknown): Downloads {
  const isWhole = document === root.value;
  const wasYaml = ['.yaml', '.yml'].includes(extname(new URL(root.uri).pathname).toLowerCase());
  return {
    yaml: () => (isWhole && wasYaml ? root.text : yamlText(document)),
    json: () => (isWhole && !wasYaml ? root.text : `${JSON.stringify(document, null, 2)}\n`),
  };
}
