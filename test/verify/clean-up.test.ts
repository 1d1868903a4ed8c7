import { expect, test } from 'vitest';
import type { Mode } from '../../src/index.ts';
import type { Leftover } from '../../src/verify/clean-up.ts';
import { judgeOf } from './planned.ts';
import { type Answer, type Received, runAt } from './reference.ts';

const id = (name: string, example?: number) =>
  `{name: ${name}, in: path, required: true, schema: {type: integer}${example === undefined ? '' : `, example: ${example}`}}`;
const body = (schema: string, example: string) =>
  `{required: true, content: {application/json: {schema: ${schema}, example: ${example}}}}`;
const shelf = '{type: object, required: [label], properties: {label: {type: string}}}';
const stored =
  '{type: object, required: [id, label], properties: {id: {type: integer}, label: {type: string}}}';
const answers = (status: number, schema?: string) =>
  `'${status}': {description: d${schema ? `, content: {application/json: {schema: ${schema}}}` : ''}}, '400': {description: no}, '404': {description: none}, '415': {description: no}`;

const contract = (remove: boolean) => `
  /shelves:
    get: {operationId: listShelves, responses: {${answers(200, `{type: array, items: ${stored}}`)}}}
    post: {operationId: addShelf, requestBody: ${body(shelf, '{label: top}')}, responses: {${answers(201, stored)}}}
  /shelves/{shelfId}:
    get: {operationId: getShelf, parameters: [${id('shelfId', 1)}], responses: {${answers(200, stored)}}}
    put: {operationId: putShelf, parameters: [${id('shelfId', 1)}], requestBody: ${body(shelf, '{label: low}')}, responses: {${answers(200, stored)}}}
    ${remove ? `delete: {operationId: removeShelf, parameters: [${id('shelfId', 1)}], responses: {${answers(204)}}}` : ''}
  /shelves/{shelfId}/boxes:
    post: {operationId: addBox, parameters: [${id('shelfId', 1)}], requestBody: ${body(shelf, '{label: box}')}, responses: {${answers(201, stored)}}}
    get: {operationId: listBoxes, parameters: [${id('shelfId', 1)}], responses: {${answers(200, `{type: array, items: ${stored}}`)}}}
  /shelves/{shelfId}/boxes/{boxId}:
    get: {operationId: getBox, parameters: [${id('shelfId')}, ${id('boxId')}], responses: {${answers(200, stored)}}}
    delete: {operationId: removeBox, parameters: [${id('shelfId')}, ${id('boxId')}], responses: {${answers(204)}}}`;

/** Shelves with boxes; a shelf that has boxes stays. */
function shelves() {
  const all = new Map([
    [1, 'first'],
    [2, 'second'],
  ]);
  const boxes = new Map<string, string>();
  let last = 2;
  const stored = (key: number, label = '') => ({ id: key, label });
  const handle = ({ operation, body: sent, path }: Received): Answer => {
    const shelfId = path.shelfId as number;
    const key = `${shelfId}/${path.boxId}`;
    if (operation === 'listShelves') {
      return [200, [...all].map(([one, label]) => stored(one, label))];
    }
    if (operation === 'addShelf') {
      last += 1;
      all.set(last, sent.label);
      return [201, stored(last, sent.label), { location: `/shelves/${last}` }];
    }
    if (!all.has(shelfId)) return [404];
    switch (operation) {
      case 'getShelf':
        return [200, stored(shelfId, all.get(shelfId))];
      case 'putShelf':
        all.set(shelfId, sent.label);
        return [200, stored(shelfId, sent.label)];
      case 'removeShelf':
        if ([...boxes.keys()].some((one) => one.startsWith(`${shelfId}/`))) return [409];
        all.delete(shelfId);
        return [204];
      case 'addBox':
        last += 1;
        boxes.set(`${shelfId}/${last}`, sent.label);
        return [201, stored(last, sent.label), { location: `/shelves/${shelfId}/boxes/${last}` }];
      case 'listBoxes':
        return [
          200,
          [...boxes]
            .filter(([one]) => one.startsWith(`${shelfId}/`))
            .map(([one, label]) => stored(Number(one.split('/')[1]), label)),
        ];
      case 'getBox':
        return boxes.has(key) ? [200, stored(path.boxId as number, boxes.get(key))] : [404];
      case 'removeBox':
        return boxes.delete(key) ? [204] : [404];
      default:
        return [404];
    }
  };
  return { handle, state: () => [[...all], [...boxes]] };
}

async function runIn(mode: Mode, remove = true) {
  const provider = shelves();
  const before = provider.state();
  const left: Leftover[] = [];
  const run = { mode, onLeftovers: (all: readonly Leftover[]) => left.push(...all) };
  const judge = await judgeOf(contract(remove));
  const first = await runAt(judge, provider, { run });
  const after = provider.state();
  const second = await runAt(judge, provider, { run });
  return { before, after, left, first, second };
}

test('a run deletes the items that it created, and the next run has the same result', async () => {
  const { before, after, left, first, second } = await runIn('full');
  expect(after).toEqual(before);
  expect(left).toEqual([]);
  expect(first.found.filter((one) => one.startsWith('violation'))).toEqual([]);
  expect(second.found).toEqual(first.found);
  expect(second.outcomes.map(({ kind }) => kind)).toEqual(first.outcomes.map(({ kind }) => kind));
});

test('items that cannot be deleted are listed', async () => {
  const { left } = await runIn('full', false);
  expect(left.length).toBeGreaterThan(0);
  expect(new Set(left.map(({ made, reason }) => `${made}: ${reason}`))).toEqual(
    new Set(['POST /shelves: no operation deletes it']),
  );
});

test('--mode examples deletes only items from the contract', async () => {
  const { left, first } = await runIn('examples');
  expect(first.seen).toContain('DELETE /shelves/1');
  expect(left.length).toBeGreaterThan(0);
  expect(left[0]).toMatchObject({ reason: '--mode examples sends nothing else' });
});
