import { transpile } from '../transpile.mjs';

transpile('apps/nest.ts', 'apps/nest-out.js');
await import('./nest-out.js');
