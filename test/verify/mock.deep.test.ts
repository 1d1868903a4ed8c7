import path from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  createJudge,
  createMock,
  listen,
  loadApi,
  messageOf,
  planCases,
  runCases,
} from '../../src/index.ts';
import { contractsAndDocuments } from '../corpus/documents.ts';

// The mock and the tests of a provider read the same contract, so they must agree: no request to the
// mock leads to a finding.

/** Documents for which the mock cannot answer without an invented example. */
const unserved = /^(?:discord-3\.1|openai|oai-webhook|oai-path-item|scalar-galaxy)/;
const documents = contractsAndDocuments().filter((file) => !unserved.test(path.basename(file)));

describe('a full run finds nothing at the mock of', () => {
  for (const file of documents) {
    test(path.relative('.', file), { timeout: 600_000 }, async () => {
      const { api } = await loadApi(file);
      const listening = await listen(createMock([api!]), { port: 0 });
      if (!listening.ok) throw new Error(listening.reason);
      const judge = createJudge(api!);
      // The mock keeps no state, so that chains are left out.
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
