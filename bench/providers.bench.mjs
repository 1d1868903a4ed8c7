// The findings of `verify` on servers of common frameworks, by their own documents. bench/providers
// has the way to start each, and a person's judgment on each cause. `--only NAME` tests one of
// them; `--keep FOLDER` installs into a folder that stays. restful-booker is on no registry:
// `--booker FOLDER` names a copy of it.
//
// The exit code is 1 if a cause has no judgment or is judged false, or if the second run differs.
// It is also 1 if a run changes a list of the provider, unless `leaves` has a reason.

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
import { argument, folderOf, print } from './measure.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const specwright = path.join(here, '../bin/specwright.js');
const wanted = argument('--only');
const kept = folderOf('--keep');
const booker = folderOf('--booker');
// `lists.unnamed` is the pattern of items that a provider creates without naming them in an answer.
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

/** Exact versions, without install scripts. */
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

/** Starts a provider with its first data, tests it, and stops it. */
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
    // An item that no answer named cannot be deleted: a provider may create it silently.
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

/** The data of the provider: all items of its lists. */
async function shown(origin, { targets, headers = {} }) {
  const texts = [];
  for (const target of targets) {
    const ask = () => fetch(origin + target, { headers });
    // A kept connection may have been closed meanwhile.
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

/** The judgment of each cause, and of the run. */
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

/** Each cause by its name in the report, which is stable between runs. */
function causesOf({ causes, findings }) {
  return causes.map(({ cause, severity, operations, findings: [fingerprint] }) => {
    const { message } = findings.find((one) => one.fingerprint === fingerprint);
    return { key: `${severity} ${cause}`, message, operations: operations.length };
  });
}
