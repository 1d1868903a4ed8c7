import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { messageOf } from '../../src/report/message.ts';
import type { Outcome } from '../../src/verify/outcome.ts';
import { faults } from './faults.ts';
import { depotJudge, hunt, type Kill, runAgainst } from './kill.ts';

// `npm run bench -- mutants` hunts every fault; here it is one in twelve, another choice for each
// kind, so that each kind of fault is hunted at every run.
const isWhole = process.env.SPECWRIGHT_MUTANTS !== undefined;
const hunted = isWhole ? faults : faults.filter((_, index) => index % 12 === 5 && index < 90);

const judge = await depotJudge();

test('nothing is found at a provider that keeps its contract', async () => {
  const { cases, broken, unchecked } = await runAgainst(judge);
  expect(broken.map(described)).toEqual([]);
  expect(cases).toBeGreaterThan(40);
  expect(unchecked.map(described)).toEqual([]);
});

describe('a fault is found', () => {
  const kills: Kill[] = [];
  for (const fault of hunted) {
    test(`${fault.operation}: ${fault.name}`, async () => {
      const kill = await hunt(judge, fault);
      kills.push(kill);
      if (!isWhole) expect(kill).toMatchObject({ isFound: true, isPlaced: true });
    });
  }
  if (isWhole) {
    test('nearly always, and at its place', { timeout: 600_000 }, () => {
      writeFileSync(process.env.SPECWRIGHT_MUTANTS!, JSON.stringify(kills.map(row)));
      const found = kills.filter(({ isFound }) => isFound);
      expect(found.length).toBeGreaterThanOrEqual(kills.length * 0.95);
      expect(found.filter(({ isPlaced }) => isPlaced).length).toBeGreaterThanOrEqual(
        found.length * 0.95,
      );
    });
  }
});

/** A kill as the bench prints it. */
function row({ fault, cases, broken, isFound, isPlaced }: Kill): object {
  const { name, kind, operation } = fault;
  const [first] = broken;
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
