import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type LoadedApi, loadApi } from '../../src/api/load.ts';
import type { Operation } from '../../src/api/model.ts';
import type { Finding } from '../../src/finding.ts';
import type { Exchange, HttpHeaders } from '../../src/http/exchange.ts';
import { createJudge, type Judge } from '../../src/judge/judge.ts';
import { messageOf, placeInContract } from '../../src/report/message.ts';
import { everything, seeds } from './fuzz-document.ts';

/**
 * Nothing that arrives may make the judge throw: `FUZZ_RUNS=1000000 npx vitest run
 * test/judge/fuzz.test.ts` asks a million times, and says how long the slowest call took.
 */
const runs = Number(process.env.FUZZ_RUNS ?? 2000);
const options = { timeout: Math.max(60_000, runs * 50) };

/** Texts that parsers trip over, and some that they should take. */
const nasty = fc.constantFrom(
  ...[
    '',
    ' ',
    '0',
    '-1',
    '1e400',
    '9007199254740993',
    '1.0',
    'true',
    'null',
    'NaN',
    '+',
    '%',
    '%zz',
  ],
  ...[
    '%00',
    '%C3%28',
    '%2F',
    '..',
    '.',
    ';',
    ';a=1',
    '.a.b',
    ',',
    'a,b',
    'by,x',
    'by=x',
    '|',
    '&',
    '=',
  ],
  ...[
    '[',
    ']',
    '[]',
    '{',
    '{}',
    '"',
    "'",
    '\\',
    '<',
    '<a',
    '&#0;',
    '\u0000',
    '\ufeff',
    '\ud800',
    '😀',
    'é',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '2023-02-30',
    'c211984f-b5a5-45fb-ae38-9f22fe0465d9',
  ],
  '[[[[[[[[[[[[[[[[',
  'a'.repeat(300),
);
const word = fc.oneof(
  { weight: 3, arbitrary: nasty },
  fc.string({ unit: 'binary', maxLength: 12 }),
);

const mediaTypes = [
  ...['application/json', 'application/problem+json', 'application/xml', 'text/plain', 'image/png'],
  ...[
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=b',
    'multipart/form-data',
  ],
  ...['text/plain; charset=utf-16', 'application/json; charset=latin1', 'application/octet-stream'],
];

const json = fc.oneof(
  fc.json(),
  fc
    .dictionary(
      fc.oneof(word, fc.constantFrom('kind', 'id', 'tags', 'born', 'value', 'children', 'name')),
      fc.jsonValue(),
    )
    .map((value) => JSON.stringify(value)),
  fc.constant('{"kind":"cat","id":1,"kind":"dog","tags":[1,1],"lives":9223372036854775809}'),
);
const xml = fc.oneof(
  fc
    .tuple(word, word, word)
    .map(([name, key, text]) => `<${name} ${key}="${text}">${text}</${name}>`),
  fc.constant(
    '<a:animal xmlns:a="urn:a" kind="cat"><a:id>1</a:id><tags><tag>x</tag></tags></a:animal>',
  ),
  fc.constant('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
);
const form = fc
  .array(fc.tuple(fc.oneof(word, fc.constantFrom('tags', 'filter[by]', 'count', 'x')), word))
  .map((pairs) => pairs.map((pair) => pair.join('=')).join('&'));
const multipart = fc.array(fc.tuple(word, word, json)).map((parts) =>
  parts
    .map(
      ([name, type, text]) =>
        `--b\r\nContent-Disposition: form-data; name="${name}"\r\nContent-Type: ${type}\r\n\r\n${text}\r\n`,
    )
    .join('')
    .concat('--b--'),
);
const body = fc.oneof(
  fc.oneof(json, xml, form, multipart, word).map((text) => new TextEncoder().encode(text)),
  fc.uint8Array({ maxLength: 40 }),
);

function headers(names: readonly string[], types: readonly string[]): fc.Arbitrary<HttpHeaders> {
  const name = fc.constantFrom(...names, 'authorization', 'cookie', 'x-other');
  const value = fc.oneof(
    word,
    fc.constantFrom('Bearer t', 'Basic YTpi', 'sid=a; x', 'a, b'),
    fc.array(word, { maxLength: 3 }),
  );
  const type = fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...types, ...mediaTypes) },
    { weight: 1, arbitrary: word },
  );
  return fc
    .tuple(fc.dictionary(name, value, { maxKeys: 4 }), fc.option(type))
    .map(([fields, contentType]) =>
      contentType === null ? fields : { ...fields, 'content-type': contentType },
    );
}

