// The published example of LoopBack.
import { createRequire } from 'node:module';
import process from 'node:process';

const require = createRequire(import.meta.url);
const { main } = require('@loopback/example-todo');
await main({
  rest: { host: '127.0.0.1', port: Number(process.env.PORT), gracePeriodForClose: 0 },
});
