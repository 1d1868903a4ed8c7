import { isFailure, type ReportedFinding, type RunReport } from './run.ts';

const headings = {
  kept: 'The contract is kept',
  broken: 'The contract is broken',
  'could-not-check': 'Not everything could be checked',
} as const satisfies Record<RunReport['verdict'], string>;

/** What a run came to, for the summary of a job or a comment: the counts, then what failed. */
export function reportMarkdown(report: RunReport): string {
  const { contracts, verdict, counts, findings } = report;
  const names = contracts.map(({ name, version }) => escaped(`${name} ${version}`)).join(', ');
  const shown = findings.filter(({ excused }) => !excused);
  const failures = shown.filter(isFailure);
  return [
    `### ${headings[verdict]}: ${names}`,
    '',
    row(['cases', ...Object.keys(counts.cases)]),
    row(['---', ...Object.keys(counts.cases).map(() => '---:')]),
    row(['', ...Object.values(counts.cases).map(String)]),
    '',
    ...failures.flatMap(failure),
    ...others(shown.filter((found) => !isFailure(found))),
  ].join('\n');
}

function failure({ operation, code, message, place, case: id, details }: ReportedFinding) {
  const where = place === null ? '' : ` (${escaped(`${place.file}:${place.line}`)})`;
  const again = details.again === undefined ? [] : ['', fenced(details.again)];
  return [
    `- **${escaped(operation)}**: ${escaped(message)}${where} \`${code}\`, case ${escaped(id)}`,
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
        `- ${escaped(operation)}: ${escaped(message)} (${severity})`,
    ),
    '',
    '</details>',
    '',
  ];
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** A block of code, whatever stands in it (CommonMark 0.31.2 section 4.5). */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}sh`, text, fence].map((line) => line.replace(/^/gm, '  ')).join('\n');
}

/** Text as it stands: a provider's words must not become links, images or HTML. */
function escaped(text: string): string {
  return text
    .replace(/[\\`*_{}[\]<>()#+!|~&@-]/g, (character) => `\\${character}`)
    .replace(/\s+/g, ' ')
    .replaceAll('://', ':&#47;/');
}
