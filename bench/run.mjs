// Runs every *.bench.mjs beside it, or those whose names are given: `npm run bench -- judge`. The
// libraries that are compared against are installed here, in bench/node_modules, when first needed.

import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { refuseLinkedModules } from '../scripts/install.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
if (modified('node_modules/.package-lock.json') < modified('package.json')) {
  refuseLinkedModules(here);
  process.stderr.write('bench: installing the libraries to compare against …\n');
  run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error']);
}
const given = process.argv.slice(2);
const flags = given.filter((word) => word.startsWith('--'));
const wanted = given.filter((word) => !word.startsWith('--'));
for (const file of readdirSync(here).sort()) {
  const name = file.replace(/\.bench\.mjs$/, '');
  if (name === file || (wanted.length > 0 && !wanted.includes(name))) continue;
  run(process.execPath, [file, ...flags]);
}

/** Milliseconds since 1970; -1 when there is no such file. */
function modified(file) {
  return statSync(new URL(file, import.meta.url), { throwIfNoEntry: false })?.mtimeMs ?? -1;
}

function run(command, args) {
  const shell = process.platform === 'win32' && command === 'npm';
  const { status } = spawnSync(command, args, { cwd: here, stdio: 'inherit', shell });
  if (status !== 0) process.exit(1);
}
