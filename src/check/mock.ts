import type { Mock } from '../mock/mock.ts';
import { scenarioProblems } from '../mock/scenarios/file.ts';
import { listen } from '../mock/server.ts';
import { messageOf } from '../report/message.ts';
import type { Problem } from '../report/problems.ts';
import { isUnseen } from '../report/verdict.ts';
import { planCases } from '../verify/plan.ts';
import { runCases } from '../verify/run.ts';
import type { StepResult } from './step.ts';

/**
 * Whether the mock can answer what its contract shows. Each documented request is sent to it over
 * loopback and its answer judged, as in `verify`. Its scenarios are judged as in `lint`.
 */
export async function checkMock(mock: Mock, cwd: string): Promise<StepResult> {
  const { api, judge } = mock.apis[0]!;
  const listening = await listen(mock, { port: 0 });
  if (!listening.ok) {
    return { step: 'mock', verdict: 'inconclusive', problems: [], note: listening.reason };
  }
  const problems: Problem[] = [...(await scenarioProblems(api, cwd))];
  const unchecked: string[] = [];
  let requests = 0;
  try {
    const cases = planCases(judge, { groups: ['example'] });
    for await (const outcome of runCases(cases, judge, { baseUrl: listening.url })) {
      if (outcome.kind === 'skipped') continue;
      if (outcome.kind === 'inconclusive' && isUnseen(outcome)) {
        unchecked.push(`${outcome.case.id}: ${outcome.reason}`);
      }
      requests += outcome.exchanges.length;
      for (const { finding } of outcome.findings) {
        const at = finding.at?.document.position(finding.at.pointer) ?? { line: 1, column: 1 };
        problems.push({
          file: finding.at?.document.label ?? '',
          line: at.line,
          column: at.column,
          severity: finding.severity === 'violation' ? 'error' : 'warning',
          rule: finding.code,
          message: `${outcome.case.id}: ${messageOf(finding)}`,
        });
      }
    }
  } finally {
    await listening.close();
  }
  if (unchecked.length > 0) {
    return { step: 'mock', verdict: 'inconclusive', problems, note: unchecked[0]! };
  }
  const isBroken = problems.some(({ severity }) => severity === 'error');
  const note = requests === 1 ? '1 request' : `${requests} requests`;
  return { step: 'mock', verdict: isBroken ? 'failed' : 'passed', problems, note };
}
