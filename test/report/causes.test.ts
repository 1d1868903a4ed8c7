import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Finding, finding } from '../../src/finding.ts';
import { type RunReport, renderReport } from '../../src/index.ts';
import { causeText } from '../../src/report/block.ts';
import { createReportBuilder, type NotedCase } from '../../src/report/builder.ts';
import { causesOf } from '../../src/report/causes.ts';
import { apiOf } from '../api/source.ts';

const api = await apiOf(`
openapi: 3.1.0
info: {title: Parcels, version: '1'}
paths: {}
components:
  schemas:
    Parcel: {type: object, required: [weight, owner], properties: {weight: {type: number}}}
`);
const inBody = { part: 'response', in: 'body' } as const;
const inStatus = { part: 'response', in: 'status' } as const;
const at = (pointer: string) => ({ document: api.root, pointer });
const typeOfWeight = at('/components/schemas/Parcel/properties/weight/type');
const required = at('/components/schemas/Parcel/required');

interface Seen {
  readonly operation: string;
  readonly found: Finding;
  readonly status?: number;
  readonly curl?: string;
  readonly excused?: boolean;
}

let number = 0;
function caseOf(...seen: readonly Seen[]): NotedCase {
  number += 1;
  return {
    contract: 'parcels',
    id: `case/${number}`,
    group: 'valid',
    operation: seen[0]!.operation,
    title: 'a case',
    outcome: 'failed',
    findings: seen.map(({ operation, found, status = 200, curl = 'curl', excused = false }) => ({
      finding: found,
      fingerprint: `${operation} ${found.code} ${status} ${found.args.keyword ?? ''}${found.args.expected ?? ''}${found.place?.pointer ?? ''}`,
      excused,
      details: () => ({ curl }),
    })),
  };
}

function reportOf(...cases: readonly NotedCase[]): RunReport {
  const builder = createReportBuilder({
    contracts: [{ api }],
    version: '1',
    started: new Date(0),
  });
  for (const each of cases) builder.note(each);
  return builder.report(1);
}

const wrongType = (pointer = '/weight') =>
  finding(
    'value-invalid',
    typeOfWeight,
    { ...inBody, pointer },
    { keyword: 'type', expected: 'number', received: 'x' },
  );
const missing = (name: string) =>
  finding('value-invalid', required, inBody, { keyword: 'required', expected: name });
const unknownMember = (pointer: string, name: string) =>
  finding('value-invalid', at(pointer), inBody, {
    keyword: 'additionalProperties',
    expected: name,
  });
const refused = (received: number, name?: string) =>
  finding('request-refused', at('/paths'), inStatus, {
    received,
    ...(name !== undefined && { name }),
  });
const crashed = (name?: string) =>
  finding('request-crashed', at('/paths'), inStatus, {
    received: 500,
    reason: 'r',
    ...(name !== undefined && { name }),
  });

/** The number of causes of some findings, each of a different operation. */
const causesIn = (...found: readonly (readonly [Finding, number?])[]) =>
  reportOf(
    ...found.map(([one, status], index) =>
      caseOf({ operation: `op${index}`, found: one, ...(status !== undefined && { status }) }),
    ),
  ).causes;

