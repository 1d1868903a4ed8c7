import { expect, test } from 'vitest';
import { createMock } from '../../../src/index.ts';
import { apiOf } from '../api.ts';
import { callerOf } from './library.ts';

/** The list shows less of an item than the path of the item, and no operation creates one. */
const issues = `
openapi: 3.1.0
info: { title: Issues, version: '1' }
paths:
  /issues:
    get:
      responses:
        '200':
          description: All.
          content:
            application/json:
              schema: { type: array, items: { type: object, properties: { id: { type: string }, title: { type: string } } } }
              example: [{ id: '17', title: Leak }]
  /issues/{issueId}:
    parameters: [{ name: issueId, in: path, required: true, schema: { type: string } }]
    get:
      responses:
        '200':
          description: One.
          content:
            application/json:
              schema:
                type: object
                required: [id, title, activity]
                properties: { id: { type: string }, title: { type: string }, activity: { type: array, items: { type: string }, minItems: 1 } }
        '404': { description: None. }
`;

test('an example of a list is an item, with what the item requires beside it', async () => {
  const call = callerOf(createMock([await apiOf(issues, 'issues')], { stateful: true }));
  expect((await call('GET', '/issues')).body).toEqual([{ id: '17', title: 'Leak' }]);
  const found = await call('GET', '/issues/17');
  expect(found.status).toBe(200);
  expect(found.body).toEqual({ id: '17', title: 'Leak', activity: [expect.any(String)] });
  expect((await call('GET', '/issues/18')).status).toBe(404);
});
