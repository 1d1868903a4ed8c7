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
