import type { ApprovedChange } from '../configuration.ts';
import type { Location } from '../json/document.ts';
import { placeText } from '../json/place-text.ts';
import { markdownCode, markdownTable, markdownText } from '../report/markdown-text.ts';
import { messageOf } from '../report/message.ts';
import { workflowCommand } from '../report/workflow-command.ts';
import { levelOf, messageOfStale } from './approvals.ts';
import type { Change } from './change.ts';
import type { ApiDiff } from './diff.ts';
import { groupChanges, otherOperations, titleOfGroup } from './groups.ts';
import { messageOfChange, messageOfProof, messageOfWitness, titleOfOperation } from './message.ts';
import type { VersionVerdict } from './version.ts';

/**
 * A diff as lines for a terminal: by operation or component, each change with its place in both
 * documents.
 */
export function diffAsText(diff: ApiDiff): readonly string[] {
  const lines: string[] = [];
  for (const group of groupChanges(diff.changes)) {
    if (lines.length > 0) lines.push('');
    lines.push(titleOfGroup(group));
    for (const change of group.changes) {
      const { rule, severity, approved } = change;
      // The title of a component names all operations.
      const more = group.component === undefined ? others(change) : '';
      lines.push(`  ${levelOf(change)}: ${messageOfChange(change)}${more} [${rule}]`);
      const proof = messageOfProof(change);
      if (proof !== undefined) lines.push(`    ${proof}`);
      if (approved !== undefined) lines.push(`    ${severity}, and ${approvalAsText(approved)}`);
      lines.push(`    ${placesOf(change)}`);
    }
  }
  return lines;
}

/** GitHub limits a comment to 65,536 characters, which includes the heads of tables. */
const mostCharacters = 60_000;

/** A diff as Markdown for a comment on a pull request, the worst changes first. */
export function diffAsMarkdown(diff: ApiDiff): string {
  const { changes, base } = diff;
  const counted = countOf(changes);
  const version = markdownText(`${versionAsText(diff.version)}.`);
  const head = [`### ${markdownCode(base.name)}: ${counted}`, '', version];
  let left = mostCharacters;
  const groups = levels.flatMap((severity) => {
    const some = changes.filter((change) => levelOf(change) === severity);
    if (some.length === 0) return [];
    const rows = groupChanges(some).flatMap((group) =>
      group.changes.map((change) => {
        const where = markdownCode(
          change.operations[0] ? titleOfOperation(change.operations[0]) : 'API',
        );
        const witness = messageOfWitness(change);
        const text = markdownText(`${messageOfChange(change)}${others(change)}`);
        const proofMessage = witness === undefined ? messageOfProof(change) : undefined;
        const proof =
          witness === undefined
            ? proofMessage && `<br>${markdownText(proofMessage)}`
            : `<br>For instance ${markdownCode(witness)}`;
        const { approved } = change;
        const known = approved && `<br>${markdownText(approvalAsText(approved))}`;
        return [
          group.component === undefined ? where : `${markdownCode(group.component)} in ${where}`,
          `${text}${proof ?? ''}${known ?? ''}`,
          markdownCode(change.rule),
          markdownCode(placesOf(change)),
        ];
      }),
    );
    const shown = rows.filter((row) => {
      left -= row.join().length + 20;
      return left > 0;
    });
    const table = [...markdownTable([['operation', 'change', 'rule', 'place'], ...shown])];
    if (shown.length < rows.length) {
      const rest = `and ${rows.length - shown.length} more, which a comment has no room for; "--report html=FILE" has all`;
      table.push('', markdownText(rest));
    }
    const summary = `${some.length} ${severity}`;
    // Compatible changes are collapsed.
    return severity === 'compatible' || severity === 'approved'
      ? ['', `<details><summary>${summary}</summary>`, '', ...table, '', '</details>']
      : ['', `**${summary}**`, '', ...table];
  });
  return [...head, ...groups, ''].join('\n');
}

/**
 * A diff as commands for GitHub Actions, at the lines of REVISION; at those of BASE for removed
 * parts.
 */
