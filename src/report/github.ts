import type { Severity } from '../finding.ts';
import { type Cause, elsewhereText, openCauses } from './causes.ts';
import type { RunReport } from './run.ts';
import { workflowCommand } from './workflow-command.ts';

const commands = {
  violation: 'error',
  undocumented: 'warning',
  advisory: 'notice',
} as const satisfies Record<Severity, string>;

/**
 * Workflow commands of GitHub Actions, which show causes at the lines of the contract, without
 * known deviations. A job shows ten of each kind, so the worst come first.
 */
export function githubAnnotations(report: RunReport): string {
  const { failures, others } = openCauses(report);
  return [...failures, ...others].map((cause) => `${annotation(cause)}\n`).join('');
}

function annotation(cause: Cause) {
  const { code, severity, operation, place, message, section, details } = cause.first;
  const at = place === null ? {} : { file: place.file, line: place.line, col: place.column };
  const also = elsewhereText(cause);
  const others = also === '' ? '' : ` (${also})`;
  const rests = section === null ? '' : `\n${section}`;
  const rerun = details.rerun === undefined ? '' : `\n${details.rerun}`;
  return workflowCommand(
    commands[severity],
    { ...at, title: `${operation}: ${code}` },
    `${message}${others}${rests}${rerun}`,
  );
}
