import { readFileSync } from 'node:fs';
import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import { finding } from '../../src/finding.ts';
import {
  type Case,
  type CaseFinding,
  createCoverage,
  createJudge,
  createRecorder,
  mergeReports,
  type Outcome,
  type RunReport,
  renderReport,
} from '../../src/index.ts';
import { reportKinds } from '../../src/report/kinds.ts';
import { apiOf } from '../api/source.ts';
import { json, requestOf, responseOf } from '../judge/exchanges.ts';

const text = `
openapi: 3.1.0
info: {title: Pets & <friends>, version: '1'}
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        '200':
          description: d
          content: {application/json: {schema: {type: array, items: {type: string}}}}
`;
const api = await apiOf(text);
const judge = createJudge(api);
const [listPets] = api.operations;

function caseOf(name: string): Case {
  const expectation = { kind: 'accepted' } as const;
  const request = requestOf('GET /pets');
  const make = () => ({ ok: true, request, draft: undefined }) as const;
  return {
    id: `listPets/valid/${name}`,
    group: 'valid',
    operation: listPets!,
    title: `with ${name}`,
    at: listPets!.at,
    safe: true,
    steps: [{ operation: listPets!, make, expectation }],
  };
}

const exchange = {
  request: requestOf('GET /pets'),
  response: responseOf(200, json, JSON.stringify(['a', 1])),
};
const [wrong] = judge.exchange(exchange).findings;
const found: CaseFinding = {
  finding: wrong!,
  step: 0,
  fingerprint: 'listPets value-invalid 200 response body/* type',
  excused: false,
};
const at = { document: api.root, pointer: '/paths/~1pets/get/responses' };
const silent: CaseFinding = {
  finding: finding(
    'status-undocumented',
    at,
    { part: 'response', in: 'status' },
    { received: 418, known: [] },
  ),
  step: 0,
  fingerprint: 'listPets status-undocumented 418 response status',
  excused: false,
};
const known: CaseFinding = { ...found, fingerprint: 'listPets a known one', excused: true };

const outcomes: readonly Outcome[] = [
  {
    kind: 'passed',
    case: caseOf('nothing'),
    exchanges: [exchange],
    conflicts: [],
    findings: [silent],
  },
  {
    kind: 'failed',
    case: caseOf('a & "b"'),
    exchanges: [exchange],
    conflicts: [],
    findings: [found, known],
  },
  {
    kind: 'failed',
    case: caseOf('more'),
    exchanges: [exchange],
    conflicts: [],
    findings: [found, found],
  },
  {
    kind: 'inconclusive',
    case: caseOf('no answer'),
    exchanges: [],
    conflicts: [],
    findings: [],
    reason: 'the connection was refused',
    cause: 'unanswered',
  },
  { kind: 'skipped', case: caseOf('no leave'), reason: '--mode full allows it' },
];

function reportOf(some: readonly Outcome[], withCoverage = false): RunReport {
  const coverage = createCoverage(judge);
  const recorder = createRecorder({
    contracts: [
      { api, provider: 'http://me:hunter2@127.0.0.1:1/', ...(withCoverage && { coverage }) },
    ],
    version: '1.2.3',
    started: new Date('2026-01-02T03:04:05.678Z'),
    detailsOf: () => ({
      response: '200 \u0007 <i>"a"</i>',
      rerun: 'specwright verify pets --case %41,:',
    }),
  });
  for (const outcome of some) {
    recorder.saw(outcome, api.name);
    const exchanges = 'exchanges' in outcome ? outcome.exchanges : [];
    for (const exchange of exchanges) coverage.add(judge.exchange(exchange));
  }
  return recorder.report(1.5);
}

const report = reportOf(outcomes);
const texts = new Map([['api.yaml', text]]);
const rendered = (kind: (typeof reportKinds)[number]) => renderReport(kind, report, texts);

