import type { Api, Operation } from '../api/model.ts';
import { messageOf, placeInContract } from '../report/message.ts';
import { type StaleDeviation, staleFinding } from '../verify/deviations.ts';
import type { Outcome } from '../verify/outcome.ts';
import type { Mode } from '../verify/provider.ts';
import type { Tally } from '../verify/tally.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { explain, type Terminal } from './terminal.ts';

/** All that a run came to. */
export interface RunEnd {
  readonly api: Api;
  readonly baseUrl: string;
  readonly mode: Mode;
  readonly tally: Tally;
  readonly milliseconds: number;
  readonly stale: readonly StaleDeviation[];
  /** Whether the failures were written down as deviations, so that they are none any more. */
  readonly accepted: boolean;
  /** Operations for which the contract yields no request. */
  readonly unsaid: readonly { readonly operation: Operation; readonly reason: string }[];
}

const kinds: readonly Outcome['kind'][] = [
  'kept',
  'broken',
  'inconclusive',
  'not-checked',
  'left-out',
];

/** Tells what a run came to and what to do about it, and says it as an exit code. */
export function summarise(end: RunEnd, terminal: Terminal): ExitCode {
  const { api, baseUrl, tally, milliseconds } = end;
  for (const row of table(tally)) terminal.note(row);
  for (const kind of ['inconclusive', 'not-checked', 'left-out'] as const) {
    tellReasons(kind, tally, terminal);
  }
  const answered = tally.total('kept') + tally.total('broken') + tally.total('inconclusive');
  const seconds = (milliseconds / 1000).toFixed(1);
  const asked = `${count(answered, 'case')} at ${baseUrl} in ${seconds} s`;

  for (const found of end.stale.map(staleFinding)) {
    terminal.out(
      `${placeInContract(found.at)}: ${found.severity}: ${messageOf(found)} [${found.code}]`,
    );
  }
  const ways = end.accepted ? 0 : tally.failures.size;
  const unchecked = whatIsUnchecked(end, answered);
  for (const reason of unchecked) explain(reason, terminal);
  if (ways > 0 || end.stale.length > 0) {
    const parts = [
      ways > 0 ? `${count(ways, 'way')} in which the contract is broken` : '',
      end.stale.length > 0 ? count(end.stale.length, 'stale deviation') : '',
    ].filter((part) => part !== '');
    terminal.note(terminal.colour('red', `${api.name} is broken: ${parts.join(', ')}; ${asked}`));
    return exitCode.broken;
  }
  if (unchecked.length > 0) {
    terminal.note(terminal.colour('yellow', `${api.name} could not be checked; ${asked}`));
    return exitCode.couldNotRun;
  }
  terminal.note(terminal.colour('green', `${api.name} is kept: ${asked}`));
  return exitCode.good;
}

function whatIsUnchecked(end: RunEnd, answered: number): readonly string[] {
  const { tally, unsaid, mode } = end;
  const reasons = unsaid.map(({ operation, reason }) => `cannot test ${operation.id}: ${reason}`);
  for (const operation of tally.unchecked()) {
    if (tally.total('kept') + tally.total('broken') === 0 && tally.total('inconclusive') === 0)
      break;
    reasons.push(
      `cannot test ${operation.id}: no request that keeps the contract was met with an answer that says anything`,
    );
  }
  const unanswered = tally.total('not-checked');
  if (unanswered > 0) reasons.push(`${count(unanswered, 'case')} got no answer`);
  if (answered === 0 && unanswered === 0 && reasons.length === 0) {
    const leftOut = tally.total('left-out');
    reasons.push(
      leftOut === 0
        ? 'there is nothing to send: no case is wanted (specwright verify … --list shows all there are)'
        : `nothing was sent: ${leftOut === 1 ? 'the one case is' : `all ${leftOut} cases are`} left out in the mode "${mode}"; where the provider may be written to, give --mode examples or --mode full`,
    );
  }
  return reasons;
}

/** The most common reasons; the others are counted. */
function tellReasons(kind: Outcome['kind'], tally: Tally, terminal: Terminal): void {
  const shown = 5;
  const reasons = tally.reasons(kind);
  for (const [reason, number] of reasons.slice(0, shown)) {
    terminal.note(`${terminal.colour('yellow', labelOf(kind))} ${number} × ${reason}`);
  }
  const rest = reasons.slice(shown).reduce((sum, [, number]) => sum + number, 0);
  if (rest > 0) {
    terminal.note(
      `${terminal.colour('yellow', labelOf(kind))} ${rest} × for other reasons (--json)`,
    );
  }
}

function labelOf(kind: Outcome['kind']): string {
  return kind.replace('-', ' ');
}

/** Counts by group and outcome. */
function table({ counts }: Tally): readonly string[] {
  const used = kinds.filter((kind) => [...counts.values()].some((row) => row[kind] > 0));
  const rows = [...counts].map(([group, row]) => [group, ...used.map((kind) => String(row[kind]))]);
  const all = [['', ...used.map(labelOf)], ...rows];
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
