import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderOf, specwright } from '../cli/run.ts';

const contract = `
openapi: 3.1.0
info: {title: Shop, version: '1', description: As written.}
paths:
  /orders:
    get:
      operationId: listOrders
      responses:
        '200':
          description: Orders
          content:
            application/json:
              schema:
                type: object
                properties:
                  total: {type: integer}
                  earnings: {type: integer, x-internal: true}
  /audit:
    x-internal: true
    get: {operationId: readAudit, responses: {'200': {description: Audit}}}
  /refunds:
    post: {operationId: forceRefund, x-internal: true, responses: {'200': {description: Refunds}}}
`;

/** All text of a site, except for the parts that are the same on every site. */
async function built(redocly: string): Promise<string> {
  const cwd = await folderOf({ 'openapi.yaml': contract, 'redocly.yaml': redocly });
  const { code, stderr } = await specwright(['docs', 'build', 'shop', '-o', 'site'], cwd);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const files = await readdir(join(cwd, 'site'), { recursive: true, withFileTypes: true });
  const texts = files
    .filter((file) => file.isFile() && !/^(?:redoc|licenses)\./.test(file.name))
    .map(
      async ({ parentPath, name }) => `${name}\n${await readFile(join(parentPath, name), 'utf8')}`,
    );
  return (await Promise.all(texts)).join('\n');
}

const apis = 'apis: {shop: {root: openapi.yaml}}\n';
const secrets = /earnings|audit|refund/i;

test('internal parts are in no page, no list and no download', async () => {
  const site = await built(apis);
  expect(site).toContain('total');
  expect(site).not.toMatch(secrets);
});

test('redocly.yaml decides whether internal parts are published', async () => {
  expect(await built(`${apis}decorators: {remove-x-internal: off}\n`)).toMatch(secrets);
  expect(await built(`${apis}decorators: {remove-x-internal: on}\n`)).not.toMatch(secrets);
});

test('decorators of redocly.yaml change the published parts, for all APIs and for one', async () => {
  const filtered = await built(
    `${apis}decorators:\n  remove-x-internal: off\n  filter-in: {property: operationId, value: [readAudit]}\n`,
  );
  expect(filtered).toContain('readAudit');
  expect(filtered).not.toMatch(/listOrders|forceRefund/);
  await expect(
    built(
      'apis:\n  shop:\n    root: openapi.yaml\n    decorators: {info-description-override: {filePath: ./redocly.yaml}}\n',
    ),
  ).resolves.toContain('info-description-override');
});
