// How many of the faults of a provider `verify` finds: test/mutants holds a provider that keeps its
// contract and the faults, each of them proved to break it by a second implementation.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { print } from './measure.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'specwright-mutants-'));
const file = path.join(folder, 'kills.json');
try {
  const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
  const { status, stdout } = spawnSync(
    process.execPath,
    [vitest, 'run', 'test/mutants', '--reporter=dot'],
    { cwd: root, env: { ...process.env, SPECWRIGHT_MUTANTS: file }, encoding: 'utf8' },
  );
  const kills = JSON.parse(readFileSync(file, 'utf8'));
  report(kills);
  if (status !== 0) {
    process.stdout.write(stdout);
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true });
}

function report(kills) {
  const kinds = [...new Set(kills.map(({ kind }) => kind)), 'all'];
  const share = (part, whole) => `${part} (${((part / whole) * 100).toFixed(1)} %)`;
  print(`mutants: ${kills.length} faults, ${kills[0].cases} cases a run`, [
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
