import { expect, test } from 'vitest';
import { noRedis } from './redis-server.ts';
import { clientsOfReplicas } from './replicas.ts';

test.skipIf(noRedis !== undefined)(
  '50 clients of three processes behind a balancer lose no write in 10,000 operations, although the store crashes three times',
  { timeout: 900_000 },
  async () => {
    const clients = await clientsOfReplicas(50, 10_000, [200, 7_000, 200]);
    // The second outage is longer than a request waits.
    expect(clients.some(({ unsure }) => unsure > 0)).toBe(true);
  },
);