export function diffAsGitHub({ changes }: ApiDiff): readonly string[] {
  const commands = {
    breaking: 'error',
    dangerous: 'warning',
    compatible: 'notice',
    approved: 'notice',
  } as const;
  return changes.map((change) => {
    const at = change.revision ?? change.base;
    const { line, column } = at?.document.position(at.pointer) ?? { line: 1, column: 1 };
    const where = change.operations[0] ? `${titleOfOperation(change.operations[0])}: ` : '';
    const proof = messageOfProof(change);
    const text = `${where}${messageOfChange(change)}${others(change)}${proof === undefined ? '' : `\n${proof}`}`;
    const annotation = {
      // A version in git is no file of the checkout, but its file usually is.
      file: at?.document.label.replace(/^[^/:\s]+:(?!\/)/, '') ?? '',
      line,
      col: column,
      title: `${levelOf(change)}: ${change.rule}`,
    };
    return workflowCommand(commands[levelOf(change)], annotation, text);
  });
}

/** A diff as plain data; `formatVersion` changes when a member does. */
export function diffAsJson(diff: ApiDiff): Readonly<Record<string, unknown>> {
  const { base, revision, changes, version, baseProblems } = diff;
  return {
    formatVersion: 1,
    api: base.name,
    base: base.root.label,
    revision: revision.root.label,
    counts: countsOf(changes),
    version,
    notCompared: baseProblems.map((problem) => ({
      message: messageOf(problem),
      base: placeAsJson(problem.at),
    })),
    staleApprovals: diff.staleApprovals.map((stale) => ({
      kind: stale.kind,
      approval: stale.approval,
      message: messageOfStale(stale),
    })),
    changes: changes.map((change) => ({
      rule: change.rule,
      severity: change.severity,
      flow: change.flow ?? null,
      operations: change.operations,
      part: change.part,
      message: messageOfChange(change),
      base: placeAsJson(change.base),
      revision: placeAsJson(change.revision),
      args: change.args,
      witness: change.witness ?? null,
      proof: change.proof ?? null,
      approved: change.approved ?? null,
    })),
  };
}

/** `2 breaking, 1 dangerous, 4 compatible changes`. */
export function countOf(changes: readonly Change[]): string {
  if (changes.length === 0) return 'no changes of the contract';
  const counts = countsOf(changes);
  const parts = levels.flatMap((severity) =>
    counts[severity] === 0 ? [] : [`${counts[severity]} ${severity}`],
  );
  return `${parts.join(', ')} ${changes.length === 1 ? 'change' : 'changes'}`;
}

/** `version 1.2.0 → 1.3.0 is minor, but must be major`. */
export function versionAsText({
  base,
  revision,
  required,
  actual,
  enough,
}: VersionVerdict): string {
  const versions = `version ${base} → ${revision}`;
  if (actual === undefined) {
    return `${versions} cannot be judged, because it is not a semantic version; the changes ask for ${article(required)}`;
  }
  const is =
    actual === 'none' ? 'is not raised' : actual === 'lowered' ? 'is lowered' : `is ${actual}`;
  if (enough) return `${versions} ${is}, which is enough`;
  return `${versions} ${is}, and the changes ask for ${article(required)}`;
}

function article(bump: VersionVerdict['required']): string {
  return bump === 'none' ? 'no new version' : `a ${bump} version`;
}

export const levels = ['breaking', 'dangerous', 'compatible', 'approved'] as const;

export function approvalAsText({ reason, until }: ApprovedChange): string {
  return `approved${until === undefined ? '' : ` until ${until}`}: ${reason}`;
}

function countsOf(changes: readonly Change[]): Record<(typeof levels)[number], number> {
  const counts = { breaking: 0, dangerous: 0, compatible: 0, approved: 0 };
  for (const change of changes) counts[levelOf(change)] += 1;
  return counts;
}

function others({ operations }: Change): string {
  return operations.length < 2 ? '' : ` (and ${otherOperations(operations)})`;
}

export function placesOf({ base, revision }: Change): string {
  return `${placeOf(base)} → ${placeOf(revision)}`;
}

function placeOf(at: Location | undefined): string {
  return at === undefined ? '(nothing)' : placeText(at);
}

function placeAsJson(at: Location | undefined): unknown {
  if (at === undefined) return null;
  const { document, pointer } = at;
  return { file: document.label, ...document.position(pointer), pointer };
}
