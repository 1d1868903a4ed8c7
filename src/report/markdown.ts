import { type Cause, elsewhereText, openCauses } from './causes.ts';
import { markdownBlock, markdownTable, markdownText } from './markdown-text.ts';
import type { ReportedLeftover, RunReport } from './run.ts';
import type { Verdict } from './verdict.ts';

const headings = {
  passed: 'Passed',
  failed: 'Failed',
  inconclusive: 'Inconclusive',
} as const satisfies Record<Verdict, string>;

/** The outcome of a run for a job summary or a comment: the counts, then the failures. */
export function reportMarkdown(report: RunReport): string {
  const { contracts, verdict, counts } = report;
  const names = contracts.map(({ name, version }) => markdownText(`${name} ${version}`)).join(', ');
  const { failures, others } = openCauses(report);
  return [
    `### ${headings[verdict]}: ${names}`,
    '',
    ...markdownTable(
      [
        ['cases', ...Object.keys(counts.cases)],
        ['', ...Object.values(counts.cases).map(String)],
      ],
      '---:',
    ),
    '',
    ...failures.flatMap(failure),
    ...rest(others),
    ...leftovers(report.leftovers ?? []),
  ].join('\n');
}

function failure(cause: Cause) {
  const { first, others } = cause;
  const { operation, code, message, section, place, case: id, details } = first;
  const where = place === null ? '' : ` (${markdownText(`${place.file}:${place.line}`)})`;
  const rests = section === null ? '' : `, ${markdownText(section)}`;
  const rerun =
    details.rerun === undefined
      ? []
      : ['', ...markdownBlock(details.rerun, 'sh').map((line) => `  ${line}`)];
  const folded = others.map((one) => `${one.operation}: ${one.message}`);
  return [
    `- **${markdownText(operation)}**: ${markdownText(message)}${where} \`${code}\`${rests}, case ${markdownText(id)}`,
    ...rerun,
    ...foldedList(elsewhereText(cause), folded),
    '',
  ];
}

/** How many of the others are listed: a comment may have 65,536 characters. */
const mostFolded = 20;

function foldedList(summary: string, lines: readonly string[]): readonly string[] {
  if (summary === '') return [];
  if (lines.length === 0) return ['', `  ${markdownText(summary)}`];
  const rest = lines.length - mostFolded;
  return [
    '',
    `  <details><summary>${markdownText(summary)}</summary>`,
    '',
    ...lines.slice(0, mostFolded).map((line) => `  - ${markdownText(line)}`),
    ...(rest > 0 ? [`  - and ${rest} more`] : []),
    '',
    '  </details>',
  ];
}

function rest(causes: readonly Cause[]): readonly string[] {
  if (causes.length === 0) return [];
  return [
    `<details><summary>${causes.length} more, none of which fails</summary>`,
    '',
    ...causes.map(({ first, ...cause }) => {
      const also = elsewhereText(cause);
      const extent = also === '' ? '' : `, ${markdownText(also)}`;
      return `- ${markdownText(first.operation)}: ${markdownText(first.message)} (${first.severity}${extent})`;
    }),
    '',
    '</details>',
    '',
  ];
}

function leftovers(left: readonly ReportedLeftover[]): readonly string[] {
  if (left.length === 0) return [];
  return [
    `<details><summary>${left.length} not deleted at the provider</summary>`,
    '',
    ...left.map(({ made, id, reason }) => `- ${markdownText(`${made}: ${id} (${reason})`)}`),
    '',
    '</details>',
    '',
  ];
}
