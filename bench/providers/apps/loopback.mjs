// LoopBack's own example, as it is published.
import { createRequire } from 'node:module';
import process from 'node:process';

const require = createRequire(import.meta.url);
const { main } = require('@loopback/example-todo');
await main({
  rest: { host: '127.0.0.1', port: Number(process.env.PORT), gracePeriodForClose: 0 },
});
