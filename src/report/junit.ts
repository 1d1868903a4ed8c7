import type { ReportedCase, ReportedFinding, RunReport } from './run.ts';
import { isFailure, isUnseen } from './verdict.ts';
import { escapeXml, xmlAttributes } from './xml-text.ts';

/**
 * JUnit's XML, as CI servers read it: a suite for each operation, a test for each case. JUnit has no
 * word for what is inconclusive: an error where nobody could look, and skipped otherwise.
 */
export function junitXml(report: RunReport): string {
  const findings = new Map(
    report.findings.map((found) => [`${found.contract} ${found.fingerprint}`, found]),
  );
  const suites = new Map<string, ReportedCase[]>();
  for (const each of report.cases) {
    const name = `${each.contract} ${each.operation}`;
    const suite = suites.get(name);
    if (suite === undefined) suites.set(name, [each]);
    else suite.push(each);
  }
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${xmlAttributes({ name: 'specwright', ...numbersOf(report.cases), time: report.seconds.toFixed(3) })}>`,
    ...[...suites].map(([name, cases]) => suiteXml(name, cases, report.started, findings)),
    '</testsuites>',
    '',
  ].join('\n');
}

function suiteXml(
  name: string,
  cases: readonly ReportedCase[],
  started: string,
  findings: ReadonlyMap<string, ReportedFinding>,
): string {
  const skipped = cases.filter(isSkipped).length;
  // A date-time without a zone, which is what readers expect.
  const timestamp = started.replace(/(?:\.\d+)?Z$/, '');
  return [
    `  <testsuite${xmlAttributes({ name, ...numbersOf(cases), skipped, timestamp })}>`,
    ...cases.map((each) => caseXml(each, findings)),
    '  </testsuite>',
  ].join('\n');
}

function caseXml(each: ReportedCase, findings: ReadonlyMap<string, ReportedFinding>): string {
  const { contract, id, group, operation } = each;
  const shown = { classname: `${contract}.${operation}.${group}`, name: id };
  const open = `    <testcase${xmlAttributes(shown)}`;
  const own = each.findings.flatMap(
    (fingerprint) => findings.get(`${contract} ${fingerprint}`) ?? [],
  );
  const content = contentOf(each, own);
  return content === '' ? `${open}/>` : `${open}>\n${content}\n    </testcase>`;
}

function contentOf(each: ReportedCase, findings: readonly ReportedFinding[]): string {
  const { outcome, reason = outcome } = each;
  switch (outcome) {
    case 'failed':
      // Some readers keep one failure a test, so all of them are in one.
      return failureXml(findings.filter((found) => isFailure(found, found.excused)));
    case 'inconclusive':
    case 'skipped':
      return isError(each)
        ? `      <error${xmlAttributes({ type: outcome, message: reason })}/>`
        : `      <skipped${xmlAttributes({ message: reason })}/>`;
    case 'passed':
      return findings.length === 0
        ? ''
        : `      <system-out>${escapeXml(findings.map(blockOf).join('\n\n'))}</system-out>`;
  }
}

function failureXml(failures: readonly ReportedFinding[]): string {
  const type = failures[0]?.code ?? 'failed';
  const message = failures.map((found) => found.message).join('; ');
  const text = failures.map(blockOf).join('\n\n');
  return `      <failure${xmlAttributes({ type, message })}>${escapeXml(text)}</failure>`;
}

/** A finding as a block of lines. */
export function blockOf({ place, severity, message, code, details }: ReportedFinding): string {
  const at = place === null ? '' : `${place.file}:${place.line}:${place.column}: `;
  return [
    `${at}${severity}: ${message} [${code}]`,
    ...Object.entries(details).map(([label, text]) => `  ${label.padEnd(9)} ${text}`),
  ].join('\n');
}

function numbersOf(cases: readonly ReportedCase[]) {
  return {
    tests: cases.length,
    failures: cases.filter(({ outcome }) => outcome === 'failed').length,
    errors: cases.filter(isError).length,
  };
}

function isError(each: ReportedCase): boolean {
  return each.outcome === 'inconclusive' && isUnseen(each);
}

function isSkipped(each: ReportedCase): boolean {
  return each.outcome === 'skipped' || (each.outcome === 'inconclusive' && !isUnseen(each));
}
