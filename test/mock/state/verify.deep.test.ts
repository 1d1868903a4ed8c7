import path from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  type Api,
  createJudge,
  createMock,
  listen,
  loadApi,
  messageOf,
  planCases,
  runCases,
} from '../../../src/index.ts';
import { loadTexts } from '../../api/source.ts';
import { contractsAndDocuments } from '../../corpus/documents.ts';

/** Documents for which no mock can answer without an invented example. */
const unserved = /^(?:discord-3\.1|openai|oai-webhook|oai-path-item|scalar-galaxy)/;
/** Cases whose paths name a dataset, which nothing in the contract shows. */
const unknowable = /^(?:list-searchable-fields|perform-search)\/chain\/absent\//;
const documents = contractsAndDocuments().filter((file) => !unserved.test(path.basename(file)));

describe('a full run, chains included, finds nothing at the stateful mock of', () => {
  for (const file of documents) {
    test(path.relative('.', file), { timeout: 600_000 }, async () => {
      const { api } = await loadApi(file);
      await findNothing(api!);
    });
  }

  test('a contract in which POST goes to the path of the item, and refusals are JSON only', async () => {
    const { api } = await loadTexts({
      'boats.yaml': `
openapi: 3.0.3
info: { title: Boats, version: '1' }
paths:
  /boats/{name}:
    parameters: [{ name: name, in: path, required: true, schema: { type: string, minLength: 1 } }]
    get:
      responses:
        '200': { $ref: '#/components/responses/Boat' }
        default: { $ref: '#/components/responses/Error' }
    post:
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Boat' } } } }
      responses:
        '201': { $ref: '#/components/responses/Boat' }
        default: { $ref: '#/components/responses/Error' }
components:
  responses:
    Boat: { description: The boat., content: { application/json: { schema: { $ref: '#/components/schemas/Boat' } } } }
    Error: { description: Refused., content: { application/json: { schema: { type: object, required: [why], properties: { why: { type: string } } } } } }
  schemas:
    Boat: { type: object, required: [name], properties: { name: { type: string, minLength: 1 }, length: { type: integer } } }
`,
    });
    await findNothing(api!);
  });
});

async function findNothing(api: Api): Promise<void> {
  const listening = await listen(createMock([api], { stateful: true }), { port: 0 });
  if (!listening.ok) throw new Error(listening.reason);
  const judge = createJudge(api);
  const found: string[] = [];
  let passed = 0;
  try {
    const provider = { baseUrl: listening.url };
    for await (const outcome of runCases(planCases(judge), judge, provider, {
      reproduce: false,
    })) {
      if (outcome.kind === 'passed') passed += 1;
      else if (outcome.kind !== 'skipped') {
        const words =
          'findings' in outcome ? outcome.findings.map(({ finding }) => messageOf(finding)) : [];
        const reason = 'reason' in outcome ? [outcome.reason] : [];
        const text = [outcome.kind, outcome.case.id, ...words, ...reason].join(' | ');
        // An example may name an item that does not exist, or that an earlier case has deleted.
        if (outcome.kind !== 'inconclusive' && !unknowable.test(outcome.case.id)) {
          found.push(text);
        }
      }
    }
  } finally {
    await listening.close();
  }
  expect(found).toEqual([]);
  expect(passed).toBeGreaterThan(3);
}
