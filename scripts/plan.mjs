// The number of cases that `verify` plans for each API, the time, and the skipped cases with
// reasons. Usage: node scripts/plan.mjs [--ids] [--skipped] [FILE…]; without files, the APIs in
// specs/.

import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { makeReady } from './ready.mjs';

makeReady();
const { loadApi } = await import('../dist/lib/api/load.js');
const { createJudge } = await import('../dist/lib/judge/judge.js');
const { planCases } = await import('../dist/lib/verify/plan.js');

// A reader such as `head` closes the pipe early.
process.stdout.on('error', () => process.exit());

const root = fileURLToPath(new URL('..', import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { ids: { type: 'boolean' }, skipped: { type: 'boolean' } },
});
const files =
  positionals.length > 0
    ? positionals
    : readdirSync(path.join(root, 'specs')).map((name) =>
        path.join(root, 'specs', name, 'openapi.yaml'),
      );

for (const file of files) {
  const { api } = await loadApi(file);
  if (api === undefined) {
    process.stdout.write(`${file}: cannot be read\n`);
    continue;
  }
  const judge = createJudge(api);
  const groups = new Map();
  const reasons = new Map();
  const skipped = ({ id, reason }) => {
    const kind = reason.replace(/[("].*$/, '').trim();
    reasons.set(kind, (reasons.get(kind) ?? 0) + 1);
    if (values.skipped) process.stdout.write(`  ${id}: ${reason}\n`);
  };
  const start = process.cpuUsage();
  for (const one of planCases(judge, { skipped })) {
    groups.set(one.group, (groups.get(one.group) ?? 0) + 1);
    if (values.ids) process.stdout.write(`  ${one.id}\n`);
  }
  const { user, system } = process.cpuUsage(start);
  const count = [...groups.values()].reduce((sum, one) => sum + one, 0);
  const milliseconds = (user + system) / 1000;
  const per = count === 0 ? 0 : milliseconds / count;
  const counts = [...groups].map(([group, number]) => `${number} ${group}`).join(', ');
  process.stdout.write(
    `${path.relative(root, file)}: ${api.operations.length} operations, ${count} cases (${counts}), ` +
      `${milliseconds.toFixed(0)} ms CPU, ${per.toFixed(2)} ms a case\n`,
  );
  for (const [reason, number] of [...reasons].sort((a, b) => b[1] - a[1]).slice(0, 12)) {
    process.stdout.write(`    skipped ${number}: ${reason}\n`);
  }
}
