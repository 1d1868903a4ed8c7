import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadApi } from '../../src/api/load.ts';
import { createJudge } from '../../src/judge/judge.ts';
import { createMock } from '../../src/mock/mock.ts';
import { listen } from '../../src/mock/server.ts';
import { messageOf } from '../../src/report/message.ts';
import { planCases } from '../../src/verify/plan.ts';
import { runCases } from '../../src/verify/run.ts';

// The mock and the tests of a provider read the same contract, so they must agree: whatever is sent
// to the mock, nothing is found. SPECWRIGHT_FULL=1 takes every document of the corpus that the mock
// can serve without an invented example.

const corpus = path.resolve('../shared/corpus');
const isFull = process.env.SPECWRIGHT_FULL !== undefined;
const few = ['oai-petstore-expanded.yaml', 'oai-tictactoe-3.1.yaml', 'oai-link-example.yaml'];
const many = [
  ...few,
  'adyen-checkout-v71.json',
  'oai-api-with-examples.yaml',
  'oai-callback-example.yaml',
  'oai-uspto.yaml',
  'redocly-museum.yaml',
  'swagger-petstore3.yaml',
  'train-travel.yaml',
  'twilio-verify-v2.json',
];

const documents = [
  ...['kaiten', 'maiascore', 'patascore', 'khoros'].map((name) =>
    path.resolve(`specs/${name}/openapi.yaml`),
  ),
  ...(isFull ? many : few).map((name) => path.join(corpus, name)),
];

describe('a full run finds nothing at the mock of', () => {
  for (const file of documents) {
    // Only those who develop Specwright have the corpus.
    test.skipIf(!existsSync(file))(path.relative('.', file), { timeout: 600_000 }, async () => {
      const { api } = await loadApi(file);
      const listening = await listen(createMock([api!]), { port: 0 });
      if (!listening.ok) throw new Error(listening.reason);
      const judge = createJudge(api!);
      // The mock keeps no state that a chain could look for.
      const groups = ['example', 'valid', 'invalid', 'access', 'protocol'] as const;
      const found: string[] = [];
      let passed = 0;
      try {
        const cases = planCases(judge, { groups });
        const provider = { baseUrl: listening.url };
        for await (const outcome of runCases(cases, judge, provider, { reproduce: false })) {
          if (outcome.kind === 'passed') passed += 1;
          else if (outcome.kind !== 'skipped') {
            const words =
              'findings' in outcome
                ? outcome.findings.map(({ finding }) => messageOf(finding))
                : [];
            const reason = 'reason' in outcome ? [outcome.reason] : [];
            found.push([outcome.kind, outcome.case.id, ...words, ...reason].join(' | '));
          }
        }
      } finally {
        await listening.close();
      }
      expect(found).toEqual([]);
      expect(passed).toBeGreaterThan(3);
    });
  }
});
