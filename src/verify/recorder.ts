import {
  createReportBuilder,
  type Details,
  type ReportBuilder,
  type ReportBuilderOptions,
} from '../report/builder.ts';
import type { CaseFinding, JudgedOutcome, Outcome } from './outcome.ts';

/** Folds what cases came to into a report. */
export interface Recorder extends ReportBuilder {
  saw(outcome: Outcome, contract: string): void;
}

export interface RecorderOptions extends ReportBuilderOptions {
  detailsOf?(outcome: JudgedOutcome, found: CaseFinding): Details;
}

export function createRecorder(options: RecorderOptions): Recorder {
  const builder = createReportBuilder(options);
  return {
    ...builder,
    saw(outcome, contract) {
      const { id, group, operation, title } = outcome.case;
      const judged = 'findings' in outcome ? outcome : undefined;
      builder.note({
        contract,
        id,
        group,
        operation: operation.id,
        title,
        outcome: outcome.kind,
        ...('reason' in outcome && { reason: outcome.reason }),
        findings: (judged?.findings ?? []).map(({ finding, fingerprint, excused }, index) => ({
          finding,
          fingerprint,
          excused,
          details: () => options.detailsOf?.(judged!, judged!.findings[index]!) ?? {},
        })),
      });
    },
  };
}