describe('a report as JSON', () => {
  test('contains each finding once, with its place in the contract and in the exchange', () => {
    const { findings, counts, verdict, cases } = JSON.parse(rendered('json')) as RunReport;
    expect(findings[1]).toMatchInlineSnapshot(`
      {
        "case": "listPets/valid/a & "b"",
        "cases": 2,
        "cause": "value-invalid api.yaml#/paths/~1pets/get/responses/200/content/application~1json/schema/items/type",
        "code": "value-invalid",
        "contract": "api",
        "details": {
          "rerun": "specwright verify pets --case %41,:",
          "response": "200  <i>"a"</i>",
        },
        "exchange": {
          "in": "body",
          "part": "response",
          "pointer": "/1",
        },
        "excused": false,
        "fingerprint": "listPets value-invalid 200 response body/* type",
        "message": "response body at /1 must be string, but is 1",
        "operation": "listPets",
        "place": {
          "column": 70,
          "file": "api.yaml",
          "line": 11,
          "pointer": "/paths/~1pets/get/responses/200/content/application~1json/schema/items/type",
        },
        "section": "JSON Schema Validation 2020-12 section 6.1.1",
        "severity": "violation",
      }
    `);
    expect(cases[1]).toMatchInlineSnapshot(`
      {
        "contract": "api",
        "findings": [
          "listPets value-invalid 200 response body/* type",
          "listPets a known one",
        ],
        "group": "valid",
        "id": "listPets/valid/a & "b"",
        "operation": "listPets",
        "outcome": "failed",
        "title": "with a & "b"",
      }
    `);
    expect({ counts, verdict }).toMatchInlineSnapshot(`
      {
        "counts": {
          "cases": {
            "failed": 2,
            "inconclusive": 1,
            "passed": 1,
            "skipped": 1,
          },
          "causes": {
            "advisory": 0,
            "excused": 1,
            "undocumented": 1,
            "violation": 1,
          },
          "findings": {
            "advisory": 0,
            "excused": 1,
            "undocumented": 1,
            "violation": 1,
          },
        },
        "verdict": "failed",
      }
    `);
  });

  test.each([false, true])('is valid by the schema, coverage: %s', async (withCoverage) => {
    const written = readFileSync(
      new URL('../../schemas/report.schema.json', import.meta.url),
      'utf8',
    );
    const { $defs, ...root } = JSON.parse(written.replaceAll('#/$defs/', '#/components/schemas/'));
    const schemas = { ...$defs, Report: { ...root, $id: undefined } };
    const wrapping = createJudge(
      await apiOf(
        JSON.stringify({
          openapi: '3.1.0',
          info: { title: 'R', version: '1' },
          paths: {},
          components: { schemas },
        }),
      ),
    );
    const schema = {
      value: (wrapping.api.root.value as { components: { schemas: { Report: unknown } } })
        .components.schemas.Report,
      at: { document: wrapping.api.root, pointer: '/components/schemas/Report' },
    };
    const check = (value: unknown) => wrapping.schemas.check(schema, 'response', value);
    const value = JSON.parse(JSON.stringify(reportOf(outcomes, withCoverage)));
    expect(check(value)).toEqual({ kind: 'valid' });
    expect(check({ ...value, verdict: 'fine' }).kind).toBe('invalid');
    expect(check({ ...value, findings: [{ ...value.findings[0], place: {} }] }).kind).toBe(
      'invalid',
    );
  });

  test.each<[string, readonly Outcome[], RunReport['verdict']]>([
    ['a violation', outcomes, 'failed'],
    ['only a known deviation', [{ ...outcomes[0]!, findings: [known] } as Outcome], 'passed'],
    ['a case without an answer', [outcomes[0]!, outcomes[3]!], 'inconclusive'],
    ['nothing that was sent', [outcomes[4]!], 'inconclusive'],
  ])('with %s', (_, some, verdict) => {
    expect(reportOf(some).verdict).toBe(verdict);
  });
});

describe('reports are merged', () => {
  test('as if they were one run', () => {
    const parts = [outcomes.slice(0, 2), outcomes.slice(2)].map((some) => reportOf(some, true));
    const merged = mergeReports([parts[0]!, parts[1]!]);
    expect(merged).toEqual({ ok: true, report: { ...reportOf(outcomes, true), seconds: 3 } });
  });

  test('with the worse outcome of a case that ran twice', () => {
    const again: Outcome = { ...outcomes[0]!, case: caseOf('more') } as Outcome;
    const merged = mergeReports([reportOf([again]), reportOf([outcomes[2]!])]);
    expect(merged.ok && merged.report.cases.map(({ outcome }) => outcome)).toEqual(['failed']);
  });

  test('only for the same documents', () => {
    const [contract] = report.contracts;
    const documents = [{ file: 'api.yaml', sha256: '0'.repeat(64) }];
    const other = { ...report, contracts: [{ ...contract!, documents }] };
    expect(mergeReports([report, other])).toEqual({
      ok: false,
      reason: 'the reports were made with different documents of "api"',
    });
  });
});

