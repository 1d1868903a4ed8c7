import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { examineScenarios } from '../../../src/mock/scenarios/examine.ts';
import { readScenarios } from '../../../src/mock/scenarios/read.ts';
import { apiOf } from '../api.ts';
import { pets } from '../journal/pets.ts';

const schema = JSON.parse(
  readFileSync(new URL('../../../schemas/scenarios.schema.json', import.meta.url), 'utf8'),
);
const isByTheSchema = new Ajv2020({ strict: false }).compile(schema);
const api = await apiOf(pets, 'pets');
const one = (answers: unknown) => ({ scenarios: { one: { answers: [answers] } } });

test('a valid file is read', () => {
  const written = one({
    operation: 'getPet',
    when: { path: { id: 1 }, query: { a: '*' }, headers: { 'X-A': 'b' }, body: { '/a~1b': null } },
    sequence: [{}, { status: 404 }, { example: 'cat', headers: { 'X-B': 3 } }],
    repeat: true,
  });
  expect(isByTheSchema(written)).toBe(true);
  expect(readScenarios(written, api).problems).toEqual([]);
});

test.each([
  [{ scenario: {} }, '/scenario', '"scenario" is not known; did you mean "scenarios"?'],
  [{ scenarios: [] }, '/scenarios', 'expected scenarios by their names'],
  [{ scenarios: { one: { answers: {} } } }, '/scenarios/one/answers', 'expected a list'],
  [one({}), '/scenarios/one/answers/0', '"operation" must say which operation answers'],
  [one({ operation: 'getPet', status: 99 }), '/scenarios/one/answers/0/status', 'the status must'],
  [one({ operation: 'getPet', sequence: [] }), '/scenarios/one/answers/0/sequence', 'expected at'],
  [
    one({ operation: 'getPet', when: { body: { name: 1 } } }),
    '/scenarios/one/answers/0/when/body/name',
    '"name" is not a JSON Pointer',
  ],
  [
    one({ operation: 'getPet', when: { header: {} } }),
    '/scenarios/one/answers/0/when/header',
    '"header" is not known; did you mean "headers"?',
  ],
  [
    one({ operation: 'getPet', statsu: 404 }),
    '/scenarios/one/answers/0/statsu',
    '"statsu" is not known; did you mean "status"?',
  ],
  [
    one({ operation: 'getPet', sequence: [{ statsu: 404 }] }),
    '/scenarios/one/answers/0/sequence/0/statsu',
    '"statsu" is not known; did you mean "status"?',
  ],
  [
    one({ operation: 'getPet', status: 404, sequence: [{}] }),
    '/scenarios/one/answers/0/sequence',
    'a sequence stands in the place of an answer',
  ],
  [one({ operation: 'getPet', repeat: true }), '/scenarios/one/answers/0/repeat', '"repeat" is'],
  [
    one({ operation: 'getPet', example: 'cat', body: {} }),
    '/scenarios/one/answers/0/example',
    'an example stands in the place of a body',
  ],
  [
    one({ operation: 'getPet', headers: { 'a b': 1 } }),
    '/scenarios/one/answers/0/headers/a b',
    '"a b" is not the name',
  ],
])('%j is refused, by the schema too', (written, pointer, message) => {
  expect(isByTheSchema(written)).toBe(false);
  const { problems } = readScenarios(written, api);
  expect(problems).toEqual([{ pointer, message: expect.stringContaining(message) }]);
});

test('an operation that is not there is named', () => {
  expect(readScenarios(one({ operation: 'getPets' }), api).problems).toEqual([
    {
      pointer: '/scenarios/one/answers/0/operation',
      message: 'there is no operation "getPets"; did you mean "getPet"?',
    },
  ]);
});

test('an answer that breaks the contract is named with its place', async () => {
  const written = {
    scenarios: {
      good: {
        answers: [
          {
            operation: 'getPet',
            body: { name: 'no {$request.path.id}', id: '{$request.path.id}' },
          },
          { operation: 'getPet', body: { name: 1 }, untrue: true },
          { operation: 'getPet', example: 'dog' },
        ],
      },
      bad: {
        answers: [
          { operation: 'getPet', sequence: [{}, { body: { name: 'x' } }] },
          { operation: 'getPet', example: 'bird' },
          { operation: 'getPet', status: 418 },
          { operation: 'addPet', body: { id: 1 }, status: 201 },
        ],
      },
    },
  };
  const { scenarios, problems } = readScenarios(written, api);
  expect(problems).toEqual([]);
  expect(await examineScenarios(scenarios, api)).toEqual([
    {
      pointer: '/scenarios/bad/answers/0/sequence/1',
      message: expect.stringContaining('response body at /name must have at least 2 characters'),
    },
    {
      pointer: '/scenarios/bad/answers/1',
      message: expect.stringContaining('the status 200 has no example "bird"; it has cat, dog'),
    },
    {
      pointer: '/scenarios/bad/answers/2',
      message: expect.stringContaining('the status 418 is not described for getPet'),
    },
    {
      pointer: '/scenarios/bad/answers/3',
      message: expect.stringContaining('breaks the contract'),
    },
  ]);
});

test('a field that HTTP cannot carry is a fault', async () => {
  const { scenarios } = readScenarios(
    one({ operation: 'getPet', headers: { 'X-A': 'a\nb' } }),
    api,
  );
  expect(await examineScenarios(scenarios, api)).toMatchObject([
    { message: expect.stringContaining('the field "x-a" cannot carry "a\\nb"') },
  ]);
});
