import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { valueAt } from '../../src/json/pointer.ts';
import { contracts, pages } from './contracts.ts';
import {
  type Evidence,
  evidenceTroubles,
  indexTroubles,
  type Payload,
  type Source,
} from './evidence.ts';
import { statements } from './statements.ts';

describe.each(contracts())('the evidence of $name', (contract) => {
  const { document } = contract;
  const { evidence, conflicts } = contract.evidence as Evidence;
  const { payloads } = contract.index as { payloads: readonly Payload[] };
  const entries = Object.entries(evidence);

  /** All sources: the entries, and the facets with a source of their own. */
  const sources: [string, Source][] = entries.flatMap(([pointer, { facets = {}, ...entry }]) => [
    [pointer, entry],
    ...Object.entries(facets).flatMap(([keyword, facet]): [string, Source][] =>
      facet === 'documented' ? [] : [[`${pointer}, ${keyword}`, facet]],
    ),
  ]);

  test('has the shape that its header describes', () => {
    expect(evidenceTroubles(contract.evidence)).toEqual([]);
  });

  test('points to parts of the contract', () => {
    const dangling = entries.flatMap(([pointer, { facets = {} }]) => {
      const value = valueAt(document, pointer);
      if (value === undefined) return [pointer];
      return Object.keys(facets)
        .filter((keyword) => !Object.hasOwn(Object(value), keyword))
        .map((keyword) => `${pointer}, ${keyword}`);
    });
    expect(dangling).toEqual([]);
  });

  test('covers every statement of the contract, and every constraint', () => {
    const missing = [...statements(document)].flatMap(({ at, constraints }) => {
      const entry = evidence[at];
      if (entry === undefined) return [at];
      return constraints
        .filter((keyword) => entry.facets?.[keyword] === undefined)
        .map((keyword) => `${at}, ${keyword}`);
    });
    expect(missing).toEqual([]);
  });

  test('names exactly the described conflicts', () => {
    const named = [...sources.map(([, source]) => source), ...payloads].flatMap(
      (source) => source.conflicts ?? [],
    );
    expect([...new Set(named)].sort()).toEqual(Object.keys(conflicts).sort());
  });

  test('names a conflict exactly at the pointers of the conflict', () => {
    const naming = (id: string) =>
      sources.filter(([, { conflicts: ids = [] }]) => ids.includes(id)).map(([where]) => where);
    for (const [id, { touches }] of Object.entries(conflicts)) {
      expect(naming(id).sort(), id).toEqual([...touches].sort());
    }
  });

  test('cites sections that are on their pages', ({ skip }) => {
    skip(!existsSync(pages), `the saved pages are absent: ${pages.pathname}`);
    const places: [string, Source][] = [
      ...sources.filter(([, { status }]) => status === 'documented'),
      ...payloads.map(({ file, seed, section }): [string, Source] => [
        file,
        { status: 'documented', seed, section },
      ]),
    ];
    const unfound = places.filter(([, { seed = '', section = '' }]) => !leadsTo(seed, section));
    expect(unfound.map(([where, { section }]) => `${where}: ${section}`)).toEqual([]);
  });
});

describe.each(contracts())('the documented payloads of $name', (contract) => {
  const { payloads } = contract.index as { payloads: readonly Payload[] };

  test('are indexed in the shape that the header of the index describes', () => {
    expect(indexTroubles(contract.index)).toEqual([]);
  });

  test('are the files of the index, each once', () => {
    expect(payloads.map(({ file }) => file).sort()).toEqual([...contract.payloads].sort());
  });

  test('are verbatim on their page, in the lines of the index', ({ skip }) => {
    skip(!existsSync(pages), `the saved pages are absent: ${pages.pathname}`);
    for (const { file, seed, lines } of payloads) {
      const text = contract.payload(file).toString();
      expect(text, file).not.toBe('');
      for (const range of lines) expect(linesOf(seed, range), `${file}, ${range}`).toContain(text);
    }
  });

  test('send, as literals of a program, the file that they name', () => {
    for (const { file, sends } of payloads) {
      if (sends === undefined) continue;
      const literal = contract.payload(file).toString();
      expect(evaluate(literal), file).toBe(contract.payload(sends).toString());
    }
  });
});

/** Whether the headings of a section occur in this order on the page. */
function leadsTo(seed: string, section: string): boolean {
  const page = readPage(seed);
  let from = 0;
  for (const heading of section.split(' › ')) {
    const at = page.indexOf(heading, from);
    if (at === -1) return false;
    from = at + 1;
  }
  return true;
}

function linesOf(seed: string, range: string): string {
  const [first = 0, last = 0] = range.split('-').map(Number);
  return readPage(seed)
    .split('\n')
    .slice(first - 1, last)
    .join('\n');
}

function readPage(seed: string): string {
  return readFileSync(new URL(seed, pages), 'utf8');
}

/** The value of a string literal, or the JSON of an object literal with string values. */
function evaluate(literal: string): string {
  if (literal.startsWith('"')) return JSON.parse(literal);
  const json = literal.replaceAll(/^( *)(\w+):/gm, '$1"$2":').replace(/,(\s*\})$/, '$1');
  return JSON.stringify(JSON.parse(json));
}
