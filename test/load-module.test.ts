import path from 'node:path';
import { expect, test } from 'vitest';
import { loadModule } from '../src/load-module.ts';
import { folderOf } from './cli/run.ts';

const place = '/projects/tea/mock/tea.ts';

test.each([
  [
    'the place of a syntax error that Node 22 and later find in TypeScript',
    `${place}:4\n  const leaf: = 4;\n              ^\n\nSyntaxError: Unexpected token`,
    `Unexpected token (${place}:4)`,
  ],
  [
    'the place of a syntax error in JavaScript',
    `file://${place}?specwright=2:4\n  const leaf: = 4;\n\nSyntaxError: Unexpected token`,
    `Unexpected token (${place}:4)`,
  ],
  [
    'the place of a statement that throws',
    `Error: Unexpected token\n    at file://${place}?specwright=2:4:7`,
    `Unexpected token (${place}:4:7)`,
  ],
  [
    'the place in the user’s file, not in a package',
    `Error: Unexpected token\n    at <anonymous> (${place}:4:7)\n    at async load (file:///projects/tea/node_modules/specwright/dist/load.js:1:10)`,
    `Unexpected token (${place}:4:7)`,
  ],
  [
    'no place in a package',
    'Error: Unexpected token\n    at load (file:///projects/tea/node_modules/specwright/dist/load.js:1:10)',
    'Unexpected token',
  ],
  ['no place, if the stack has none', 'Error: Unexpected token', 'Unexpected token'],
])('the reason has %s', async (_, stack, reason) => {
  const text = `throw Object.assign(new Error('Unexpected token'), { stack: ${JSON.stringify(stack)} });`;
  const folder = await folderOf({ 'module.mjs': text });
  expect(await loadModule(path.join(folder, 'module.mjs'))).toMatchObject({ ok: false, reason });
});

test('a file that is gone has a reason that names no other file', async () => {
  const folder = await folderOf({});
  const loaded = await loadModule(path.join(folder, 'gone.ts'));
  expect(loaded).toMatchObject({ ok: false, reason: 'there is no such file' });
});
