import { expect, test } from 'vitest';
import { judgeOf } from './planned.ts';
import { type Answer, runAt } from './reference.ts';

const apps = `
  /apps:
    post:
      operationId: addApp
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/paths/~1apps~1{app}/put/requestBody/content/application~1json/schema'}}}}
      responses: {'201': {description: d, content: {application/json: {schema: {$ref: '#/paths/~1apps~1{app}/put/requestBody/content/application~1json/schema'}}}}, '400': {description: no}, '415': {description: no}}
  /apps/{app}:
    parameters: [{name: app, in: path, required: true, schema: {type: string, pattern: '^app_[a-zA-Z0-9]{12}$'}}]
    get: {operationId: getApp, responses: {'200': {description: d, content: {application/json: {schema: &app {type: object, required: [name], properties: {id: {type: string, readOnly: true}, name: {type: string}}}}}}, '404': {description: none}}}
    put:
      operationId: putApp
      requestBody: {required: true, content: {application/json: {schema: *app}}}
      responses: {'200': {description: d, content: {application/json: {schema: *app}}}, '201': {description: d, content: {application/json: {schema: *app}}}, '400': {description: no}, '415': {description: no}}
    patch:
      operationId: patchApp
      requestBody: {required: true, content: {application/json: {schema: {type: object, properties: {name: {type: string}}}}}}
      responses: {'200': {description: d, content: {application/json: {schema: *app}}}, '400': {description: no}, '404': {description: none}, '415': {description: no}}`;

test('an item that verify put is at no id that it takes for unknown', async () => {
  const all = new Map<unknown, object>();
  const { found } = await runAt(await judgeOf(apps), {
    handle({ operation, path: { app: id }, body }): Answer {
      const own = operation === 'addApp' ? `app_${String(all.size).padStart(12, 'x')}` : id;
      const known = all.get(own);
      if (known === undefined && !['putApp', 'addApp'].includes(operation)) return [404];
      if (operation === 'getApp') return [200, known];
      all.set(own, { ...(operation === 'patchApp' && known), ...body, id: own });
      return [known === undefined ? 201 : 200, all.get(own)];
    },
  });
  expect(found.filter((one) => /absence-ignored|no item has/.test(one))).toEqual([]);
  expect(all.size).toBeGreaterThan(0);
});

const visits = (below: string) => `
  /visits:
    post:
      operationId: createVisit
      requestBody: {required: true, content: {application/json: {schema: {type: object, required: [day], properties: {day: {type: integer}}}}}}
      responses: {'201': {description: d, content: {application/json: {schema: &visit {type: object, required: [id, day], properties: {id: {type: integer, readOnly: true}, day: {type: integer}, note: {type: string}}}}}}, '400': {description: no}, '415': {description: no}}
  /visits/{id}:
    get: {operationId: getVisit, parameters: [&id {name: id, in: path, required: true, schema: {type: integer}}], responses: {'200': {description: d, content: {application/json: {schema: *visit}}}, '404': {description: none}}}
  /visits/{id}/snooze:
    post:
      operationId: snooze
      parameters: [*id]
      requestBody: {required: true, content: {application/json: {schema: {type: object, required: [note], properties: {note: {type: string}}}}}}
      responses: {'201': {description: d, ${below}}, '400': {description: no}, '404': {description: none}, '415': {description: no}}`;
const shown = 'content: {application/json: {schema: *visit}}';
const link = 'links: {visit: {operationId: getVisit, parameters: {id: $response.body#/id}}}';

test.each([
  ['its schema', shown],
  ['a link', `${shown}, ${link}`],
])(
  'an action whose answer shows its item, by %s, repeats no id of a creation',
  async (_, below) => {
    const all = new Map<unknown, object>();
    const { found } = await runAt(await judgeOf(visits(below)), {
      handle({ operation, path: { id }, body }): Answer {
        const own = operation === 'createVisit' ? all.size + 1 : id;
        const known = all.get(own);
        if (known === undefined && operation !== 'createVisit') return [404];
        if (operation !== 'getVisit') all.set(own, { ...known, ...body, id: own });
        return [operation === 'getVisit' ? 200 : 201, all.get(own)];
      },
    });
    expect(found.filter((one) => one.includes('to two creations'))).toEqual([]);
  },
);

test('a creation that gives one id twice is found', async () => {
  const { found } = await runAt(await judgeOf(visits(shown)), {
    handle: ({ operation, body }): Answer => [
      operation === 'createVisit' ? 201 : 404,
      operation === 'createVisit' ? { ...body, id: 7 } : undefined,
    ],
  });
  expect(found.filter((one) => one.includes('to two creations'))).not.toEqual([]);
});
