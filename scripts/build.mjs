// Compiles src/ to dist/lib/ with its type declarations. With --incremental, only what has changed;
// without, from nothing, so that no file of a source that is gone is left behind.

import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
if (!process.argv.includes('--incremental')) {
  for (const made of ['lib', '.tsbuildinfo', '.built']) {
    rmSync(new URL(`../dist/${made}`, import.meta.url), { recursive: true, force: true });
  }
}
const compiler = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url));
const { status } = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], {
  cwd: root,
  stdio: 'inherit',
});
if (status !== 0) process.exit(1);
writeFileSync(new URL('../dist/.built', import.meta.url), '');
