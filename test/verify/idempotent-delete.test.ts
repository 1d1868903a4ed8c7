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
