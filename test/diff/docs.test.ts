import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { apiRules } from '../../src/diff/api-rules.ts';
import { flowRules } from '../../src/diff/flow-rules.ts';
import { rules } from '../../src/diff/rules.ts';
import { operationTable } from './operation-table.ts';
import { schemaTable } from './schema-table.ts';

/** `npx vitest run test/diff/docs.test.ts -u` writes the rules again. */
test('docs/diff.md lists every rule', async () => {
  const url = new URL('../../docs/diff.md', import.meta.url);
  const rows = [
    '',
    '| rule | what has changed | in a request | in an answer |',
    '|---|---|---|---|',
    ...Object.entries(flowRules).map(
      ([kind, { title, request, response }]) =>
        `| \`…-${kind}\` | ${title} | ${request} | ${response} |`,
    ),
    '',
    '| rule | what has changed | severity |',
    '|---|---|---|',
    ...Object.entries(apiRules).map(
      ([rule, { title, severity }]) => `| \`${rule}\` | ${title} | ${severity} |`,
    ),
    '',
  ].join('\n');
  const page = readFileSync(url, 'utf8');
  const written = page.replace(/(?<=^<!-- rules -->\n)[\s\S]*$/m, () => rows);
  await expect(written).toMatchFileSnapshot(fileURLToPath(url));
});

test('every rule has a pair that shows it', () => {
  const wanted = [
    ...schemaTable.flatMap(([, , , request, response]) => [...request, ...response]),
    ...Object.values(operationTable).flatMap((table) => table.flatMap((row) => row[3])),
  ].map((one) => one.split(' ')[1]);
  const shown = new Set(wanted);
  const kinds = Object.keys(flowRules).filter(
    // Those of discriminators have a table of their own in schemas.test.ts.
    (kind) =>
      !kind.startsWith('discriminator') &&
      !shown.has(`request-${kind}`) &&
      !shown.has(`response-${kind}`),
  );
  expect(Object.keys(apiRules).filter((rule) => !shown.has(rule))).toEqual([]);
  expect(kinds).toEqual([]);
  expect(rules.size).toBe(Object.keys(apiRules).length + 2 * Object.keys(flowRules).length);
});
