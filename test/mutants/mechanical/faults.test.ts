import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { messageOf, type Outcome } from '../../../src/index.ts';
import { domains } from './domains.ts';
import { hunt, judgeOf } from './hunt.ts';
import { mutantsOf } from './operators.ts';
import { whyBroken } from './proof.ts';
import { handleOf } from './service.ts';
import { brokenPromises } from './story.ts';

/**
 * The folder in which `npm run bench -- mutants2` wants a file for each domain. Without it the hunt
 * is short.
 */
const folder = process.env.SPECWRIGHT_MECHANICAL;

/** The short hunt takes one of this many mutants. */
const share = 60;

describe.each(domains)('$name', async (domain) => {
  const judge = await judgeOf(domain);

  test('its provider keeps every promise', () => {
    expect(brokenPromises(domain, handleOf(domain.create()))).toEqual([]);
  });

  test('its provider has no finding', async () => {
    const { failed, advised, cases } = await hunt(domain, judge);
    expect(failed.map(described)).toEqual([]);
    expect(advised).toEqual([]);
    expect(cases).toBeGreaterThan(100);
  });

  test('nearly every mutant that breaks the contract is found', {
    timeout: folder === undefined ? 600_000 : 7_200_000,
  }, async () => {
    const rows: object[] = [];
    let [broken, found] = [0, 0];
    for (const [index, mutant] of [...mutantsOf(domain)].entries()) {
      if (folder === undefined && index % share !== 7) continue;
      const why = whyBroken(mutant, domain, judge);
      const run = why === undefined ? undefined : await hunt(domain, judge, mutant, 1);
      const isFound = run !== undefined && run.failed.length > 0;
      // An advisory does not fail a run, and still counts as found.
      const isAdvised = !isFound && run !== undefined && run.advised.length > 0;
      if (why !== undefined) broken += 1;
      if (isFound || isAdvised) found += 1;
      const { operator, name } = mutant;
      rows.push({ operator, name, why, isFound, isAdvised });
    }
    expect(broken).toBeGreaterThan(0);
    expect(found).toBeGreaterThanOrEqual(Math.floor(broken * 0.95));
    if (folder === undefined) return;
    const { cases, requests, seconds } = await hunt(domain, judge);
    const whole = { rows, cases, requests, seconds };
    writeFileSync(path.join(folder, `${domain.name}.json`), JSON.stringify(whole));
  });
});

function described(outcome: Outcome): string {
  const words =
    'findings' in outcome ? outcome.findings.map(({ finding }) => messageOf(finding)) : [];
  return [outcome.case.id, ...words].join('\n  ');
}
