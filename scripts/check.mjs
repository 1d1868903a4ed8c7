// All checks of the code that do not run it. Each check is named by what it asserts. The first line
// of output is a failed check, and the exit code is then 1.

import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { architectureFaults } from './architecture.mjs';
import { layerFaults } from './layers.mjs';
import { installedPackages, licenseFaults, packagesInRedocly } from './licenses.mjs';
import { packageFaults } from './package.mjs';
import { styleFaults } from './style.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** @type {{ name: string, run: () => Promise<string> | string }[]} A run returns what is wrong. */
const checks = [
  {
    name: 'the code is formatted and free of what the linter refuses',
    run: () => command('@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.']),
  },
  {
    name: 'every type fits, and what must not compile does not',
    // The compiler written in Go gives the same answer five times as fast. The build and CI use the
    // other one.
    run: () => command('typescript-7/bin/tsc', ['-p', '.']),
  },
  { name: 'imports run downwards, without cycles', run: () => layerFaults(root).join('\n') },
  {
    name: 'the architecture page names every file',
    run: () => architectureFaults(root).join('\n'),
  },
  {
    name: 'the package has what the library leads to, and no more',
    run: () => packageFaults(root).join('\n'),
  },
  { name: 'the words are plain, and American', run: () => styleFaults(root).join('\n') },
  {
    name: 'the lock file names no registry',
    run: () =>
      (
        readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8').match(
          /"resolved".*/g,
        ) ?? []
      )
        .slice(0, 3)
        .join('\n'),
  },
  {
    name: 'every package that comes along has a license that permits it',
    run: () =>
      licenseFaults([...installedPackages(root), ...packagesInRedocly(root)])
        .slice(0, 10)
        .join('\n'),
  },
];

function command(script, args) {
  const file = fileURLToPath(new URL(`../node_modules/${script}`, import.meta.url));
  const child = spawn(process.execPath, [file, ...args], { cwd: root });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  return new Promise((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code) => resolve(code === 0 ? '' : output || `exit code ${code}`));
  });
}

const outcomes = await Promise.all(
  checks.map(async ({ name, run }) => ({ name, fault: await run() })),
);
for (const { name, fault } of outcomes) {
  process.stdout.write(fault === '' ? `ok  ${name}\n` : `NOT ${name}\n${fault}\n`);
}
if (outcomes.some(({ fault }) => fault !== '')) process.exitCode = 1;
