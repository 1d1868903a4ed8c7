import { extname } from 'node:path';
import { stringifyYaml } from '@redocly/openapi-core';
import type { Api } from '../api/model.ts';

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
    // Without the tree that `yaml` would build, which takes twice the time.
    yaml: () =>
      isWhole && wasYaml ? root.text : stringifyYaml(document, { noRefs: true, lineWidth: 100 }),
    json: () => (isWhole && !wasYaml ? root.text : `${JSON.stringify(document, null, 2)}\n`),
  };
}
