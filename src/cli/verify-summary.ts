import type { Api, Operation } from '../api/model.ts';
import { messageOf, placeInContract } from '../report/message.ts';
import { type CaseOutcome, caseOutcomes, type Verdict } from '../report/verdict.ts';
import type { Leftover } from '../verify/clean-up.ts';
import { type StaleDeviation, staleFinding } from '../verify/deviations.ts';
import type { Mode } from '../verify/provider.ts';
import type { Tally } from '../verify/tally.ts';
import { explain, type Terminal } from './terminal.ts';

/** The results of a run. */
export interface RunEnd {
  readonly api: Api;
  readonly baseUrl: string;
  readonly mode: Mode;
  readonly tally: Tally;
  readonly milliseconds: number;
  readonly stale: readonly StaleDeviation[];
  /** Whether the failures were written down as deviations, so they no longer count. */
  readonly accepted: boolean;
  /** How often, and how long, answers asked to wait (Retry-After). */
  readonly waits: { readonly times: number; readonly milliseconds: number };
  /** How many answers redirect to the same targets below another base URL. */
  readonly redirects: ReadonlyMap<string, number>;
  /** The items that the run created and could not delete. */
  readonly leftovers: readonly Leftover[];
  /** Operations without a request. */
  readonly skipped: readonly { readonly operation: Operation; readonly reason: string }[];
}

/** Prints the outcome of a run, and what to do about it. */
export function summarize(end: RunEnd, terminal: Terminal): Verdict {
  const { api, baseUrl, tally, milliseconds } = end;
  for (const row of table(tally)) terminal.note(row);
  for (const kind of ['inconclusive', 'skipped'] as const) printReasons(kind, tally, terminal);
  const { times, milliseconds: waited } = end.waits;
  if (times > 0) {
    const seconds = (waited / 1000).toFixed(1);
    terminal.note(
      `the provider asked ${count(times, 'time')} to wait (Retry-After), ${seconds} s in all; --rate keeps below its limit`,
    );
  }
  for (const [base, number] of end.redirects) {
    terminal.note(
      `${count(number, 'answer')} redirected to the same path below ${base}; redirects are not followed, so give --base-url ${base}`,
    );
  }
  printLeftovers(end.leftovers, terminal);
  const answered = answeredOf(tally);
  const seconds = (milliseconds / 1000).toFixed(1);
  const heading = `${count(answered, 'case')} at ${baseUrl} in ${seconds} s`;

  for (const found of end.stale.map(staleFinding)) {
    terminal.out(
      `${placeInContract(found.at)}: ${found.severity}: ${messageOf(found)} [${found.code}]`,
    );
  }
  const ways = end.accepted ? 0 : tally.failures.size;
  const reasons = whyInconclusive(end, answered);
  for (const reason of reasons) explain(reason, terminal);
  if (ways > 0 || end.stale.length > 0) {
    const parts = [
      ways > 0 ? `${count(ways, 'way')} in which the contract is broken` : '',
      end.stale.length > 0 ? count(end.stale.length, 'stale deviation') : '',
    ].filter((part) => part !== '');
    terminal.note(terminal.color('red', `${api.name} failed: ${parts.join(', ')}; ${heading}`));
    return 'failed';
  }
  if (reasons.length > 0) {
    terminal.note(terminal.color('yellow', `${api.name} is inconclusive: ${heading}`));
    return 'inconclusive';
  }
  terminal.note(terminal.color('green', `${api.name} passed: ${heading}`));
  return 'passed';
}

function whyInconclusive(end: RunEnd, answered: number): readonly string[] {
  const { tally, skipped, mode } = end;
  const reasons = skipped.map(({ operation, reason }) => `cannot test ${operation.id}: ${reason}`);
  for (const operation of answered === 0 ? [] : tally.inconclusive()) {
    reasons.push(
      `cannot test ${operation.id}: no request that keeps the contract was met with an answer that says anything`,
    );
  }
  const { unanswered, unchecked } = tally;
  if (unanswered > 0) reasons.push(`${count(unanswered, 'case')} got no answer`);
  if (unchecked > 0) reasons.push(`${count(unchecked, 'case')} could not be checked`);
  if (answered === 0 && unanswered === 0 && reasons.length === 0) {
    const total = tally.total('skipped');
    reasons.push(
      total === 0
        ? 'there is nothing to send: no case is wanted (specwright verify … --list shows all there are)'
        : `nothing was sent: ${total === 1 ? 'the one case is' : `all ${total} cases are`} skipped in the mode "${mode}"; where the provider may be written to, give --mode examples or --mode full`,
    );
  }
  return reasons;
}

function answeredOf(tally: Tally): number {
  const sent = tally.total('passed') + tally.total('failed') + tally.total('inconclusive');
  return sent - tally.unanswered;
}

/** The most common reasons; the others are only counted. */
function printReasons(kind: CaseOutcome, tally: Tally, terminal: Terminal): void {
  const shown = 5;
  const reasons = tally.reasons(kind);
  for (const [reason, number] of reasons.slice(0, shown)) {
    terminal.note(`${terminal.color('yellow', kind)} ${number} × ${reason}`);
  }
  const rest = reasons.slice(shown).reduce((sum, [, number]) => sum + number, 0);
  if (rest > 0) {
    terminal.note(`${terminal.color('yellow', kind)} ${rest} × for other reasons (--json)`);
  }
}

/** The first ones by id; the others are only counted. */
function printLeftovers(left: readonly Leftover[], terminal: Terminal): void {
  const byWay = new Map<string, Leftover[]>();
  for (const one of left) {
    const way = `${one.made}: ${one.reason}`;
    byWay.set(way, [...(byWay.get(way) ?? []), one]);
  }
  for (const all of byWay.values()) {
    const { made, reason } = all[0]!;
    const ids = all.slice(0, 5).map(({ id }) => id);
    const rest = all.length > ids.length ? ` and ${all.length - ids.length} more` : '';
    const label = terminal.color('yellow', 'not deleted');
    terminal.note(`${label} ${made}: ${ids.join(', ')}${rest} (${reason})`);
  }
}

/** Counts by group and outcome. */
function table({ counts }: Tally): readonly string[] {
  const used = caseOutcomes.filter((kind) => [...counts.values()].some((row) => row[kind] > 0));
  const rows = [...counts].map(([group, row]) => [group, ...used.map((kind) => String(row[kind]))]);
  const all = [['', ...used], ...rows];
  const widths = all[0]!.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  if (rows.length === 0) return [];
  return all.map((row) =>
    row
      .map((text, column) =>
        column === 0 ? text.padEnd(widths[0]!) : text.padStart(widths[column]!),
      )
      .join('  ')
      .trimEnd(),
  );
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
