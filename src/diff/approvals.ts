import type { Api } from '../api/model.ts';
import type { ApprovedChange } from '../configuration.ts';
import type { Change, ChangedOperation } from './change.ts';
import { titleOfOperation } from './message.ts';
import type { ChangeSeverity } from './severity.ts';

/** A stale approval: it has ended, or no change matches it. */
export interface StaleApproval {
  readonly kind: 'expired' | 'unmatched';
  readonly approval: ApprovedChange;
}

/** How a change counts: by its severity, unless it is approved. */
export function levelOf({ approved, severity }: Change): ChangeSeverity | 'approved' {
  return approved === undefined ? severity : 'approved';
}

/**
 * The changes with their approvals. A change of several operations is approved if each operation
 * has an approval, because one approval does not cover the others.
 */
export function approve(
  changes: readonly Change[],
  approvals: readonly ApprovedChange[],
  versions: { readonly base: Api; readonly revision: Api },
  today: Date,
): { readonly changes: readonly Change[]; readonly stale: readonly StaleApproval[] } {
  if (approvals.length === 0) return { changes, stale: [] };
  const day = today.toISOString().slice(0, 10);
  const isOver = ({ until }: ApprovedChange) => until !== undefined && until < day;
  const matched = new Set<ApprovedChange>();
  const approvalOf = (change: Change): ApprovedChange | undefined => {
    const about = approvals.filter((one) => one.rule === change.rule && isAt(one.path, change));
    const names = change.operations.map((operation) => namesOf(operation, versions));
    const fitting = about.filter(
      ({ operation }) => operation === undefined || names.some((some) => some.includes(operation)),
    );
    for (const one of fitting) matched.add(one);
    const current = fitting.filter((one) => !isOver(one));
    const isWhole =
      current.some(({ operation }) => operation === undefined) ||
      (names.length > 0 &&
        names.every((some) => current.some(({ operation }) => some.includes(operation!))));
    return isWhole ? current[0] : undefined;
  };
  const judged = changes.map((change): Change => {
    const approved = approvalOf(change);
    return approved === undefined ? change : { ...change, approved };
  });
  const stale = approvals.flatMap((approval): readonly StaleApproval[] => {
    if (isOver(approval)) return [{ kind: 'expired', approval }];
    return matched.has(approval) ? [] : [{ kind: 'unmatched', approval }];
  });
  return { changes: judged, stale };
}

/** The fault of an approval, in one sentence without a full stop. */
export function messageOfStale({ kind, approval }: StaleApproval): string {
  const { rule, operation, path, until } = approval;
  const where = [operation, path].filter((one) => one !== undefined).join(' at ');
  const name = `the approval of ${rule}${where === '' ? '' : ` (${where})`}`;
  return kind === 'expired'
    ? `${name} ended on ${until}: renew it or delete it`
    : `${name} fits no change: delete it, or correct its rule, operation or path`;
}

/** A place is a JSON Pointer in the value, a name, or the text in the report. */
function isAt(path: string | undefined, { part, args }: Change): boolean {
  if (path === undefined || path === part) return true;
  const inside = / at (\/.*)$/.exec(part)?.[1] ?? '';
  if (path === inside) return true;
  return args.name !== undefined && (path === args.name || path === `${inside}/${args.name}`);
}

/** The names of an operation in approvals: `POST /pets`, or its `operationId`. */
function namesOf(
  changed: ChangedOperation,
  { base, revision }: { readonly base: Api; readonly revision: Api },
): readonly string[] {
  const title = titleOfOperation(changed);
  if (changed.kind !== 'operation') return [title];
  const ids = [base, revision].flatMap(({ operations }) =>
    operations
      .filter(({ method, path }) => method === changed.method && path === changed.path)
      .flatMap(({ operationId }) => (operationId === undefined ? [] : [operationId])),
  );
  return [title, ...ids];
}
