import { readPackageFile } from '../report/package-file.ts';
import { createFinder } from './browser/find.ts';
import { pathScore } from './browser/path-score.ts';
import { rankFactor } from './browser/rank.ts';
import type { SearchIndex } from './browser/search-entry.ts';
import { termsOf } from './browser/terms.ts';

/** What the search of a site loads when it is first opened: MiniSearch, what is found by it, and how. */
export async function searchScript(index: SearchIndex): Promise<string> {
  const engine = await readPackageFile('dist/minisearch/minisearch.js');
  // JSON in a string is read faster than a literal.
  const given = JSON.stringify(JSON.stringify(index));
  return `/*! MiniSearch; its licence is in licenses.txt of this site */
(() => {
'use strict';
${engine.trim()}
const index = JSON.parse(${given});
globalThis.specwright_searched = index.apis;
globalThis.specwright_find = (${createFinder})(MiniSearch, index, ${termsOf}, ${pathScore}, ${rankFactor});
})();
`;
}

/** The licence of MiniSearch, which must go wherever a copy goes. */
export async function searchLicence(): Promise<string> {
  const text = await readPackageFile('dist/minisearch/LICENSE.txt');
  return `MiniSearch, which is in search.js:\n\n${text}`;
}
