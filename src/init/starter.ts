/** A small contract to start with, which the linter, the mock and the client accept. */
export function starterContract(name: string): string {
  return `openapi: 3.1.1
info:
  title: ${JSON.stringify(name)}
  version: 0.1.0
  description: What this API promises. Change it first; the code follows.
servers:
  - url: http://127.0.0.1:3000
tags:
  - name: notes
    description: Notes of a user.
security: []
paths:
  /notes:
    get:
      operationId: listNotes
      summary: Lists the notes
      tags: [notes]
      parameters:
        - name: limit
          in: query
          description: How many notes there are at the most.
          schema: { type: integer, minimum: 1, maximum: 100, default: 20 }
      responses:
        '200':
          description: The notes, the newest first.
          content:
            application/json:
              schema:
                type: array
                items: { $ref: '#/components/schemas/Note' }
              example: [{ id: 1, text: Buy milk, done: false }]
        '400': { $ref: '#/components/responses/Invalid' }
    post:
      operationId: createNote
      summary: Takes a note
      tags: [notes]
      requestBody:
        required: true
        content:
          application/json:
            schema: { $ref: '#/components/schemas/NewNote' }
            example: { text: Buy milk }
      responses:
        '201':
          description: The note was taken.
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Note' }
              example: { id: 1, text: Buy milk, done: false }
        '400': { $ref: '#/components/responses/Invalid' }
  /notes/{id}:
    get:
      operationId: getNote
      summary: Shows a note
      tags: [notes]
      parameters:
        - name: id
          in: path
          required: true
          schema: { type: integer, minimum: 1 }
          example: 1
      responses:
        '200':
          description: The note.
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Note' }
              example: { id: 1, text: Buy milk, done: false }
        '400': { $ref: '#/components/responses/Invalid' }
        '404':
          description: There is no such note.
          content:
            application/problem+json:
              schema: { $ref: '#/components/schemas/Problem' }
              example: { title: There is no such note, status: 404 }
components:
  responses:
    Invalid:
      description: The request does not keep this contract.
      content:
        application/problem+json:
          schema: { $ref: '#/components/schemas/Problem' }
          example: { title: The request does not keep the contract, status: 400 }
  schemas:
    NewNote:
      type: object
      required: [text]
      additionalProperties: false
      properties:
        text: { type: string, minLength: 1, maxLength: 500 }
    Note:
      type: object
      required: [id, text, done]
      properties:
        id: { type: integer, minimum: 1 }
        text: { type: string, minLength: 1, maxLength: 500 }
        done: { type: boolean }
    Problem:
      description: Problem details (RFC 9457).
      type: object
      required: [title, status]
      properties:
        type: { type: string, format: uri-reference }
        title: { type: string }
        status: { type: integer, minimum: 400, maximum: 599 }
        detail: { type: string }
`;
}
