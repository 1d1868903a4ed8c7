import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';

test('a reader that closes the pipe ends the program without a stack trace', async () => {
  const url = 'http://127.0.0.1:1';
  const args = ['bin/specwright.js', 'verify', 'specs/kaiten/openapi.yaml', '-b', url, '--list'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.destroy();
  let stderr = '';
  child.stderr.on('data', (chunk) => (stderr += chunk));
  const [code] = await once(child, 'close');
  expect(code).toBe(2);
  expect(stderr).not.toContain('EPIPE');
});
