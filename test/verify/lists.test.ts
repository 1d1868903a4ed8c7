import { expect, test } from 'vitest';
import { judgeOf } from './planned.ts';
import { type Answer, type Received, runAt } from './reference.ts';

const judge = await judgeOf(
  `
  /books:
    get:
      operationId: listBooks
      parameters:
        - {name: limit, in: query, schema: {type: integer, minimum: 1, maximum: 50}}
        - {name: cursor, in: query, schema: {type: string}}
      responses:
        '200':
          description: a page
          content: {application/json: {schema: {type: object, required: [books], properties: {books: {type: array, items: {$ref: '#/components/schemas/Book'}}, next_cursor: {type: [string, 'null']}}}}}
        '400': {description: no}
    post:
      operationId: addBook
      requestBody: {required: true, content: {application/json: {schema: {type: object, required: [title], properties: {title: {type: string, minLength: 1}, shelf: {type: string}}}}}}
      responses: {'200': {description: as it stands, content: {application/json: {schema: {type: object, required: [id], properties: {id: {type: integer}}}}}}, '400': {description: no}, '415': {description: no}}
  /books/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
    get:
      operationId: readBook
      responses: {'200': {description: one, content: {application/json: {schema: {$ref: '#/components/schemas/Book'}}}}, '400': {description: no}, '404': {description: no}}`,
  `components:
  schemas:
    Book: {type: object, required: [id, title], properties: {id: {type: integer}, title: {type: string}, shelf: {type: string}}}
`,
);

interface Book {
  readonly id: number;
  readonly title: string;
  readonly shelf?: string;
}

/** The faults of the library. */
interface Faults {
  readonly page?: (books: readonly Book[], start: number) => readonly Book[];
  readonly next?: (next: number | undefined) => number | undefined;
  readonly shows?: (book: Book) => Book;
  readonly id?: (id: number) => number;
}

function library({
  page = (books) => books,
  next = (one) => one,
  shows = (one) => one,
  id = (one) => one,
}: Faults = {}) {
  const books: Book[] = Array.from({ length: 7 }, (_, index) => ({
    id: index + 1,
    title: `Volume ${index + 1}`,
  }));
  return ({ operation, body, path, query }: Received): Answer => {
    if (operation === 'addBook') {
      const book = { ...body, id: id(books.length + 1) };
      books.push(book);
      return [200, { id: book.id }];
    }
    if (operation === 'readBook') {
      const book = books.findLast((one) => one.id === path.id);
      return book === undefined ? [404] : [200, shows(book)];
    }
    const start = Number(query.cursor ?? 0);
    if (!Number.isInteger(start)) return [400];
    const end = start + Number(query.limit ?? 5);
    const following = next(end < books.length ? end : undefined);
    const cursor = following === undefined ? null : String(following);
    return [200, { books: page(books.slice(start, end), start), next_cursor: cursor }];
  };
}

test('a correct library has no findings', async () => {
  const { found } = await runAt(judge, { handle: library() });
  expect(found).toEqual([]);
});

test.each<readonly [string, Faults, string]>([
  [
    'a page without one of its items',
    { page: (books) => books.filter((_, index) => index !== 3) },
    '"listBooks" lists {"id":4,"title":"Volume 4"} only with another page size',
  ],
  [
    'pages that end too early',
    { page: (books, start) => (start > 0 ? [] : books) },
    'only with another page size',
  ],
  [
    'pages that start again after the last one',
    { next: (one) => one ?? 0 },
    'repeats an item from an earlier page',
  ],
  ['one id for different books', { id: (one) => one - (one % 2) }, '"addBook" gave the id'],
  ['one id for two successive books', { id: (one) => one + (one % 2) }, '"addBook" gave the id'],
  [
    'a sent member that no answer shows',
    { shows: ({ shelf: _, ...others }) => others },
    'response body at /shelf is null, but "addBook" set it to',
  ],
])('%s is reported', async (_, faults, message) => {
  const { found } = await runAt(judge, { handle: library(faults) });
  expect(found.filter((one) => one.startsWith('advisory')).join('\n')).toContain(message);
  expect(found.filter((one) => one.startsWith('violation'))).toEqual([]);
});
