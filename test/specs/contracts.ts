import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** A contract of the repository, with the two files that show its sources. */
export interface Contract {
  readonly name: string;
  /** The path of openapi.yaml. */
  readonly path: string;
  readonly document: unknown;
  /** evidence.yaml, unchecked. */
  readonly evidence: unknown;
  /** documented/index.yaml, unchecked. */
  readonly index: unknown;
  /** The names of the other files in documented/. */
  readonly payloads: readonly string[];
  payload(file: string): Buffer;
}

const root = new URL('../../', import.meta.url);

/** The saved pages of the providers. They are third-party text, so not part of this repository. */
export const pages = new URL('../shared/seeds/', root);

/** The contracts that redocly.yaml registers. */
export function contracts(): readonly Contract[] {
  const registry = readYaml(new URL('redocly.yaml', root)) as {
    apis: Record<string, { root: string }>;
  };
  return Object.entries(registry.apis).map(([name, api]) => {
    const openapi = new URL(api.root, root);
    const documented = new URL('documented/', openapi);
    return {
      name,
      path: openapi.pathname,
      document: readYaml(openapi),
      evidence: readYaml(new URL('evidence.yaml', openapi)),
      index: readYaml(new URL('index.yaml', documented)),
      payloads: readdirSync(documented).filter((file) => file !== 'index.yaml'),
      payload: (file) => readFileSync(new URL(file, documented)),
    };
  });
}

function readYaml(file: URL): unknown {
  return parse(readFileSync(file, 'utf8'));
}
