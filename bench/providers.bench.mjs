// What `verify` says of servers that frameworks wrote, by their own documents: bench/providers holds how they
// are started, and the judgment of a person on each cause that was found. `--only NAME` tries one of them;
// `--keep FOLDER` installs into a folder that stays. It exits with 1 when a cause has no judgment or is
// called false, when the second run finds something else, or when a run leaves a list of the provider other
// than it was, unless `leaves` says why. restful-booker is on no registry: `--booker FOLDER` says where a copy of it is.

import { spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { print } from './measure.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const specwright = path.join(here, '../bin/specwright.js');
const argument = (flag) => process.argv[process.argv.indexOf(flag) + 1 || process.argv.length];
const wanted = argument('--only');
const kept = argument('--keep');
const booker = argument('--booker');
// `lists.unnamed` is the pattern of what a provider makes without saying so.
const { providers, judgments } = JSON.parse(
  readFileSync(path.join(here, 'providers/judgments.json'), 'utf8'),
);

const folder = kept ?? mkdtempSync(path.join(tmpdir(), 'specwright-providers-'));
try {
  install();
  const rows = [];
  for (const [name, how] of Object.entries(providers)) {
    if (wanted !== undefined && wanted !== name) continue;
    if (name === 'restful-booker' && booker === undefined) continue;
    const runs = [await verified(name, how), await verified(name, how)];
    rows.push(...judged(name, runs));
  }
  print('real providers', [
    [
      'provider',
      'cases',
      'causes',
      'true',
      'opinion',
      'false',
      'open',
      'left',
      'data as before',
      'same again',
    ],
    ...rows,
  ]);
} finally {
  if (kept === undefined) rmSync(folder, { recursive: true, force: true });
}

/** Exact versions, and no script of theirs. */
function install() {
  mkdirSync(folder, { recursive: true });
  cpSync(path.join(here, 'providers'), folder, { recursive: true });
  if (!existsSync(path.join(folder, 'node_modules'))) installInto(folder);
  if (booker === undefined) return;
  const own = path.join(folder, 'restful-booker');
  cpSync(booker, own, { recursive: true });
  if (!existsSync(path.join(own, 'node_modules'))) installInto(own, '--omit=dev');
}

function installInto(cwd, ...flags) {
  const quiet = ['--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error'];
  const { status } = spawnSync(
    'npm',
    ['install', '--ignore-scripts', '--legacy-peer-deps', ...quiet, ...flags],
    { cwd, stdio: 'inherit', shell: process.platform === 'win32' },
  );
  if (status !== 0) throw new Error('cannot install the providers');
}

/** Starts a provider with what it has at first, tries it, and stops it. */
async function verified(
  name,
  { app, document, base = '', data, lists, leaves, env = {}, flags = [] },
) {
  const cwd = mkdtempSync(path.join(folder, `${name}-`));
  for (const part of ['apps', 'transpile.mjs', 'package.json']) {
    cpSync(path.join(folder, part), path.join(cwd, part), { recursive: true });
  }
  if (data !== undefined)
    cpSync(path.join(folder, data), path.join(cwd, 'data'), { recursive: true });
  const port = await freePort();
  const provider = spawn(process.execPath, [path.join(cwd, 'apps', app)], {
    cwd,
    env: { ...process.env, ...env, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let trouble = '';
  provider.stderr.on('data', (chunk) => {
    trouble = (trouble + chunk).slice(-4000);
  });
  try {
    const origin = `http://127.0.0.1:${port}`;
    const contract = path.join(cwd, document.startsWith('/') ? `${name}.json` : document);
    const isUp = await waitFor(
      origin + (document.startsWith('/') ? document : '/'),
      contract,
      document,
    );
    if (!isUp) throw new Error(`${name} did not start:\n${trouble}`);
    const before = await shown(origin, lists);
    const report = path.join(cwd, 'report.json');
    const { stderr } = spawnSync(
      process.execPath,
      [
        ...[specwright, 'verify', contract, '--base-url', origin + base],
        ...['--seed', 'providers', '--report', `json=${report}`, ...flags],
      ],
      { cwd, encoding: 'utf8' },
    );
    if (!existsSync(report)) throw new Error(`${name}: no report:\n${stderr}`);
    if (process.env.KEEP_REPORT)
      cpSync(report, `${process.env.KEEP_REPORT}/${name}-${Date.now()}.json`);
    // What no answer named cannot be deleted: a provider may make it and say nothing of it.
    const after = (await shown(origin, lists)).replace(new RegExp(lists.unnamed ?? '$'), '');
    const isAsBefore = before === after;
    if (!isAsBefore && leaves === undefined)
      process.stdout.write(`\nbefore:\n${before}\nafter:\n${after}\n`);
    return { ...JSON.parse(readFileSync(report, 'utf8')), isAsBefore };
  } finally {
    provider.kill('SIGKILL');
    rmSync(cwd, { recursive: true, force: true });
  }
}

/** What the provider has: everything that its lists show. */
async function shown(origin, { targets, headers = {} }) {
  const texts = [];
  for (const target of targets) {
    const ask = () => fetch(origin + target, { headers });
    // A connection that was kept may have been closed in the meantime.
    texts.push(await (await ask().catch(ask)).text());
  }
  return texts.join('\n');
}

async function waitFor(url, contract, document) {
  for (let left = 1200; left > 0; left -= 1) {
    const response = await fetch(url).catch(() => undefined);
    if (response !== undefined) {
      if (document.startsWith('/')) writeFileSync(contract, await response.text());
      return true;
    }
    await sleep(250);
  }
  return false;
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** What is said of each cause, and of the run. */
function judged(name, runs) {
  const [first, second] = runs.map(causesOf);
  const known = Object.entries(judgments[name] ?? {}).map(([key, [is, why]]) => ({ key, is, why }));
  const judgmentOf = ({ key }) =>
    known.find(
      (one) => one.key === key || (one.key.endsWith('*') && key.startsWith(one.key.slice(0, -1))),
    );
  const counts = { true: 0, opinion: 0, false: 0, open: 0 };
  process.stdout.write(`\n${name}\n`);
  for (const cause of first) {
    const { key, message, operations } = cause;
    const { is, why } = judgmentOf(cause) ?? { is: 'open', why: '' };
    counts[is] += 1;
    process.stdout.write(
      `  ${is.padEnd(8)} ${key}\n      ${message} (${operations} operations)\n${why && `      ${why}\n`}`,
    );
  }
  const keysOf = (causes) =>
    causes
      .map(({ key }) => key)
      .sort()
      .join('\n');
  const gone = known.filter((one) => first.every((cause) => judgmentOf(cause) !== one));
  for (const { key } of gone) process.stdout.write(`  gone     ${key}\n`);
  const isSame = keysOf(first) === keysOf(second);
  if (!isSame)
    process.stdout.write(`  again    ${keysOf(second).replaceAll('\n', '\n           ')}\n`);
  const isAsBefore = runs.every((one) => one.isAsBefore);
  const { leaves } = providers[name];
  if (counts.false + counts.open + gone.length > 0 || !isSame) process.exitCode = 1;
  if (!isAsBefore && leaves === undefined) process.exitCode = 1;
  const { cases, leftovers = [] } = runs[0];
  const row = [cases.length, first.length, ...Object.values(counts), leftovers.length];
  return [
    [
      name,
      ...row.map(String),
      isAsBefore ? 'yes' : leaves === undefined ? 'no' : 'known',
      isSame ? 'yes' : 'no',
    ],
  ];
}

/** Each cause by what the report names it, which is the same from run to run. */
function causesOf({ causes, findings }) {
  return causes.map(({ cause, severity, operations, findings: [fingerprint] }) => {
    const { message } = findings.find((one) => one.fingerprint === fingerprint);
    return { key: `${severity} ${cause}`, message, operations: operations.length };
  });
}
