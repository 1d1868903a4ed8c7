// Makes a checkout ready to run: installs when node_modules is missing or older than the lock file,
// builds when a source is newer than the build. Silent, and done in milliseconds, when nothing is due.
// Plain JavaScript without dependencies, because it runs before there are any.

import { spawnSync } from 'node:child_process';
import { readdirSync, statSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

export function makeReady() {
  const lock = modified('package-lock.json');
  const installed = 'node_modules/.package-lock.json';
  if (modified(installed) < lock) {
    say('installing what the lock file lists …');
    // Prism declares a newer Node than it needs; npm's warnings about that would only alarm.
    run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
    touch(installed);
  }
  const isWhole = modified('dist/program/cli/main.js') !== -1;
  if (!isWhole || modified('dist/.built') < newestSource()) {
    say('building …');
    run(process.execPath, ['scripts/build.mjs', ...(isWhole ? ['--incremental'] : [])]);
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

/** Milliseconds since 1970; -1 when there is no such file. */
function modified(file) {
  return statSync(path.join(root, file), { throwIfNoEntry: false })?.mtimeMs ?? -1;
}

function touch(file) {
  const now = new Date();
  utimesSync(path.join(root, file), now, now);
}

function run(command, args) {
  // stdout is the caller's data channel, so the child's goes to stderr, too.
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
