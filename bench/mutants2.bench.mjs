// How many mechanical mutants of providers `verify` finds, by operator. test/mutants/mechanical has
// the providers and the operators, and drops mutants that keep the contract.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { print } from './measure.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'specwright-mutants-'));
try {
  const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
  const { status, stdout } = spawnSync(
    process.execPath,
    [vitest, 'run', 'test/mutants/mechanical', '--reporter=dot'],
    { cwd: root, env: { ...process.env, SPECWRIGHT_MECHANICAL: folder }, encoding: 'utf8' },
  );
  report(
    readdirSync(folder)
      .sort()
      .map((file) => ({
        domain: path.basename(file, '.json'),
        ...JSON.parse(readFileSync(path.join(folder, file), 'utf8')),
      })),
  );
  if (status !== 0) {
    process.stdout.write(stdout);
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true });
}

function report(domains) {
  print('the conforming providers', [
    ['', 'cases', 'requests', 'seconds', 'mutants', 'that break it', 'reported', 'as a violation'],
    ...domains.map(({ domain, cases, requests, seconds, rows }) => [
      domain,
      String(cases),
      String(requests),
      seconds.toFixed(2),
      ...numbersOf(rows),
    ]),
  ]);
  const rows = domains.flatMap((one) => one.rows.map((row) => ({ ...row, domain: one.domain })));
  const operators = [...new Set(rows.map(({ operator }) => operator)), 'all'];
  print('mutants by operator', [
    ['operator', 'mutants', 'that break it', 'reported', 'as a violation'],
    ...operators.map((operator) => [
      operator,
      ...numbersOf(rows.filter((row) => operator === 'all' || row.operator === operator)),
    ]),
  ]);
  for (const { domain, name, why, isFound, isAdvised } of rows) {
    if (why !== undefined && !isFound && !isAdvised) {
      process.stdout.write(`  not found: ${domain}: ${name} (${why})\n`);
    }
  }
}

/** Faults that no text forbids, such as an incomplete list, are reported as advisories. */
function numbersOf(rows) {
  const broken = rows.filter(({ why }) => why !== undefined);
  const found = broken.filter(({ isFound }) => isFound).length;
  const reported = broken.filter(({ isFound, isAdvised }) => isFound || isAdvised).length;
  const percent = broken.length === 0 ? 0 : (reported / broken.length) * 100;
  return [
    String(rows.length),
    String(broken.length),
    `${reported} (${percent.toFixed(1)} %)`,
    String(found),
  ];
}
