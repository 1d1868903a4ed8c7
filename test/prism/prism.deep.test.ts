import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requestExamples } from '../../src/example/request.ts';
import { createJudge, createMock, loadApi } from '../../src/index.ts';
import { contractsAndDocuments } from '../corpus/documents.ts';
import { type Difference, differenceOf } from './compare.ts';
import { explain, rules } from './explain.ts';
import { type PrismServers, startPrism } from './prism.ts';
import { type Case, casesOf, hostile } from './requests.ts';

/*
 * Compares the mock with Prism's own server. Both get the same requests, and a row of docs/prism.md
 * explains every difference that a client sees. SPECWRIGHT_FULL=1 includes larger documents.
 */
const full = process.env.SPECWRIGHT_FULL === '1';
const largest = full ? 600_000 : 60_000;

const root = fileURLToPath(new URL('../../', import.meta.url));
/** Documents that Prism cannot serve, and why. */
const notCompared: Readonly<Record<string, string>> = {
  'oai-path-item-object-example-3.2.yaml': 'Prism knows no method of OpenAPI 3.2',
  'readme-security-3.1.yaml': 'credentials of another scheme end Prism',
  'scalar-galaxy.yaml': 'its first request ends Prism',
  'train-travel.yaml': 'Prism looks for a file that an example only mentions, and does not start',
};
const files = contractsAndDocuments(largest).filter(
  (file) => notCompared[path.basename(file)] === undefined,
);

/** Rows that a single request cannot show, and the tests that show them. */
const shownElsewhere: Readonly<Record<string, string>> = {
  judge: 'test/judge/request.test.ts',
  uncompiled: 'test/mock/select-response.test.ts',
  'did-you-mean': 'test/api/nearest-path.test.ts',
  'unknown-security': 'test/mock/unknown-security.test.ts',
  lenient: 'test/stories/lenient.txt',
  'strict-query': 'test/stories/strict-query.txt',
  several: 'test/stories/several.txt',
  'base-path': 'test/mock/gateway.test.ts',
  allow: 'test/stories/routes.txt',
  preflight: 'test/stories/cors.txt',
  limit: 'test/mock/hostile.test.ts',
  compressed: 'test/mock/content-encoding.test.ts',
  cookies: 'test/mock/fields.test.ts',
  semicolon: 'test/stories/prefer.txt',
  'prefer-described': 'test/stories/prefer.txt',
  'told-status': 'test/stories/told-status.txt',
  'code-unacceptable': 'test/mock/select-response.test.ts',
  'example-media': 'test/mock/select-response.test.ts',
  range: 'test/mock/offers.test.ts',
  'invalid-code': 'test/mock/select-response.test.ts',
  'invalid-range': 'test/mock/select-response.test.ts',
  'invalid-accept': 'test/mock/select-response.test.ts',
  'invalid-violations': 'test/stories/invalid-described.txt',
  interim: 'test/mock/select-response.test.ts',
  seed: 'test/mock/dynamic.test.ts',
  load: 'test/mock/mock.test.ts',
  notation: 'test/stories/media-types.txt',
  file: 'test/mock/files.test.ts',
  sequence: 'test/mock/sequence.test.ts',
  'field-style': 'test/stories/fields.txt',
  connection: 'test/stories/fields.txt',
  cors: 'test/stories/cors.txt',
  callbacks: 'test/mock/callbacks.test.ts',
  'body-undescribed': 'test/stories/prism-users.txt',
  reserved: 'test/stories/prism-users.txt',
  'empty-segment': 'test/stories/prism-users.txt',
  'text-value': 'test/stories/prism-users.txt',
};

describe('every difference from Prism is one that docs/prism.md explains', () => {
  let prism: PrismServers;
  beforeAll(async () => {
    prism = await startPrism(files);
  });
  afterAll(() => prism?.close());

  it.each(files.map((file, index) => [path.relative(root, file), index] as const))(
    '%s',
    { timeout: 300_000 },
    async (name, index) => {
      const { api } = await loadApi(path.join(root, name));
      const judge = createJudge(api!);
      const cases = casesOf(api!, judge.schemas);
      expect(await unexplained(prism, index, cases)).toEqual([]);
    },
  );

  it('and requests that end Prism or get no answer from it are answered', async () => {
    const file = files[0]!;
    const { api } = await loadApi(file);
    const { schemas } = createJudge(api!);
    const operation = api!.operations.find(({ method }) => method === 'POST')!;
    const [valid] = requestExamples(operation, schemas);
    expect(await unexplained(prism, 0, hostile(operation, valid!.request))).toEqual([]);
  });

  /** The unexplained differences, in words. */
  async function unexplained(
    servers: PrismServers,
    index: number,
    cases: readonly Case[],
  ): Promise<readonly string[]> {
    const { api } = await loadApi(files[index]!);
    const mock = createMock([{ name: 'it', api: api! }], { cors: false });
    const engine = createMock([{ name: 'it', api: api! }], { cors: false, engine: 'prism' });
    const judge = createJudge(api!);
    const found: string[] = [];
    for (const given of cases) {
      const theirs = await servers.ask(index, given.request);
      const ours = await mock.handle(given.request);
      if (theirs.kind === 'answer') {
        const same = differenceOf(theirs.response, await engine.handle(given.request));
        if (same !== undefined && !isOfTheServer(given, same)) {
          found.push(`with Prism as engine, ${given.name}: ${same.theirs} | ${same.ours}`);
        }
      }
      const difference = theirs.kind === 'answer' ? differenceOf(theirs.response, ours) : undefined;
      if (theirs.kind === 'answer' && difference === undefined) continue;
      const isInvalid =
        theirs.kind === 'answer' &&
        judge
          .response(given.operation, given.request, theirs.response)
          .findings.some(({ severity }) => severity === 'violation');
      if (explain({ given, theirs, ours, difference, isInvalid }) !== undefined) continue;
      const what = difference
        ? `${difference.what}: ${difference.theirs} | ${difference.ours}`
        : theirs.kind;
      found.push(`${given.name}: ${what}`);
    }
    return found;
  }
});

/** Whether only Prism's server differs: generated data vary, and uncaught errors have their own format. */
function isOfTheServer({ about }: Case, { what }: Difference): boolean {
  if (about === 'type garbage') return what === 'problem';
  return about === 'prefer dynamic' && /^(body|fields)$/.test(what);
}

describe('docs/prism.md', () => {
  const text = readFileSync(path.join(root, 'docs/prism.md'), 'utf8');
  const rows = [...text.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, id]) => id!);

  it('names each difference once', () => {
    expect(rows.length).toBeGreaterThan(30);
    expect(new Set(rows).size).toBe(rows.length);
  });

  it('has a row for every rule, and a test for every row', () => {
    const shown = new Set([...rules.map(([id]) => id), ...Object.keys(shownElsewhere)]);
    expect([...rows].sort()).toEqual([...shown].sort());
    const missing = Object.values(shownElsewhere).filter(
      (file) => !existsSync(path.join(root, file)),
    );
    expect(missing).toEqual([]);
  });
});
