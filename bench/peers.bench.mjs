// What other tools that test a provider by its OpenAPI document find, on the same providers and
// mutants: test/mutants/mechanical has both. `--only NAME` runs one tool, `--keep FOLDER` installs
// into a folder that stays, `--mutants N` takes N mutants of each domain. Specmatic needs Java.

import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { stringify } from 'yaml';
import { argument, folderOf, print } from './measure.mjs';
import { documentOf } from './peers/documents.mjs';
import { mechanical } from './peers/domains.mjs';
import { peers } from './peers/tools.mjs';

const wanted = argument('--only');
const kept = folderOf('--keep');
const share = Number(argument('--mutants') ?? 22);

const folder = kept ?? mkdtempSync(path.join(tmpdir(), 'specwright-peers-'));
const tools = await mechanical();
try {
  install();
  const samples = [];
  for (const domain of tools.domains) {
    const judge = await tools.judgeOf(domain);
    const broken = [...tools.mutantsOf(domain)].filter((one) =>
      tools.whyBroken(one, domain, judge),
    );
    samples.push({ domain, mutants: spread(broken, share) });
  }
  const rows = [];
  const found = {};
  for (const name of Object.keys(peers)) {
    if (wanted !== undefined && wanted !== name) continue;
    for (const sample of samples) rows.push(await compared(name, sample, found));
  }
  report(rows, samples, found);
} finally {
  await tools.close();
  if (kept === undefined) rmSync(folder, { recursive: true, force: true });
}

/** Exact versions, without install scripts. */
function install() {
  mkdirSync(folder, { recursive: true });
  cpSync(fileURLToPath(new URL('peers/package.json', import.meta.url)), `${folder}/package.json`);
  if (existsSync(path.join(folder, 'node_modules'))) return;
  const { status } = spawnSync(
    'npm',
    [
      'install',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--no-package-lock',
      '--loglevel=error',
    ],
    { cwd: folder, stdio: 'inherit', shell: process.platform === 'win32' },
  );
  if (status !== 0) throw new Error('cannot install the tools');
}

/** A number of items of a list, evenly spread. */
function spread(list, count) {
  const step = Math.max(1, list.length / count);
  return list.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));
}

/** Runs one tool on one domain: first the provider that keeps the contract, then every mutant. */
async function compared(name, { domain, mutants }, found) {
  const row = { name, domain: domain.name, requests: 0, seconds: 0, mutants: mutants.length };
  try {
    const alone = await asked(name, domain, { '': tools.handleOf(domain.create()) });
    Object.assign(row, { requests: alone.requests, seconds: alone.seconds, wrong: alone.told });
    const caught = await caughtBy(name, domain, mutants);
    row.found = caught.filter(Boolean).length;
    for (const [index, { name: mutant, operator }] of mutants.entries()) {
      const one = `${domain.name}: ${mutant}`;
      found[one] ??= { operator };
      found[one][name] = caught[index];
    }
  } catch (error) {
    row.trouble = error.message;
  }
  process.stderr.write(`${JSON.stringify({ ...row, wrong: row.wrong?.length })}\n`);
  return row;
}

async function caughtBy(name, domain, mutants) {
  if (peers[name].isAlone === true) return alone(domain, mutants);
  // There are two references: a finding on either of them is not the work of a mutant.
  const handles = {
    '/r0': tools.handleOf(domain.create()),
    '/r1': tools.handleOf(domain.create()),
  };
  for (const [index, mutant] of mutants.entries()) handles[`/m${index}`] = mutant.handle();
  const { told } = await asked(name, domain, handles);
  const toldOf = (prefix) =>
    told
      .filter((one) => one.includes(` ${prefix}/`))
      .map((one) => one.replaceAll(`${prefix}/`, '/'));
  const usual = new Set(['/r0', '/r1'].flatMap(toldOf));
  return mutants.map((_, index) => toldOf(`/m${index}`).some((one) => !usual.has(one)));
}

/** Runs our own tool in this process; it stops at the first fault. */
async function alone(domain, mutants) {
  const file = path.join(folder, `${domain.name}.yaml`);
  const document = documentOf({ domain, tools, url: 'http://127.0.0.1', prefixes: [''] });
  writeFileSync(file, stringify(document, { aliasDuplicateObjects: false }));
  const own = { ...domain, contract: pathToFileURL(file) };
  const judge = await tools.judgeOf(own);
  const caught = [];
  for (const mutant of mutants) {
    const { failed } = await tools.hunt(own, judge, mutant, 1);
    caught.push(failed.length > 0);
  }
  return caught;
}

async function asked(name, domain, handles) {
  let requests = 0;
  const { url, close } = await tools.serve((request) => {
    requests += 1;
    const prefix = /^\/[mr]\d+(?=\/)/.exec(request.path)?.[0] ?? '';
    const handle = handles[prefix];
    if (handle === undefined) return { status: 404, headers: {} };
    return handle({ ...request, path: request.path.slice(prefix.length) });
  });
  const own = mkdtempSync(path.join(folder, `${name}-`));
  const { by, isNamed } = peers[name];
  const prefixes = Object.keys(handles);
  const document = documentOf({ domain, tools, url, prefixes, isNamed });
  const started = performance.now();
  try {
    const told = await by({ folder: own, document, url, domain });
    return { told, requests, seconds: (performance.now() - started) / 1000 };
  } finally {
    await close();
    if (process.env.KEEP === undefined) rmSync(own, { recursive: true, force: true });
  }
}

function report(rows, samples, found) {
  const told = ({ trouble, found: count, mutants, wrong, requests, seconds }) =>
    trouble === undefined
      ? [`${count} of ${mutants}`, String(wrong.length), String(requests), seconds.toFixed(1)]
      : ['not run', '', String(requests), ''];
  print('the same mutants, by tool', [
    ['tool', 'provider', 'found', 'said of the conforming one', 'requests to it', 'seconds for it'],
    ...rows.map((row) => [row.name, row.domain, ...told(row)]),
  ]);
  for (const { name, domain, trouble } of rows) {
    if (trouble !== undefined) process.stdout.write(`  ${name} at ${domain}: ${trouble}\n`);
  }
  for (const { name, domain, wrong = [] } of rows) {
    if (name === 'specwright' && wrong.length > 0) {
      process.stdout.write(`  false at ${domain}: ${wrong.join('\n    ')}\n`);
      process.exitCode = 1;
    }
  }
  const missed = Object.entries(found).filter(([, by]) => by.specwright === false);
  for (const [name, by] of missed) {
    const others = Object.keys(peers).filter((one) => by[one] === true);
    process.stdout.write(
      `  specwright misses ${name} (found by: ${others.join(', ') || 'none'})\n`,
    );
  }
  const total = samples.reduce((sum, { mutants }) => sum + mutants.length, 0);
  process.stdout.write(`\n${total} mutants, each proved to break its contract\n`);
}
