import type { Severity } from '../finding.ts';
import type { ReportedFinding, RunReport } from './run.ts';
import { isFailure } from './verdict.ts';
import { workflowCommand } from './workflow-command.ts';

const commands = {
  violation: 'error',
  undocumented: 'warning',
  advisory: 'notice',
} as const satisfies Record<Severity, string>;

/**
 * Workflow commands of GitHub Actions, which show findings at the lines of the contract. Known
 * deviations are none of them. A job shows ten of each kind, so the worst come first.
 */
export function githubAnnotations({ findings }: RunReport): string {
  const shown = findings.filter(({ excused }) => !excused);
  const failures = shown.filter((found) => isFailure(found, found.excused));
  const ordered = [...failures, ...shown.filter((found) => !failures.includes(found))];
  return ordered.map((found) => `${annotation(found)}\n`).join('');
}

function annotation({
  severity,
  code,
  operation,
  place,
  message,
  details,
  cases,
}: ReportedFinding) {
  const at = place === null ? {} : { file: place.file, line: place.line, col: place.column };
  const others = cases > 1 ? ` (${cases} cases)` : '';
  const again = details.again === undefined ? '' : `\n${details.again}`;
  return workflowCommand(
    commands[severity],
    { ...at, title: `${operation}: ${code}` },
    `${message}${others}${again}`,
  );
}
