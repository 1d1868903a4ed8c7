import { expect, test } from 'vitest';
import { finding } from '../../src/finding.ts';
import { createReportBuilder, type NotedCase } from '../../src/report/builder.ts';

const found = {
  finding: finding('property-misplaced', undefined, { part: 'response', in: 'body' }),
  fingerprint: 'getPet property-misplaced 200 response body',
  excused: false,
  details: () => ({}),
};

const noted = (count: number, rest: Partial<NotedCase>): NotedCase => ({
  ...{ contract: 'pets', id: `traffic:exchange-${count}`, group: 'traffic', operation: 'getPet' },
  ...{ title: `exchange ${count}`, outcome: 'passed', findings: [] },
  ...rest,
});

const runs = [
  noted(1, {}),
  noted(2, {}),
  noted(3, { outcome: 'failed', findings: [found] }),
  noted(4, { outcome: 'failed', findings: [found] }),
  noted(5, { outcome: 'inconclusive', reason: 'too long', cause: 'unchecked' }),
  noted(6, {}),
];

test('a tallied report has the numbers of a complete one, and the first of equal cases', () => {
  const [whole, tallied] = [false, true].map((isTallied) => {
    const builder = createReportBuilder({
      ...{ contracts: [], version: '1.0.0', started: new Date(0), isTallied },
    });
    for (const one of runs) builder.note(one);
    return builder.report(1);
  });
  expect(tallied!.counts).toEqual(whole!.counts);
  expect(tallied!.counts.cases).toEqual({ passed: 3, failed: 2, inconclusive: 1, skipped: 0 });
  expect(tallied!.verdict).toBe(whole!.verdict);
  expect(tallied!.causes).toEqual(whole!.causes);
  expect(tallied!.findings).toEqual(whole!.findings);
  expect(new Set(tallied!.cases).size).toBe(3);
});
