import { connect } from 'node:net';
import { describe, expect, test, vi } from 'vitest';
import { type Handler, stand } from './standing.ts';

const get = 'GET /notes/1 HTTP/1.1\r\nHost: a\r\n\r\n';
const put =
  'PUT /notes/1 HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{"t';

const silent: Handler = () => {};
const begins: Handler = (_, outgoing) => {
  outgoing.writeHead(200, { 'content-type': 'application/json', 'content-length': 99 });
  outgoing.write('{"id"');
};

const ways = [
  ['streaming', {}],
  ['holding', { onViolation: 'header' }],
] as const;

describe.each(ways)('a %s proxy', (_, options) => {
  test.each<[string, string, Handler, number | undefined, string]>([
    ['in its request', put, silent, undefined, 'before the answer'],
    ['before the answer', get, silent, undefined, 'before the answer'],
    ['in the answer', get, begins, 200, 'in the middle of the answer'],
  ])('reports a client that leaves %s, once', async (_, sent, handler, status, when) => {
    let asked = 0;
    const standing = await stand((incoming, outgoing) => {
      asked += 1;
      handler(incoming, outgoing);
    }, options);
    const client = connect(standing.port, '127.0.0.1', () => client.write(sent));
    client.on('error', () => {}).resume();
    if (sent === get) await vi.waitFor(() => expect(asked).toBe(1), 30_000);
    // Long enough for the bytes to be under way.
    await new Promise((resolve) => setTimeout(resolve, 100));
    client.destroy();
    await vi.waitFor(() => expect(standing.seen).toHaveLength(1), 30_000);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(standing.seen).toMatchObject([
      {
        by: 'provider',
        isAborted: true,
        trouble: `the client closed the connection ${when}`,
        recorded: { status, responseBody: undefined },
      },
    ]);
  });
});
