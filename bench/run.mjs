// Runs the *.bench.mjs in this folder, or only the named ones: `npm run bench -- judge`. Those that
// run for many minutes or install other programs must be named. On first use, it installs the
// compared libraries into bench/node_modules.

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
// Otherwise the first start of the program in a bench would build it, and count as slow.
run(process.execPath, ['../scripts/ready.mjs']);
const given = process.argv.slice(2);
// A flag may have a value, so everything from the first one on belongs to the flags.
const names = given.findIndex((word) => word.startsWith('--'));
const wanted = names === -1 ? given : given.slice(0, names);
const flags = names === -1 ? [] : given.slice(names);
const long = ['mutants', 'mutants2', 'peers', 'providers'];
for (const file of readdirSync(here).sort()) {
  const name = file.replace(/\.bench\.mjs$/, '');
  if (name === file || !(wanted.length > 0 ? wanted.includes(name) : !long.includes(name)))
    continue;
  run(process.execPath, [file, ...flags]);
}
if (wanted.length === 0) {
  process.stderr.write(`bench: left out, as each runs for many minutes: ${long.join(', ')}\n`);
  process.stderr.write('bench: name one to run it: npm run bench -- mutants\n');
}

/** Milliseconds since 1970; -1 if there is no such file. */
function modified(file) {
  return statSync(new URL(file, import.meta.url), { throwIfNoEntry: false })?.mtimeMs ?? -1;
}

function run(command, args) {
  const shell = process.platform === 'win32' && command === 'npm';
  const { status } = spawnSync(command, args, { cwd: here, stdio: 'inherit', shell });
  if (status !== 0) process.exit(1);
}
