// The cost of loading a large document, compared with reading its text. Each run has its own
// process, because only that shows its peak memory.

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { print, ratio } from './measure.mjs';

const file = fileURLToPath(new URL('../../shared/corpus/openai.yaml', import.meta.url));
const jobs = {
  'yaml.parse': async (text) => (await import('yaml')).parse(text, { merge: true }),
  'specwright loadApi': async (text) => {
    const { loadApi } = await import('../dist/lib/index.js');
    const { api, findings } = await loadApi('/openai.yaml', { read: async () => text });
    if (api === undefined) throw new Error(`not loaded: ${findings[0]?.code}`);
    return api;
  },
  'specwright loadApi, one request judged': async (text) => {
    const { createJudge } = await import('../dist/lib/index.js');
    const api = await jobs['specwright loadApi'](text);
    const body = new TextEncoder().encode(
      '{"model":"m","messages":[{"role":"user","content":"x"}]}',
    );
    const headers = { 'content-type': 'application/json', authorization: 'Bearer t' };
    return createJudge(api).request({ method: 'POST', target: '/chat/completions', headers, body });
  },
};

const job = process.argv.slice(2).find((word) => !word.startsWith('--'));
if (job !== undefined) await runJob(job);
else if (existsSync(file)) compare();
else process.stdout.write(`\nload: skipped, because ${file} is not there\n`);

async function runJob(name) {
  const text = readFileSync(file, 'utf8');
  // Loading the library is not a part of loading the document.
  await (name === 'yaml.parse' ? import('yaml') : import('../dist/lib/index.js'));
  const start = performance.now();
  await jobs[name](text);
  const milliseconds = performance.now() - start;
  const megabytes = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(JSON.stringify({ milliseconds, megabytes }));
}

function compare() {
  const best = new Map();
  for (let round = 0; round < 3; round += 1) {
    for (const name of Object.keys(jobs)) {
      const output = execFileSync(process.execPath, [fileURLToPath(import.meta.url), name]);
      const measured = JSON.parse(output.toString());
      const before = best.get(name);
      if (before === undefined || measured.milliseconds < before.milliseconds) {
        best.set(name, measured);
      }
    }
  }
  const baseline = best.get('yaml.parse').milliseconds;
  const bytes = (readFileSync(file).length / 2 ** 20).toFixed(1);
  print(`load: openai.yaml, ${bytes} MiB`, [
    ['', 'milliseconds', 'of parsing', 'peak MB'],
    ...[...best].map(([name, { milliseconds, megabytes }]) => [
      name,
      milliseconds.toFixed(0),
      ratio(milliseconds / baseline),
      megabytes.toFixed(0),
    ]),
  ]);
}
