import { formats } from '../schema/formats.ts';
import type { Constraints } from './constraints.ts';
import { textsOf } from './operands.ts';
import type { SchemaComparison } from './schema-comparison.ts';
import type { ValueType } from './value-type.ts';

/** Compares the patterns of texts; a pattern that every text matches counts as none. */
export function comparePatterns({ base, revision, shared, report }: SchemaComparison): void {
  if (!shared.has('string')) return;
  const [from, to] = [patternsOf(base), patternsOf(revision)];
  const removed = from.filter((pattern) => !to.includes(pattern));
  const added = to.filter((pattern) => !from.includes(pattern));
  const args = { keyword: 'pattern', from: from.join(' '), to: to.join(' ') };
  if (removed.length > 0 && added.length > 0) report('pattern-changed', 'pattern', args);
  else if (removed.length > 0) report('pattern-removed', 'pattern', args);
  else if (added.length > 0) report('pattern-added', 'pattern', args);
}

export function patternsOf(constraints: Constraints): readonly string[] {
  return textsOf(constraints, 'pattern').filter((pattern) => !/^(?:\.\*)?$/.test(pattern));
}

/** Formats from narrow to wide: each allows what those before it allow. */
const widening: readonly (readonly string[])[] = [
  ['int8', 'int16', 'int32', 'int64'],
  ['uint8', 'uint16', 'uint32', 'uint64'],
  ['float', 'double'],
  ['email', 'idn-email'],
  ['hostname', 'idn-hostname'],
  ['uri', 'uri-reference', 'iri-reference'],
  ['uri', 'iri', 'iri-reference'],
];

/** Formats that only say how to show a value, or that allow every value. */
const silentFormats = new Set(['password', 'double']);

/** Compares the formats of texts and numbers. */
export function compareFormats({ base, revision, shared, report }: SchemaComparison): void {
  const isConcerned = shared.has('string') || shared.has('integer') || shared.has('fraction');
  if (!isConcerned) return;
  const [from, to] = [formatsOf(base, shared), formatsOf(revision, shared)];
  const removed = from.filter((format) => !to.includes(format));
  const added = to.filter((format) => !from.includes(format));
  if (removed.length === 0 && added.length === 0) return;
  const args = { keyword: 'format', from: removed.join(' '), to: added.join(' ') };
  const isChecked = (format: string) => Object.hasOwn(formats, format);
  if (![...removed, ...added].every(isChecked)) report('format-meaning-changed', 'format', args);
  else if (removed.length === 0) report('format-added', 'format', args);
  else if (added.length === 0) report('format-removed', 'format', args);
  else if (isWider(added, removed)) report('format-widened', 'format', args);
  else if (isWider(removed, added)) report('format-narrowed', 'format', args);
  else report('format-replaced', 'format', args);
}

/** Whether every value with one format has the other one, too. */
export function isNarrowerFormat(narrow: string, wide: string): boolean {
  return widening.some((row) => row.includes(narrow) && row.indexOf(wide) > row.indexOf(narrow));
}

function isWider(wider: readonly string[], narrower: readonly string[]): boolean {
  return wider.every((wide) => narrower.some((narrow) => isNarrowerFormat(narrow, wide)));
}

/** 3.1 says by `content…` what 3.0 says by `format` (3.1.1 section 4.8.24.4.2). */
export function formatsOf(
  constraints: Constraints,
  shared: ReadonlySet<ValueType>,
): readonly string[] {
  const numeric = shared.has('integer') || shared.has('fraction');
  const named = textsOf(constraints, 'format').filter((format) => {
    const known = Object.hasOwn(formats, format) ? formats[format] : undefined;
    return known === undefined || (known.type === 'string' ? shared.has('string') : numeric);
  });
  const encodings = textsOf(constraints, 'contentEncoding').map((encoding) =>
    encoding.toLowerCase() === 'base64' ? 'byte' : encoding,
  );
  const media = textsOf(constraints, 'contentMediaType').flatMap((type) =>
    type !== 'application/octet-stream' ? [type] : encodings.length === 0 ? ['binary'] : [],
  );
  return [...new Set([...named, ...encodings, ...media])].filter((one) => !silentFormats.has(one));
}