describe('findings of several operations have one cause', () => {
  test.each<[string, (readonly [Finding, number?])[]]>([
    ['at the same line of the contract', [[wrongType()], [wrongType('/0/weight')]]],
    ['for the same required property', [[missing('owner')], [missing('owner')]]],
    [
      'for the same member that is not described',
      [[unknownMember('/a', 'x')], [unknownMember('/b', 'x')]],
    ],
    [
      'for the same security scheme',
      [
        [refused(401, 'token'), 401],
        [refused(401, 'token'), 401],
      ],
    ],
    [
      'for the same status that is not described',
      [
        [finding('status-undocumented', at('/a'), inStatus, { received: 404, known: [] }), 404],
        [finding('status-undocumented', at('/b'), inStatus, { received: 404, known: [] }), 404],
      ],
    ],
    [
      'for bodies that cannot be read, wherever they are sent',
      [
        [crashed('body-malformed'), 500],
        [crashed('body-malformed'), 500],
      ],
    ],
  ])('%s', (_, found) => {
    expect(causesIn(...found)).toMatchObject([{ operations: ['op0', 'op1'], cases: 2 }]);
  });

  test.each<[string, (readonly [Finding, number?])[]]>([
    ['of two required properties', [[missing('owner')], [missing('weight')]]],
    ['of two members', [[unknownMember('/a', 'x')], [unknownMember('/a', 'y')]]],
    [
      'of two schemes',
      [
        [refused(401, 'token'), 401],
        [refused(401, 'key'), 401],
      ],
    ],
    [
      'of two handlers that fail',
      [
        [refused(500), 500],
        [crashed(), 500],
      ],
    ],
  ])('but not %s', (_, found) => {
    expect(causesIn(...found)).toHaveLength(2);
  });

  test('and whatever a handler fails at has one', () => {
    const report = reportOf(
      caseOf({ operation: 'addParcel', found: crashed(), status: 500 }),
      caseOf({ operation: 'addParcel', found: refused(500), status: 500 }),
    );
    expect(report.causes).toMatchObject([
      { codes: ['request-crashed', 'request-refused'], cases: 2 },
    ]);
    expect(report.counts.causes.violation).toBe(1);
  });

  test('but excused findings stay separate', () => {
    const report = reportOf(
      caseOf({ operation: 'a', found: wrongType(), excused: true }),
      caseOf({ operation: 'b', found: wrongType() }),
    );
    expect(report.counts.causes).toMatchObject({ violation: 1, excused: 1 });
  });
});

test('a cause shows its smallest reproduction, and its other places', () => {
  const report = reportOf(
    caseOf({ operation: 'addParcel', found: wrongType(), curl: 'curl -X POST with much' }),
    caseOf({ operation: 'getParcel', found: wrongType(), curl: 'curl' }),
  );
  const [cause] = causesOf(report);
  expect(causeText(cause!)).toMatchInlineSnapshot(`
    "api.yaml:7:77: violation: response body at /weight must be number, but is "x" [value-invalid]
      section   JSON Schema Validation 2020-12 section 6.1.1
      curl      curl
      seen in   2 operations, 2 cases: addParcel, getParcel
    "
  `);
});

test('no finding is lost or counted twice', () => {
  const findings = [
    wrongType(),
    missing('owner'),
    missing('weight'),
    refused(401, 'token'),
    crashed(),
    unknownMember('/a', 'x'),
  ];
  const seen = fc.record({
    operation: fc.constantFrom('a', 'b', 'c d'),
    found: fc.constantFrom(...findings),
    excused: fc.boolean(),
    curl: fc.constantFrom('curl', 'curl -X POST'),
  });
  fc.assert(
    fc.property(
      fc.array(fc.array(seen, { minLength: 1, maxLength: 4 }), { maxLength: 20 }),
      (cases) => {
        const report = reportOf(...cases.map((each) => caseOf(...each)));
        const grouped = report.causes.flatMap((cause) => cause.findings);
        expect([...grouped].sort()).toEqual(report.findings.map((one) => one.fingerprint).sort());
        const total = (counts: Readonly<Record<string, number>>) =>
          Object.values(counts).reduce((sum, count) => sum + count, 0);
        expect(total(report.counts.causes)).toBe(report.causes.length);
        expect(total(report.counts.findings)).toBe(report.findings.length);
        for (const { cases: count, findings: own } of report.causes) {
          const showing = report.cases.filter((one) =>
            one.findings.some((print) => own.includes(print)),
          );
          expect(count).toBe(showing.length);
        }
        const failing = report.causes.filter(
          ({ severity, excused }) => severity === 'violation' && !excused,
        );
        const junit = renderReport('junit', report, new Map());
        expect(junit.match(/<failure /g)?.length ?? 0).toBe(failing.length);
        const sarif = JSON.parse(renderReport('sarif', report, new Map()));
        expect(sarif.runs[0].results).toHaveLength(report.causes.length);
        expect(report.verdict === 'failed').toBe(failing.length > 0);
      },
    ),
    { numRuns: 100 },
  );
});

test('a page of thousands of causes stays below 2 MB, and tells how many it leaves out', () => {
  const cases = Array.from({ length: 6000 }, (_, index) =>
    caseOf({
      operation: `operation${index % 900}`,
      found: unknownMember('/a', `member${index}`),
      curl: `curl ${'x'.repeat(1500)}`,
    }),
  );
  const page = renderReport('html', reportOf(...cases), new Map());
  expect(Buffer.byteLength(page)).toBeLessThan(2_000_000);
  expect(page).toMatch(/\d+ more are in the report as JSON/);
});
