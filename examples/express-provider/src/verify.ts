// The check for CI: starts the provider on a free port, and runs `specwright verify` against it.

import { spawn } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { createApp } from './server.js';

const token = 'secret';
const app = await createApp(token);
const server = app.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  const verify = spawn(
    'npx',
    [
      'specwright',
      'verify',
      'openapi.yaml',
      '--base-url',
      `http://127.0.0.1:${port}`,
      '--credential',
      'token=env:NOTES_TOKEN',
    ],
    {
      stdio: 'inherit',
      cwd: path.join(import.meta.dirname, '..'),
      env: { ...process.env, NOTES_TOKEN: token },
    },
  );
  verify.on('exit', (code) => {
    process.exitCode = code ?? 2;
    server.close();
    server.closeAllConnections();
  });
});
