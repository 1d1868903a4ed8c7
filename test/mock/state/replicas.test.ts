import { expect, test } from 'vitest';
import { createMock } from '../../../src/index.ts';
import { apiOf } from '../api.ts';
import { clientsAtWork } from './clients.ts';
import { callerOf, library } from './library.ts';

test('10 simultaneous clients of a mock in memory read their own writes', async () => {
  const mock = createMock([await apiOf(library, 'library')], { stateful: true });
  const clients = await clientsAtWork(10, {
    calls: [callerOf(mock)],
    operations: 40,
    seed: 'memory',
  });
  expect(clients.map(({ unsure }) => unsure)).toEqual(Array(10).fill(0));
});
