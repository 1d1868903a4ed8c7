import type { Api } from '../api/model.ts';
import { causeText } from '../report/block.ts';
import { causeOf } from '../report/cause.ts';
import { causesOf } from '../report/causes.ts';
import type { Fingerprint } from '../report/fingerprint.ts';
import { messageOf, placeInContract } from '../report/message.ts';
import { sectionOf } from '../report/section.ts';
import { type CaseOutcome, isFailure } from '../report/verdict.ts';
import type { CaseFinding, Outcome } from '../verify/outcome.ts';
import { createRecorder } from '../verify/recorder.ts';
import { detailsOf, type ViewOptions } from '../verify/view.ts';
import type { Terminal } from './terminal.ts';
import { verdictColors } from './verdict-colors.ts';

/** Receives every outcome in the order of the cases, and the end of the run. */
export interface Reporter {
  saw(outcome: Outcome): void;
  end(): void | Promise<void>;
}

/** What `--accept` writes of a failure. */
export type AcceptedFinding = Fingerprint & { readonly reason: string; readonly case: string };

/**
 * Prints the causes of findings at the end, each with its smallest reproduction: a failure as a block,
 * everything else in two lines. With `json`, prints each outcome as it comes.
 */
export function createFindingsReporter(
  api: Api,
  view: ViewOptions,
  { json = false }: { readonly json?: boolean },
  terminal: Terminal,
): Reporter & { accepted(): readonly AcceptedFinding[] } {
  const seen = new Set<string>();
  const accepted: AcceptedFinding[] = [];
  const recorder = createRecorder({
    contracts: [{ api }],
    version: '',
    started: new Date(),
    detailsOf: (outcome, found) => detailsOf(outcome, found, view),
  });
  return {
    saw(outcome) {
      if (json) terminal.out(JSON.stringify(outcomeAsJson(outcome)));
      else recorder.saw(outcome, api.name);
      if (outcome.kind === 'skipped') return;
      for (const found of outcome.findings) {
        const { fingerprint, excused, finding } = found;
        if (seen.has(fingerprint)) continue;
        seen.add(fingerprint);
        if (isFailure(finding, excused)) accepted.push(acceptedOf(found, outcome));
      }
    },
    end() {
      for (const cause of causesOf(recorder.report(0))) terminal.out(causeText(cause));
    },
    accepted: () => accepted,
  };
}

function acceptedOf({ finding, fingerprint, step }: CaseFinding, { case: failed }: Outcome) {
  const operation = (failed.steps[step] ?? failed.steps[0]).operation.id;
  // The place is what follows the operation and the code.
  const place = fingerprint.slice(`${operation} ${finding.code} `.length);
  return { operation, code: finding.code, place, reason: messageOf(finding), case: failed.id };
}

/** One line of `--json`. */
function outcomeAsJson(outcome: Outcome): unknown {
  const { id, group, operation, title } = outcome.case;
  const findings = outcome.kind === 'skipped' ? [] : outcome.findings;
  return {
    case: id,
    group,
    operation: operation.id,
    title,
    outcome: outcome.kind,
    ...('reason' in outcome && { reason: outcome.reason }),
    ...('cause' in outcome && { cause: outcome.cause }),
    findings: findings.map(({ finding, fingerprint, excused, reproduction }) => ({
      code: finding.code,
      severity: finding.severity,
      message: messageOf(finding),
      contract: placeInContract(finding.at),
      place: finding.place,
      section: sectionOf(finding) ?? null,
      fingerprint,
      cause: causeOf(finding, fingerprint),
      excused,
      ...(reproduction && { reproduced: reproduction.kind === 'again' }),
    })),
  };
}

/**
 * Shows progress: a bar in the last line of a terminal, otherwise a line for each finished
 * operation.
 */
export function createProgress({ operations }: Api, terminal: Terminal): Reporter {
  const order = new Map(operations.map(({ id }, index) => [id, index]));
  let current: { readonly id: string; readonly counts: Map<CaseOutcome, number> } | undefined;
  let cases = 0;
  let failed = 0;
  let shownAt = 0;
  const tell = () => {
    if (current === undefined || terminal.interactive) return;
    const { id, counts } = current;
    const words = ['failed', 'passed'] as const;
    const verdict = words.find((word) => counts.has(word)) ?? 'inconclusive';
    const numbers = [...counts].map(([kind, count]) => `${count} ${kind}`).join(', ');
    terminal.note(`${terminal.color(verdictColors[verdict], verdict)} ${id}: ${numbers}`);
  };
  return {
    saw(outcome) {
      // Random requests go through the operations in each round.
      const { group, operation } = outcome.case;
      const id = group === 'fuzz' ? 'random requests' : operation.id;
      if (current?.id !== id) {
        tell();
        current = { id, counts: new Map() };
      }
      current.counts.set(outcome.kind, (current.counts.get(outcome.kind) ?? 0) + 1);
      cases += 1;
      if (outcome.kind === 'failed') failed += 1;
      // Writing to a terminal a thousand times a second would slow the run.
      if (terminal.interactive && performance.now() - shownAt > 50) {
        shownAt = performance.now();
        const done = (order.get(id) ?? operations.length) / Math.max(operations.length, 1);
        terminal.status(`${bar(done)} ${cases} cases, ${failed} failed · ${id}`);
      }
    },
    end() {
      tell();
      terminal.status('');
    },
  };
}

function bar(part: number): string {
  const width = 20;
  const full = Math.round(part * width);
  return `${'█'.repeat(full)}${'░'.repeat(width - full)}`;
}
