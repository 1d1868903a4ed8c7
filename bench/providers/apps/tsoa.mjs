import { readFileSync } from 'node:fs';
import process from 'node:process';
import express from 'express';
import { generateRoutes, generateSpec } from 'tsoa';
import { transpile } from '../transpile.mjs';

const out = 'tsoa-out';
const common = { entryFile: 'apps/tsoa.ts', noImplicitAdditionalProperties: 'throw-on-extras' };
const compiler = { experimentalDecorators: true, strict: true };
await generateSpec(
  { ...common, outputDirectory: out, specVersion: 3, name: 'Tasks', version: '1' },
  compiler,
);
await generateRoutes(
  { ...common, routesDir: out, middleware: 'express', esm: true, bodyCoercion: false },
  compiler,
);
transpile('apps/tsoa.ts', `apps/tsoa.js`);
transpile(`${out}/routes.ts`, `${out}/routes.js`);
const { RegisterRoutes } = await import(`../${out}/routes.js`);

const app = express();
app.use(express.json());
app.get('/openapi.json', (_, response) =>
  response.json(JSON.parse(readFileSync(`${out}/swagger.json`, 'utf8'))),
);
RegisterRoutes(app);
app.use((error, _request, response, _next) => {
  response.status(error.status ?? 500).json({ message: error.message || 'validation failed' });
});
app.listen(Number(process.env.PORT), '127.0.0.1');
