import { expect, test } from 'vitest';
import { generateFiles } from '../../src/generate/generate.ts';
import { outputOf } from '../../src/generate/output.ts';
import { unmatchedText } from '../../src/generate/selected.ts';
import type { GenerateSettings } from '../../src/generate-settings.ts';
import { loadApi } from '../../src/index.ts';
import { compileErrors } from './compile.ts';

const operation = (operationId: string, ...tags: string[]) => ({
  operationId,
  tags,
  responses: {
    200: {
      description: 'Fine',
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Crew' } } },
    },
  },
});

const document = {
  openapi: '3.1.0',
  info: { title: 'Crews', version: '1' },
  servers: [{ url: 'https://crews.example' }],
  paths: {
    '/crews': { get: operation('listCrews', 'crews'), delete: operation('dropCrews', 'crews') },
    '/crews/{id}/cook': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
      get: operation('readCook'),
    },
    '/admin.settings': { get: operation('readSettings', 'admin') },
  },
  components: { schemas: { Crew: { type: 'object' }, Unused: { type: 'object' } } },
};

async function apiOf() {
  const { api } = await loadApi('/crews.json', { read: async () => JSON.stringify(document) });
  return api!;
}

async function writtenWith(settings: GenerateSettings) {
  const files = await generateFiles(await apiOf(), '/', outputOf(settings));
  const names = ['listCrews', 'dropCrews', 'readCook', 'readSettings'];
  return names.filter((name) => files.get('client.ts')!.includes(`  ${name}(`));
}

test.each<[GenerateSettings, readonly string[]]>([
  [{}, ['listCrews', 'dropCrews', 'readCook', 'readSettings']],
  [{ only: ['crews'] }, ['listCrews', 'dropCrews']],
  [{ only: ['/crews/*'] }, ['readCook']],
  [{ only: ['/crews*'], skip: ['DELETE *'] }, ['listCrews', 'readCook']],
  [{ only: ['readcook', 'admin'] }, ['readCook', 'readSettings']],
  [{ skip: ['GET /admin.settings'] }, ['listCrews', 'dropCrews', 'readCook']],
  [{ only: ['/adminXsettings'] }, []],
])('%o writes %o', async (settings, written) => {
  expect(await writtenWith(settings)).toEqual(written);
});

test('all files have the same operations, and compile', async () => {
  const settings = { only: ['readCook'], schemas: 'zod', queries: 'core' } as const;
  const files = await generateFiles(await apiOf(), '/', outputOf(settings));
  for (const [name, text] of files)
    expect([name, text.includes('listCrews')]).toEqual([name, false]);
  expect(files.get('types.ts')).toContain('Unused');
  expect(compileErrors(Object.fromEntries(files))).toEqual([]);
  const none = await generateFiles(await apiOf(), '/', outputOf({ ...settings, only: ['none'] }));
  expect(compileErrors(Object.fromEntries(none))).toEqual([]);
});

test('a pattern that fits no operation is reported', async () => {
  expect(unmatchedText(await apiOf(), outputOf({ only: ['crew', 'crews'], skip: ['x'] }))).toEqual([
    'only "crew" fits no operation of crews: it takes an operation, a path or a tag, and * stands for anything',
    'skip "x" fits no operation of crews: it takes an operation, a path or a tag, and * stands for anything',
  ]);
});
