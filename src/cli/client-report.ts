import type { Api, Operation } from '../api/model.ts';
import { type Coverage, createCoverage } from '../coverage/coverage.ts';
import { type Finding, finding } from '../finding.ts';
import { splitTarget } from '../http/exchange.ts';
import type { Judge } from '../judge/judge.ts';
import type { MockEvent } from '../mock/event.ts';
import type { MockedApi } from '../mock/mock.ts';
import { blockOf } from '../report/block.ts';
import { createReportBuilder } from '../report/builder.ts';
import { redactorOf } from '../report/exchange-secrets.ts';
import { fingerprintOf, fingerprintText } from '../report/fingerprint.ts';
import { notedExchange } from '../report/noted-exchange.ts';
import { readVersion } from '../report/version.ts';
import { type ExitCode, exitCodeOf } from './exit-code.ts';
import { finishReport, type ReportOptions, textsOf } from './reports.ts';
import type { Terminal } from './terminal.ts';
import { verdictColors } from './verdict-colors.ts';

/** Reports a client's violations from its requests to a mock. */
export interface ClientReport {
  add(event: MockEvent): void;
  /** Prints the client's violations and the counts, and writes the requested reports. */
  finish(): Promise<ExitCode>;
}

/**
 * Judges requests by the contracts. The client fails on invalid requests, on requests without an
 * operation, and on expected operations that it never calls.
 */
export function createClientReport(
  apis: readonly MockedApi[],
  expected: readonly Operation[],
  options: ReportOptions,
  terminal: Terminal,
): ClientReport {
  const started = performance.now();
  const coverage = new Map<string, Coverage>();
  const judges = new Map<string, Judge>();
  const contracts = apis.map(({ name, api, judge }) => {
    const own = createCoverage(judge);
    coverage.set(name, own);
    judges.set(name, judge);
    return { api, provider: 'the mock', coverage: own };
  });
  const builder = createReportBuilder({ contracts, version: readVersion(), started: new Date() });
  const called = new Set<Operation>();
  let count = 0;

  function add(event: MockEvent): void {
    if (event.source === 'own') return;
    count += 1;
    const { operation, api, findings, request, response } = event;
    if (operation !== undefined) called.add(operation);
    const judge = api === undefined ? undefined : judges.get(api);
    if (judge !== undefined && operation !== undefined && event.inside !== undefined) {
      const exchange = { request: event.inside, response };
      coverage.get(api!)!.add(judge.exchange(exchange, operation));
    }
    const exchange = { request, response };
    const redactor = redactorOf(operation, exchange);
    const { path } = splitTarget(redactor.exchange(exchange).request.target);
    const where = operation ?? { id: `${request.method} ${path}` };
    const noted = notedExchange({
      findings: findings.length > 0 || operation !== undefined ? findings : [unknownPath(path)],
      ...{ operation: where, exchange, redactor: () => redactor },
    });
    builder.note({
      contract: api ?? apis[0]!.name,
      id: `client/exchange-${count}`,
      group: 'client',
      operation: where.id,
      title: `exchange ${count}: ${request.method} ${path} ${response.status}`,
      times: 1,
      ...noted,
    });
  }

  function addUncalled(api: Api, operation: Operation): void {
    const found = finding('operation-uncalled', operation.at, undefined, { name: operation.id });
    builder.note({
      contract: api.name,
      id: `client/expected/${operation.id}`,
      group: 'client',
      operation: operation.id,
      title: 'an operation that is expected to be called',
      outcome: 'failed',
      findings: [
        {
          finding: found,
          fingerprint: fingerprintText(fingerprintOf(found, operation, 0)),
          excused: false,
          details: () => ({ expected: `--expect ${operation.id}` }),
        },
      ],
    });
  }

  return {
    add,
    async finish() {
      for (const { api } of apis) {
        for (const operation of expected) {
          if (api.operations.includes(operation) && !called.has(operation)) {
            addUncalled(api, operation);
          }
        }
      }
      const report = builder.report((performance.now() - started) / 1000);
      for (const found of report.findings) {
        if (found.severity !== 'advisory') terminal.note(blockOf(found));
      }
      const { passed, failed, inconclusive } = report.counts.cases;
      const text =
        report.cases.length === 0
          ? 'the client sent no request to the mock'
          : `requests of the client: ${passed} passed, ${failed} failed, ${inconclusive} inconclusive`;
      terminal.note(terminal.color(verdictColors[report.verdict], text));
      const texts = textsOf(apis.map(({ api }) => api));
      return finishReport(report, texts, options, exitCodeOf[report.verdict], terminal);
    },
  };
}

function unknownPath(path: string): Finding {
  return finding('path-unknown', undefined, { part: 'request', in: 'path' }, { received: path });
}
