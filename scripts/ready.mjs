// Makes a checkout ready to run. It installs if node_modules is missing or older than the lock
// file, and builds if a source is newer than the build. If nothing is due, it ends silently within
// milliseconds. Plain JavaScript without dependencies, because it runs before any are installed.

import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { refuseLinkedModules } from './install.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

export function makeReady() {
  if (!isInstalled()) aloneWith('dist/.installing', install);
  if (!isBuilt()) aloneWith('dist/.building', build);
}

const installed = 'node_modules/.package-lock.json';

function isInstalled() {
  return modified(installed) >= modified('package-lock.json');
}

function install() {
  // Another process may have installed while this one waited.
  if (isInstalled()) return;
  refuseLinkedModules(root);
  say('installing what the lock file lists …');
  // Prism declares a newer Node than it needs; npm's warnings about that would mislead users.
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  touch(installed);
}

function isBuilt() {
  return modified('dist/program/cli/main.js') !== -1 && modified('dist/.built') >= newestSource();
}

function build() {
  // Another process may have built while this one waited.
  if (isBuilt()) return;
  say('building …');
  const isWhole = modified('dist/program/cli/main.js') !== -1;
  run(process.execPath, ['scripts/build.mjs', ...(isWhole ? ['--incremental'] : [])]);
}

const patience = 300_000;

/** Runs an action while no other process runs it: only one process can create the folder. */
function aloneWith(folder, work) {
  const lock = path.join(root, folder);
  mkdirSync(path.dirname(lock), { recursive: true });
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    // The process that created the folder ended without removing it.
    if (Date.now() - modified(folder) > patience) rmSync(lock, { recursive: true, force: true });
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  }
  const release = () => rmSync(lock, { recursive: true, force: true });
  process.once('exit', release);
  try {
    work();
  } finally {
    release();
    process.removeListener('exit', release);
  }
}

function newestSource() {
  const files = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' });
  return Math.max(
    modified('tsconfig.build.json'),
    modified('node_modules/.package-lock.json'),
    ...files.map((file) => modified(path.join('src', file))),
  );
}

/** Milliseconds since 1970; -1 if there is no such file. */
function modified(file) {
  return statSync(path.join(root, file), { throwIfNoEntry: false })?.mtimeMs ?? -1;
}

function touch(file) {
  const now = new Date();
  utimesSync(path.join(root, file), now, now);
}

function run(command, args) {
  // stdout belongs to the caller's data, so that the child's output goes to stderr.
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32' && command === 'npm',
  });
  if (error === undefined && status === 0) return;
  say(`"${command} ${args.join(' ')}" failed${error ? `: ${error.message}` : ''}`);
  process.exit(2);
}

function say(text) {
  process.stderr.write(`specwright: ${text}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) makeReady();
