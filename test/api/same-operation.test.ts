import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyBody } from '../../src/http/exchange.ts';
import { createJudge, createMock, type Judge, type Operation } from '../../src/index.ts';
import { contractCheck } from '../../src/middleware/contract-check.ts';
import { createTraffic } from '../../src/traffic/traffic.ts';
import { loadTexts } from './source.ts';

/** The mock, the judge, recorded traffic and the client's contract check must map a URL to the same operation. */
const runs = Number(process.env.SAME_OPERATION_RUNS ?? 150);

interface Sample {
  readonly paths: readonly (readonly [path: string, methods: readonly string[]])[];
  readonly bases: readonly string[];
  readonly requests: readonly (readonly [method: string, path: string])[];
}

const segments = fc.constantFrom('a', 'b', 'v1', '{x}', '{y}', '{x}.json', 'v{x}');
const written = fc.constantFrom('a', 'b', 'v1', '%61', '1.json', 'v7', '');
const pathOf = (segment: fc.Arbitrary<string>) =>
  fc.array(segment, { minLength: 1, maxLength: 4 }).map((parts) => `/${parts.join('/')}`);
const samples: fc.Arbitrary<Sample> = fc.record({
  paths: fc.uniqueArray(
    fc.tuple(
      pathOf(segments),
      fc.constantFrom<readonly string[]>(['get'], ['put'], ['get', 'put']),
    ),
    { selector: ([path]) => path, minLength: 1, maxLength: 6 },
  ),
  bases: fc.uniqueArray(fc.constantFrom('', '/v1', '/a', '/a/b', '/v1/v1'), { maxLength: 3 }),
  requests: fc.array(fc.tuple(fc.constantFrom('GET', 'PUT', 'POST'), pathOf(written)), {
    minLength: 1,
    maxLength: 10,
  }),
});

async function judgeOf({ paths, bases }: Sample): Promise<Judge> {
  const operation = { responses: { 200: { description: 'd' } } };
  const document = {
    openapi: '3.1.0',
    info: { title: 'It', version: '1' },
    servers: bases.map((base) => ({ url: `http://localhost${base}` })),
    paths: Object.fromEntries(
      paths.map(([path, methods]) => [
        path,
        Object.fromEntries(methods.map((method) => [method, operation])),
      ]),
    ),
  };
  const { api } = await loadTexts({ 'shop.yaml': JSON.stringify(document) });
  return createJudge(api!);
}

const nameOf = (operation: Operation | undefined) => operation?.id ?? 'none';

/** The operation that each of them finds for a client's request. */
async function operationsOf(judge: Judge, method: string, path: string, base: string) {
  const request = { method, target: path, headers: {}, body: emptyBody };
  let mocked: Operation | undefined;
  const mock = createMock([judge.api], { onAnswer: ({ operation }) => (mocked = operation) });
  await mock.handle(request);

  const seen = createTraffic([judge])(
    {
      ...{ name: 'line 1', method, url: `http://localhost${path}`, status: 200 },
      ...{
        requestHeaders: {},
        requestBody: emptyBody,
        responseHeaders: {},
        responseBody: emptyBody,
      },
    },
    'a.ndjson',
  );

  let checked: Operation | undefined;
  const watched: Judge = {
    ...judge,
    exchange(exchange) {
      const judged = judge.exchange(exchange);
      checked = judged.operation;
      return judged;
    },
  };
  const check = contractCheck(watched, { report() {} });
  const call = { operation: 'any', method, path, baseUrl: `http://localhost${base}` };
  await check(new Request(`http://localhost${path}`, { method }), async () => new Response(), {
    ...call,
    isStream: false,
  });

  return {
    judge: nameOf(judge.request(judge.inside(request)).operation),
    mock: nameOf(mocked),
    traffic: nameOf(seen.kind === 'judged' ? seen.judged.operation : undefined),
    check: nameOf(checked),
  };
}

test('all of them find the same operation for a request', async () => {
  const property = fc.asyncProperty(samples, async (sample) => {
    const judge = await judgeOf(sample);
    for (const [method, path] of sample.requests) {
      for (const base of new Set(['', ...sample.bases])) {
        const named = await operationsOf(judge, method, path, base);
        expect({ method, path, base, ...named }).toEqual({
          ...{ method, path, base, judge: named.judge },
          ...{ mock: named.judge, traffic: named.judge, check: named.judge },
        });
      }
    }
  });
  const template = {
    paths: [
      ['/{x}', ['get']],
      ['/v1/a', ['get']],
    ],
    bases: ['/v1'],
    requests: [['GET', '/v1/a']],
  } as const;
  await fc.assert(property, { numRuns: runs, examples: [[template]] });
});
