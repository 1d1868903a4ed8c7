import { createMock, type Mock, type MockOptions } from '../../../src/index.ts';
import { apiOf } from '../api.ts';

export const pets = `
openapi: 3.1.0
info: { title: Pets, version: '1' }
security: [{ key: [] }, {}]
paths:
  /pets/{id}:
    get:
      operationId: getPet
      parameters:
        - { name: id, in: path, required: true, schema: { type: integer } }
      responses:
        '200':
          description: The pet.
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Pet' }
              examples:
                cat: { value: { id: 1, name: Tom } }
                dog: { value: { id: 2, name: Rex } }
        '404': { description: No such pet. }
  /pets:
    post:
      operationId: addPet
      requestBody:
        required: true
        content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } }
      responses:
        '201': { description: Made. }
        '409': { description: It is there. }
components:
  securitySchemes:
    key: { type: apiKey, in: query, name: api_key }
  schemas:
    Pet:
      type: object
      required: [name]
      properties: { id: { type: integer }, name: { type: string, minLength: 2 } }
`;

export async function petsMock(options: MockOptions = {}): Promise<Mock> {
  return createMock([await apiOf(pets, 'pets')], options);
}

/** Sends a request to a mock with its `fetch`. */
export function asking(mock: Mock) {
  return (path: string, init?: RequestInit) =>
    mock.fetch(new Request(`http://mock.test${path}`, init));
}

export function json(method: string, value: unknown, headers: Record<string, string> = {}) {
  return {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(value),
  };
}

// biome-ignore lint/suspicious/noExplicitAny: tests say what is in it.
export type Shown = any;

export async function read(response: Response): Promise<Shown> {
  return response.json();
}
