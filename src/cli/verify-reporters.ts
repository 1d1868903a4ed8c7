import type { Api } from '../api/model.ts';
import { causeText } from '../report/block.ts';
import { causeOf } from '../report/cause.ts';
import { causesOf } from '../report/causes.ts';
import type { Fingerprint } from '../report/fingerprint.ts';
import { messageOf, placeInContract } from '../report/message.ts';
import { sectionOf } from '../report/section.ts';
import { type CaseOutcome, isFailure } from '../report/verdict.ts';
import type { CaseFinding, Outcome } from '../verify/outcome.ts';
import { phaseOf, phases } from '../verify/phases.ts';
import { createRecorder } from '../verify/recorder.ts';
import { detailsOf, type ViewOptions } from '../verify/view.ts';
import type { Terminal } from './terminal.ts';
import { verdictColors } from './verdict-colors.ts';

/** Receives every outcome in the order of the cases, and the end of the run. */
export interface Reporter {
  saw(outcome: Outcome): void;
  end(): void | Promise<void>;
}

/** The entry that `--accept` writes for a failure. */
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

/** Milliseconds between two words about how far a run is: in a terminal, and elsewhere. */
const pauses = { terminal: 50, elsewhere: 10_000 };

/**
 * Shows progress: a bar in the last line of a terminal, otherwise a line every ten seconds, and a line for each
 * operation at the end.
 */
export function createProgress({ operations }: Api, terminal: Terminal): Reporter {
  const order = new Map(operations.map(({ id }, index) => [id, index]));
  const counted = new Map<string, Map<CaseOutcome, number>>(
    operations.map(({ id }) => [id, new Map()]),
  );
  // A terminal that is written to a thousand times a second is slower than what it shows.
  const pause = terminal.interactive ? pauses.terminal : pauses.elsewhere;
  let cases = 0;
  let failed = 0;
  // A terminal shows the first case at once.
  let printedAt = terminal.interactive ? Number.NEGATIVE_INFINITY : performance.now();
  return {
    saw(outcome) {
      const { group, operation } = outcome.case;
      const id = group === 'fuzz' ? randomRequests : operation.id;
      const counts = counted.get(id) ?? new Map<CaseOutcome, number>();
      counted.set(id, counts.set(outcome.kind, (counts.get(outcome.kind) ?? 0) + 1));
      cases += 1;
      if (outcome.kind === 'failed') failed += 1;
      if (performance.now() - printedAt <= pause) return;
      printedAt = performance.now();
      const words = `${cases} ${cases === 1 ? 'case' : 'cases'}, ${failed} failed · ${id}`;
      if (!terminal.interactive) return terminal.note(words);
      // Each phase goes over all operations.
      const part = (order.get(id) ?? 0) / Math.max(operations.length, 1);
      const done = (phaseOf(outcome.case) + part) / (phases.length + 1);
      terminal.status(`${bar(done)} ${words}`);
    },
    end() {
      terminal.status('');
      if (terminal.interactive) return;
      for (const [id, counts] of counted) if (counts.size > 0) terminal.note(lineOf(id, counts));
    },
  };

  function lineOf(id: string, counts: ReadonlyMap<CaseOutcome, number>): string {
    const words = ['failed', 'passed'] as const;
    const verdict = words.find((word) => counts.has(word)) ?? 'inconclusive';
    const numbers = [...counts].map(([kind, count]) => `${count} ${kind}`).join(', ');
    return `${terminal.color(verdictColors[verdict], verdict)} ${id}: ${numbers}`;
  }
}

/** Random requests go to one operation after the other, in rounds. */
const randomRequests = 'random requests';

function bar(part: number): string {
  const width = 20;
  const full = Math.round(part * width);
  return `${'█'.repeat(full)}${'░'.repeat(width - full)}`;
}
