// The cost of `lint` beside `redocly lint`, with the same rules and in the same run. Names of files
// on the command line are measured besides those of the corpus. Each run has its own process,
// because only that shows its peak memory.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { print, ratio } from './measure.mjs';

const require = createRequire(import.meta.url);
const corpus = fileURLToPath(new URL('../../shared/corpus', import.meta.url));
const programs = {
  specwright: fileURLToPath(new URL('../bin/specwright.js', import.meta.url)),
  redocly: path.join(path.dirname(require.resolve('@redocly/cli/package.json')), 'bin/cli.js'),
};
const rounds = process.argv.includes('--short') ? 1 : 3;
const limits = { cpu: 1.5, megabytes: 1.3 };

const given = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const missing = given.filter((file) => !existsSync(file));
if (missing.length > 0) throw new Error(`there is no ${missing.join(', ')}`);
const documents = [...inCorpus(), ...given.map((file) => path.resolve(file))];
if (documents.length === 0) process.stdout.write(`\nlint: skipped: ${corpus} is not there\n`);
else compare();

/** Smaller documents would show only how long each program takes to start. */
function inCorpus() {
  if (!existsSync(corpus)) return [];
  const files = readdirSync(corpus).filter((name) => /\.(ya?ml|json)$/.test(name));
  return files.map((name) => path.join(corpus, name)).filter((file) => statSync(file).size > 4e5);
}

function compare() {
  const folder = mkdtempSync(path.join(tmpdir(), 'specwright-lint-bench-'));
  try {
    writeFileSync(path.join(folder, 'redocly.yaml'), 'extends: [recommended-strict]\n');
    print('lint: beside redocly lint, with the same rules', [
      ['', 'CPU s', 'Redocly', 'ratio', 'peak MB', 'Redocly', 'ratio', 'limits'],
      ...documents.map((file) => row(file, folder)),
    ]);
    process.stdout.write(`\nlimits: ${limits.cpu}× the time and ${limits.megabytes}× the memory\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function row(file, folder) {
  const least = {};
  for (let round = 0; round < rounds; round += 1) {
    for (const name of Object.keys(programs)) {
      const own = usage(name, file, folder);
      const { cpu = own.cpu, megabytes = own.megabytes } = least[name] ?? {};
      least[name] = {
        cpu: Math.min(cpu, own.cpu),
        megabytes: Math.min(megabytes, own.megabytes),
      };
    }
  }
  const { specwright, redocly } = least;
  const cpu = specwright.cpu / redocly.cpu;
  const megabytes = specwright.megabytes / redocly.megabytes;
  return [
    path.basename(file),
    ...[(specwright.cpu / 1000).toFixed(1), (redocly.cpu / 1000).toFixed(1), ratio(cpu)],
    ...[specwright.megabytes.toFixed(0), redocly.megabytes.toFixed(0), ratio(megabytes)],
    cpu <= limits.cpu && megabytes <= limits.megabytes ? 'met' : 'missed',
  ];
}

function usage(name, file, cwd) {
  const counted = ['--import', new URL('./usage.mjs', import.meta.url).href, programs[name]];
  const { stderr, output } = spawnSync(process.execPath, [...counted, 'lint', file], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
    maxBuffer: 2 ** 28,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const isJudged = /^\d+ errors?, |: validated in /m.test(output[1] + stderr);
  if (!isJudged) throw new Error(`${name} did not judge ${file}: ${stderr}`);
  return JSON.parse(output[3]);
}
