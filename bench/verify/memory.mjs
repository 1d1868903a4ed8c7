// Runs every case of a document at a provider, and prints their number, the time and the memory.

import { createJudge, loadApi, planCases, runCases } from '../../dist/lib/index.js';

const [file, baseUrl] = process.argv.slice(2);
const { api } = await loadApi(file);
const judge = createJudge(api);
const started = performance.now();
let cases = 0;
for await (const outcome of runCases(planCases(judge), judge, { baseUrl })) {
  if (outcome.kind !== 'skipped') cases += 1;
}
const seconds = (performance.now() - started) / 1000;
const megabytes = process.resourceUsage().maxRSS / 1024;
process.stdout.write(
  JSON.stringify({ operations: api.operations.length, cases, seconds, megabytes }),
);
