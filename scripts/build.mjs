// Compiles src/ to dist/lib/ with its type declarations, writes what clients need of it as CommonJS to
// dist/commonjs/ and as one file to dist/runtime/, and bundles the program to dist/program/. With --incremental, only what has changed is
// compiled; without, everything from nothing, so that no file of a source that is gone is left behind.

import { spawnSync } from 'node:child_process';
import { rmSync, utimesSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const start = new Date();
if (!process.argv.includes('--incremental')) {
  for (const made of ['lib', '.tsbuildinfo', '.built']) {
    rmSync(new URL(`../dist/${made}`, import.meta.url), { recursive: true, force: true });
  }
}
// A quarter of the time that TypeScript 5.9 takes, which CI runs over the same source.
run('node_modules/typescript-7/bin/tsc', '-p', 'tsconfig.build.json');
run('scripts/bundle.mjs');
run('scripts/commonjs.mjs');
run('scripts/browser.mjs');
run('scripts/runtime.mjs');
const built = new URL('../dist/.built', import.meta.url);
writeFileSync(built, '');
// What has changed meanwhile may not be in it.
utimesSync(built, start, start);

function run(script, ...args) {
  const { status } = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(1);
}
