import { expect, test } from 'vitest';
import { createMock } from '../../../src/index.ts';
import { apiOf } from '../api.ts';
import { callerOf } from './library.ts';

/** Folders in folders, each at its own path, and files in folders. */
const folders = `
openapi: 3.1.0
info: { title: Folders, version: '1' }
paths:
  /drives/{drive}:
    parameters: [{ name: drive, in: path, required: true, schema: { type: string } }]
    get: { operationId: readDrive, responses: { '200': { $ref: '#/components/responses/Thing' }, '404': { description: No. } } }
    put:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } } }
      responses: { '200': { $ref: '#/components/responses/Thing' }, '201': { $ref: '#/components/responses/Thing' } }
    delete: { operationId: removeDrive, responses: { '204': { description: Gone. }, '404': { description: No. } } }
  /drives/{drive}/folders:
    parameters: [{ name: drive, in: path, required: true, schema: { type: string } }]
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Folder' } } } }
      responses: { '201': { $ref: '#/components/responses/Folder' }, '404': { description: No. } }
  /folders/{folder}:
    parameters: [{ name: folder, in: path, required: true, schema: { type: string } }]
    get: { responses: { '200': { $ref: '#/components/responses/Folder' }, '404': { description: No. } } }
  /folders/{folder}/files/{file}:
    parameters: [{ name: folder, in: path, required: true, schema: { type: string } }, { name: file, in: path, required: true, schema: { type: string } }]
    get: { responses: { '200': { $ref: '#/components/responses/File' }, '404': { description: No. } } }
    put:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/File' } } } }
      responses: { '200': { $ref: '#/components/responses/File' }, '201': { $ref: '#/components/responses/File' } }
components:
  responses:
    Thing: { description: A drive., content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } } }
    Folder: { description: A folder., content: { application/json: { schema: { $ref: '#/components/schemas/Folder' } } } }
    File: { description: A file., content: { application/json: { schema: { $ref: '#/components/schemas/File' } } } }
  schemas:
    Thing: { type: object, properties: { id: { type: string, readOnly: true }, label: { type: object, properties: { text: { type: string } } } } }
    Folder: { type: object, properties: { id: { type: string }, title: { type: string } } }
    File: { type: object, properties: { id: { type: string, readOnly: true }, size: { type: integer } } }
`;

test.each(['the contract', 'a handler'])(
  'the children of an item that %s removes are removed, too',
  async (by) => {
    const mock = createMock([await apiOf(folders, 'folders')], {
      stateful: true,
      ...(by === 'a handler' && {
        handlers: {
          folders: {
            async removeDrive({ path, store, respond }) {
              const { drive } = path as { drive: string };
              return respond((await store.remove('drives', drive)) ? 204 : 404);
            },
          },
        },
      }),
    });
    const call = callerOf(mock);
    for (const name of ['a', 'b']) {
      await call('PUT', `/drives/${name}`, {});
      await call('POST', `/drives/${name}/folders`, { id: `in-${name}` });
      expect((await call('PUT', `/folders/in-${name}/files/f`, { size: 1 })).status).toBe(201);
    }
    expect((await call('DELETE', '/drives/a')).status).toBe(204);
    expect((await call('DELETE', '/drives/a')).status).toBe(404);
    await call('PUT', '/drives/a', {});
    expect((await call('GET', '/folders/in-a')).status).toBe(404);
    expect((await call('GET', '/folders/in-b')).status).toBe(200);
    expect((await call('GET', '/folders/in-b/files/f')).status).toBe(200);
    const { body } = await call('GET', '/__specwright/state');
    expect(Object.values<readonly unknown[]>(body.folders).flat()).toHaveLength(4);
  },
);

test('a handler cannot change stored items through objects that it got or put', async () => {
  const mock = createMock([await apiOf(folders, 'folders')], {
    stateful: true,
    handlers: {
      folders: {
        async readDrive({ store, respond }) {
          const own = { label: { text: 'kept' } };
          await store.put('drives', 'a', own);
          own.label.text = 'changed later';
          const found = (await store.find('drives', 'a')) as typeof own;
          found.label.text = 'changed as well';
          const [first] = (await store.all('drives')) as (typeof own)[];
          return respond(200, { label: { text: first!.label.text } });
        },
      },
    },
  });
  const { body } = await callerOf(mock)('GET', '/drives/a');
  expect(body.label).toEqual({ text: 'kept' });
});
