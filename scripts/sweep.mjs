// Runs everything that needs no provider, over documents of other projects:
//
//   node scripts/sweep.mjs [--all] [--timeout=<seconds>] <document, folder or package>...
//
// The script searches folders for OpenAPI 3 documents. It installs packages of npm into a temporary
// folder and searches them too. It loads, lints and compiles each document, and generates the files
// of a client.
//
// For each operation, the mock gets every request that the contract shows, in every described
// status and media type. The script requests examples and generated data, and sends HEAD. ajv alone
// validates every JSON answer, without our translation of schemas.
//
// It prints the number of failures of each kind, with the first of them, or all. Exit code: 0 no
// failures, 1 failures, 2 nothing could be checked.

import { spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { makeReady } from './ready.mjs';

/** The kinds of failures, with their titles. */
const kinds = {
  stack: 'an unexpected error',
  hang: 'not done in time',
  unread: 'the document cannot be loaded',
  'no-request': 'the contract shows no request, and none could be made',
  'request-refused': 'a request of ours breaks the contract',
  'routed-elsewhere': 'a request of ours is for another operation',
  'no-answer': 'the mock has no answer',
  'head-differs': 'a HEAD is answered otherwise than the GET',
  'answer-refused': 'ajv refuses the answer',
  slow: 'an answer took more than half a second',
};

/** Failures of the contract, which the tool reports rightly. */
const ofTheContract = new Set(['unread']);
const shownOfEach = 10;

const args = process.argv.slice(2);
const isAll = args.includes('--all');
const timeout = Number(args.find((arg) => arg.startsWith('--timeout='))?.slice(10) ?? 60) * 1000;
const sources = args.filter((arg) => !arg.startsWith('--'));
if (sources.length === 0) {
  process.stderr.write('Name documents, folders or packages: node scripts/sweep.mjs <source>...\n');
  process.exit(2);
}
makeReady();

const temporary = mkdtempSync(path.join(tmpdir(), 'sweep-'));
let documents;
try {
  documents = sources.flatMap(documentsOf);
} finally {
  process.on('exit', () => rmSync(temporary, { recursive: true, force: true }));
}
if (documents.length === 0) {
  process.stderr.write('There is no OpenAPI 3 document in any of them\n');
  process.exit(2);
}

const failures = new Map(Object.keys(kinds).map((kind) => [kind, []]));
let operations = 0;
let answers = 0;
for (const file of documents) {
  const result = await sweep(file);
  operations += result.operations;
  answers += result.answers;
  for (const { kind, text } of result.failures) {
    failures.get(kind).push(`${path.relative('', file)}: ${text}`);
  }
}

process.stdout.write(
  `${documents.length} documents, ${operations} operations, ${answers} answers\n\n`,
);
for (const [kind, found] of failures) {
  process.stdout.write(`${String(found.length).padStart(6)}  ${kinds[kind]}\n`);
}
for (const [kind, found] of failures) {
  if (found.length === 0) continue;
  const shown = isAll ? found : found.slice(0, shownOfEach);
  process.stdout.write(`\n${kinds[kind]}\n${shown.map((line) => `  ${line}\n`).join('')}`);
  if (shown.length < found.length) {
    process.stdout.write(`  … and ${found.length - shown.length} more; --all shows them\n`);
  }
}
const isBroken = [...failures].some(
  ([kind, found]) => found.length > 0 && !ofTheContract.has(kind),
);
process.exitCode = isBroken ? 1 : 0;

function documentsOf(source) {
  if (!existsSync(source)) return documentsIn(install(source));
  return statSync(source).isDirectory() ? documentsIn(source) : [source];
}

/** A package is only unpacked: none of its code runs. */
function install(name) {
  const options = [
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--no-save',
    '--prefix',
    temporary,
  ];
  const { status } = spawnSync('npm', ['install', ...options, name], { stdio: 'ignore' });
  if (status !== 0) process.stderr.write(`there is no file, folder or package ${name}\n`);
  return path.join(temporary, 'node_modules', name.replace(/(?<=.)@[^/]*$/, ''));
}

function documentsIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:json|ya?ml)$/i.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter(isOpenApi)
    .sort();
}

function isOpenApi(file) {
  const beginning = Buffer.alloc(4096);
  const handle = openSync(file, 'r');
  const size = readSync(handle, beginning);
  closeSync(handle);
  return /^["']?openapi["']?\s*:\s*["']?3\.|[{,]\s*"openapi"\s*:\s*"3\./m.test(
    beginning.toString('utf8', 0, size),
  );
}

/** Runs in a separate thread, which can be stopped if it hangs. */
function sweep(file) {
  return new Promise((resolve) => {
    const found = { operations: 0, answers: 0, failures: [] };
    const worker = new Worker(new URL('sweep-document.mjs', import.meta.url), {
      workerData: file,
      resourceLimits: { maxOldGenerationSizeMb: 4096 },
    });
    let last = 'loading';
    const done = (failure) => {
      clearTimeout(timer);
      if (failure) found.failures.push(failure);
      resolve(found);
      worker.terminate();
    };
    const timer = setTimeout(() => done({ kind: 'hang', text: last }), timeout);
    worker.on('message', (message) => {
      if (message.at !== undefined) last = message.at;
      if (message.failure) found.failures.push(message.failure);
      found.operations += message.operations ?? 0;
      found.answers += message.answers ?? 0;
    });
    worker.on('error', (error) => done({ kind: 'stack', text: `${last}: ${error.stack}` }));
    worker.on('exit', () => done());
  });
}
