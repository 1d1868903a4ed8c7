import { blockOf, causeBlock } from './block.ts';
import { type Cause, causesOf } from './causes.ts';
import { type ReportedCase, type ReportedFinding, type RunReport, timesOf } from './run.ts';
import { isFailure, isUnseen } from './verdict.ts';
import { escapeXml, xmlAttributes } from './xml-text.ts';

/**
 * JUnit's XML, as CI servers read it: a suite for each operation, a test for each case, a failure
 * for each cause. The case with the smallest reproduction fails; the other cases of its cause name
 * it and are skipped. JUnit has no status for inconclusive: it is an error if something could not
 * be checked, otherwise skipped.
 */
export function junitXml(report: RunReport): string {
  const findings = new Map(
    report.findings.map((found) => [`${found.contract} ${found.fingerprint}`, found]),
  );
  const shown = failuresOf(report);
  const suites = new Map<string, JUnitTest[]>();
  for (const each of report.cases) {
    const name = `${each.contract} ${each.operation}`;
    const tests = testsOf(each, shown, findings);
    const suite = suites.get(name);
    if (suite === undefined) suites.set(name, [...tests]);
    else suite.push(...tests);
  }
  const all = [...suites.values()].flat();
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${xmlAttributes({ name: 'specwright', ...numbersOf(all), time: report.seconds.toFixed(3) })}>`,
    ...[...suites].map(([name, tests]) => suiteXml(name, tests, report.started)),
    '</testsuites>',
    '',
  ].join('\n');
}

interface JUnitTest {
  readonly className: string;
  readonly name: string;
  readonly kind: 'passed' | 'failure' | 'error' | 'skipped';
  /** The element of its result; empty for a passed one. */
  readonly result: string;
  readonly output: string;
}

/** The failing causes, by the case that shows each of them, and by their findings. */
interface ShownFailures {
  readonly byCase: ReadonlyMap<ReportedCase, readonly Cause[]>;
  readonly byFinding: ReadonlyMap<string, Cause>;
}

function failuresOf(report: RunReport): ShownFailures {
  const byCase = new Map<ReportedCase, Cause[]>();
  const byFinding = new Map<string, Cause>();
  for (const cause of causesOf(report)) {
    const { contract, first, others } = cause;
    const failing = [first, ...others].filter((found) => isFailure(found, found.excused));
    if (failing.length === 0) continue;
    // Exchanges of several runs may have the same id.
    const shows = report.cases.find(
      (each) =>
        each.contract === contract &&
        each.id === first.case &&
        each.findings.includes(first.fingerprint),
    );
    if (shows !== undefined) byCase.set(shows, [...(byCase.get(shows) ?? []), cause]);
    for (const { fingerprint } of failing) byFinding.set(`${contract} ${fingerprint}`, cause);
  }
  return { byCase, byFinding };
}

/** A case is one test, plus one for each further cause that it shows. */
function testsOf(
  each: ReportedCase,
  { byCase, byFinding }: ShownFailures,
  findings: ReadonlyMap<string, ReportedFinding>,
): readonly JUnitTest[] {
  const { contract, id, group, operation, outcome, reason = outcome } = each;
  const times = timesOf(each);
  const className = `${contract}.${operation}.${group}`;
  const own = each.findings.flatMap((one) => findings.get(`${contract} ${one}`) ?? []);
  const output = [
    ...(times > 1 ? [`${times} exchanges had this result; this is the first.`] : []),
    ...(outcome === 'passed' ? own.map(blockOf) : []),
  ].join('\n\n');
  const test = (kind: JUnitTest['kind'], result: string, name = id) => ({
    ...{ className, name, kind, result, output },
  });
  switch (outcome) {
    case 'failed': {
      const causes = byCase.get(each) ?? [];
      if (causes.length > 0) {
        return causes.map((cause, index) =>
          test('failure', failureXml(cause), index === 0 ? id : `${id} (${index + 1})`),
        );
      }
      const shownBy = each.findings.flatMap(
        (fingerprint) => byFinding.get(`${contract} ${fingerprint}`)?.first.case ?? [],
      );
      const message = `it fails for the same cause as ${[...new Set(shownBy)].join(', ')}`;
      return [test('skipped', `      <skipped${xmlAttributes({ message })}/>`)];
    }
    case 'inconclusive':
    case 'skipped':
      return [
        isUnseen(each) && outcome === 'inconclusive'
          ? test('error', `      <error${xmlAttributes({ type: outcome, message: reason })}/>`)
          : test('skipped', `      <skipped${xmlAttributes({ message: reason })}/>`),
      ];
    case 'passed':
      return [test('passed', '')];
  }
}

function failureXml(cause: Cause): string {
  const { code: type, message } = cause.first;
  return `      <failure${xmlAttributes({ type, message })}>${escapeXml(causeBlock(cause))}</failure>`;
}

function suiteXml(name: string, tests: readonly JUnitTest[], started: string): string {
  const skipped = tests.filter(({ kind }) => kind === 'skipped').length;
  // A date-time without a zone, which is what readers expect.
  const timestamp = started.replace(/(?:\.\d+)?Z$/, '');
  return [
    `  <testsuite${xmlAttributes({ name, ...numbersOf(tests), skipped, timestamp })}>`,
    ...tests.map(testXml),
    '  </testsuite>',
  ].join('\n');
}

function testXml({ className, name, result, output }: JUnitTest): string {
  const text = output && `      <system-out>${escapeXml(output)}</system-out>`;
  const content = [result, text].filter(Boolean).join('\n');
  const open = `    <testcase${xmlAttributes({ classname: className, name })}`;
  return content === '' ? `${open}/>` : `${open}>\n${content}\n    </testcase>`;
}

function numbersOf(tests: readonly JUnitTest[]) {
  return {
    tests: tests.length,
    failures: tests.filter(({ kind }) => kind === 'failure').length,
    errors: tests.filter(({ kind }) => kind === 'error').length,
  };
}
