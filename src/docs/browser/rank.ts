import type { SearchEntry } from './search-entry.ts';

/** The query of the user. */
export interface SearchQuery {
  readonly query: string;
  /** The terms that distinguish entries. */
  readonly used: readonly string[];
  /** Words that tell nothing. */
  readonly empty: ReadonlySet<string>;
  /** Whether one of the terms is an action: `create`. */
  readonly saysWhat: boolean;
}

/**
 * Extra points for a page: an exact name comes before pages that only contain the words. It runs in
 * the page, so it can use only its own code.
 */
export function rankFactor(
  entry: SearchEntry,
  /** The matched terms, each with the fields that contain it. */
  match: Readonly<Record<string, readonly string[]>>,
  search: SearchQuery,
  names: readonly string[],
  terms: (text: string, withWhole: boolean) => readonly string[],
): number {
  const { query, used } = search;
  const joined = used.join('');
  const joinedTerms = (text: string) => terms(text, false).join('');
  const { kind, title, method = '', path = '' } = entry;
  // Most users search for operations; an exact schema name searches for the schema.
  let factor = kind === 'schema' ? (query === title ? 3 : 0.25) : kind === 'api' ? 0.6 : 1;
  if (entry.deprecated) factor *= 0.5;
  const words = terms(title, false).filter((term) => !search.empty.has(term));
  const isWhole = words.join('') === joined || (entry.id && joinedTerms(entry.id) === joined);
  if (isWhole) factor *= 3;
  else if (words.join('').startsWith(joined)) factor *= 1.3;
  if (words[0] === used[0]) factor *= 1.2;
  const inTitle = Math.min(words.filter((term) => Object.hasOwn(match, term)).length, used.length);
  factor *= 1 + inTitle / used.length + inTitle / Math.max(words.length, 1) / 2;
  if ((entry.parameters ?? []).some((one) => joinedTerms(names[one]!) === joined)) factor *= 1.5;
  const statuses = used.filter((term) => /^[1-5](?:\d\d|xx)$/.test(term));
  if (statuses.some((term) => !match[term]?.includes('statuses'))) factor *= 0.5;
  if (kind === 'operation') {
    const segments = path.split('/').filter(Boolean);
    const literals = segments.filter((segment) => !segment.includes('{'));
    const last = terms(literals.at(-1) ?? '', false);
    const isLike = last.length > 0 && last.every((term) => Object.hasOwn(match, term));
    const isNamed = joinedTerms(literals.join(' ')).endsWith(joined);
    const isEnd = segments.at(-1) === literals.at(-1);
    if (isNamed || isLike) factor *= !isEnd ? 1.15 : isNamed ? 1.9 : 1.4;
    if (last.join('') === joined) factor *= 2;
    const inPath = new Set(terms(path, false).filter((term) => Object.hasOwn(match, term)));
    factor *= 1 + Math.min(inPath.size / used.length, 1) / 2;
    // Of two paths, users usually mean the shorter one.
    factor *= 1 - 0.03 * Math.min(segments.length, 10);
    // A noun without an action means the thing itself first.
    if (!search.saysWhat) factor *= { GET: 1.25, POST: 1.1, DELETE: 0.9 }[method] ?? 1;
  }
  // Exact matches come before similar ones.
  const exact = used.filter((term) => Object.hasOwn(match, term)).length;
  return factor * (1 + exact / used.length);
}
