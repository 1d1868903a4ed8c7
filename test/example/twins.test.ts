import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { requestExamples } from '../../src/example/request.ts';
import { createJudge, createMock } from '../../src/index.ts';
import { apiOf } from '../api/source.ts';

/*
 * The requests that are shown, the answers of the mock and the verdicts of the judge must agree, for
 * every media type and style. SPECWRIGHT_EXAMPLES sets the number of documents.
 */
const numRuns = Number(process.env.SPECWRIGHT_EXAMPLES ?? 150);

const name = fc.constantFrom('a', 'b', 'c-d', 'été', 'x y');
const text = fc.constantFrom(
  '',
  'a',
  'a,b',
  'x y',
  'é',
  '1',
  'true',
  'a&b=c',
  '<a/>',
  '\'"\\',
  'data: x',
);

const scalar = fc.constantFrom<object>(
  { type: 'string' },
  { type: 'string', minLength: 3 },
  { type: 'string', format: 'date-time' },
  { type: 'string', enum: ['a,b', 'c'] },
  { type: 'integer' },
  { type: 'integer', minimum: 7 },
  { type: 'number', multipleOf: 0.5 },
  { type: 'boolean' },
  { type: ['string', 'null'] },
  { type: ['integer', 'null'] },
  { const: 'x y' },
  { enum: [1, 2] },
);

/** Schemas as contracts have them: objects and lists of a few texts and numbers. */
const { schema } = fc.letrec<{ schema: object }>((tie) => ({
  schema: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.record(
      {
        type: fc.constant('array'),
        items: tie('schema'),
        minItems: fc.constantFrom(0, 1, 2),
        uniqueItems: fc.boolean(),
      },
      { requiredKeys: ['type', 'items'] },
    ),
    fc.dictionary(name, tie('schema'), { maxKeys: 3 }).chain((properties) =>
      fc.record({
        type: fc.constant('object'),
        properties: fc.constant(properties),
        required: fc.subarray(Object.keys(properties)),
        additionalProperties: fc.constantFrom(true, false),
      }),
    ),
    fc.array(tie('schema'), { minLength: 1, maxLength: 2 }).map((anyOf) => ({ anyOf })),
    fc.constant({ $ref: '#/components/schemas/Pet' }),
  ),
}));

const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    text,
    fc.constantFrom(0, 7, 1.5, true, null, 2 ** 53 + 2),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(name, tie('value'), { maxKeys: 3 }),
  ),
})).value;

const examples = fc.oneof(
  fc.constant({}),
  value.map((example) => ({ example })),
  fc.array(value, { maxLength: 3 }).map((values) => ({
    examples: Object.fromEntries(values.map((one, index) => [`e${index}`, { value: one }])),
  })),
);

const types = [
  'application/json',
  'application/problem+json',
  'application/jsonl',
  'application/json-seq',
  'text/event-stream',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'multipart/mixed',
  'application/xml',
  'image/svg+xml',
  'text/plain',
  'text/plain; charset=utf-16',
  'text/*',
  '*/*',
  'application/octet-stream',
  'image/png',
] as const;

/** A media type: with a schema, with that of its items, or with neither. */
const mediaType = fc
  .tuple(fc.record({ schema, itemSchema: schema }, { requiredKeys: [] }), examples)
  .map(([described, shown]) => ({ ...described, ...shown }));

const content = fc.dictionary(fc.constantFrom(...types), mediaType, { minKeys: 1, maxKeys: 3 });

async function contractOf(openapi: string, operation: object, path = '/x') {
  const api = await apiOf(
    JSON.stringify({
      openapi,
      info: { title: 'T', version: '1' },
      paths: { [path]: { post: operation } },
      components: {
        schemas: {
          Pet: {
            type: 'object',
            required: ['id'],
            properties: {
              id: { type: 'integer' },
              tags: { type: 'array', items: { type: 'string' } },
            },
          },
        },
      },
    }),
  );
  return { api, judge: createJudge(api), operation: api.operations[0]! };
}

const violationsOf = (findings: readonly { severity: string; code: string; args: object }[]) =>
  findings
    .filter(({ severity }) => severity === 'violation')
    .map(({ code, args }) => ({ code, ...args }));

