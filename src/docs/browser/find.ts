import type { fieldsOf } from './fields.ts';
import type { pathMatches } from './path-matches.ts';
import type { rankFactor } from './rank.ts';
import type { SearchEntry, SearchIndex } from './search-entry.ts';
import type { spellingOf } from './spelling.ts';
import type { termsOf } from './terms.ts';

export interface Hit {
  readonly entry: SearchEntry;
  /** The matches that the title does not show: `limit`, `404`, `application/xml`. */
  readonly because: string | undefined;
  /** The part of the page that contains `because`. */
  readonly where: 'parameter' | 'field' | 'status' | 'media' | undefined;
}

/** The part of MiniSearch that this file uses. */
interface Engine {
  addAll(documents: readonly object[]): void;
  search(query: unknown, options: object): readonly EngineResult[];
}

interface EngineResult {
  readonly id: number;
  readonly score: number;
  /** The matched terms, each with the fields that contain it. */
  readonly match: Readonly<Record<string, readonly string[]>>;
}

export type EngineConstructor = new (options: object) => Engine;

/** Functions from other files, passed in because a page has no imports. */
export interface FinderParts {
  readonly termsOf: typeof termsOf;
  readonly pathMatches: typeof pathMatches;
  readonly rankFactor: typeof rankFactor;
  readonly fieldsOf: typeof fieldsOf;
  readonly spellingOf: typeof spellingOf;
}

/**
 * Makes a function that finds pages by words, names, statuses, media types or the path of a
 * request, the best first. It runs in the page, so it can use only its own code.
 */
