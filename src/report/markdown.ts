import { markdownBlock, markdownTable, markdownText } from './markdown-text.ts';
import type { ReportedFinding, ReportedLeftover, RunReport } from './run.ts';
import { isFailure, type Verdict } from './verdict.ts';

const headings = {
  passed: 'Passed',
  failed: 'Failed',
  inconclusive: 'Inconclusive',
} as const satisfies Record<Verdict, string>;

/** What a run came to, for the summary of a job or a comment: the counts, then what failed. */
export function reportMarkdown(report: RunReport): string {
  const { contracts, verdict, counts, findings } = report;
  const names = contracts.map(({ name, version }) => markdownText(`${name} ${version}`)).join(', ');
  const shown = findings.filter(({ excused }) => !excused);
  const failures = shown.filter((found) => isFailure(found, found.excused));
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
    ...others(shown.filter((found) => !failures.includes(found))),
    ...leftovers(report.leftovers ?? []),
  ].join('\n');
}

function failure({ operation, code, message, place, case: id, details }: ReportedFinding) {
  const where = place === null ? '' : ` (${markdownText(`${place.file}:${place.line}`)})`;
  const again =
    details.again === undefined
      ? []
      : ['', ...markdownBlock(details.again, 'sh').map((line) => `  ${line}`)];
  return [
    `- **${markdownText(operation)}**: ${markdownText(message)}${where} \`${code}\`, case ${markdownText(id)}`,
    ...again,
    '',
  ];
}

function others(findings: readonly ReportedFinding[]): readonly string[] {
  if (findings.length === 0) return [];
  return [
    `<details><summary>${findings.length} more, none of which fails</summary>`,
    '',
    ...findings.map(
      ({ operation, message, severity }) =>
        `- ${markdownText(operation)}: ${markdownText(message)} (${severity})`,
    ),
    '',
    '</details>',
    '',
  ];
}

function leftovers(left: readonly ReportedLeftover[]): readonly string[] {
  if (left.length === 0) return [];
  return [
    `<details><summary>${left.length} left behind at the provider</summary>`,
    '',
    ...left.map(({ made, id, reason }) => `- ${markdownText(`${made}: ${id} (${reason})`)}`),
    '',
    '</details>',
    '',
  ];
}
