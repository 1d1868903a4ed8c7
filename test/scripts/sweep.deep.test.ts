import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const script = fileURLToPath(new URL('../../scripts/sweep.mjs', import.meta.url));

function sweep(...args: readonly string[]): {
  readonly status: number | null;
  readonly text: string;
} {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    encoding: 'utf8',
  });
  return { status, text: stdout === '' ? stderr : stdout };
}

function folderOf(documents: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'sweep-'));
  for (const [name, text] of Object.entries(documents)) {
    writeFileSync(path.join(folder, name), text);
  }
  return folder;
}

function contract(schema: string): string {
  return `openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /a: {get: {responses: {'200': {description: d, content: {application/json: {schema: ${schema}}}}}}}
`;
}

test('documents without a failure exit with 0, and other files are skipped', () => {
  const folder = folderOf({
    'good.yaml': contract('{type: integer, minimum: 3}'),
    'foreign.yaml': contract("{type: string, pattern: '^a++$'}"),
    'package.json': '{"name": "openapi"}',
  });
  const { status, text } = sweep(folder);
  expect(text).toMatch(/^2 documents, 2 operations, 8 answers$/m);
  expect(status).toBe(0);
});

test('an operation that cannot be answered ends with 1, and is named with its kind', () => {
  const folder = folderOf({ 'none.yaml': contract('{type: integer, not: {}}') });
  const { status, text } = sweep(path.join(folder, 'none.yaml'));
  expect(text).toMatch(/^ +5 {2}the mock has no answer$/m);
  expect(text).toMatch(/none\.yaml: GET \/a dynamic=false: 500/);
  expect(status).toBe(1);
});

test('a folder without documents exits with 2', () => {
  expect(sweep(folderOf({})).status).toBe(2);
  expect(sweep().status).toBe(2);
});