describe('for random contracts', () => {
  test('a request that is shown is judged valid, and the mock gives the same as an answer', {
    timeout: 600_000,
  }, async () => {
    let shown = 0;
    const property = fc.asyncProperty(
      fc.constantFrom('3.0.3', '3.1.0', '3.2.0'),
      content,
      async (openapi, content) => {
        const { api, judge, operation } = await contractOf(openapi, {
          requestBody: { required: true, content },
          responses: { 200: { description: 'What was sent.', content } },
        });
        const requests = requestExamples(operation, judge.schemas);
        const mock = createMock([{ name: 'x', api }]);
        const answered = new Set<string>();
        for (const { request, call } of requests) {
          shown += 1;
          const judged = judge.request(request);
          expect(judged.operation).toBe(operation);
          expect(violationsOf(judged.findings)).toEqual([]);
          const { media } = call.body!;
          if (answered.has(media.name)) continue;
          answered.add(media.name);
          const answer = await mock.fetch(
            new Request('http://mock.test/x', {
              method: 'POST',
              headers: {
                accept: media.name,
                'content-type': String(request.headers['content-type']),
              },
              body: new Uint8Array(request.body),
            }),
          );
          const body = new Uint8Array(await answer.arrayBuffer());
          // Of several, the field may mean another one.
          if (Object.keys(content).length > 1) continue;
          expect([answer.status, plain(body)]).toEqual([200, plain(request.body)]);
          const headers = Object.fromEntries(answer.headers);
          const response = { status: answer.status, headers, body };
          expect(violationsOf(judge.response(operation, request, response).findings)).toEqual([]);
        }
      },
    );
    await fc.assert(property, { numRuns });
    expect(shown).toBeGreaterThan(numRuns / 2);
  });

  test('a parameter that is shown is judged valid in every style', {
    timeout: 600_000,
  }, async () => {
    let shown = 0;
    const property = fc.asyncProperty(
      fc.constantFrom('3.0.3', '3.1.0', '3.2.0'),
      fc.uniqueArray(parameter, { minLength: 1, maxLength: 4, selector: ({ name }) => name }),
      async (openapi, parameters) => {
        const segments = parameters
          .filter((one) => one.in === 'path')
          .map((one) => `/{${one.name}}`);
        const { judge, operation } = await contractOf(
          openapi,
          { parameters, responses: { 200: { description: 'Good.' } } },
          `/x${segments.join('')}`,
        );
        for (const { request } of requestExamples(operation, judge.schemas)) {
          shown += 1;
          const judged = judge.request(request);
          expect(judged.operation).toBe(operation);
          expect(violationsOf(judged.findings)).toEqual([]);
        }
      },
    );
    await fc.assert(property, { numRuns: 2 * numRuns });
    expect(shown).toBeGreaterThan(numRuns);
  });
});

const styles = {
  path: ['simple', 'label', 'matrix'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
  header: ['simple'],
  cookie: ['form', 'cookie'],
} as const;

const parameter = fc.constantFrom('path', 'query', 'header', 'cookie').chain((place) =>
  fc
    .tuple(
      fc.record({
        in: fc.constant(place),
        name: fc.constantFrom('p', 'q', 'r', 's'),
        required: place === 'path' ? fc.constant(true) : fc.boolean(),
      }),
      fc.oneof(
        {
          weight: 4,
          arbitrary: fc.record(
            {
              style: fc.constantFrom<string>(...styles[place]),
              explode: fc.boolean(),
              allowReserved: fc.boolean(),
              schema,
            },
            { requiredKeys: ['schema'] },
          ),
        },
        {
          weight: 1,
          arbitrary: fc
            .tuple(
              fc.constantFrom('application/json', 'application/xml', 'text/plain'),
              fc.record({ schema }, { requiredKeys: [] }),
            )
            .map(([type, described]) => ({ content: { [type]: described } })),
        },
      ),
      examples,
    )
    .map(([named, described, shown]) => {
      if (!('content' in described)) return { ...named, ...described, ...shown };
      const content = Object.entries(described.content).map(([type, one]) => [
        type,
        { ...one, ...shown },
      ]);
      return { ...named, content: Object.fromEntries(content) };
    }),
);

/** As text, with one boundary for all multipart bodies. */
function plain(body: Uint8Array): string {
  const text = Buffer.from(body).toString('latin1');
  const boundary = /^--(\S+)/.exec(text)?.[1];
  return boundary === undefined ? text : text.replaceAll(boundary, 'boundary');
}
