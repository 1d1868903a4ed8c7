// Fastify with @fastify/swagger: the schemas of routes validate requests and serialize answers.
import process from 'node:process';
import swagger from '@fastify/swagger';
import Fastify from 'fastify';

const app = Fastify();
const books = new Map([[1, { id: 1, title: 'Dune', pages: 412, genre: 'novel', tags: ['sand'] }]]);
let last = 1;

const parts = {
  title: { type: 'string', minLength: 1, maxLength: 80 },
  pages: { type: 'integer', minimum: 1 },
  genre: { type: 'string', enum: ['novel', 'poetry', 'essay'] },
  tags: { type: 'array', items: { type: 'string' }, maxItems: 3 },
};
const params = { type: 'object', required: ['id'], properties: { id: { type: 'integer' } } };
const book = { $ref: 'Book#' };
const problem = { $ref: 'Problem#' };

await app.register(swagger, {
  openapi: { openapi: '3.0.3', info: { title: 'Books', version: '1' } },
});
app.addSchema({
  $id: 'Book',
  type: 'object',
  required: ['id', 'title'],
  properties: { id: { type: 'integer' }, ...parts },
});
app.addSchema({
  $id: 'Problem',
  type: 'object',
  required: ['statusCode', 'error', 'message'],
  properties: {
    statusCode: { type: 'integer' },
    code: { type: 'string' },
    error: { type: 'string' },
    message: { type: 'string' },
  },
});

function missing(reply) {
  return reply.code(404).send({ statusCode: 404, error: 'Not Found', message: 'no such book' });
}

app.get(
  '/books',
  {
    schema: {
      operationId: 'listBooks',
      querystring: {
        type: 'object',
        properties: {
          genre: parts.genre,
          limit: { type: 'integer', minimum: 1, maximum: 50, default: 20 },
        },
      },
      response: { 200: { type: 'array', items: book }, 400: problem },
    },
  },
  ({ query }) =>
    [...books.values()]
      .filter(({ genre }) => query.genre === undefined || genre === query.genre)
      .slice(0, query.limit),
);
app.post(
  '/books',
  {
    schema: {
      operationId: 'addBook',
      body: { type: 'object', required: ['title'], properties: parts },
      response: { 201: book, 400: problem },
    },
  },
  ({ body }, reply) => {
    last += 1;
    const made = { ...body, id: last };
    books.set(last, made);
    return reply.code(201).send(made);
  },
);
app.get(
  '/books/:id',
  {
    schema: { operationId: 'getBook', params, response: { 200: book, 400: problem, 404: problem } },
  },
  (request, reply) => books.get(request.params.id) ?? missing(reply),
);
app.put(
  '/books/:id',
  {
    schema: {
      operationId: 'replaceBook',
      params,
      body: { type: 'object', required: ['title'], properties: parts },
      response: { 200: book, 400: problem, 404: problem },
    },
  },
  ({ params: { id }, body }, reply) => {
    if (!books.has(id)) return missing(reply);
    books.set(id, { ...body, id });
    return books.get(id);
  },
);
app.delete(
  '/books/:id',
  {
    schema: {
      operationId: 'removeBook',
      params,
      response: { 204: { type: 'null' }, 400: problem, 404: problem },
    },
  },
  (request, reply) => (books.delete(request.params.id) ? reply.code(204).send() : missing(reply)),
);
app.get('/openapi.json', { schema: { hide: true } }, () => app.swagger());
await app.listen({ host: '127.0.0.1', port: Number(process.env.PORT) });
