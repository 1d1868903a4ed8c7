// The mock and `verify` read the same contract, so that they must agree. This sends every case that
// a mock without state can answer, for each of many documents. Faults of a document are printed
// beside its results, since a mock may repeat them. `--documents=FILE,FILE` names documents in
// place of this repository's.

import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  createJudge,
  createMock,
  lintContract,
  listen,
  loadApi,
  messageOf,
  planCases,
  runCases,
} from '../dist/lib/index.js';
import { print, whole } from './measure.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const rows = [];
const told = [];
for (const file of documents()) {
  const { api } = await loadApi(file);
  if (api === undefined) throw new Error(`cannot load ${file}`);
  if (api.operations.length === 0) continue;
  const judge = createJudge(api);
  const wrong = lintContract(judge).filter(({ severity }) => severity === 'violation').length;
  const mock = await listen(createMock([api]), { port: 0 });
  const started = performance.now();
  const { cases, found } = await run(judge, mock.url);
  const seconds = (performance.now() - started) / 1000;
  await mock.close();
  const name = path.basename(path.dirname(file));
  const shown = path.basename(file) === 'openapi.yaml' ? name : path.basename(file);
  const numbers = [api.operations.length, cases, found.size, wrong].map(whole);
  rows.push([shown, ...numbers, seconds.toFixed(1)]);
  for (const [what, count] of found) told.push(`  ${shown}: ${count} × ${what}`);
  if (found.size > 0 && wrong === 0) process.exitCode = 1;
}
print('verify at the mock: all cases but chains', [
  ['document', 'operations', 'cases', 'found', 'wrong in it', 'seconds'],
  ...rows,
]);
for (const line of told) process.stdout.write(`${line}\n`);

function documents() {
  const flag = process.argv.find((word) => word.startsWith('--documents='));
  if (flag !== undefined) {
    const base = process.env.INIT_CWD ?? process.cwd();
    return flag
      .slice('--documents='.length)
      .split(',')
      .map((file) => path.resolve(base, file));
  }
  const specs = path.join(root, 'specs');
  return readdirSync(specs)
    .map((name) => path.join(specs, name, 'openapi.yaml'))
    .filter((file) => existsSync(file));
}

/** Runs all cases; counts the cases of each message, also of cases without a verdict. */
async function run(judge, baseUrl) {
  const groups = ['example', 'valid', 'invalid', 'access', 'protocol'];
  const found = new Map();
  let cases = 0;
  const plan = planCases(judge, { groups });
  for await (const outcome of runCases(plan, judge, { baseUrl }, { reproduce: false })) {
    if (outcome.kind === 'skipped') continue;
    cases += 1;
    if (outcome.kind === 'passed') continue;
    const findings = outcome.findings ?? [];
    const words =
      findings.length > 0
        ? findings.map(({ finding }) => `${outcome.case.operation.id}: ${messageOf(finding)}`)
        : [`${outcome.kind} ${outcome.case.operation.id}: ${outcome.reason}`];
    for (const word of words) found.set(word, (found.get(word) ?? 0) + 1);
  }
  return { cases, found };
}
