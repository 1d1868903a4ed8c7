import { type Cause, elsewhereText, isFailing } from './causes.ts';
import type { ReportedFinding } from './run.ts';

function lineOf({ place, ...found }: ReportedFinding): string {
  return findingLine(place === null ? '' : `${place.file}:${place.line}:${place.column}`, found);
}

/** `specs/kaiten/openapi.yaml:41:9: violation: response body … [value-invalid]`; `at` may be `''`. */
export function findingLine(
  at: string,
  { severity, message, code }: Pick<ReportedFinding, 'severity' | 'message' | 'code'>,
): string {
  return `${at}${at === '' ? '' : ': '}${severity}: ${message} [${code}]`;
}

/** A finding as a block of lines. */
export function blockOf(found: ReportedFinding): string {
  return blockWith(lineOf(found), detailsOf(found));
}

/** The details below the first line of a finding, by label. */
function detailsOf({ section, details }: ReportedFinding): readonly Detail[] {
  return [...withSection(section), ...Object.entries(details)];
}

/** A cause as one block: its smallest reproduction, and its other places. */
export function causeBlock(cause: Cause): string {
  const also = elsewhereText(cause);
  const details = detailsOf(cause.first);
  return blockWith(lineOf(cause.first), also === '' ? details : [...details, ['seen in', also]]);
}

/**
 * A cause for the terminal: a failure as a block with a blank line after it, everything else
 * without its exchange.
 */
export function causeText(cause: Cause): string {
  if (isFailing(cause)) return `${causeBlock(cause)}\n`;
  const { first, excused } = cause;
  const line = excused ? `${lineOf(first)} (a known deviation)` : lineOf(first);
  const also = elsewhereText(cause);
  const details = withSection(first.section);
  return blockWith(line, also === '' ? details : [...details, ['seen in', also]]);
}

/** The section behind a finding, as a detail of its block. */
export function withSection(section: string | null | undefined): readonly Detail[] {
  return section ? [['section', section]] : [];
}

type Detail = readonly [label: string, text: string];

/** Details by label, below a line; each line of a longer text is one detail. */
export function blockWith(line: string, details: readonly Detail[]): string {
  const rows = details.flatMap(([label, text]) =>
    text.split('\n').map((one) => `  ${label.padEnd(9)} ${one}`),
  );
  return [line, ...rows].join('\n');
}
