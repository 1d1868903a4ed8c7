import { expect, test } from 'vitest';
import { type Problem, type ProblemGroup, problemReport } from '../../src/report/problems.ts';

const broken: Problem = {
  file: 'specs/tides & moon.yaml',
  line: 3,
  column: 7,
  severity: 'error',
  rule: 'info-license',
  message: 'a <license> is "missing"',
};
const noted: Problem = { ...broken, line: 9, severity: 'warning', rule: 'info-contact' };

const groups: readonly ProblemGroup[] = [
  { name: 'tides', problems: [broken, noted], incomplete: undefined },
  { name: 'moon', problems: [broken], incomplete: 'not everything can be looked at' },
  { name: 'sun', problems: [], incomplete: undefined },
];

test('a problem of two groups is one annotation, and one result', () => {
  expect(problemReport('github', groups, '1.0.0').split('\n')).toEqual([
    '::error file=specs/tides & moon.yaml,line=3,col=7,title=specwright%3A info-license::a <license> is "missing"',
    '::warning file=specs/tides & moon.yaml,line=9,col=7,title=specwright%3A info-contact::a <license> is "missing"',
  ]);
  const [run] = JSON.parse(problemReport('sarif', groups, '1.0.0')).runs;
  expect(run.results).toHaveLength(2);
  expect(run.results[0]).toMatchObject({
    ruleId: 'info-license',
    level: 'error',
    message: { text: 'a <license> is "missing"' },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: 'specs/tides%20%26%20moon.yaml', uriBaseId: '%SRCROOT%' },
          region: { startLine: 3, startColumn: 7 },
        },
      },
    ],
  });
  for (const { ruleId, ruleIndex } of run.results) {
    expect(run.tool.driver.rules[ruleIndex].id).toBe(ruleId);
  }
  expect(run.tool.driver).toMatchObject({ name: 'specwright', semanticVersion: '1.0.0' });
  expect(run.invocations[0].executionSuccessful).toBe(false);
});

test('a problem that moves to another line keeps its fingerprint', () => {
  const printsOf = (line: number) =>
    JSON.parse(
      problemReport('sarif', [{ ...groups[0]!, problems: [{ ...broken, line }] }], '1.0.0'),
    ).runs[0].results[0].partialFingerprints;
  expect(printsOf(3)).toEqual(printsOf(30));
});

test('JUnit has a test for each rule, errors for unchecked parts, and no empty suite', () => {
  const xml = problemReport('junit', groups, '1.0.0');
  expect(xml).toContain('<testsuites name="specwright" tests="5" failures="2" errors="1">');
  expect(xml).toContain(
    '<testcase classname="tides" name="info-license"><failure type="info-license" message="a &lt;license&gt; is &quot;missing&quot;">specs/tides &amp; moon.yaml:3:7: error: ',
  );
  expect(xml).toContain('<testcase classname="tides" name="info-contact"><system-out>');
  expect(xml).toContain('<error type="inconclusive" message="not everything can be looked at"/>');
  expect(xml).toContain('<testcase classname="sun" name="no problem"/>');
});
