// The contracts for comparing mocks: one operation, the same among a thousand, and four hundred
// operations whose schemas all refer to one another.

import { answer, document as judged } from '../exchange.mjs';

const [path, { post }] = Object.entries(judged.paths)[0];

/** One operation with a validated body of thirty fields and an example as its answer. */
export const alone = {
  ...judged,
  paths: { [path]: { post: { ...post, responses: { 201: withExample(post.responses[201]) } } } },
};

function withExample(response) {
  const { schema } = response.content['application/json'];
  return { ...response, content: { 'application/json': { schema, example: answer } } };
}

/** The same operation, and 999 others with their own schemas. */
export const among = {
  ...alone,
  paths: { ...others(999), ...alone.paths },
  components: {
    ...alone.components,
    schemas: {
      ...alone.components.schemas,
      ...Object.fromEntries(
        Array.from({ length: 999 }, (_, index) => [
          `Thing${index}`,
          {
            type: 'object',
            required: ['id', 'name'],
            properties: {
              id: { type: 'integer' },
              name: { type: 'string', maxLength: 80 },
              state: { type: 'string', enum: ['new', 'used', 'gone'] },
              weights: { type: 'array', items: { type: 'number', minimum: 0 } },
            },
          },
        ]),
      ),
    },
  },
};

function others(count) {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => {
      const schema = { $ref: `#/components/schemas/Thing${index}` };
      const content = { 'application/json': { schema } };
      const operation = {
        operationId: `putThing${index}`,
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
        requestBody: { required: true, content },
        responses: { 200: { description: 'put', content } },
      };
      return [`/area${index % 40}/things${index}/{id}`, { put: operation }];
    }),
  );
}

/** Each schema refers to ten others, and through them to all. */
export const entangled = {
  openapi: '3.0.3',
  info: { title: 'Entangled', version: '1' },
  paths: Object.fromEntries(
    Array.from({ length: 400 }, (_, index) => {
      const schema = { $ref: `#/components/schemas/Node${index}` };
      const content = { 'application/json': { schema } };
      const responses = { 200: { description: 'a node', content } };
      return [`/nodes${index}`, { get: { operationId: `getNode${index}`, responses } }];
    }),
  ),
  components: {
    schemas: Object.fromEntries(
      Array.from({ length: 400 }, (_, index) => [`Node${index}`, node(index)]),
    ),
  },
};

function node(index) {
  const links = Array.from({ length: 10 }, (_, step) => [
    `link${step}`,
    { $ref: `#/components/schemas/Node${(index * 7 + step * 37 + 1) % 400}` },
  ]);
  return {
    type: 'object',
    required: ['id'],
    properties: { id: { type: 'integer' }, ...Object.fromEntries(links) },
  };
}
