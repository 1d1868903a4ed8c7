// How many seeded faults of providers `verify` finds. For several contracts, test/mutants has a
// provider that keeps the contract, and faults. A second implementation proves that each fault
// breaks the contract.

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
    [vitest, 'run', 'test/mutants', '--reporter=dot'],
    { cwd: root, env: { ...process.env, SPECWRIGHT_MUTANTS: folder }, encoding: 'utf8' },
  );
  for (const file of readdirSync(folder).sort()) {
    report(path.basename(file, '.json'), JSON.parse(readFileSync(path.join(folder, file), 'utf8')));
  }
  if (status !== 0) {
    process.stdout.write(stdout);
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true });
}

function report(subject, kills) {
  const kinds = [...new Set(kills.map(({ kind }) => kind)), 'all'];
  const share = (part, whole) =>
    whole === 0 ? '0' : `${part} (${((part / whole) * 100).toFixed(1)} %)`;
  print(`mutants of ${subject}: ${kills.length} faults, ${kills[0].cases} cases a run`, [
    ['faults of', 'there are', 'found', 'at their place'],
    ...kinds.map((kind) => {
      const some = kills.filter((kill) => kind === 'all' || kill.kind === kind);
      const found = some.filter(({ isFound }) => isFound);
      const placed = found.filter(({ isPlaced }) => isPlaced);
      return [
        kind,
        String(some.length),
        share(found.length, some.length),
        share(placed.length, found.length),
      ];
    }),
  ]);
  for (const { operation, name, isFound, isPlaced, first } of kills) {
    if (!isFound) process.stdout.write(`  not found: ${operation}: ${name}\n`);
    else if (!isPlaced) process.stdout.write(`  elsewhere: ${operation}: ${name}: ${first}\n`);
  }
}
