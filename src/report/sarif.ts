import { type FindingCode, findingCodes, type Severity } from '../finding.ts';
import { type Cause, causesOf, elsewhereText } from './causes.ts';
import { pathInCheckout } from './checkout-path.ts';
import type { ReportedFinding, RunReport } from './run.ts';

/**
 * SARIF 2.1.0 (OASIS), with which code scanning shows causes at the lines of the contract. Known
 * deviations are suppressed results.
 */
export function sarifLog(report: RunReport): string {
  const causes = causesOf(report);
  const codes = [...new Set(causes.map(({ first }) => first.code))].sort();
  return sarifText({
    tool: report.tool,
    rules: codes.map(ruleOf),
    isComplete: report.verdict !== 'inconclusive',
    started: report.started,
    results: causes.map((cause) => resultOf(cause, codes.indexOf(cause.first.code))),
  });
}

/** A log of one run with any results. */
export function sarifText({
  tool,
  rules,
  results,
  isComplete,
  started,
}: {
  readonly tool: { readonly name: string; readonly version: string };
  readonly rules: readonly object[];
  readonly results: readonly object[];
  readonly isComplete: boolean;
  readonly started?: string;
}): string {
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: tool.name, semanticVersion: tool.version, rules } },
        invocations: [
          {
            executionSuccessful: isComplete,
            ...(started !== undefined && { startTimeUtc: started }),
          },
        ],
        // Columns count the units of a JavaScript string.
        columnKind: 'utf16CodeUnits',
        results,
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

const levels = {
  violation: 'error',
  undocumented: 'warning',
  advisory: 'note',
} as const satisfies Record<Severity, string>;

function ruleOf(code: FindingCode) {
  const { title, severity } = findingCodes[code];
  const text = `${title}. What it means and what to do: docs/findings/${code}.md of specwright.`;
  return {
    id: code,
    shortDescription: { text: title },
    help: { text },
    defaultConfiguration: { level: levels[severity] },
  };
}

function resultOf(cause: Cause, ruleIndex: number) {
  const { first, others, operations, cases, excused, contract } = cause;
  const { code, severity, message, section, place, details, fingerprint } = first;
  const also = elsewhereText(cause);
  const text = [
    `${first.operation}: ${message}`,
    ...(section === null ? [] : [`section: ${section}`]),
    ...Object.entries(details).map(([label, detail]) => `${label}: ${detail}`),
    ...(also === '' ? [] : [`in: ${also}`]),
  ].join('\n');
  return {
    ruleId: code,
    ruleIndex,
    level: levels[severity],
    message: { text },
    locations: place === null ? [] : [locationOf(place, operations)],
    occurrenceCount: cases,
    partialFingerprints: {
      'specwright/v1': `${contract} ${fingerprint}`,
      'specwright/cause/v1': `${contract} ${cause.cause}`,
    },
    ...(excused && { suppressions: [{ kind: 'external', status: 'accepted' }] }),
    properties: {
      case: first.case,
      pointer: place?.pointer ?? '',
      ...(others.length > 0 && { findings: [first, ...others].map((one) => one.fingerprint) }),
    },
  };
}

function locationOf(
  { file, line, column }: NonNullable<ReportedFinding['place']>,
  operations: readonly string[],
) {
  return {
    physicalLocation: {
      artifactLocation: artifactLocation(file),
      region: { startLine: line, startColumn: column },
    },
    logicalLocations: operations.map((name) => ({ name, kind: 'function' })),
  };
}

/** The name of a document is a URL, or a path relative to the working directory. */
export function artifactLocation(file: string) {
  if (/^https?:/.test(file)) return { uri: file };
  const uri = pathInCheckout(file)
    .replaceAll('\\', '/')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
  return { uri, uriBaseId: '%SRCROOT%' };
}
