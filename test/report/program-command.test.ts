import { expect, test } from 'vitest';
import { programCommand, shellWord } from '../../src/report/program-command.ts';

test.each([
  ['npm/10.9.2 node/v22.14.0 linux x64', false, 'npx specwright'],
  ['pnpm/10.4.1 npm/? node/v22.14.0 linux x64', false, 'pnpm exec specwright'],
  ['yarn/4.6.0 npm/? node/v22.14.0 linux x64', true, 'yarn specwright'],
  ['bun/1.2.2 npm/? node/v22.6.0 linux x64', true, 'bunx specwright'],
  ['another/1.0', true, 'npx specwright'],
  ['constructor/1', false, 'specwright'],
  [undefined, true, 'npx specwright'],
  [undefined, false, 'specwright'],
])('started by %j, in a project that has it: %j', (agent, isInProject, wanted) => {
  expect(programCommand(agent, isInProject)).toBe(wanted);
});

test.each([
  ['specs/pets.yaml', 'specs/pets.yaml'],
  ['my pets.yaml', "'my pets.yaml'"],
  ["it's.yaml", "'it'\\''s.yaml'"],
  ['http://127.0.0.1:8080/v1', 'http://127.0.0.1:8080/v1'],
  ['https://x.example/?a=1&b', "'https://x.example/?a=1&b'"],
])('%s as a word of a shell', (text, wanted) => {
  expect(shellWord(text)).toBe(wanted);
});
