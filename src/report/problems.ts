import { createHash } from 'node:crypto';
import type { ProblemReportKind } from './kinds.ts';
import { markdownText } from './markdown-text.ts';
import { artifactLocation, sarifText } from './sarif.ts';
import { workflowCommand } from './workflow-command.ts';
import { escapeXml, xmlAttributes } from './xml-text.ts';

/** A problem in a document, at its place. */
export interface Problem {
  /** Relative to the working directory if it is below it; `''` if there is no file. */
  readonly file: string;
  /** Counted from 1, as `column` is. */
  readonly line: number;
  readonly column: number;
  readonly severity: 'error' | 'warning';
  /** A rule of Redocly or of the diff, or the code of a finding. */
  readonly rule: string;
  readonly message: string;
}

/** A checked subject with its name, and its problems. */
export interface ProblemGroup {
  /** An API, or an API and a step. */
  readonly name: string;
  readonly problems: readonly Problem[];
  /** Why some parts could not be checked. */
  readonly incomplete: string | undefined;
}

export function problemReport(
  kind: ProblemReportKind,
  groups: readonly ProblemGroup[],
  version: string,
): string {
  // GitHub shows the first ten annotations of a step.
  const problems = distinct(groups).toSorted(
    (one, other) => Number(one.severity !== 'error') - Number(other.severity !== 'error'),
  );
  switch (kind) {
    case 'github':
      return problems.map(annotationOf).join('\n');
    case 'junit':
      return problemsAsJunit(groups);
    case 'sarif':
      return problemsAsSarif(problems, groups, version);
    case 'markdown':
      return problems.map((problem) => `- ${markdownText(problemLine(problem))}`).join('\n');
  }
}

/** `specs/a.yaml:3:7: error: … [rule]`, which editors and CI systems turn into a link. */
export function problemLine({ file, line, column, severity, rule, message }: Problem): string {
  const place = file === '' ? '' : `${file}:${line}:${column}: `;
  return `${place}${severity}: ${message} [${rule}]`;
}

/** Problems of the rules or of a shared document occur once for each API. */
export function distinct(groups: readonly Pick<ProblemGroup, 'problems'>[]): readonly Problem[] {
  const all = groups.flatMap(({ problems }) =>
    problems.map((one) => [problemLine(one), one] as const),
  );
  return [...new Map(all).values()];
}

/** A problem as GitHub's workflow command, which is shown at its line. */
function annotationOf({ file, line, column, severity, rule, message }: Problem): string {
  const place = file === '' ? {} : { file, line, col: column };
  return workflowCommand(severity, { ...place, title: `specwright: ${rule}` }, message);
}

/** A suite for each group, and a test for each rule that is broken in it. */
function problemsAsJunit(groups: readonly ProblemGroup[]): string {
  const suites = groups.map((group) => {
    const rules = [...new Set(group.problems.map(({ rule }) => rule))];
    const tests = rules.map((rule) => testOf(group, rule));
    if (group.incomplete !== undefined) {
      const error = `<error${xmlAttributes({ type: 'inconclusive', message: group.incomplete })}/>`;
      tests.push({ kind: 'error', xml: testXml(group.name, 'everything can be looked at', error) });
    }
    // Readers take a suite without tests for one that did not run.
    if (tests.length === 0)
      tests.push({ kind: 'passed', xml: testXml(group.name, 'no problem', '') });
    const count = (kind: string) => tests.filter((test) => test.kind === kind).length;
    const numbers = { tests: tests.length, failures: count('failed'), errors: count('error') };
    return { numbers, name: group.name, tests };
  });
  const sum = (key: 'tests' | 'failures' | 'errors') =>
    suites.reduce((total, { numbers }) => total + numbers[key], 0);
  const all = { tests: sum('tests'), failures: sum('failures'), errors: sum('errors') };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${xmlAttributes({ name: 'specwright', ...all })}>`,
    ...suites.flatMap(({ name, numbers, tests }) => [
      `  <testsuite${xmlAttributes({ name, ...numbers })}>`,
      ...tests.map(({ xml }) => xml),
      '  </testsuite>',
    ]),
    '</testsuites>',
    '',
  ].join('\n');
}

function testOf({ name, problems }: ProblemGroup, rule: string) {
  const own = problems.filter((problem) => problem.rule === rule);
  const text = escapeXml(own.map(problemLine).join('\n'));
  const first = own.find(({ severity }) => severity === 'error');
  if (first === undefined) {
    return { kind: 'passed', xml: testXml(name, rule, `<system-out>${text}</system-out>`) };
  }
  const head = xmlAttributes({ type: rule, message: first.message });
  return { kind: 'failed', xml: testXml(name, rule, `<failure${head}>${text}</failure>`) };
}

function testXml(classname: string, name: string, content: string): string {
  const open = `    <testcase${xmlAttributes({ classname, name })}`;
  return content === '' ? `${open}/>` : `${open}>${content}</testcase>`;
}

function problemsAsSarif(
  problems: readonly Problem[],
  groups: readonly ProblemGroup[],
  version: string,
): string {
  const rules = [...new Set(problems.map(({ rule }) => rule))].sort();
  return sarifText({
    tool: { name: 'specwright', version },
    rules: rules.map((id) => ({ id, shortDescription: { text: id } })),
    isComplete: groups.every(({ incomplete }) => incomplete === undefined),
    results: problems.map(({ file, line, column, severity, rule, message }) => ({
      ruleId: rule,
      ruleIndex: rules.indexOf(rule),
      level: severity,
      message: { text: message },
      locations:
        file === ''
          ? []
          : [
              {
                physicalLocation: {
                  artifactLocation: artifactLocation(file),
                  region: { startLine: line, startColumn: column },
                },
              },
            ],
      // Without the line, because the problem may move.
      partialFingerprints: {
        'specwright/v1': createHash('sha256').update(`${rule}\0${file}\0${message}`).digest('hex'),
      },
    })),
  });
}
