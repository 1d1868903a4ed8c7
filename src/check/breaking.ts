import { type LoadedApi, loadApi } from '../api/load.ts';
import type { Api } from '../api/model.ts';
import { levelOf, messageOfStale } from '../diff/approvals.ts';
import { type ApiDiff, diffApis } from '../diff/diff.ts';
import { isOutOfReach } from '../diff/faults.ts';
import type { ChangePolicy } from '../diff/policy.ts';
import { problemOfChange } from '../diff/problems.ts';
import { countOf, versionAsText } from '../diff/report.ts';
import type { Location } from '../json/document.ts';
import type { ApiEntry } from '../registry.ts';
import { messageOf, messageWithPlace } from '../report/message.ts';
import type { Problem } from '../report/problems.ts';
import { GitTrouble } from '../sources/git.ts';
import type { Base } from './base.ts';
import type { StepResult } from './step.ts';

/** Whether a contract breaks its earlier version without a suitable version number. */
export async function checkBreaking(
  entry: ApiEntry,
  api: Api,
  base: Base | undefined,
  surroundings: { readonly cwd: string; readonly allowRemote: boolean },
  policy: ChangePolicy | undefined,
): Promise<StepResult> {
  const result = (verdict: StepResult['verdict'], note: string, problems: Problem[] = []) =>
    ({ step: 'breaking', verdict, problems, note }) as const;
  if (base === undefined) return result('skipped', 'no base is named: --base-ref or --base');
  let former: LoadedApi;
  try {
    if (base.kind === 'source')
      former = await loadApi(base.source, { ...surroundings, name: entry.name });
    else {
      if (/^https?:/i.test(entry.source)) return result('skipped', 'git has no versions of a URL');
      const before = await base.apis.load(entry.name, entry.source);
      if (before === undefined) return result('skipped', `it is new since ${base.tree.ref}`);
      former = before;
    }
  } catch (error) {
    if (!(error instanceof GitTrouble)) throw error;
    return result('inconclusive', error.message);
  }
  if (former.api === undefined) {
    const place = former.findings.map(messageWithPlace)[0] ?? '';
    return result('inconclusive', `the base does not load: ${place}`);
  }
  const diff = diffApis(former.api, api, { ...policy, baseFindings: former.findings });
  const unread = diff.baseProblems.find((problem) => isOutOfReach(problem, diff.base));
  if (unread !== undefined) {
    return result('inconclusive', `the base does not load: ${messageWithPlace(unread)}`);
  }
  if (diff.problems.length > 0) {
    return result('inconclusive', diff.problems.map(messageOf).join('; '));
  }
  return verdictOn(diff);
}

/** A breaking change is announced by a sufficiently higher version. */
function verdictOn(diff: ApiDiff): StepResult {
  const { changes, version } = diff;
  const breaking = changes.filter((change) => levelOf(change) === 'breaking');
  const isAnnounced = version.enough === true;
  const problems = breaking.map((change) =>
    problemOfChange(change, diff, isAnnounced ? 'warning' : 'error'),
  );
  const isBroken = breaking.length > 0 && !isAnnounced;
  const faults = diff.baseProblems.map(
    (fault): Problem => ({
      ...placeOf(fault.at ?? { document: diff.base.root, pointer: '' }),
      severity: 'warning',
      rule: fault.code,
      message: `cannot compare what the base has here: ${messageOf(fault)}`,
    }),
  );
  const stale = diff.staleApprovals.map(
    (one): Problem => ({
      ...placeOf({ document: diff.revision.root, pointer: '' }),
      severity: 'warning',
      rule: one.approval.rule,
      message: messageOfStale(one),
    }),
  );
  const summary =
    changes.length === 0 ? 'no change' : `${countOf(changes)}; ${versionAsText(version)}`;
  const note = faults.length === 0 ? summary : `${summary}; not all of the base could be compared`;
  return {
    step: 'breaking',
    verdict: isBroken ? 'failed' : 'passed',
    problems: [...problems, ...faults, ...stale],
    note,
  };
}

function placeOf(at: Location): Pick<Problem, 'file' | 'line' | 'column'> {
  return { file: at.document.label, ...at.document.position(at.pointer) };
}
