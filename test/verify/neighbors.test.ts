import { expect, test } from 'vitest';
import { judgeOf } from './planned.ts';
import { type Answer, runAt } from './reference.ts';

const cups = `
  /cups:
    post:
      operationId: createCup
      requestBody: {required: true, content: {application/json: {schema: &cup {type: object, required: [size], properties: {id: {type: integer, readOnly: true}, size: {type: integer}}}}}}
      responses: {'201': {description: d, content: {application/json: {schema: *cup}}}, '400': {description: no}, '415': {description: no}}
  /cups/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
    get: {operationId: getCup, parameters: [{name: unit, in: query, required: true, schema: {enum: [ml]}}], responses: {'200': {description: d, content: {application/json: {schema: *cup}}}, '400': {description: no}, '404': {description: none}}}
    delete: {operationId: deleteCup, responses: {'204': {description: d}, '400': {description: no}, '404': {description: none}}}`;

type Deletion = (cups: Map<unknown, object>, id: unknown) => void;

// RFC 9110 section 9.3.5: DELETE removes its target.
test.each<[name: string, remove: Deletion, isOneItem: boolean, want: readonly string[]]>([
  ['removes its target', (all, id) => all.delete(id), false, []],
  ['removes an item that two creations made', (all, id) => all.delete(id), true, []],
  [
    'removes all items',
    (all) => all.clear(),
    false,
    [
      'violation createCup/chain/delete/other: "deleteCup" deleted one item, but another one is gone, too: the status was 404',
    ],
  ],
  [
    'removes the last item, too',
    (all, id) => {
      all.delete(id);
      all.delete([...all.keys()].at(-1));
    },
    false,
    [
      'violation createCup/chain/delete/other: "deleteCup" deleted one item, but another one is gone, too: the status was 404',
    ],
  ],
])('a deletion that %s', async (_, remove, isOneItem, want) => {
  const all = new Map<unknown, object>();
  let made = 0;
  const { found } = await runAt(await judgeOf(cups), {
    handle({ operation, path: { id }, body }): Answer {
      if (operation === 'createCup') {
        if (!isOneItem || !all.has(made)) made += 1;
        all.set(made, { ...body, id: made });
        return [201, all.get(made)];
      }
      if (!all.has(id)) return [404];
      if (operation === 'getCup') return [200, all.get(id)];
      remove(all, id);
      return [204];
    },
  });
  expect(found.filter((one) => one.includes('/delete/other:'))).toEqual(want);
});
