import {
  createReportBuilder,
  type Details,
  type ReportBuilder,
  type ReportBuilderOptions,
} from '../report/builder.ts';
import type { CaseFinding, Outcome, SentOutcome } from './outcome.ts';

/** Collects the outcomes of cases in a report. */
export interface Recorder extends ReportBuilder {
  saw(outcome: Outcome, contract: string): void;
}

export interface RecorderOptions extends ReportBuilderOptions {
  detailsOf?(outcome: SentOutcome, found: CaseFinding): Details;
}

export function createRecorder(options: RecorderOptions): Recorder {
  const builder = createReportBuilder(options);
  return {
    ...builder,
    saw(outcome, contract) {
      const { id, group, operation, title } = outcome.case;
      builder.note({
        contract,
        id,
        group,
        operation: operation.id,
        title,
        outcome: outcome.kind,
        ...('reason' in outcome && { reason: outcome.reason }),
        ...('cause' in outcome && { cause: outcome.cause }),
        findings:
          outcome.kind === 'skipped'
            ? []
            : outcome.findings.map((found) => ({
                finding: found.finding,
                fingerprint: found.fingerprint,
                excused: found.excused,
                details: () => options.detailsOf?.(outcome, found) ?? {},
              })),
      });
    },
  };
}
