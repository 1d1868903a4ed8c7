import { expect, test } from 'vitest';
import { judgeOf } from './planned.ts';
import { type Answer, type Received, runAt } from './reference.ts';

const pet =
  '{type: object, required: [id], properties: {id: {type: integer, readOnly: true}, name: {type: string}}}';
const judge = await judgeOf(`
  /pets:
    post:
      operationId: addPet
      requestBody: {required: true, content: {application/json: {schema: ${pet}}}}
      responses:
        '201': {description: made, headers: {Location: {schema: {type: string}}}, content: {application/json: {schema: ${pet}}}}
        '400': {description: no}
  /pets/{id}:
    get:
      operationId: readPet
      parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
      responses: {'200': {description: it, content: {application/json: {schema: ${pet}}}}, '400': {description: no}, '404': {description: none}}`);

async function foundWith(locationOf: (id: number) => string) {
  const pets = new Map<number, object>([[1, { id: 1, name: 'first' }]]);
  const handle = ({ operation, body, path }: Received): Answer => {
    const id = operation === 'addPet' ? pets.size + 1 : Number(path.id);
    if (operation === 'addPet') pets.set(id, { ...body, id });
    const made = pets.get(id);
    if (made === undefined) return [404];
    return operation === 'addPet' ? [201, made, { location: locationOf(id) }] : [200, made];
  };
  const { found } = await runAt(judge, { handle }, { plan: { groups: ['chain'] } });
  return found;
}

test('Location leads to the created item, and not to another one', async () => {
  expect(await foundWith((id) => `/pets/${id}`)).toEqual([]);
  expect(await foundWith(() => '/pets/1')).toEqual([
    expect.stringMatching(
      /^violation addPet\/chain\/location: response body at \/id is 1, but "addPet" set it to \d+$/,
    ),
  ]);
});

// A key without its body: the id is only in Location.
const note = '{type: object, required: [text], properties: {text: {type: string}}}';
const notes = await judgeOf(`
  /notes:
    post:
      operationId: addNote
      requestBody: {required: true, content: {application/json: {schema: ${note}}}}
      responses: {'201': {description: made}, '400': {description: no}}
  /notes/{key}:
    get:
      operationId: readNote
      parameters: [{name: key, in: path, required: true, schema: {type: string}}]
      responses: {'200': {description: it, content: {application/json: {schema: ${note}}}}, '404': {description: none}}`);

test.each<[string, (count: number) => string, (count: number) => string]>([
  ['an encoded id', (count) => `a%20note%20${count}`, (count) => `a note ${count}`],
  ['a slash at the end', (count) => `note${count}/`, (count) => `note${count}`],
  ['a query and a fragment', (count) => `note${count}?new=1#top`, (count) => `note${count}`],
  ['a percent sign that encodes nothing', (count) => `${count}%`, (count) => `${count}%`],
])('the id in Location is read with %s', async (_, written, keyOf) => {
  const kept = new Map<string, object>();
  const asked = new Set<string>();
  const handle = ({ operation, body, path }: Received): Answer => {
    if (operation === 'addNote') {
      const count = kept.size + 1;
      kept.set(keyOf(count), body as object);
      return [201, undefined, { location: `https://notes.example/notes/${written(count)}` }];
    }
    asked.add(String(path.key));
    const found = kept.get(String(path.key));
    return found === undefined ? [404] : [200, found];
  };
  const { found } = await runAt(notes, { handle }, { plan: { groups: ['chain'] } });
  expect(found).toEqual([]);
  expect([...asked].some((key) => kept.has(key))).toBe(true);
});
