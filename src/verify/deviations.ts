import { pathToFileURL } from 'node:url';
import { type Document, isMap, isSeq, LineCounter, parseDocument } from 'yaml';
import { type Finding, finding } from '../finding.ts';
import { type Location, parseSource } from '../json/document.ts';
import { child } from '../json/pointer.ts';
import { type Fingerprint, fingerprintText } from '../report/fingerprint.ts';
import { isDate } from '../schema/format/time.ts';
import type { Outcome } from './outcome.ts';

/**
 * A known way in which a provider breaks its contract. It has a fingerprint, an owner and an end.
 */
export interface Deviation extends Fingerprint {
  readonly reason: string;
  readonly owner: string;
  /** The last day on which it is excused, `2026-12-31`. */
  readonly until: string;
  /**
   * A case that shows it. If it is set, only this case must run to see that the deviation is gone.
   */
  readonly case: string | undefined;
  /** The place in `deviations.yaml`. */
  readonly at: Location;
}

/** The deviations of one API; `problems` lists what is wrong with the text, and where. */
export interface Deviations {
  readonly file: string;
  readonly entries: readonly Deviation[];
  readonly problems: readonly string[];
}

/** A fault of a deviation that a run found. */
export type StaleDeviation = {
  readonly kind: 'expired' | 'gone';
  readonly deviation: Deviation;
};

const texts = ['operation', 'code', 'place', 'reason', 'owner', 'until'] as const;

/**
 * Reads `deviations.yaml`: a list of entries, or a mapping with the list under `deviations`.
 * `label` is the name of the file in messages.
 */
export function parseDeviations(text: string, file: string, label: string = file): Deviations {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const placeOf = (offset = 0) => {
    const { line, col } = lines.linePos(offset);
    return `${label}:${Math.max(line, 1)}:${Math.max(col, 1)}`;
  };
  const [error] = document.errors;
  if (error !== undefined) {
    return { file, entries: [], problems: [`${placeOf(error.pos[0])}: ${error.message}`] };
  }
  const list = listOf(document);
  if (list === undefined) {
    const problems =
      document.contents === null ? [] : [`${placeOf()}: expected a list of deviations`];
    return { file, entries: [], problems };
  }
  const source = parseSource(pathToFileURL(file).href, label, text).document;
  const inside = isMap(document.contents) ? '/deviations' : '';
  const entries: Deviation[] = [];
  const problems: string[] = [];
  for (const [index, item] of list.items.entries()) {
    const place = placeOf((item as { range?: readonly number[] }).range?.[0]);
    const value: unknown = isMap(item) ? item.toJSON() : undefined;
    const wrong = whatIsWrong(value);
    const at = { document: source, pointer: child(inside, index) };
    if (wrong !== undefined) problems.push(`${place}: ${wrong}`);
    else entries.push({ ...readEntry(value as Record<string, unknown>), at });
  }
  return { file, entries, problems };
}

function listOf(document: Document.Parsed) {
  const { contents } = document;
  const list = isMap(contents) ? contents.get('deviations', true) : contents;
  return isSeq(list) ? list : undefined;
}

function whatIsWrong(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return 'a deviation is a mapping';
  const entry = value as Readonly<Record<string, unknown>>;
  const missing = texts.filter((name) => typeof entry[name] !== 'string' || entry[name] === '');
  if (missing.length > 0)
    return `a deviation needs ${missing.map((name) => `"${name}"`).join(', ')}`;
  if (!isDate(String(entry.until))) {
    return `"until" is "${entry.until}", but must be a day such as 2026-12-31`;
  }
  return undefined;
}

function readEntry(entry: Readonly<Record<string, unknown>>): Omit<Deviation, 'at'> {
  const text = (name: string) => String(entry[name]);
  return {
    operation: text('operation'),
    code: text('code'),
    place: text('place'),
    reason: text('reason'),
    owner: text('owner'),
    until: text('until'),
    case: typeof entry.case === 'string' ? entry.case : undefined,
  };
}

/** Deviations applied to a run: which violations they excuse, and which deviations are stale. */
export interface Excuses {
  /** `fingerprint` as text. */
  isExcused(fingerprint: string): boolean;
  /** Receives each outcome. */
  saw(outcome: Outcome): void;
  /** Which deviations have expired, and which did not happen although they could. */
  stale(): readonly StaleDeviation[];
}

/**
 * `today` is a day in UTC, `2026-01-31`. An expired deviation excuses nothing. If only some cases
 * run, a deviation without a case may happen in the others.
 */
export function excusesOf(
  { entries }: Deviations,
  today: string,
  areAllWanted: boolean = true,
): Excuses {
  const known = new Map(entries.map((entry) => [keyOf(entry), entry]));
  const seen = new Set<string>();
  const ran = new Set<string>();
  const operations = new Set<string>();
  const incomplete = new Set<string>();
  const isOver = ({ until }: Deviation) => until < today;
  const couldHappen = (entry: Deviation) =>
    entry.case === undefined
      ? areAllWanted && operations.has(entry.operation) && !incomplete.has(entry.operation)
      : ran.has(entry.case);
  return {
    isExcused(fingerprint) {
      const entry = known.get(fingerprint);
      return entry !== undefined && !isOver(entry);
    },
    saw(outcome) {
      const { operation, id } = outcome.case;
      operations.add(operation.id);
      if (outcome.kind === 'passed' || outcome.kind === 'failed') ran.add(id);
      else incomplete.add(operation.id);
      if (outcome.kind === 'skipped') return;
      for (const { fingerprint } of outcome.findings) seen.add(fingerprint);
    },
    stale: () =>
      entries.flatMap((deviation): readonly StaleDeviation[] => {
        if (isOver(deviation)) return [{ kind: 'expired', deviation }];
        const isGone = !seen.has(keyOf(deviation)) && couldHappen(deviation);
        return isGone ? [{ kind: 'gone', deviation }] : [];
      }),
  };
}

/** The finding about a deviation that no longer excuses anything, at its line of the file. */
export function staleFinding({ kind, deviation }: StaleDeviation): Finding {
  const name = fingerprintText(deviation);
  const { at, until, owner } = deviation;
  return kind === 'expired'
    ? finding('deviation-expired', at, undefined, { name, expected: until, known: [owner] })
    : finding('deviation-gone', at, undefined, { name });
}

function keyOf({ operation, code, place }: Fingerprint): string {
  return `${operation} ${code} ${place}`;
}

/** A deviation before its owner adds the reason and the end. */
export type NewDeviation = Omit<Deviation, 'at'>;

/** The text with the missing entries added; existing text stays, with its comments. */
export function addDeviations(text: string, added: readonly NewDeviation[]): string {
  const document = parseDocument(text);
  if (document.contents === null) document.contents = document.createNode([]) as never;
  const list = listOf(document as Document.Parsed);
  if (list === undefined) throw new TypeError('expected a list of deviations');
  const known = new Set(list.items.map((item) => (isMap(item) ? keyOf(item.toJSON()) : '')));
  for (const entry of added) {
    if (known.has(keyOf(entry))) continue;
    known.add(keyOf(entry));
    list.add(document.createNode(withoutUndefined(entry)) as never);
  }
  return document.toString({ lineWidth: 0 });
}

function withoutUndefined(entry: NewDeviation): Record<string, string> {
  return Object.fromEntries(
    Object.entries(entry).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
}
