// Serves the document of ../exchange.mjs with Express, behind one of the checks of requests. Prints its
// port, and tells its parent the used CPU time when asked: node provider.mjs <none|specwright|express-openapi-validator>

import express from 'express';
import OpenApiValidator from 'express-openapi-validator';
import { createJudge, loadApi } from '../../dist/lib/index.js';
import { expressContract } from '../../dist/lib/middleware/server.js';
import { answer, document } from '../exchange.mjs';

const checks = {
  none: async () => [express.json()],
  specwright: async () => {
    const { api } = await loadApi('/api.json', { read: async () => JSON.stringify(document) });
    return [expressContract(createJudge(api), { answers: false })];
  },
  'express-openapi-validator': async () => [
    express.json(),
    ...OpenApiValidator.middleware({
      apiSpec: structuredClone(document),
      validateRequests: true,
      validateResponses: false,
    }),
  ],
};

const app = express().disable('etag');
for (const check of await checks[process.argv[2]]()) app.use(check);
app.post('/tenants/:tenant/customers', (_, response) => response.status(201).json(answer));
app.use((error, _request, response, _next) => {
  response.status(error.status ?? 500).json({ title: error.message });
});
const server = app.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send((user + system) / 1000);
});
