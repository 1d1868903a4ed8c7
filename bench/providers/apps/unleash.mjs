// The published Unleash, with PostgreSQL from npm: its data ends with the process.
import process from 'node:process';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';

const database = new PGLiteSocketServer({
  db: await PGlite.create(),
  host: '127.0.0.1',
  port: 0,
  maxConnections: 20,
});
await database.start();
const port = Number(database.getServerConn().split(':').pop());
const { start } = await import('unleash-server');
await start({
  db: {
    host: '127.0.0.1',
    port,
    user: 'postgres',
    password: 'none',
    database: 'postgres',
    ssl: false,
  },
  server: { host: '127.0.0.1', port: Number(process.env.PORT) },
  versionCheck: { enable: false },
  telemetry: false,
  logLevel: 'error',
  disableScheduler: true,
  authentication: {
    initApiTokens: [
      {
        ...{ tokenName: 'bench', type: 'admin', environment: '*', projects: ['*'] },
        secret: '*:*.unleash-bench',
      },
    ],
  },
});
