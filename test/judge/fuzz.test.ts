import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  compileSchemas,
  createJudge,
  type Finding,
  type Judge,
  type LoadedApi,
  lintContract,
  loadApi,
  messageOf,
  placeInContract,
} from '../../src/index.ts';
import { everything, faultyDocument } from './fuzz-document.ts';
import { exchangesOf, json } from './fuzz-exchanges.ts';

/**
 * Nothing that arrives may make the judge throw, or think for long: `FUZZ_RUNS=1000000 npx vitest run
 * test/judge/fuzz.test.ts` asks a million times.
 */
const runs = Number(process.env.FUZZ_RUNS ?? 2000);
const options = { timeout: Math.max(60_000, runs * 50) };

let slowest = { milliseconds: 0, call: '' };

/** Judges, and puts everything that was found into words. */
function judged(call: string, judge: () => readonly Finding[]): void {
  const before = process.cpuUsage();
  const findings = judge();
  // By the processor's time, for others may be at work here, too.
  const { user, system } = process.cpuUsage(before);
  const milliseconds = (user + system) / 1000;
  if (milliseconds > slowest.milliseconds) slowest = { milliseconds, call };
  for (const found of findings.slice(0, 20)) {
    expect(messageOf(found)).not.toBe('');
    placeInContract(found.at);
  }
}

function load(text: string): Promise<LoadedApi> {
  return loadApi('/apis/api.yaml', {
    read: async (uri) => {
      if (uri === 'file:///apis/api.yaml') return text;
      throw Object.assign(new Error('missing'), { code: 'ENOENT' });
    },
  });
}

async function judgeOf(text: string): Promise<Judge> {
  const { api } = await load(text);
  if (api === undefined) throw new Error('the document should load');
  return createJudge(api);
}

describe('judge.exchange() never throws', async () => {
  const specs = ['kaiten', 'khoros', 'maiascore', 'patascore'].map(
    (name) => [name, readFileSync(`specs/${name}/openapi.yaml`, 'utf8')] as const,
  );
  const documents = [...specs, ['everything', everything] as const];

  test.each(documents)('%s', options, async (name, text) => {
    const judge = await judgeOf(text);
    const exchange = fc.constantFrom(...judge.api.operations).chain(exchangesOf);
    fc.assert(
      fc.property(exchange, (seen) => judged(name, () => judge.exchange(seen).findings)),
      { numRuns: Math.ceil((runs * 0.9) / documents.length) },
    );
  });

  test('and finds nothing wrong with the document that uses every feature', async () => {
    expect(lintContract(await judgeOf(everything))).toEqual([]);
  });
});

test('loading and judging a faulty document never throws', options, async () => {
  const property = fc.asyncProperty(faultyDocument, json, async (text, content) => {
    const { api, findings } = await load(text);
    judged('load', () => findings);
    if (api === undefined) return;
    const judge = createJudge(api);
    judged(text, () => lintContract(judge));
    judged(text, () => compileSchemas(judge));
    for (const { method, path } of api.operations) {
      const headers = { 'content-type': 'application/json', 'x-a': '1' };
      const bytes = new TextEncoder().encode(content);
      const request = { method, target: `${path}?limit=1&q[a]=b`, headers, body: bytes };
      const response = { status: 200, headers, body: bytes };
      judged(text, () => judge.exchange({ request, response }).findings);
    }
  });
  await fc.assert(property, { numRuns: Math.ceil(runs * 0.1) });
});

test('no call uses the processor for longer than a moment', () => {
  expect(slowest.call).not.toBe('');
  expect(slowest.milliseconds, slowest.call).toBeLessThan(5_000);
});
