import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { lintApi, loadRules } from '../../src/lint/lint.ts';
import { loadContract } from '../../src/sources/contract.ts';

test('if Redocly fails, the other rules run, and lint does not report success', async () => {
  const cwd = await mkdtemp(path.join(tmpdir(), 'specwright-'));
  await writeFile(
    path.join(cwd, 'api.yaml'),
    `openapi: 3.2.0
info: {title: T, version: '1'}
paths:
  /a: {get: {responses: {'200': {description: d, content: {application/json: {schema: {type: integer}, example: a}}}}}}
components:
  securitySchemes:
    device:
      type: oauth2
      flows: {deviceAuthorization: {deviceAuthorizationUrl: 'https://example.com', tokenUrl: 'https://example.com', scopes: {r: read}}}
`,
  );
  const entry = { name: 'api', source: path.join(cwd, 'api.yaml') };
  const rules = await loadRules(cwd);
  const contract = await loadContract(entry, { cwd, allowRemote: false });
  const { problems, incomplete } = await lintApi(contract, { cwd, rules });
  await rm(cwd, { recursive: true });
  expect(incomplete).toBe(true);
  expect(problems.map(({ rule, severity }) => `${severity} ${rule}`)).toEqual([
    'error redocly',
    'error example-invalid',
  ]);
  expect(problems[0]?.message).toMatch(/^cannot apply Redocly's rules: /);
});
