import { expect, test } from 'vitest';
import { finding } from '../../src/finding.ts';
import { createReportBuilder, type NotedCase } from '../../src/report/builder.ts';
import { junitXml } from '../../src/report/junit.ts';
import { mergeReports } from '../../src/report/merge.ts';
import type { RunReport } from '../../src/report/run.ts';

const without = (name: string) => ({
  finding: finding('header-missing', undefined, { part: 'response', in: 'header', name }),
  fingerprint: `getPet header-missing 200 response header ${name}`,
  excused: false,
  details: () => ({}),
});

const exchange = (count: number, rest: Partial<NotedCase> = {}): NotedCase => ({
  ...{ contract: 'pets', id: `traffic:exchange-${count}`, group: 'traffic', operation: 'getPet' },
  ...{ title: `exchange ${count}`, outcome: 'passed', findings: [], times: 1 },
  ...rest,
});

/** A case that Specwright sent. */
function sent(count: number): NotedCase {
  const { times: _, ...rest } = exchange(count);
  return rest;
}

const failed = (count: number, ...headers: readonly string[]): NotedCase =>
  exchange(count, { outcome: 'failed', findings: headers.map(without) });

function reportOf(noted: readonly NotedCase[]): RunReport {
  const builder = createReportBuilder({
    ...{ contracts: [], version: '1.0.0', started: new Date(0) },
  });
  for (const one of noted) builder.note(one);
  return builder.report(1);
}

/** Each case as `operation outcome ×times`, by its id. */
const casesOf = ({ cases }: RunReport) =>
  cases.map(({ id, operation, outcome, times }) => `${id} ${operation} ${outcome} ×${times}`);

test('exchanges with the same operation, outcome and findings are one case with their number', () => {
  const unseen = { outcome: 'inconclusive', reason: 'too long', cause: 'unchecked' } as const;
  const report = reportOf([
    exchange(1),
    exchange(2, { operation: 'listPets' }),
    failed(3, 'a', 'b'),
    exchange(4),
    failed(5, 'b', 'a'),
    failed(6, 'a'),
    exchange(7, unseen),
    exchange(8, { ...unseen, reason: 'not recorded' }),
    exchange(9),
  ]);
  expect(casesOf(report)).toEqual([
    'traffic:exchange-1 getPet passed ×3',
    'traffic:exchange-2 listPets passed ×1',
    'traffic:exchange-3 getPet failed ×2',
    'traffic:exchange-6 getPet failed ×1',
    'traffic:exchange-7 getPet inconclusive ×1',
    'traffic:exchange-8 getPet inconclusive ×1',
  ]);
  expect(report.counts.cases).toEqual({ passed: 4, failed: 3, inconclusive: 2, skipped: 0 });
  expect(report.findings.map(({ cases }) => cases)).toEqual([3, 2]);
  expect(report.causes.map(({ cases }) => cases)).toEqual([3]);
});

test('a report does not grow with the number of exchanges', () => {
  const many = (count: number) =>
    reportOf(
      Array.from({ length: count }, (_, at) => (at % 10 === 9 ? failed(at, 'a') : exchange(at))),
    );
  const report = many(5000);
  expect(report.counts.cases).toMatchObject({ passed: 4500, failed: 500 });
  expect(report.cases.length).toBe(many(50).cases.length);
});

test('cases that were sent stay apart, because they have no number', () => {
  const report = reportOf([1, 2].map((count) => sent(count)));
  expect(report.cases.map(({ id }) => id)).toEqual(['traffic:exchange-1', 'traffic:exchange-2']);
  expect(report.cases.every((each) => !('times' in each))).toBe(true);
});

test('JUnit has one test for equal exchanges, which says their number, and right totals', () => {
  const xml = junitXml(reportOf([exchange(1), exchange(2), failed(3, 'a'), failed(4, 'a')]));
  expect(xml).toMatch(/<testsuites name="specwright" tests="2" failures="1" errors="0"/);
  expect(xml.match(/<testcase /g)).toHaveLength(2);
  expect(xml.match(/<system-out>.*<\/system-out>/g)).toEqual([
    '<system-out>2 exchanges had this result; this is the first.</system-out>',
    '<system-out>2 exchanges had this result; this is the first.</system-out>',
  ]);
});

test('the exchanges of two proxies add up, although they have the same names', () => {
  const one = reportOf([exchange(1), exchange(2), failed(3, 'a'), failed(4, 'a')]);
  const other = reportOf([
    exchange(1, { operation: 'listPets' }),
    exchange(2),
    failed(3, 'b'),
    failed(4, 'a'),
    exchange(5),
  ]);
  const merged = mergeReports([one, other]);
  if (!merged.ok) throw new Error(merged.reason);
  expect(casesOf(merged.report)).toEqual([
    'traffic:exchange-1 getPet passed ×4',
    'traffic:exchange-3 getPet failed ×3',
    'traffic:exchange-1 listPets passed ×1',
    'traffic:exchange-3 getPet failed ×1',
  ]);
  expect(merged.report.counts.cases).toMatchObject({ passed: 5, failed: 4 });
  expect(merged.report.findings.map(({ cases }) => cases)).toEqual([3, 1]);
});

test('a cause of merged exchanges fails once in JUnit, although two of them have the same id', () => {
  const merged = mergeReports([reportOf([failed(1, 'a')]), reportOf([failed(1, 'a', 'b')])]);
  if (!merged.ok) throw new Error(merged.reason);
  const xml = junitXml(merged.report);
  expect(merged.report.causes).toHaveLength(1);
  expect(xml.match(/<failure /g)).toHaveLength(1);
  expect(xml).toMatch(/<testsuites name="specwright" tests="2" failures="1"/);
});
