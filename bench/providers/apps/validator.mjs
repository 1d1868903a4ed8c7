// express-openapi-validator: its middleware checks requests and answers against the document.
import process from 'node:process';
import express from 'express';
import { middleware } from 'express-openapi-validator';

const app = express();
const apiSpec = 'apps/validator.yaml';
const orders = new Map([[10, { id: 10, item: 'tea', count: 2, state: 'open' }]]);
let last = 10;

app.use(express.json(), express.urlencoded({ extended: true }));
app.use(
  middleware({
    apiSpec,
    validateRequests: true,
    validateResponses: true,
    validateSecurity: { handlers: { key: ({ headers }) => headers['x-key'] === 'open-sesame' } },
  }),
);
app.get('/v1/orders', ({ query }, response) => {
  const { state, limit = 10 } = query;
  const found = [...orders.values()].filter(
    (one) => state === undefined || state.includes(one.state),
  );
  response.json(found.slice(0, limit));
});
app.post('/v1/orders', ({ body }, response) => {
  last += 1;
  orders.set(last, { state: 'open', ...body, id: last });
  response.status(201).location(`/v1/orders/${last}`).json(orders.get(last));
});
app.param('id', ({ params }, _response, next) => {
  next(
    orders.has(Number(params.id)) ? undefined : { status: 404, message: 'there is no such order' },
  );
});
app.get('/v1/orders/:id', ({ params }, response) => {
  response.json(orders.get(Number(params.id)));
});
app.put('/v1/orders/:id', ({ params, body }, response) => {
  const id = Number(params.id);
  orders.set(id, { state: 'open', ...body, id });
  response.json(orders.get(id));
});
app.delete('/v1/orders/:id', ({ params }, response) => {
  orders.delete(Number(params.id));
  response.status(204).end();
});
app.use((error, _request, response, _next) => {
  response
    .status(error.status ?? 500)
    .set(error.headers ?? {})
    .json({ message: error.message });
});
app.listen(Number(process.env.PORT), '127.0.0.1');
