import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { messageOf, type Outcome } from '../../src/index.ts';
import type { Fault } from './fault.ts';
import { createHunter, type Kill } from './kill.ts';
import type { Subject } from './subject.ts';

/**
 * The folder in which `npm run bench -- mutants` wants a file for each subject. Without it the hunt
 * is short.
 */
const folder = process.env.SPECWRIGHT_MUTANTS;

/** Tests that a correct provider has no finding, and that nearly every fault has one at its place. */
export async function huntAt<Store>(
  subject: Subject<Store>,
  isInShort: (fault: Fault<Store>, index: number) => boolean = () => true,
): Promise<void> {
  const { name, faults } = subject;
  const { run, hunt } = await createHunter(subject);

  test('a provider that keeps its contract has no finding', async () => {
    const { cases, failed, unchecked } = await run();
    expect(failed.map(described)).toEqual([]);
    expect(cases).toBeGreaterThan(40);
    expect(unchecked.map(described)).toEqual([]);
  });

  describe('a fault is found', () => {
    const kills: Kill[] = [];
    for (const fault of folder === undefined ? faults.filter(isInShort) : faults) {
      test(`${fault.operation}: ${fault.name}`, async () => {
        const kill = await hunt(fault);
        kills.push(kill);
        if (folder === undefined) expect(kill).toMatchObject({ isFound: true, isPlaced: true });
      });
    }
    if (folder === undefined) return;
    test('nearly always, and at its place', () => {
      writeFileSync(path.join(folder, `${name}.json`), JSON.stringify(kills.map(row)));
      const found = kills.filter(({ isFound }) => isFound);
      expect(found.length).toBeGreaterThanOrEqual(kills.length * 0.95);
      expect(found.filter(({ isPlaced }) => isPlaced).length).toBeGreaterThanOrEqual(
        found.length * 0.95,
      );
    });
  });
}

/** A kill as the bench prints it. */
function row({ fault, cases, failed, isFound, isPlaced }: Kill): object {
  const { name, kind, operation } = fault;
  const [first] = failed;
  return { name, kind, operation, cases, isFound, isPlaced, first: first && described(first) };
}

function described(outcome: Outcome): string {
  const words =
    'findings' in outcome
      ? outcome.findings.map(({ finding }) => `${finding.at?.pointer}: ${messageOf(finding)}`)
      : [];
  const reason = 'reason' in outcome ? [outcome.reason] : [];
  return [`${outcome.kind} ${outcome.case.id}`, ...words, ...reason].join('\n  ');
}
