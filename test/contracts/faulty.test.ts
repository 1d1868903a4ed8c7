import { describe, expect, test } from 'vitest';
import { createJudge, type Finding, loadApi } from '../../src/index.ts';
import { exampleCases, runExample } from './examples.ts';
import { faults, startProvider } from './faulty-provider.ts';
import { createProvider } from './provider.ts';

const { api } = await loadApi('specs/kaiten/openapi.yaml');
const judge = createJudge(api!);

/** The findings of the contract tests at a provider. */
async function findingsAt(url: string): Promise<readonly Finding[]> {
  const provider = createProvider('provider', url);
  const outcomes = await Promise.all(
    exampleCases(judge).cases.map((each) => runExample(each, judge, provider.send)),
  );
  return outcomes.flatMap((outcome) => {
    if (outcome.kind === 'inconclusive') throw new Error(outcome.reason);
    return outcome.findings;
  });
}

describe('the contract tests can fail', () => {
  test('but pass at a provider that keeps the contract', async () => {
    expect(await findingsAt(await startProvider())).toEqual([]);
  });

  test.each(faults)('and fail at one that $name', async (fault) => {
    const findings = await findingsAt(await startProvider(fault));
    const found = findings.map(({ code, place }) => ({ code, at: place?.pointer }));
    expect(found).toContainEqual({ code: fault.found, at: fault.at });
  });

  test('and report that no provider answers', async () => {
    const provider = createProvider('provider', 'http://127.0.0.1:9');
    const [first] = exampleCases(judge).cases;
    expect(await runExample(first!, judge, provider.send)).toEqual({
      kind: 'inconclusive',
      reason: 'the connection was refused',
    });
  });
});
