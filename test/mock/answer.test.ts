import { expect, test } from 'vitest';
import { createJudge } from '../../src/index.ts';
import { makeAnswer } from '../../src/mock/answer.ts';
import { createAnswerSources } from '../../src/mock/answer-sources.ts';
import type { Prism } from '../../src/mock/prism/data.ts';
import { createSchemas } from '../../src/schema/schemas.ts';
import { apiOf } from './api.ts';

const name = { type: 'string' };
const made = { type: 'string', 'x-faker': 'person.firstName' };
const nothing = { type: 'string', minLength: 2, maxLength: 1 };
const twice = { type: 'object', required: ['a', 'a'] };
const ambiguous = { oneOf: [{ type: 'string' }, { type: 'string', title: 'Same' }] };
const fakedAmbiguous = { oneOf: [made, { type: 'string', title: 'Same' }] };

/** Prism takes longer to load than most mocks take to start, so only these answers use it. */
test.each<[why: string, described: object, dynamic: boolean, asks: number, source: string]>([
  ['an example', { schema: name, example: 'Rex' }, false, 0, 'shown'],
  ['a sample', { schema: name }, false, 0, 'shown'],
  ['an example, instead of one that is not valid', { schema: name, example: 1 }, false, 0, 'shown'],
  ['made-up data', { schema: name }, true, 0, 'made-up'],
  ['an example, where there is nothing to make data of', { example: 'Rex' }, true, 0, 'shown'],
  ['an example of what x-faker could make', { schema: made, example: 'Rex' }, false, 0, 'shown'],
  ['data that x-faker makes', { schema: made }, true, 1, 'prism'],
  ['what cannot be', { schema: nothing }, false, 1, 'problem'],
  ['what cannot be made up', { schema: nothing }, true, 1, 'problem'],
  ['what two branches accept', { schema: ambiguous }, false, 0, 'problem'],
  ['what two branches accept, made up', { schema: ambiguous }, true, 0, 'problem'],
  ['what two branches accept, by x-faker', { schema: fakedAmbiguous }, false, 1, 'problem'],
  ['what cannot be judged', { schema: twice }, false, 0, 'problem'],
  ['what cannot be judged, at random', { schema: twice }, true, 0, 'problem'],
])(
  '%s: Prism answers only if there is no other answer',
  async (_, described, dynamic, asks, source) => {
    const responses = { 200: { description: 'Good.', content: { 'application/json': described } } };
    const api = await apiOf(
      JSON.stringify({
        openapi: '3.1.0',
        info: { title: 'It', version: '1' },
        paths: { '/pet': { get: { responses } } },
      }),
    );
    const judge = createJudge(api);
    let asked = 0;
    const prism: Prism = {
      load: async () => {},
      async answer() {
        asked += 1;
        return { ok: true, value: 'R', headers: {} };
      },
    };
    const [operation] = api.operations;
    const [response] = operation!.responses;
    const [media] = response!.content;
    const outcome = await makeAnswer(
      operation!,
      {
        ...{ status: 200, response: response!, media, range: media!.range, example: undefined },
        ...{ dynamic, seed: '1', others: [], parameters: {}, errors: false, lenient: false },
      },
      { judge, sources: createAnswerSources(judge), prism },
    );
    expect(outcome.source).toBe(source);
    expect(asked).toBe(asks);
  },
);

test('an example is written and judged once, for all requests', async () => {
  const api = await apiOf(
    JSON.stringify({
      openapi: '3.1.0',
      info: { title: 'It', version: '1' },
      paths: {
        '/pet': {
          get: {
            responses: {
              200: {
                description: 'Good.',
                content: { 'application/json': { schema: name, example: 'Rex' } },
              },
            },
          },
        },
      },
    }),
  );
  const checked: unknown[] = [];
  const schemas = createSchemas(api);
  const judge = createJudge(api, {
    schemas: {
      ...schemas,
      check(schema, direction, value, exact) {
        const verdict = schemas.check(schema, direction, value, exact);
        // Compilation may interrupt a check, which begins again then.
        checked.push(value);
        return verdict;
      },
    },
  });
  const [operation] = api.operations;
  const [response] = operation!.responses;
  const [media] = response!.content;
  const sources = createAnswerSources(judge);
  const prism: Prism = {
    load: async () => {},
    answer: async () => ({ ok: false, reason: 'nobody asks' }),
  };
  for (const example of [undefined, 'default']) {
    const { response: answer } = await makeAnswer(
      operation!,
      {
        ...{ status: 200, response: response!, media, range: media!.range, example },
        ...{
          dynamic: false,
          seed: undefined,
          others: [],
          parameters: {},
          errors: false,
          lenient: false,
        },
      },
      { judge, sources, prism },
    );
    expect(new TextDecoder().decode(answer.body)).toBe('"Rex"');
  }
  expect(checked).toEqual(['Rex']);
});
