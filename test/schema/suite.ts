import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Api, Schema } from '../../src/api/model.ts';
import { parseSource, type SourceDocument } from '../../src/json/document.ts';
import { createSchemas, type Schemas } from '../../src/schema/schemas.ts';
import { apiOf } from '../api/source.ts';

/**
 * The JSON Schema Test Suite (MIT), as a package that has its files vendors it. The package itself
 * (Apache-2.0) is not used.
 */
const root = path.join(
  path.dirname(createRequire(import.meta.url).resolve('alterschema/package.json')),
  'vendor/json-schema-test-suite',
);

export interface Group {
  readonly file: string;
  readonly description: string;
  readonly schema: unknown;
  readonly tests: readonly {
    readonly description: string;
    readonly data: unknown;
    readonly valid: boolean;
  }[];
}

/** The groups of every file in a folder of the 2020-12 tests: `''`, `optional`, `optional/format`. */
export function groupsIn(folder: string): readonly Group[] {
  const at = path.join(root, 'tests/draft2020-12', folder);
  return readdirSync(at)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) =>
      (JSON.parse(readFileSync(path.join(at, name), 'utf8')) as Group[]).map((group) => ({
        ...group,
        file: path.posix.join(folder, path.basename(name, '.json')),
      })),
    );
}

/** The documents that the suite expects at URIs: its remote schemas, and the meta-schemas. */
function remotes(): ReadonlyMap<string, SourceDocument> {
  const found = new Map<string, SourceDocument>();
  const add = (uri: string, text: string) => {
    const parsed = parseSource(uri, uri, text);
    if (!parsed.ok) throw new Error(`${uri}: ${parsed.reason}`);
    found.set(uri, parsed.document);
  };
  const served = path.join(root, 'remotes');
  for (const file of readdirSync(served, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.json')) continue;
    const uri = `http://localhost:1234/${file.split(path.sep).join('/')}`;
    add(uri, readFileSync(path.join(served, file), 'utf8'));
  }
  const metaSchemas = path.join(
    path.dirname(createRequire(import.meta.url).resolve('ajv/package.json')),
    'dist/refs/json-schema-2020-12',
  );
  for (const file of readdirSync(metaSchemas, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.json')) continue;
    const text = readFileSync(path.join(metaSchemas, file), 'utf8');
    add((JSON.parse(text) as { $id: string }).$id, text);
  }
  return found;
}

let shared: { readonly api: Api; readonly remotes: ReadonlyMap<string, SourceDocument> };

/** A schema of the suite, as the only thing in a document beside an empty description. */
export async function schemasOf(schema: unknown): Promise<{ schemas: Schemas; schema: Schema }> {
  shared ??= {
    api: await apiOf('openapi: 3.1.0\ninfo: {title: T, version: "1"}\npaths: {}\n'),
    remotes: remotes(),
  };
  const uri = 'https://suite.example/schema.json';
  const parsed = parseSource(uri, uri, JSON.stringify(schema));
  if (!parsed.ok) throw new Error(parsed.reason);
  const documents = new Map([
    ...shared.api.documents,
    ...shared.remotes,
    [uri, parsed.document] as const,
  ]);
  return {
    schemas: createSchemas({ ...shared.api, documents }),
    schema: { value: parsed.document.value, at: { document: parsed.document, pointer: '' } },
  };
}

/** Judges values until they are judged by compiled code, which few values are not worth. */
export function judgeOften(schemas: Schemas, schema: Schema, value: unknown): void {
  for (let count = 0; count < 50; count += 1) schemas.check(schema, 'response', value);
}
