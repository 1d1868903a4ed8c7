import type { CheckReportKind } from '../report/kinds.ts';
import { markdownTable, markdownText } from '../report/markdown-text.ts';
import { type ProblemGroup, problemReport } from '../report/problems.ts';
import { type ApiCheck, type StepResult, stepNames } from './step.ts';

/** A row for each API, a column for each step, with the numbers of problems. */
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

/** The table and the problems as Markdown, for a job summary. */
function markdownOf(checks: readonly ApiCheck[], groups: readonly ProblemGroup[]): string {
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
    problemReport('markdown', groups, ''),
    '',
  ].join('\n');
}

/** The result of a check as a report. */
export function reportText(
  kind: CheckReportKind,
  checks: readonly ApiCheck[],
  version: string,
): string {
  const groups = checks.flatMap(({ name, steps }) =>
    steps.map(({ step, problems, verdict, note }): ProblemGroup => {
      const incomplete = verdict === 'inconclusive' ? note : undefined;
      return { name: `${name} ${step}`, problems, incomplete };
    }),
  );
  if (kind === 'markdown') return markdownOf(checks, groups);
  if (kind !== 'json') return problemReport(kind, groups, version);
  return JSON.stringify({ formatVersion: 2, steps: stepNames, apis: checks }, null, 2);
}
