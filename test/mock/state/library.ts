import { createMock, type Mock, type MockOptions } from '../../../src/index.ts';
import { apiOf } from '../api.ts';

/** Clients choose the ids of shelves; the server numbers the books on them. */
export const library = `
openapi: 3.1.0
info: { title: Library, version: '1' }
paths:
  /shelves:
    get:
      responses:
        '200':
          description: All shelves.
          content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Shelf' } } } }
  /shelves/{shelfId}:
    parameters: [{ $ref: '#/components/parameters/shelfId' }]
    get:
      responses:
        '200': { $ref: '#/components/responses/Shelf' }
        '404': { description: No such shelf. }
    put:
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/NewShelf' } } } }
      responses:
        '200': { $ref: '#/components/responses/Shelf' }
        '201': { $ref: '#/components/responses/Shelf' }
    delete:
      responses:
        '204': { description: Gone. }
        '404': { description: No such shelf. }
  /shelves/{shelfId}/books:
    parameters: [{ $ref: '#/components/parameters/shelfId' }]
    get:
      parameters:
        - { name: author, in: query, schema: { type: string } }
        - { name: pages_gte, in: query, schema: { type: integer } }
        - { name: sort, in: query, schema: { type: string, enum: [title, -title, pages, -pages] } }
        - { name: limit, in: query, schema: { type: integer, default: 5, maximum: 10 } }
        - { name: offset, in: query, schema: { type: integer, default: 0 } }
      responses:
        '200':
          description: Some books.
          content:
            application/json:
              schema:
                type: object
                required: [books, total]
                properties:
                  books: { type: array, items: { $ref: '#/components/schemas/Book' } }
                  total: { type: integer }
        '404': { description: No such shelf. }
    post:
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/NewBook' } } } }
      responses:
        '201': { $ref: '#/components/responses/Book' }
        '404': { description: No such shelf. }
  /shelves/{shelfId}/books/{bookId}:
    parameters:
      - { $ref: '#/components/parameters/shelfId' }
      - { name: bookId, in: path, required: true, schema: { type: integer } }
    get:
      responses:
        '200': { $ref: '#/components/responses/Book' }
        '304': { description: As it was. }
        '404': { description: No such book. }
    put:
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/NewBook' } } } }
      responses:
        '200': { $ref: '#/components/responses/Book' }
        '404': { description: No such book. }
        '412': { description: Another book. }
    patch:
      requestBody: { required: true, content: { application/merge-patch+json: { schema: { type: object } } } }
      responses:
        '200': { $ref: '#/components/responses/Book' }
        '404': { description: No such book. }
        '412': { description: Another book. }
    delete:
      responses:
        '204': { description: Gone. }
        '404': { description: No such book. }
        '412': { description: Another book. }
components:
  parameters:
    shelfId: { name: shelfId, in: path, required: true, schema: { type: string } }
  responses:
    Shelf:
      description: A shelf.
      content: { application/json: { schema: { $ref: '#/components/schemas/Shelf' } } }
    Book:
      description: A book.
      headers: { ETag: { schema: { type: string } } }
      content: { application/json: { schema: { $ref: '#/components/schemas/Book' } } }
  schemas:
    NewShelf:
      type: object
      required: [room]
      properties: { room: { type: string } }
    Shelf:
      type: object
      required: [id, room]
      properties: { id: { type: string, readOnly: true }, room: { type: string } }
    NewBook:
      type: object
      required: [title, author, pages]
      properties:
        title: { type: string }
        author: { type: string }
        pages: { type: integer }
        marks: { type: object, additionalProperties: { type: integer } }
    Book:
      type: object
      required: [id, title, author, pages]
      properties:
        id: { type: integer, readOnly: true }
        title: { type: string }
        author: { type: string }
        pages: { type: integer }
        marks: { type: object, additionalProperties: { type: integer } }
`;

const rooms = `
openapi: 3.1.0
info: { title: Rooms, version: '1' }
paths:
  /rooms/{room}/shelves/{shelf}:
    parameters: [{ $ref: '#/components/parameters/room' }, { $ref: '#/components/parameters/shelf' }]
    get: { responses: { '200': { $ref: '#/components/responses/Shelf' }, '404': { description: No. } } }
    put:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Shelf' } } } }
      responses: { '200': { $ref: '#/components/responses/Shelf' }, '201': { $ref: '#/components/responses/Shelf' } }
    delete: { responses: { '204': { description: Gone. }, '404': { description: No. } } }
  /rooms/{room}/shelves/{shelf}/books/{book}:
    parameters:
      - { $ref: '#/components/parameters/room' }
      - { $ref: '#/components/parameters/shelf' }
      - { name: book, in: path, required: true, schema: { type: string } }
    get: { responses: { '200': { $ref: '#/components/responses/Book' }, '404': { description: No. } } }
    put:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Book' } } } }
      responses: { '200': { $ref: '#/components/responses/Book' }, '201': { $ref: '#/components/responses/Book' } }
components:
  parameters:
    room: { name: room, in: path, required: true, schema: { type: string } }
    shelf: { name: shelf, in: path, required: true, schema: { type: string } }
  responses:
    Shelf: { description: A shelf., content: { application/json: { schema: { $ref: '#/components/schemas/Shelf' } } } }
    Book: { description: A book., content: { application/json: { schema: { $ref: '#/components/schemas/Book' } } } }
  schemas:
    Shelf: { type: object, properties: { id: { type: string, readOnly: true }, name: { type: string } } }
    Book: { type: object, properties: { id: { type: string, readOnly: true }, title: { type: string } } }
`;

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: each test knows the type of its body.
  readonly body: any;
}

export type Call = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
) => Promise<Answered>;

/** A stateful mock of the library, and a function that calls its `fetch`. */
export async function mockLibrary(
  stateful: MockOptions['stateful'] = true,
): Promise<{ readonly mock: Mock; readonly call: Call }> {
  const mock = createMock([await apiOf(library, 'library')], { stateful });
  return { mock, call: callerOf(mock) };
}

/** A stateful mock in which shelves of different rooms may have the same id. */
export async function mockShelvesOfRooms(): Promise<{ readonly call: Call }> {
  return { call: callerOf(createMock([await apiOf(rooms, 'rooms')], { stateful: true })) };
}

export function callerOf(mock: Mock): Call {
  return callerWith(mock.fetch);
}

/** A function that calls a mock, by default over the network. */
export function callerWith(
  send: (request: Request) => Promise<Response> = fetch,
  baseUrl = 'http://mock.test',
): Call {
  return async (method, path, body, headers = {}) => {
    const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
    const response = await send(
      new Request(`${baseUrl}${path}`, {
        method,
        headers: { ...(body !== undefined && { 'content-type': type }), ...headers },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    );
    const text = await response.text();
    const isJson = text !== '' && /json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      body: isJson ? JSON.parse(text) : text,
    };
  };
}