export function createFinder(
  MiniSearch: EngineConstructor,
  { names, objects, entries }: SearchIndex,
  { termsOf: terms, pathMatches, rankFactor: rank, fieldsOf, spellingOf }: FinderParts,
): (query: string, near?: string) => readonly Hit[] {
  const weights: Readonly<Record<string, number>> = {
    title: 6,
    operationId: 4,
    path: 3,
    tags: 2.5,
    parameters: 2,
    fields: 1.6,
    inner: 0.6,
    statuses: 2,
    media: 2,
    method: 1,
    text: 1,
  };
  /** Words for the same thing. */
  const alike = [
    ['create', 'add', 'new', 'register', 'insert', 'make'],
    ['delete', 'remove', 'destroy', 'drop'],
    ['update', 'edit', 'change', 'modify', 'patch', 'set'],
    ['get', 'retrieve', 'fetch', 'show', 'read', 'find', 'load', 'view'],
    ['list', 'all', 'search', 'find', 'browse'],
    ['login', 'authenticate', 'authorize', 'auth', 'signin'],
  ];
  const empty = new Set(
    'a an the of to for in on at by with how do i my and or is it from can'.split(' '),
  );
  const methods = new Set('GET PUT POST DELETE OPTIONS HEAD PATCH TRACE QUERY'.split(' '));
  const lesser = Object.fromEntries(
    Object.entries(weights).map(([name, one]) => [name, one * 0.4]),
  );

  const engine = new MiniSearch({
    fields: Object.keys(weights),
    tokenize: (text: string) => terms(text, true),
    processTerm: (term: string) => term,
  });
  engine.addAll(
    entries.map((entry, id) => {
      const [own, inner] = fieldsOf(objects, entry);
      return {
        id,
        title: entry.title,
        path: entry.path ?? '',
        method: entry.method ?? '',
        text: entry.text,
        tags: named(entry.tags),
        parameters: named([...(entry.parameters ?? []), ...(entry.headers ?? [])]),
        fields: named(own),
        inner: named(inner),
        statuses: named(entry.statuses),
        media: named(entry.media),
        // MiniSearch keeps `id` for itself.
        ...{ operationId: entry.id ?? '' },
      };
    }),
  );

  // All names count, so that no field name is corrected into a word of a title.
  const corrected = spellingOf([
    ...entries.flatMap(({ title, path = '', text }) => terms(`${title} ${path} ${text}`, false)),
    ...names.flatMap((name) => terms(name, true)),
    ...alike.flat(),
  ]);

  // Results near the current page come before others.
  return (query, near) => {
    const wanted = query.trim();
    if (wanted === '') return [];
    const byPath = pathMatches(entries, methods, wanted).map(plainHit);
    const hits = byPath.length > 0 ? byPath : foundByWords(wanted, near);
    if (near === undefined || byPath.length === 0) return hits;
    const isNear = ({ entry }: Hit) => entry.href.startsWith(near);
    return [...hits.filter(isNear), ...hits.filter((hit) => !isNear(hit))];
  };

  function foundByWords(query: string, near: string | undefined): readonly Hit[] {
    const words = query.split(/\s+/);
    const requestedMethod = words.find((word) => methods.has(word));
    const rest = words.filter((word) => word !== requestedMethod).join(' ');
    const all = terms(rest, false).map((term) => (empty.has(term) ? term : corrected(term)));
    const meaningful = all.filter((term) => !empty.has(term));
    const used = meaningful.length > 0 ? meaningful : all;
    if (used.length === 0) {
      return entries.filter(({ method }) => method === requestedMethod).map(plainHit);
    }
    const found = askEngine(used, 'AND');
    // If no path matches, single words say little.
    const isPath = rest.startsWith('/');
    const results = found.length > 0 || isPath ? found : askEngine(used, 'OR');
    const question = {
      ...{ query: rest, used, empty },
      saysWhat: used.some((term) => alike.some((group) => group.includes(term))),
    };
    return results
      .map((result) => {
        const factor = rank(entries[result.id]!, result.match, question, names, terms);
        const nearness = near !== undefined && entries[result.id]!.href.startsWith(near) ? 1.3 : 1;
        return { result, score: result.score * factor * nearness };
      })
      .filter(
        ({ result }) =>
          requestedMethod === undefined || entries[result.id]!.method === requestedMethod,
      )
      .sort((a, b) => b.score - a.score)
      .map(({ result }) => hitOf(result, used.length));
  }

  function askEngine(used: readonly string[], combineWith: 'AND' | 'OR'): readonly EngineResult[] {
    const queries = used.map((term, index) => {
      const isLast = index === used.length - 1;
      const isNumber = /^\d+$/.test(term);
      const other = alike.filter((group) => group.includes(term)).flat();
      const same = [...new Set(other)].filter((word) => word !== term);
      const swapped = isNumber || term.length < 4 ? [] : swappedLetters(term);
      return {
        combineWith: 'OR',
        queries: [
          {
            queries: [term],
            prefix: !isNumber && (isLast ? term.length > 1 : term.length > 2),
            fuzzy: isNumber || term.length < 3 ? false : term.length < 8 ? 1 : 2,
          },
          ...(swapped.length === 0
            ? []
            : [
                { queries: swapped, combineWith: 'OR', prefix: false, fuzzy: false, boost: lesser },
              ]),
          ...(same.length === 0
            ? []
            : [{ queries: same, combineWith: 'OR', prefix: false, fuzzy: false, boost: lesser }]),
        ],
      };
    });
    const all = { combineWith, queries };
    const joined = { queries: [used.join('')], prefix: true, fuzzy: false, boost: lesser };
    return engine.search(
      // Two words may be one name: `sign up`.
      used.length > 1 && used.length < 5 ? { combineWith: 'OR', queries: [all, joined] } : all,
      {
        boost: weights,
        tokenize: (text: string) => [text],
        weights: { fuzzy: 0.3, prefix: 0.6 },
      },
    );
  }

  /** The word with each two neighboring letters swapped, a common typing error. */
  function swappedLetters(term: string): readonly string[] {
    return [...term].slice(1).map((letter, index) => {
      const before = term.slice(0, index);
      return before + letter + term[index] + term.slice(index + 2);
    });
  }

  function hitOf({ id, match }: EngineResult, termCount: number): Hit {
    const entry = entries[id]!;
    const shown = new Set(['title', 'path', 'operationId', 'method', 'tags', 'text']);
    const isShown = ([, fields]: readonly [string, readonly string[]]) =>
      fields.some((field) => shown.has(field));
    if (Object.entries(match).filter(isShown).length >= termCount) return plainHit(entry);
    for (const [term, fields] of Object.entries(match)) {
      if (fields.some((field) => shown.has(field))) continue;
      const [own, inner] = fieldsOf(objects, entry);
      const places = [
        ['parameters', 'parameter', [...(entry.parameters ?? []), ...(entry.headers ?? [])]],
        ['fields', 'field', own],
        ['inner', 'field', inner],
        ['statuses', 'status', entry.statuses ?? []],
        ['media', 'media', entry.media ?? []],
      ] as const;
      for (const [field, where, numbers] of places) {
        if (!fields.includes(field)) continue;
        const number = numbers.find((one) => terms(names[one]!, true).includes(term));
        if (number !== undefined) return { entry, because: names[number], where };
      }
    }
    return plainHit(entry);
  }

  function plainHit(entry: SearchEntry): Hit {
    return { entry, because: undefined, where: undefined };
  }

  function named(numbers: readonly number[] = []): string {
    return numbers.map((number) => names[number]).join(' ');
  }
}
