import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createMock, listen } from '../../src/index.ts';
import { apiOf } from './api.ts';

const spec = `
openapi: 3.1.0
info: { title: Notes, version: '1' }
paths:
  /notes:
    post:
      requestBody: { content: { text/plain: { schema: { type: string } } } }
      responses: { '204': { description: Written. } }
`;

test('clients that send a byte a second are answered with 408, and others are served meanwhile', async () => {
  const listening = await listen(createMock([await apiOf(spec)]), { port: 0 });
  if (!listening.ok) throw new Error(listening.reason);
  onTestFinished(() => listening.close());
  const heads = [
    'GET /notes HTTP/1.1\r\nHost: a\r\nX-Slow: ',
    'GET /no',
    'POST /notes HTTP/1.1\r\nHo',
  ];
  const bodies = ['POST /notes HTTP/1.1\r\nHost: a\r\nContent-Length: 9999\r\n\r\nhello'];
  const answers = Array.from({ length: 200 }, (_, index) => {
    const begin = index < 10 ? bodies[0]! : heads[index % heads.length]!;
    return new Promise<string>((resolve) => {
      const socket = connect(listening.port, '127.0.0.1', () => socket.write(begin));
      const timer = setInterval(() => socket.write('a'), 1000);
      let text = '';
      socket.on('data', (bytes) => {
        text += bytes;
      });
      socket.on('error', () => {});
      socket.on('close', () => {
        clearInterval(timer);
        resolve(text);
      });
    });
  });
  const body = 'quick';
  const quick = await fetch(`${listening.url}/notes`, { method: 'POST', body });
  expect(quick.status).toBe(204);
  for (const answer of await Promise.all(answers)) {
    if (answer !== '') expect(answer).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
  }
  expect((await fetch(`${listening.url}/notes`, { method: 'POST', body })).status).toBe(204);
});
