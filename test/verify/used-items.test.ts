import { expect, test } from 'vitest';
import { judgeOf } from './planned.ts';
import { type Answer, type Received, runAt } from './reference.ts';

const contract = `
  /loans:
    post:
      operationId: lend
      requestBody: {required: true, content: {application/json: {schema: {type: object, required: [copyId], properties: {copyId: {type: string}, days: {type: integer, maximum: 9}}}}}}
      responses: {'201': {description: d}, '400': {description: no}, '409': {description: lent already}, '415': {description: no}, '422': {description: no such copy}}
  /copies:
    get: {operationId: listCopies, responses: {'200': {description: d, content: {application/json: {schema: {type: array, items: &copy {type: object, properties: {id: {type: string}, title: {type: string}}}}}}}}}
    post:
      operationId: addCopy
      requestBody: {required: true, content: {application/json: {schema: {type: object, required: [title], properties: {title: {type: string}}}}}}
      responses: {'201': {description: d, content: {application/json: {schema: *copy}}}, '400': {description: no}, '415': {description: no}}
  /copies/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    get: {operationId: readCopy, responses: {'200': {description: d, content: {application/json: {schema: *copy}}}, '404': {description: none}}}`;

/** A provider that lends each copy once, and looks at the copy before the number of days. */
async function run(isChecked: boolean) {
  const copies = new Map<unknown, object>([['c1', { id: 'c1', title: 'Old' }]]);
  const lent = new Set<unknown>(['c1']);
  const lend = ({ copyId, days = 1 }: { copyId: unknown; days?: number }): Answer => {
    if (!copies.has(copyId)) return [422];
    if (lent.has(copyId)) return [409];
    if (isChecked && !(Number.isInteger(days) && days <= 9)) return [400];
    lent.add(copyId);
    return [201];
  };
  return runAt(await judgeOf(contract), {
    takes: ({ operation, body }, { code }) =>
      operation === 'lend' && code === 'value-invalid' && typeof body?.copyId === 'string'
        ? lend(body)
        : undefined,
    handle({ operation, body, path }: Received): Answer {
      if (operation === 'lend') return lend(body);
      if (operation === 'listCopies') return [200, [...copies.values()]];
      if (operation === 'readCopy') {
        return copies.has(path.id) ? [200, copies.get(path.id)] : [404];
      }
      const id = `c${copies.size + 1}`;
      copies.set(id, { ...body, id });
      return [201, copies.get(id)];
    },
  });
}

test('new items are made if the existing ones are in use', async () => {
  const { found, outcomes } = await run(true);
  expect(found).toEqual([]);
  const ofLoans = outcomes.filter(({ case: { id } }) => id.startsWith('lend/valid/'));
  expect(ofLoans.map(({ kind }) => kind)).not.toContain('inconclusive');
  expect(ofLoans.length).toBeGreaterThan(3);
});

test('an item in use does not hide that a wrong value is accepted', async () => {
  const { found } = await run(false);
  expect(found.join('\n')).toMatch(/violation lend\/invalid\/body\/days.*/);
});