test('a report as JUnit has a suite for each operation and a test for each case', () => {
  expect(rendered('junit')).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="specwright" tests="5" failures="1" errors="1" time="1.500">
      <testsuite name="api listPets" tests="5" failures="1" errors="1" skipped="2" timestamp="2026-01-02T03:04:05">
        <testcase classname="api.listPets.valid" name="listPets/valid/nothing">
          <system-out>api.yaml:8:7: undocumented: the status 418 is not described; the contract describes nothing [status-undocumented]
      section   OpenAPI 3.1, Responses Object
      response  200 � &lt;i&gt;&quot;a&quot;&lt;/i&gt;
      rerun     specwright verify pets --case %41,:</system-out>
        </testcase>
        <testcase classname="api.listPets.valid" name="listPets/valid/a &amp; &quot;b&quot;">
          <failure type="value-invalid" message="response body at /1 must be string, but is 1">api.yaml:11:70: violation: response body at /1 must be string, but is 1 [value-invalid]
      section   JSON Schema Validation 2020-12 section 6.1.1
      response  200 � &lt;i&gt;&quot;a&quot;&lt;/i&gt;
      rerun     specwright verify pets --case %41,:
      seen in   2 cases</failure>
        </testcase>
        <testcase classname="api.listPets.valid" name="listPets/valid/more">
          <skipped message="it fails for the same cause as listPets/valid/a &amp; &quot;b&quot;"/>
        </testcase>
        <testcase classname="api.listPets.valid" name="listPets/valid/no answer">
          <error type="inconclusive" message="the connection was refused"/>
        </testcase>
        <testcase classname="api.listPets.valid" name="listPets/valid/no leave">
          <skipped message="--mode full allows it"/>
        </testcase>
      </testsuite>
    </testsuites>
    "
  `);
});

describe('a report as JUnit keeps to what CI servers read', () => {
  /** The elements and attributes of the schema that Jenkins' readers share. */
  const grammar: Record<string, { in: string[]; required: string[]; allowed: string[] }> = {
    testsuites: {
      in: [''],
      required: [],
      allowed: ['name', 'tests', 'failures', 'errors', 'time'],
    },
    testsuite: {
      in: ['testsuites'],
      required: ['name'],
      allowed: ['tests', 'failures', 'errors', 'skipped', 'timestamp', 'time'],
    },
    testcase: { in: ['testsuite'], required: ['name'], allowed: ['classname', 'time'] },
    failure: { in: ['testcase'], required: [], allowed: ['type', 'message'] },
    error: { in: ['testcase'], required: [], allowed: ['type', 'message'] },
    skipped: { in: ['testcase'], required: [], allowed: ['type', 'message'] },
    'system-out': { in: ['testcase'], required: [], allowed: [] },
  };

  test('in its elements and attributes, and in its numbers', () => {
    const stack: string[] = [''];
    const counts = new Map<string, number>();
    const numbers: Record<string, string>[] = [];
    const parser = new SaxesParser();
    parser.on('error', (error) => {
      throw error;
    });
    parser.on('opentag', ({ name, attributes }) => {
      const rule = grammar[name];
      expect(rule, name).toBeDefined();
      expect(rule!.in).toContain(stack.at(-1));
      expect(Object.keys(attributes)).toEqual(expect.arrayContaining(rule!.required));
      expect([...rule!.required, ...rule!.allowed]).toEqual(
        expect.arrayContaining(Object.keys(attributes)),
      );
      if (name.startsWith('testsuite')) numbers.push(attributes as Record<string, string>);
      counts.set(name, (counts.get(name) ?? 0) + 1);
      stack.push(name);
    });
    parser.on('closetag', () => void stack.pop());
    parser.write(rendered('junit')).close();
    for (const { tests, failures, errors } of numbers) {
      expect([tests, failures, errors].map(Number)).toEqual(
        ['testcase', 'failure', 'error'].map((name) => counts.get(name)),
      );
    }
  });
});

describe('a report as SARIF', () => {
  const log = JSON.parse(rendered('sarif'));

  test('shows a finding at its line, with its rule and its fingerprint', () => {
    expect(log.runs[0].results[1]).toMatchInlineSnapshot(`
      {
        "level": "error",
        "locations": [
          {
            "logicalLocations": [
              {
                "kind": "function",
                "name": "listPets",
              },
            ],
            "physicalLocation": {
              "artifactLocation": {
                "uri": "api.yaml",
                "uriBaseId": "%SRCROOT%",
              },
              "region": {
                "startColumn": 70,
                "startLine": 11,
              },
            },
          },
        ],
        "message": {
          "text": "listPets: response body at /1 must be string, but is 1
      section: JSON Schema Validation 2020-12 section 6.1.1
      response: 200  <i>"a"</i>
      rerun: specwright verify pets --case %41,:
      in: 2 cases",
        },
        "occurrenceCount": 2,
        "partialFingerprints": {
          "specwright/cause/v1": "api value-invalid api.yaml#/paths/~1pets/get/responses/200/content/application~1json/schema/items/type",
          "specwright/v1": "api listPets value-invalid 200 response body/* type",
        },
        "properties": {
          "case": "listPets/valid/a & "b"",
          "pointer": "/paths/~1pets/get/responses/200/content/application~1json/schema/items/type",
        },
        "ruleId": "value-invalid",
        "ruleIndex": 1,
      }
    `);
    expect(log.runs[0].tool.driver).toMatchInlineSnapshot(`
      {
        "name": "specwright",
        "rules": [
          {
            "defaultConfiguration": {
              "level": "warning",
            },
            "help": {
              "text": "The status is not described. What it means and what to do: docs/findings/status-undocumented.md of specwright.",
            },
            "id": "status-undocumented",
            "shortDescription": {
              "text": "The status is not described",
            },
          },
          {
            "defaultConfiguration": {
              "level": "error",
            },
            "help": {
              "text": "A value does not satisfy its schema. What it means and what to do: docs/findings/value-invalid.md of specwright.",
            },
            "id": "value-invalid",
            "shortDescription": {
              "text": "A value does not satisfy its schema",
            },
          },
        ],
        "semanticVersion": "1.2.3",
      }
    `);
  });

  test('suppresses known deviations', () => {
    const results: { suppressions?: unknown }[] = log.runs[0].results;
    expect(results.map(({ suppressions }) => suppressions)).toEqual([
      undefined,
      undefined,
      [{ kind: 'external', status: 'accepted' }],
    ]);
  });

  test('has the required members of sections 3.13 to 3.30 of the standard', () => {
    expect(log).toMatchObject({
      version: '2.1.0',
      runs: [{ tool: { driver: { name: expect.any(String) } } }],
    });
    for (const run of log.runs) {
      for (const rule of run.tool.driver.rules) expect(rule.id).toEqual(expect.any(String));
      for (const result of run.results) {
        expect(result.message.text).toEqual(expect.any(String));
        expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
        expect(['error', 'warning', 'note']).toContain(result.level);
        for (const { physicalLocation } of result.locations) {
          const { artifactLocation, region } = physicalLocation;
          expect(URL.canParse(artifactLocation.uri, 'file:///')).toBe(true);
          expect(region.startLine).toBeGreaterThanOrEqual(1);
        }
      }
    }
  });
});

test('a report as GitHub annotations has a line for each finding, the failures first', () => {
  expect(rendered('github')).toMatchInlineSnapshot(`
    "::error file=api.yaml,line=11,col=70,title=listPets%3A value-invalid::response body at /1 must be string, but is 1 (2 cases)%0AJSON Schema Validation 2020-12 section 6.1.1%0Aspecwright verify pets --case %2541,:
    ::warning file=api.yaml,line=8,col=7,title=listPets%3A status-undocumented::the status 418 is not described; the contract describes nothing%0AOpenAPI 3.1, Responses Object%0Aspecwright verify pets --case %2541,:
    "
  `);
});

test('a report as Markdown lists failures, and escapes markup', () => {
  const text = renderReport('markdown', reportOf(outcomes), new Map());
  expect(text.split('\n').slice(0, 6)).toMatchInlineSnapshot(`
    [
      "### Failed: api 1",
      "",
      "| cases | passed | failed | inconclusive | skipped |",
      "| --- | ---: | ---: | ---: | ---: |",
      "|  | 1 | 2 | 1 | 1 |",
      "",
    ]
  `);
  expect(text).toContain('- **listPets**: response body at /1 must be string, but is 1');
  expect(text).toContain('<details><summary>1 more, none of which fails</summary>');
  const hostile = {
    ...wrong!,
    args: { ...wrong!.args, received: '<img src=x> [a](http://b) `c`' },
  };
  const said = renderReport(
    'markdown',
    reportOf([{ ...outcomes[1]!, findings: [{ ...found, finding: hostile }] } as Outcome]),
    new Map(),
  );
  expect(said).not.toMatch(/(?<!\\)<img|\]\(|http:\/\//);
});

describe('a report as a page', () => {
  test('makes no external requests, and runs only its own script', () => {
    const page = rendered('html');
    expect(page).toMatch(
      /default-src 'none'; style-src 'sha256-\S+'; script-src 'sha256-\S+'; img-src data:/,
    );
    expect(page).not.toMatch(/\b(?:src|href)="(?!#|data:)|@import|url\(|\son\w+=|\sstyle=/);
  });

  test('escapes text from a contract or a provider', () => {
    const page = rendered('html');
    expect(page).toContain('Pets &amp; &lt;friends&gt;');
    expect(page).not.toContain('<friends>');
    expect(page).not.toContain('<i>');
  });

  test('shows the lines of the contract with their coverage', () => {
    const page = renderReport('html', reportOf(outcomes, true), texts);
    expect(page).toContain('<h2>Coverage of api: 66.6 %</h2>');
    const line = /<tr id="api.yaml-11" .*<\/tr>/.exec(page)?.[0];
    expect(line).toMatchInlineSnapshot(`undefined`);
  });
});

test.each(reportKinds)('a report as %s contains no secret of a provider', (kind) => {
  expect(rendered(kind)).not.toContain('hunter2');
});
