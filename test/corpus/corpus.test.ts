import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const script = fileURLToPath(new URL('../../scripts/corpus.mjs', import.meta.url));

const documents = readdirSync('test/corpus/documents').filter((name) => name !== 'README.md');

function run(...args: string[]): { readonly status: number | null; readonly output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    encoding: 'utf8',
  });
  return { status, output: status === null || stdout === '' ? stderr : stdout };
}

function folderOf(documents: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'corpus-'));
  for (const [name, text] of Object.entries(documents)) {
    writeFileSync(path.join(folder, name), text);
  }
  return folder;
}

function described(schema: string, example: string): string {
  return `openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /a:
    get:
      responses:
        '200':
          description: D
          content:
            application/json:
              schema: ${schema}
              example: ${example}
`;
}

describe('scripts/corpus', () => {
  test.each([
    ['0 where nothing is wrong', described('{type: integer}', '1'), 0, /a\.yaml +1 +1 .* 0\n$/],
    [
      '1 with file and line where something is',
      described('{type: integer}', 'x'),
      1,
      /a\.yaml:12:/,
    ],
    ['2 where a schema does not compile', described('{type: 1}', '1'), 2, /not all checked/],
    ['2 if a document is invalid', 'openapi: [', 2, /cannot read/],
  ])('exits with %s', (_, text, status, output) => {
    const outcome = run(folderOf({ 'a.yaml': text }));
    expect(outcome).toEqual({ status, output: expect.stringMatching(output) });
  });

  test('exits with 2 if there are no documents', () => {
    expect(run(folderOf({})).status).toBe(2);
    expect(run().status).toBe(2);
  });

  test('reports that it was skipped if the folder does not exist', () => {
    expect(run('/nowhere')).toEqual({
      status: 2,
      output: 'skipped: there is no folder /nowhere\n',
    });
  });

  test('finds the known faults of third-party documents, and no others', () => {
    const { status, output } = run('test/corpus/documents', '--all');
    const [table = '', ...rest] = output.trimEnd().split('\n\n');
    expect(status).toBe(2);
    expect(table.split('\n').slice(1)).toHaveLength(documents.length);
    const found = rest.flatMap((part) => part.split('\n  ').slice(1));
    // A reference beside an $id is relative to that.
    const nowhere =
      'the schema cannot be compiled: its reference "#/components/schemas/PaginatedResource" leads nowhere: nothing is there';
    const missing = (operation: string) =>
      `no response is described for ${operation}, and the mock answers 204`;
    expect(found.map((line) => line.replace(/^.*documents\//, ''))).toEqual([
      `oai-media-type-examples-3.2.yaml:22:5: ${missing('PUT /something')}`,
      `oai-non-oauth-scopes-3.1.yaml:7:5: ${missing('GET /users')}`,
      `scalar-galaxy.yaml:136:17: ${nowhere}`,
      `scalar-galaxy.yaml:146:17: ${nowhere}`,
    ]);
  });
});

test('the license of every document is known', () => {
  const known = readFileSync('test/corpus/documents/README.md', 'utf8');
  for (const name of documents) expect(known).toContain(`\`${name}\``);
});
