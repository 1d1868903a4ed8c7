import { expect, test } from 'vitest';
import { createMock } from '../../../src/index.ts';
import { apiOf } from '../api.ts';
import { callerOf } from './library.ts';

const clinic = `
openapi: 3.1.0
info: { title: Clinic, version: '1' }
paths:
  /hooks:
    post:
      requestBody: { content: { application/json: { schema: { type: object, properties: { target: { type: string } } } } } }
      responses:
        '201':
          description: The hook, and the secret that signs its messages.
          content:
            application/json:
              schema:
                type: object
                properties:
                  data: { $ref: '#/components/schemas/Hook' }
                  X-Hook-Secret: { type: string }
              example: { data: { id: '12345', target: shown, active: true }, X-Hook-Secret: s3cret }
  /hooks/{hookId}:
    parameters: [{ name: hookId, in: path, required: true, schema: { type: string } }]
    get:
      responses:
        '200': { description: A hook., content: { application/json: { schema: { $ref: '#/components/schemas/Hook' } } } }
        '404': { description: No. }
  /checkouts:
    post:
      requestBody: { content: { application/json: { schema: { type: object, properties: { amount: { type: integer } } } } } }
      responses:
        '201':
          description: What the page of the checkout needs.
          content:
            application/json:
              schema:
                type: object
                required: [id, token]
                properties: { id: { type: string }, token: { type: string }, amount: { type: integer }, page: { type: string } }
              example: { id: CS1, token: t, amount: 1, page: /pay }
  /checkouts/{checkoutId}:
    parameters: [{ name: checkoutId, in: path, required: true, schema: { type: string } }]
    get:
      responses:
        '200':
          description: Its result.
          content:
            application/json:
              schema:
                type: object
                properties: { id: { type: string }, status: { type: string, default: open }, payments: { type: array, items: { type: string } } }
        '404': { description: No. }
  /settings:
    get:
      responses: { '200': { $ref: '#/components/responses/Settings' } }
    put:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Settings' } } } }
      responses: { '200': { $ref: '#/components/responses/Settings' } }
  /notice:
    get:
      responses: { '200': { $ref: '#/components/responses/Settings' }, '404': { description: There is none. } }
    put:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Settings' } } } }
      responses: { '200': { $ref: '#/components/responses/Settings' } }
components:
  responses:
    Settings: { description: Settings., content: { application/json: { schema: { $ref: '#/components/schemas/Settings' } } } }
  schemas:
    Hook:
      type: object
      required: [id, target]
      properties: { id: { type: string, readOnly: true }, target: { type: string }, active: { type: boolean, default: true } }
    Settings:
      type: object
      required: [opens]
      properties: { opens: { type: string, enum: ['08:00', '09:00'] } }
`;

async function callClinic() {
  return callerOf(createMock([await apiOf(clinic)], { stateful: true }));
}

test('an item in an envelope with another value is the item that is kept', async () => {
  const call = await callClinic();
  const made = await call('POST', '/hooks', { target: 'https://here.example' });
  const { data, ...others } = made.body as { data: { id: string } };
  expect(others).toEqual({ 'X-Hook-Secret': 's3cret' });
  expect(data).toMatchObject({ target: 'https://here.example', active: true });
  expect((await call('GET', `/hooks/${data.id}`)).body).toEqual(data);
  const again = await call('POST', '/hooks', { target: 'https://here.example' });
  expect((again.body as typeof made.body & { data: { id: string } }).data.id).not.toBe(data.id);
});

test('a creation that answers with its result gives the id of the new item', async () => {
  const call = await callClinic();
  const made = await call('POST', '/checkouts', { amount: 7 });
  const { id } = made.body as { id: string };
  expect(made.body).toEqual({ id: expect.any(String), token: 't', amount: 7, page: '/pay' });
  expect((await call('GET', `/checkouts/${id}`)).body).toMatchObject({ id });
});

test('a single item exists from the beginning, unless its read describes that it may not', async () => {
  const call = await callClinic();
  const settings = await call('GET', '/settings');
  expect([settings.status, settings.body]).toEqual([200, { opens: '08:00' }]);
  await call('PUT', '/settings', { opens: '09:00' });
  expect((await call('GET', '/settings')).body).toEqual({ opens: '09:00' });
  expect((await call('GET', '/notice')).status).toBe(404);
  await call('PUT', '/notice', { opens: '09:00' });
  expect((await call('GET', '/notice')).body).toEqual({ opens: '09:00' });
});
