import { markdownTable, markdownText } from '../report/markdown-text.ts';
import { workflowCommand } from '../report/workflow-command.ts';
import { type ApiCheck, type Problem, type StepResult, stepNames } from './step.ts';

/** A row for each API, a column for each step; what is wrong is counted. */
export function tableOf(checks: readonly ApiCheck[]): readonly (readonly string[])[] {
  return [
    ['', ...stepNames],
    ...checks.map(({ name, steps }) => [
      name,
      ...stepNames.map((wanted) => cellOf(steps.find(({ step }) => step === wanted))),
    ]),
  ];
}

function cellOf(result: StepResult | undefined): string {
  if (result === undefined || result.verdict === 'skipped') return '–';
  const { verdict, problems } = result;
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = problems.length - errors;
  const counts = [
    ...(errors > 0 ? [`${errors}`] : []),
    ...(warnings > 0 ? [`${warnings} warning${warnings === 1 ? '' : 's'}`] : []),
  ].join(', ');
  if (verdict === 'failed') return `failed ${counts}`;
  return verdict === 'passed' && counts !== '' ? `passed, ${counts}` : verdict;
}

export function alignedTable(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => [...(row[column] ?? '')].length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat(widths[column]! - [...cell].length))
      .join('  ')
      .trimEnd(),
  );
}

/** `specs/a.yaml:3:7: error: … [rule]`, which editors and CI systems turn into a link. */
export function lineOf({ file, line, column, severity, rule, message }: Problem): string {
  const place = file === '' ? '' : `${file}:${line}:${column}: `;
  return `${place}${severity}: ${message} [${rule}]`;
}

/** A problem as GitHub's workflow command, which is shown at its line. */
function annotationOf({ file, line, column, severity, rule, message }: Problem): string {
  const place = file === '' ? {} : { file, line, col: column };
  return workflowCommand(severity, { ...place, title: `specwright: ${rule}` }, message);
}

/** The table and the problems as Markdown, for the summary of a job. */
function markdownOf(checks: readonly ApiCheck[]): string {
  const problems = checks.flatMap(({ steps }) => steps.flatMap((step) => step.problems));
  const notes = checks.flatMap(({ name, steps }) =>
    steps
      .filter(({ verdict }) => verdict === 'inconclusive')
      .map(({ step, note }) => `- ${markdownText(`${name}, ${step}: ${note}`)}`),
  );
  return [
    '### Contracts',
    '',
    ...markdownTable(tableOf(checks).map((cells) => cells.map(markdownText))),
    '',
    ...notes,
    ...new Set(problems.map((problem) => `- ${markdownText(lineOf(problem))}`)),
    '',
  ].join('\n');
}

/** What the result of a check can be written as. */
export const reportKinds = ['json', 'markdown', 'github'] as const;

export type ReportKind = (typeof reportKinds)[number];

export function isReportKind(text: string): text is ReportKind {
  return (reportKinds as readonly string[]).includes(text);
}

/** The result of a check as a report. */
export function reportText(kind: ReportKind, checks: readonly ApiCheck[]): string {
  switch (kind) {
    case 'json':
      return JSON.stringify({ formatVersion: 2, steps: stepNames, apis: checks }, null, 2);
    case 'markdown':
      return markdownOf(checks);
    case 'github':
      return [
        ...new Set(
          checks.flatMap(({ steps }) =>
            steps.flatMap(({ problems }) => problems.map(annotationOf)),
          ),
        ),
      ].join('\n');
  }
}
