import { spawn } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';

/** Prints each import, and the module that imports it. */
const hooks = `export async function resolve(name, context, next) {
  process._rawDebug('imports ' + name);
  return next(name, context);
}`;
const register = `import { register } from 'node:module';
register('data:text/javascript,' + ${JSON.stringify(encodeURIComponent(hooks))});`;

test('a mock starts without the linter, the printer of types and Prism, which load slowly', async () => {
  const mock = spawn(process.execPath, [
    ...['--import', `data:text/javascript,${encodeURIComponent(register)}`],
    ...[path.resolve('bin/specwright.js'), 'mock', 'specs/kaiten/openapi.yaml'],
    ...['--port', '0', '--no-watch'],
  ]);
  let imports = '';
  mock.stderr.on('data', (chunk) => {
    imports += chunk;
  });
  await new Promise((resolve) => mock.stdout.once('data', resolve));
  mock.kill();
  expect(imports).toContain('imports ./');
  expect(imports).not.toMatch(/imports (?:@redocly|openapi-typescript|typescript|@stoplight)/);
});
