// Runs the program over a folder of third-party OpenAPI documents:
//
//   node scripts/corpus.mjs <folder> [--all]
//
// Free documents are in test/corpus/documents. Larger ones are elsewhere; the script reports and
// skips a missing folder. It loads each document, compiles every schema for requests and for
// answers, and checks every example against its schema. It also writes every example of a body as
// its media type and reads it back.
//
// It prints one line for each document, then the problems with file and line: the first few of each
// document, or all. Exit code: 0 no problems, 1 problems, 2 something could not be checked.

import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { makeReady } from './ready.mjs';

const shownFindings = 5;

const [folder, ...flags] = process.argv.slice(2);
if (folder === undefined) {
  process.stderr.write('Name a folder of documents: node scripts/corpus.mjs <folder> [--all]\n');
  process.exit(2);
}
if (!existsSync(folder)) {
  process.stdout.write(`skipped: there is no folder ${folder}\n`);
  process.exit(2);
}
makeReady();
const { loadApi } = await import('../dist/lib/api/load.js');
const { decodeBody, encodeBody } = await import('../dist/lib/body/codec.js');
const { createJudge } = await import('../dist/lib/judge/judge.js');
const { lintContract } = await import('../dist/lib/lint/contract.js');
const { messageOf, placeInContract } = await import('../dist/lib/report/message.js');
const { isWireText } = await import('../dist/lib/body/wire-text.js');

/** The result of one document; `crash` is an unexpected error. */
async function examine(file) {
  const result = { file, operations: 0, schemas: 0, load: 0, compile: 0, findings: [] };
  try {
    let start = performance.now();
    const { api, findings } = await loadApi(file);
    result.load = performance.now() - start;
    result.findings.push(...findings.map(lineOf));
    result.unread = api === undefined;
    if (api === undefined) return result;

    const judge = createJudge(api);
    result.operations = api.operations.length;
    const uses = [...usesOf(api)];
    start = performance.now();
    const places = new Set();
    for (const { schema, direction } of uses) {
      places.add(`${schema.at.document.uri}#${schema.at.pointer}`);
      const verdict = judge.schemas.check(schema, direction, undefined);
      if (verdict.kind === 'not-checked') result.unread = true;
    }
    result.schemas = places.size;
    result.compile = performance.now() - start;

    result.findings.push(...lintContract(judge).map(lineOf));
    for (const use of uses) result.findings.push(...roundTrips(use, judge.schemas));
  } catch (error) {
    result.crash = error;
    result.findings.push(`${file}: ${error.stack}`);
  }
  return result;
}

/** Every component schema in both directions, and every schema of a body, with its examples. */
function* usesOf(api) {
  const components = api.root.value.components?.schemas ?? {};
  for (const [name, value] of Object.entries(components)) {
    const token = name.replaceAll('~', '~0').replaceAll('/', '~1');
    const schema = {
      value,
      at: { document: api.root, pointer: `/components/schemas/${token}` },
    };
    yield { schema, direction: 'request' };
    yield { schema, direction: 'response' };
  }
  for (const { requestBody, responses } of [...api.operations, ...api.webhooks]) {
    for (const media of requestBody?.content ?? []) {
      if (media.schema) yield { schema: media.schema, direction: 'request', media };
    }
    for (const media of responses.flatMap(({ content }) => content)) {
      if (media.schema) yield { schema: media.schema, direction: 'response', media };
    }
  }
}

/** The examples of a body that change when they are written and read back. */
function* roundTrips({ schema, direction, media }, schemas) {
  for (const example of media?.examples ?? []) {
    const shape = schemas.shape(schema);
    if (example.value === undefined || isWireText(example.value, media.range, shape)) continue;
    // An example that breaks its schema has been reported already.
    if (schemas.check(schema, direction, example.value).kind !== 'valid') continue;
    try {
      const { body } = encodeBody(example.value, media.range, shape, media.encoding);
      const decoded = decodeBody(body, media.range, shape, media.encoding);
      if (decoded.ok && isDeepStrictEqual(plain(decoded.value), plain(example.value))) continue;
      const outcome = decoded.ok ? JSON.stringify(decoded.value) : decoded.reason;
      yield `${placeInContract(example.at)}: the example, written as ${media.name} and read back, is ${outcome?.slice(0, 200)}`;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      yield `${placeInContract(example.at)}: the example ${error.message}`;
    }
  }
}

/** A value without its undefined members. */
function plain(value) {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

function lineOf(finding) {
  return `${placeInContract(finding.at)}: ${messageOf(finding)}`;
}

const files = readdirSync(folder)
  .filter((name) => /\.(?:json|ya?ml)$/i.test(name))
  .sort()
  .map((name) => path.join(folder, name));
if (files.length === 0) {
  process.stderr.write(`There is no .json or .yaml document in ${folder}\n`);
  process.exit(2);
}

const results = [];
for (const file of files) results.push(await examine(file));

const heads = ['document', 'operations', 'schemas', 'load ms', 'compile ms', 'findings'];
const rows = results.map(
  ({ file, operations, schemas, load, compile, findings, crash, unread }) => [
    path.basename(file),
    operations,
    schemas,
    Math.round(load),
    Math.round(compile),
    crash ? 'crashed' : `${findings.length}${unread ? ' (not all checked)' : ''}`,
  ],
);
const table = [heads, ...rows].map((row) => row.map(String));
const widths = heads.map((_, column) => Math.max(...table.map((row) => row[column].length)));
for (const row of table) {
  const cells = row.map((cell, column) =>
    column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]),
  );
  process.stdout.write(`${cells.join('  ')}\n`);
}
for (const { file, findings } of results) {
  if (findings.length === 0) continue;
  const shown = flags.includes('--all') ? findings : findings.slice(0, shownFindings);
  process.stdout.write(`\n${path.basename(file)}\n${shown.map((line) => `  ${line}\n`).join('')}`);
  if (shown.length < findings.length) {
    process.stdout.write(`  … and ${findings.length - shown.length} more; --all shows them\n`);
  }
}

if (results.some(({ crash, unread }) => crash || unread)) process.exitCode = 2;
else if (results.some(({ findings }) => findings.length > 0)) process.exitCode = 1;
