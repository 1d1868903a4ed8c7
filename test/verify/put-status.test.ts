import { expect, test } from 'vitest';
import { judgeOf } from './planned.ts';
import { type Answer, runAt } from './reference.ts';

const contract = (statuses: readonly number[]) => `
  /flags:
    get: {operationId: listFlags, responses: {'200': {description: d, content: {application/json: {schema: {type: array, items: &flag {type: object, required: [color], properties: {code: {type: string}, color: {type: string}}}}}}}}}
  /flags/{code}:
    parameters: [{name: code, in: path, required: true, schema: {type: string, pattern: '^[a-z]{4,9}$'}, example: first}]
    get: {operationId: getFlag, responses: {'200': {description: d, content: {application/json: {schema: *flag}}}, '404': {description: none}}}
    put:
      operationId: putFlag
      requestBody: {required: true, content: {application/json: {schema: *flag}}}
      responses: {${statuses.map((one) => `'${one}': {description: d}`).join(', ')}, '400': {description: no}, '415': {description: no}}
    delete: {operationId: deleteFlag, responses: {'204': {description: d}, '404': {description: none}}}`;

interface Faults {
  readonly statuses?: readonly number[];
  readonly created?: number;
  readonly replaced?: number;
  /** Whether a PUT at a new path says that it created, and keeps nothing. */
  readonly forgets?: true;
}

async function run({ statuses = [200, 201], created = 201, replaced = 200, forgets }: Faults) {
  const flags = new Map<unknown, object>([['first', { code: 'first', color: 'red' }]]);
  const judge = await judgeOf(contract(statuses));
  const ran = await runAt(judge, {
    handle({ operation, path: { code }, body }): Answer {
      const known = flags.get(code);
      if (operation === 'listFlags') return [200, [...flags.values()]];
      if (operation === 'putFlag') {
        if (known !== undefined || !forgets) flags.set(code, { ...body, code });
        return [known === undefined ? created : replaced];
      }
      if (known === undefined) return [404];
      if (operation === 'getFlag') return [200, known];
      flags.delete(code);
      return [204];
    },
  });
  return { ...ran, left: [...flags.keys()] };
}

// RFC 9110 section 9.3.4: 201 if it created, 200 or 204 if it replaced.
test.each<[name: string, faults: Faults, want: readonly string[]]>([
  ['keeps the section', {}, []],
  ['answers a replacement with 204', { statuses: [201, 204], replaced: 204 }, []],
  [
    'answers a creation with 200',
    { created: 200 },
    ['violation putFlag/chain/new: the PUT created what was not there, but the status was 200'],
  ],
  [
    'answers a replacement with 201',
    { replaced: 201 },
    ['violation putFlag/chain/new: the PUT replaced what was there, but the status was 201'],
  ],
  [
    'answers a replacement with 201, where nothing else is described',
    { statuses: [201], replaced: 201 },
    ['advisory putFlag/chain/new: the PUT replaced what was there, but the status was 201'],
  ],
  [
    'keeps nothing',
    { forgets: true },
    [
      'violation putFlag/chain/new: "putFlag" succeeded, but what it created was not found: the status was 404',
    ],
  ],
])('a provider that %s', async (_, faults, want) => {
  const { found, left, outcomes } = await run(faults);
  expect(found.filter((one) => one.includes('putFlag/chain/new:'))).toEqual(want);
  const put = outcomes.find((one) => one.case.id === 'putFlag/chain/new');
  expect(put?.kind).toBe(want.some((one) => one.startsWith('violation')) ? 'failed' : 'passed');
  if (want.length === 0) expect(left).toEqual(['first']);
});

test('a PUT to an item that a POST made replaces it', async () => {
  const judge = await judgeOf(`
  /cups:
    post:
      operationId: createCup
      requestBody: {required: true, content: {application/json: {schema: &cup {type: object, properties: {id: {type: integer, readOnly: true}, size: {type: integer}}}}}}
      responses: {'201': {description: d, content: {application/json: {schema: *cup}}}}
  /cups/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
    get: {operationId: getCup, responses: {'200': {description: d, content: {application/json: {schema: *cup}}}, '404': {description: none}}}
    put:
      operationId: putCup
      requestBody: {required: true, content: {application/json: {schema: *cup}}}
      responses: {'200': {description: d}, '201': {description: d}, '404': {description: none}}`);
  const cups = new Map<unknown, object>();
  const { found } = await runAt(judge, {
    handle({ operation, path: { id }, body }): Answer {
      if (operation === 'createCup') {
        const made = { ...body, id: cups.size + 1 };
        cups.set(made.id, made);
        return [201, made];
      }
      if (!cups.has(id)) return [404];
      if (operation === 'getCup') return [200, cups.get(id)];
      cups.set(id, { ...body, id });
      return [201];
    },
  });
  expect(found).toContain(
    'violation createCup/chain/replace/read: the PUT replaced what was there, but the status was 201',
  );
});
