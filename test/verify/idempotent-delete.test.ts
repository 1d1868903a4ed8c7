import { expect, test } from 'vitest';
import { judgeOf } from './planned.ts';
import { runAt } from './reference.ts';

const judge = await judgeOf(`
  /cards/{card}:
    parameters: [{name: card, in: path, required: true, schema: {type: string}, example: c1}]
    get:
      operationId: read
      responses: {'200': {description: the card}, 4XX: {description: no}, '404': {description: no such card}}
    delete:
      operationId: remove
      responses: {'204': {description: gone}, 4XX: {description: no}, '404': {description: no such card}}`);

test('a success for an unknown item is a violation of a read, and an advisory of DELETE', async () => {
  const { found } = await runAt(judge, {
    handle: ({ operation }) => (operation === 'read' ? [200] : [204]),
  });
  expect(found.map((one) => one.replace(/:.*/, ''))).toEqual([
    'violation read/chain/absent/card',
    'advisory remove/chain/absent/card',
  ]);
});

test('a success for an unknown value of a parameter that names no item of the contract is an advisory', async () => {
  const scoped = await judgeOf(`
  /regions/{region}/cards/{card}:
    parameters:
      - {name: region, in: path, required: true, schema: {type: string}, example: north}
      - {name: card, in: path, required: true, schema: {type: string}, example: c1}
    get:
      operationId: read
      responses: {'200': {description: the card}, 4XX: {description: no}, '404': {description: no such card}}`);
  const { found } = await runAt(scoped, { handle: () => [200] });
  expect(found.map((one) => one.replace(/:.*/, ''))).toEqual([
    'advisory read/chain/absent/region',
    'violation read/chain/absent/card',
  ]);
});

test.each([
  ['an advisory, if no answer shows ids', '{url: {type: string}}', 'advisory'],
  ['a violation, if a creation shows them', '{id: {type: string}}', 'violation'],
])('a success below an unknown item is %s', async (_, properties, severity) => {
  const content = `content: {application/json: {schema: {type: object, properties: ${properties}}}}`;
  const archives = await judgeOf(`
  /archives:
    post:
      operationId: pack
      requestBody: {${content}}
      responses: {'201': {description: d, ${content}}}
  /archives/{id}/status:
    get:
      operationId: progress
      parameters: [{name: id, in: path, required: true, schema: {type: string}, example: a1}]
      responses: {'200': {description: d}, 4XX: {description: no}, '404': {description: none}}`);
  const { found } = await runAt(archives, {
    handle: ({ operation }) => (operation === 'pack' ? [201, { id: 'a1', url: '/a1' }] : [200]),
  });
  const absent = found.filter((one) => one.includes('progress/chain/absent/id'));
  expect(absent.map((one) => one.split(' ')[0])).toEqual([severity]);
});