/** Exchanges that are about an operation, more or less. */
function exchangesOf(operation: Operation): fc.Arbitrary<Exchange> {
  const parameters = operation.parameters.map(({ name }) => name);
  const key = fc.oneof(fc.constantFrom(...parameters, 'deep[by]', 'key'), word);
  const query = fc.array(fc.tuple(key, word), { maxLength: 5 });
  const target = fc
    .tuple(fc.array(word, { minLength: 8, maxLength: 8 }), query)
    .map(
      ([values, pairs]) =>
        operation.path.replace(/\{[^}]*\}/g, () => values.pop() ?? '') +
        (pairs.length === 0 ? '' : `?${pairs.map((pair) => pair.join('=')).join('&')}`),
    );
  const statuses = operation.responses.map(
    ({ status }) => Number(status.replace('XX', '04')) || 418,
  );
  return fc.record({
    request: fc.record({
      method: fc.oneof({ weight: 9, arbitrary: fc.constant(operation.method) }, word),
      target: fc.oneof({ weight: 9, arbitrary: target }, word),
      headers: headers(
        parameters.map((name) => name.toLowerCase()),
        operation.requestBody?.content.map(({ name }) => name) ?? [],
      ),
      body,
    }),
    response: fc.record({
      status: fc.oneof(fc.constantFrom(...statuses, 200), fc.integer()),
      headers: headers(
        operation.responses.flatMap((response) =>
          response.headers.map(({ name }) => name.toLowerCase()),
        ),
        operation.responses.flatMap((response) => response.content.map(({ name }) => name)),
      ),
      body,
    }),
  });
}

let slowest = { milliseconds: 0, call: '' };

/** Judges, and puts everything that was found into words. */
function judged(call: string, judge: () => readonly Finding[]): void {
  const start = performance.now();
  const findings = judge();
  const milliseconds = performance.now() - start;
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

  test('and finds nothing wrong with the document of everything', async () => {
    expect((await judgeOf(everything)).document()).toEqual([]);
  });
});

/** A value of a document: what may stand there, and what may not. */
const replacement = fc.oneof(
  word,
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(
    ...[
      '#/components/schemas/Pet',
      '#/paths',
      '#',
      '#a',
      'other.yaml#/a',
      '#/components/parameters/Limit',
    ],
    ...[
      'object',
      'array',
      'integer',
      'null',
      'path',
      'query',
      'header',
      'cookie',
      'simple',
      'deepObject',
    ],
    ...[true, false, null, 0, -1, 1.5, 2 ** 60, [], {}],
  ),
  fc.constantFrom('#', '#/components/schemas/Pet', '#a', '').map(($ref) => ({ $ref })),
);
const keyword = fc.constantFrom(
  ...[
    '$ref',
    '$dynamicRef',
    '$anchor',
    '$id',
    '$schema',
    'type',
    'items',
    'allOf',
    'oneOf',
    'not',
    'if',
  ],
  ...[
    'properties',
    'required',
    'pattern',
    'format',
    'enum',
    'const',
    'multipleOf',
    'maxLength',
    'content',
  ],
  ...[
    'schema',
    'examples',
    'example',
    'style',
    'explode',
    'security',
    'servers',
    'encoding',
    '__proto__',
  ],
);

type Change = readonly [
  at: number,
  kind: 'replace' | 'remove' | 'add',
  key: string,
  value: unknown,
];

/** Changes a part of a document, the one that comes `at`-th in a walk. */
function changed(document: unknown, [at, kind, key, value]: Change): unknown {
  const copy = structuredClone(document);
  const parts: (readonly [Record<string, unknown>, string])[] = [];
  const visit = (node: unknown) => {
    if (typeof node !== 'object' || node === null) return;
    for (const name of Object.keys(node)) {
      parts.push([node as Record<string, unknown>, name]);
      visit((node as Record<string, unknown>)[name]);
    }
  };
  visit(copy);
  const [parent, name] = parts[at % Math.max(parts.length, 1)] ?? [{}, ''];
  if (kind === 'remove') delete parent[name];
  else
    Object.defineProperty(parent, kind === 'add' ? key : name, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  return copy;
}

test('neither loading nor judging a document that is faulty ever throws', options, async () => {
  const change: fc.Arbitrary<Change> = fc.tuple(
    fc.nat(500),
    fc.constantFrom('replace', 'remove', 'add'),
    keyword,
    replacement,
  );
  const document = fc
    .tuple(fc.constantFrom(...seeds), fc.array(change, { minLength: 1, maxLength: 4 }))
    .map(([seed, changes]) => JSON.stringify(changes.reduce<unknown>(changed, seed)));
  const property = fc.asyncProperty(document, json, async (text, content) => {
    const { api, findings } = await load(text);
    judged('load', () => findings);
    if (api === undefined) return;
    const judge = createJudge(api);
    judged(text, () => judge.document());
    judged(text, () => judge.compileAll());
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

test.runIf(process.env.FUZZ_RUNS)('the slowest call', () => {
  console.info(`${slowest.milliseconds.toFixed(1)} ms: ${slowest.call}`);
});
