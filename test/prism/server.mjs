// Starts Prism's own server, as its command line does, for each named document. Sends the ports to the
// parent process, and ends with it.

import { createLogger } from '@stoplight/prism-core';
import { getHttpOperationsFromSpec } from '@stoplight/prism-http';
import { createServer } from '@stoplight/prism-http-server';

const ports = [];
for (const file of process.argv.slice(2)) {
  const server = createServer(await getHttpOperationsFromSpec(file), {
    components: { logger: createLogger('prism', { enabled: false }) },
    cors: false,
    config: {
      isProxy: false,
      checkSecurity: true,
      validateRequest: true,
      validateResponse: true,
      errors: false,
      upstreamProxy: undefined,
      mock: { dynamic: false },
    },
  });
  const address = await server.listen(0, '127.0.0.1');
  ports.push(Number(new URL(address).port));
}
process.on('disconnect', () => process.exit());
process.send(ports);
