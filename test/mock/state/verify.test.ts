import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadApi } from '../../../src/api/load.ts';
import { createJudge } from '../../../src/judge/judge.ts';
import { createMock } from '../../../src/mock/mock.ts';
import { listen } from '../../../src/mock/server.ts';
import { messageOf } from '../../../src/report/message.ts';
import { planCases } from '../../../src/verify/plan.ts';
import { runCases } from '../../../src/verify/run.ts';
import { contractsAndDocuments } from '../../corpus/documents.ts';

/** What no mock can serve without an invented example. */
const unserved = /^(?:discord-3\.1|openai|oai-webhook|oai-path-item|scalar-galaxy)/;
/** What their paths name, nothing in the contract shows: a dataset. */
const unknowable = /^(?:list-searchable-fields|perform-search)\/chain\/absent\//;
const documents = contractsAndDocuments().filter((file) => !unserved.test(path.basename(file)));

describe('a full run, chains included, finds nothing at the stateful mock of', () => {
  for (const file of documents) {
    test(path.relative('.', file), { timeout: 600_000 }, async () => {
      const { api } = await loadApi(file);
      const listening = await listen(createMock([api!], { stateful: true }), { port: 0 });
      if (!listening.ok) throw new Error(listening.reason);
      const judge = createJudge(api!);
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
              'findings' in outcome
                ? outcome.findings.map(({ finding }) => messageOf(finding))
                : [];
            const reason = 'reason' in outcome ? [outcome.reason] : [];
            const text = [outcome.kind, outcome.case.id, ...words, ...reason].join(' | ');
            // An example may name an item that is not there, or that a case before it has deleted.
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
    });
  }
});
