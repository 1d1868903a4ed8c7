import type { Api } from '../api/model.ts';
import type { Fingerprint } from '../report/fingerprint.ts';
import { messageOf, placeInContract } from '../report/message.ts';
import { type CaseOutcome, isFailure } from '../report/verdict.ts';
import type { CaseFinding, Outcome } from '../verify/outcome.ts';
import { failureBlock, lineOfFinding, type ViewOptions } from '../verify/view.ts';
import type { Terminal } from './terminal.ts';

/** Is told of every outcome, in the order of the cases, and of the end. */
export interface Reporter {
  saw(outcome: Outcome): void;
  end(): void | Promise<void>;
}

/** What `--accept` writes of a failure. */
export type AcceptedFinding = Fingerprint & { readonly reason: string; readonly case: string };

/**
 * Prints each finding when it is first seen: a failure as a block, everything else as a line. The
 * same finding of other cases is only counted.
 */
export function createFindingsReporter(
  view: ViewOptions,
  { json = false }: { readonly json?: boolean },
  terminal: Terminal,
): Reporter & { accepted(): readonly AcceptedFinding[] } {
  const seen = new Set<string>();
  const accepted: AcceptedFinding[] = [];
  return {
    saw(outcome) {
      if (json) terminal.out(JSON.stringify(outcomeAsJson(outcome)));
      if (outcome.kind === 'skipped') return;
      for (const found of outcome.findings) {
        const { fingerprint, excused, finding } = found;
        if (seen.has(fingerprint)) continue;
        seen.add(fingerprint);
        const fails = isFailure(finding, excused);
        if (fails) accepted.push(acceptedOf(found, outcome));
        if (json) continue;
        if (fails) terminal.out(`${failureBlock(outcome, found, view)}\n`);
        else
          terminal.out(
            excused ? `${lineOfFinding(found)} (a known deviation)` : lineOfFinding(found),
          );
      }
    },
    end() {},
    accepted: () => accepted,
  };
}

function acceptedOf({ finding, fingerprint, step }: CaseFinding, { case: failed }: Outcome) {
  const operation = (failed.steps[step] ?? failed.steps[0]).operation.id;
  // The operation and the code have no part in the place, which is what is left.
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
      fingerprint,
      excused,
      ...(reproduction && { reproduced: reproduction.kind === 'again' }),
    })),
  };
}

/**
 * How far a run is: a bar in the last line of a terminal, else a line for each operation when all of
 * its cases are done.
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
    const colour = ({ failed: 'red', passed: 'green', inconclusive: 'yellow' } as const)[verdict];
    const numbers = [...counts].map(([kind, count]) => `${count} ${kind}`).join(', ');
    terminal.note(`${terminal.colour(colour, verdict)} ${id}: ${numbers}`);
  };
  return {
    saw(outcome) {
      const { id } = outcome.case.operation;
      if (current?.id !== id) {
        tell();
        current = { id, counts: new Map() };
      }
      current.counts.set(outcome.kind, (current.counts.get(outcome.kind) ?? 0) + 1);
      cases += 1;
      if (outcome.kind === 'failed') failed += 1;
      // A terminal that is written to a thousand times a second is slower than what it shows.
      if (terminal.interactive && performance.now() - shownAt > 50) {
        shownAt = performance.now();
        const done = (order.get(id) ?? 0) / Math.max(operations.length, 1);
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
