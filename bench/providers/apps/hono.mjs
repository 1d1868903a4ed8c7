// Hono with @hono/zod-openapi: routes with zod schemas, in OpenAPI 3.1.
import process from 'node:process';
import { serve } from '@hono/node-server';
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';

const Problem = z.object({ message: z.string() }).openapi('Problem');
const NewUser = z
  .object({
    name: z.string().min(1).max(40),
    email: z.email(),
    age: z.number().int().min(0).max(150).optional(),
    role: z.enum(['admin', 'member']).default('member'),
  })
  .openapi('NewUser');
const User = z
  .object({
    id: z.uuid(),
    name: z.string(),
    email: z.email(),
    age: z.number().int().optional(),
    role: z.enum(['admin', 'member']),
    joined: z.iso.datetime(),
  })
  .openapi('User');
const params = z.object({ id: z.uuid().openapi({ param: { name: 'id', in: 'path' } }) });
const json = (schema, description) => ({
  description,
  content: { 'application/json': { schema } },
});
const bad = json(Problem, 'The request is not valid');
const none = json(Problem, 'There is no such user');

const users = new Map();
const app = new OpenAPIHono({
  defaultHook: (result, c) =>
    result.success ? undefined : c.json({ message: result.error.message }, 400),
});

app.openapi(
  createRoute({
    method: 'get',
    path: '/users',
    operationId: 'listUsers',
    request: {
      query: z.object({
        role: z.enum(['admin', 'member']).optional(),
        limit: z.coerce.number().int().min(1).max(100).optional(),
      }),
    },
    responses: { 200: json(z.array(User), 'The users'), 400: bad },
  }),
  (c) => {
    const { role, limit = 100 } = c.req.valid('query');
    const found = [...users.values()].filter((user) => role === undefined || user.role === role);
    return c.json(found.slice(0, limit), 200);
  },
);
app.openapi(
  createRoute({
    method: 'post',
    path: '/users',
    operationId: 'createUser',
    request: { body: { required: true, ...json(NewUser, 'A user') } },
    responses: { 201: json(User, 'The user'), 400: bad },
  }),
  (c) => {
    const user = {
      ...c.req.valid('json'),
      id: crypto.randomUUID(),
      joined: new Date().toISOString(),
    };
    users.set(user.id, user);
    return c.json(user, 201);
  },
);
app.openapi(
  createRoute({
    method: 'get',
    path: '/users/{id}',
    operationId: 'getUser',
    request: { params },
    responses: { 200: json(User, 'The user'), 400: bad, 404: none },
  }),
  (c) => {
    const user = users.get(c.req.valid('param').id);
    return user ? c.json(user, 200) : c.json({ message: 'there is no such user' }, 404);
  },
);
app.openapi(
  createRoute({
    method: 'patch',
    path: '/users/{id}',
    operationId: 'updateUser',
    request: { params, body: { required: true, ...json(NewUser.partial(), 'Changes') } },
    responses: { 200: json(User, 'The user'), 400: bad, 404: none },
  }),
  (c) => {
    const user = users.get(c.req.valid('param').id);
    if (!user) return c.json({ message: 'there is no such user' }, 404);
    Object.assign(user, c.req.valid('json'));
    return c.json(user, 200);
  },
);
app.openapi(
  createRoute({
    method: 'delete',
    path: '/users/{id}',
    operationId: 'deleteUser',
    request: { params },
    responses: { 204: { description: 'It is deleted' }, 400: bad, 404: none },
  }),
  (c) =>
    users.delete(c.req.valid('param').id)
      ? c.body(null, 204)
      : c.json({ message: 'there is no such user' }, 404),
);
app.doc31('/openapi.json', { openapi: '3.1.0', info: { title: 'Users', version: '1' } });
serve({ fetch: app.fetch, hostname: '127.0.0.1', port: Number(process.env.PORT) });
