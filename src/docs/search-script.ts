import { readPackageFile } from '../report/package-file.ts';
import { fieldsOf } from './browser/fields.ts';
import { createFinder, type FinderParts } from './browser/find.ts';
import { pathMatches } from './browser/path-matches.ts';
import { rankFactor } from './browser/rank.ts';
import type { SearchIndex } from './browser/search-entry.ts';
import { spellingOf } from './browser/spelling.ts';
import { termsOf } from './browser/terms.ts';

/** The parts of the search from other files. */
export const finderParts: FinderParts = { termsOf, pathMatches, rankFactor, fieldsOf, spellingOf };

/**
 * The script that a site's search loads when it first opens: MiniSearch, the index, and the
 * ranking.
 */
export async function searchScript(index: SearchIndex): Promise<string> {
  const engine = await readPackageFile('dist/minisearch/minisearch.js');
  const parts = Object.entries(finderParts).map(([name, part]) => `${name}: ${part}`);
  // JSON in a string is read faster than a literal.
  const given = JSON.stringify(JSON.stringify(index));
  return `/*! MiniSearch; its license is in licenses.txt of this site */
(() => {
'use strict';
${engine.trim()}
const index = JSON.parse(${given});
globalThis.specwright_searched = index.apis;
globalThis.specwright_find = (${createFinder})(MiniSearch, index, { ${parts.join(',\n')} });
})();
`;
}

/** The license of MiniSearch, which must accompany each copy. */
export async function searchLicense(): Promise<string> {
  const text = await readPackageFile('dist/minisearch/LICENSE.txt');
  return `MiniSearch, which is in search.js:\n\n${text}`;
}
