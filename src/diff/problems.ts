import { placeInContract } from '../report/message.ts';
import type { Problem } from '../report/problems.ts';
import type { Change } from './change.ts';
import type { ApiDiff } from './diff.ts';
import { messageOfChange, messageOfProof, titleOfOperation } from './message.ts';

/** Breaking and dangerous changes, as problems at the lines of REVISION. */
export function problemsOfDiff(diff: ApiDiff): readonly Problem[] {
  return diff.changes.flatMap((change): readonly Problem[] => {
    if (change.severity === 'compatible' || change.approved !== undefined) return [];
    return [problemOfChange(change, diff, change.severity === 'breaking' ? 'error' : 'warning')];
  });
}

/** A change as a problem; a removed part has a line in BASE only, which the message mentions. */
export function problemOfChange(
  change: Change,
  { revision }: ApiDiff,
  severity: Problem['severity'],
): Problem {
  const at = change.revision ?? { document: revision.root, pointer: '' };
  const [first, ...others] = change.operations;
  const where = first === undefined ? '' : `${titleOfOperation(first)}: `;
  const more = others.length === 0 ? '' : `, and in ${others.length} other operations`;
  const proof = messageOfProof(change);
  const gone = change.revision === undefined ? ` (${placeInContract(change.base)})` : '';
  return {
    // A version in git is no file of the checkout, but its file usually is.
    file: at.document.label.replace(/^[^/:\s]+:(?!\/)/, ''),
    ...at.document.position(at.pointer),
    severity,
    rule: change.rule,
    message: `${where}${messageOfChange(change)}${more}${gone}${proof === undefined ? '' : `; ${proof}`}`,
  };
}
