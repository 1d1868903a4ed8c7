import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Api, diffApis, loadApi, messageOfChange } from '../../src/index.ts';
import { contractsAndDocuments } from '../corpus/documents.ts';
import { inlined, renamed, reordered, silenced, upgraded } from './rewrite.ts';

/** Larger ones with SPECWRIGHT_FULL only. */
const files = contractsAndDocuments(process.env.SPECWRIGHT_FULL ? undefined : 600_000);

async function load(file: string): Promise<Api> {
  const { api, findings } = await loadApi(file);
  expect(findings).toEqual([]);
  return api!;
}

async function rewritten(api: Api, rewrite: (document: unknown) => unknown): Promise<Api> {
  const text = JSON.stringify(rewrite(api.root.value));
  const loaded = await loadApi('/rewritten.json', {
    read: async (uri) => {
      if (!uri.endsWith('/rewritten.json')) throw new Error('there is one document only');
      return text;
    },
  });
  return loaded.api!;
}

function said(base: Api, revision: Api): readonly string[] {
  return diffApis(base, revision, { witnesses: 0 }).changes.map(
    (change) => `${change.rule}: ${change.operations[0]?.path} ${messageOfChange(change)}`,
  );
}

describe.each(files.map((file) => [path.relative(process.cwd(), file), file]))('%s', (_, file) => {
  test('has no changes against itself, in any notation', async () => {
    const api = await load(file);
    expect(said(api, await load(file))).toEqual([]);
    for (const rewrite of [reordered, silenced, renamed, inlined]) {
      const copy = await rewritten(api, rewrite);
      // A discriminator without a mapping contains the names of schemas, which differ then.
      const changes = said(api, copy).filter((one) => !/discriminator-value/.test(one));
      expect({ rewrite: rewrite.name, changes }).toEqual({ rewrite: rewrite.name, changes: [] });
      expect(said(copy, api).filter((one) => !/discriminator-value/.test(one))).toEqual([]);
    }
  });

  test('has no changes as OpenAPI 3.1', async ({ skip }) => {
    const api = await load(file);
    skip(api.dialect !== '3.0', 'it is not OpenAPI 3.0');
    expect(said(api, await rewritten(api, upgraded))).toEqual([]);
  });
});
