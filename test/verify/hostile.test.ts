import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createSender, type SendOptions } from '../../src/verify/send.ts';
import type { Sent } from '../../src/verify/sent.ts';
import { requestOf } from '../judge/exchanges.ts';

// What broken and hostile providers and proxies send. Each result is an answer or a reason. The next
// request of the same sender gets its normal answer.

type Say = (socket: Socket) => void;

const ok = 'HTTP/1.1 200 OK\r\n';
const fine: Say = (socket) => socket.write(`${ok}Content-Length: 4\r\n\r\nfine`);
const says =
  (text: string | Uint8Array): Say =>
  (socket) =>
    socket.write(text);
const saysAndCloses =
  (text: string): Say =>
  (socket) =>
    socket.end(text);

/** Writes forever, as fast as the client reads. */
const floods =
  (start: string, more: string): Say =>
  (socket) => {
    const chunk = Buffer.from(more.repeat(Math.ceil(65_536 / more.length)));
    const pour = () => {
      while (!socket.destroyed && socket.write(chunk));
    };
    socket.write(start);
    socket.on('drain', pour);
    pour();
  };

const bomb = gzipSync(Buffer.alloc(20_000_000), { level: 9 });

type Want = string | { readonly status: number; readonly body: string };

const cases: readonly (readonly [name: string, say: Say, want: Want])[] = [
  ['an answer that never begins', () => {}, 'silent: there was no answer within 0.4 seconds'],
  [
    'an answer that never ends',
    says(`${ok}Content-Length: 100\r\n\r\nand so`),
    'silent: there was no end of the answer within 0.4 seconds',
  ],
  [
    'an answer that arrives slowly and never ends',
    (socket) => {
      socket.write(`${ok}Transfer-Encoding: chunked\r\n\r\n`);
      const drip = setInterval(() => socket.write('1\r\nx\r\n'), 20);
      socket.on('close', () => clearInterval(drip));
    },
    'silent: there was no end of the answer within 0.4 seconds',
  ],
  [
    'a body of a gigabyte',
    floods(`${ok}Content-Length: 1000000000\r\n\r\n`, 'x'),
    'too-long: the answer is longer than 100000 bytes',
  ],
  [
    'a body without end and without length',
    floods(`${ok}\r\n`, 'x'),
    'too-long: the answer is longer than 100000 bytes',
  ],
  [
    'chunks without end',
    floods(`${ok}Transfer-Encoding: chunked\r\n\r\n`, '1\r\nx\r\n'),
    'too-long: the answer is longer than 100000 bytes',
  ],
  [
    'fields without end',
    floods(ok, 'X-More: and more\r\n'),
    'too-long: the header fields are longer than 64 KiB',
  ],
  [
    'one field without end',
    floods(`${ok}X-Long: `, 'x'),
    'too-long: the header fields are longer than 64 KiB',
  ],
  [
    'interim answers without end',
    floods('', 'HTTP/1.1 103 Early Hints\r\n\r\n'),
    'malformed: more than 100 interim answers (1xx) came, and no final one',
  ],
  [
    'an interim answer, then the final one',
    says(`HTTP/1.1 100 Continue\r\n\r\n${ok}Content-Length: 1\r\n\r\nx`),
    { status: 200, body: 'x' },
  ],
  [
    'a redirect to itself, which is not followed',
    says('HTTP/1.1 302 Found\r\nLocation: /pets\r\nContent-Length: 0\r\n\r\n'),
    { status: 302, body: '' },
  ],
  [
    'a chunk whose size is not a number',
    says(`${ok}Transfer-Encoding: chunked\r\n\r\nzz\r\nx\r\n`),
    'malformed: the answer is chunked, and the size of a chunk is wrong',
  ],
  [
    'a chunk that is longer than it says',
    says(`${ok}Transfer-Encoding: chunked\r\n\r\n2\r\nxxxxx\r\n0\r\n\r\n`),
    'malformed: the answer is chunked, and a chunk does not end where it should',
  ],
  [
    'chunks that stop without their end',
    saysAndCloses(`${ok}Transfer-Encoding: chunked\r\n\r\n2\r\nxx\r\n`),
    'cut: the connection was closed before the answer had ended',
  ],
  [
    'less than its length',
    saysAndCloses(`${ok}Content-Length: 100\r\n\r\nshort`),
    'cut: the connection was closed before the answer had ended',
  ],
  [
    'more than its length',
    says(`${ok}Content-Length: 2\r\n\r\nokand more`),
    'malformed: more comes after the end of the answer',
  ],
  [
    'a length that is not a number',
    says(`${ok}Content-Length: many\r\n\r\n`),
    'malformed: the Content-Length is not a number',
  ],
  [
    'two lengths that differ',
    says(`${ok}Content-Length: 2\r\nContent-Length: 3\r\n\r\nok`),
    'malformed: there is more than one Content-Length, or one beside Transfer-Encoding',
  ],
  [
    'a length beside chunks',
    says(`${ok}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`),
    'malformed: the Transfer-Encoding cannot be read, or stands beside a Content-Length',
  ],
  [
    'invalid UTF-8, which is for the judge',
    says(Buffer.concat([Buffer.from(`${ok}Content-Length: 2\r\n\r\n`), Buffer.from([0xff, 0xfe])])),
    { status: 200, body: '\ufffd\ufffd' },
  ],
  [
    'a closed connection',
    (socket) => socket.end(),
    'cut: the connection was closed without an answer',
  ],
  [
    'a connection that is reset',
    (socket) => socket.resetAndDestroy(),
    'cut: the connection was closed without an answer',
  ],
  [
    'half a status line',
    saysAndCloses('HTTP/1.1 20'),
    'cut: the connection was closed without an answer',
  ],
  [
    'no HTTP at all',
    says('220 mail.example.com ESMTP\r\n'),
    'malformed: the answer is not HTTP: no status line where one must be',
  ],
  [
    'a status of two digits',
    says('HTTP/1.1 20 OK\r\n\r\n'),
    'malformed: the answer is not HTTP: its status is not three digits',
  ],
  [
    'a field name with a space',
    says(`${ok}Content Type: a/b\r\nContent-Length: 0\r\n\r\n`),
    'malformed: a header field has a character that must not be present',
  ],
  [
    'a compressed bomb',
    says(
      Buffer.concat([
        Buffer.from(`${ok}Content-Encoding: gzip\r\nContent-Length: ${bomb.length}\r\n\r\n`),
        bomb,
      ]),
    ),
    `too-long: its content, of ${bomb.length} bytes as gzip, is longer than 100000 bytes`,
  ],
  [
    'content that is not compressed as declared',
    says(`${ok}Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\nok`),
    'malformed: its content is not gzip',
  ],
  [
    'an unknown coding',
    says(`${ok}Content-Encoding: rot13\r\nContent-Length: 2\r\n\r\nbx`),
    'malformed: its content is encoded as "rot13", which the request did not ask for',
  ],
  [
    'another protocol',
    says(
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n\x81\x00',
    ),
    { status: 101, body: '' },
  ],
];

/** A server that gives a special answer to the first request, and correct ones to the others. */
async function startServer(first: Say, atEnd = onTestFinished): Promise<string> {
  let requests = 0;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('data', () => {
      requests += 1;
      (requests === 1 ? first : fine)(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atEnd(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function senderTo(url: string, options: SendOptions = {}, atEnd = onTestFinished) {
  const sender = createSender(url, { timeout: 120_000, maximumBytes: 100_000, ...options });
  atEnd(() => sender.close());
  return sender;
}

const shown = (sent: Sent): Want =>
  sent.ok
    ? { status: sent.response.status, body: new TextDecoder().decode(sent.response.body) }
    : `${sent.kind}: ${sent.reason}`;

describe('a provider that sends', () => {
  test.concurrent.for(cases)('%s', async ([_, say, want], { onTestFinished, expect }) => {
    // Only the cases without an answer need a short timeout.
    const isSilent = typeof want === 'string' && want.startsWith('silent');
    const url = await startServer(say, onTestFinished);
    const patient = senderTo(url, {}, onTestFinished);
    const sender = isSilent ? senderTo(url, { timeout: 400 }, onTestFinished) : patient;
    expect(shown(await sender.send(requestOf('GET /pets')))).toEqual(want);
    const next = shown(await patient.send(requestOf('GET /pets')));
    expect(next).toEqual({ status: 200, body: 'fine' });
  });
});

describe('a request', () => {
  test('that cannot be written is reported', async () => {
    const sender = senderTo(await startServer(fine));
    expect(shown(await sender.send(requestOf('GET /pets', { 'x-name': 'a\nb' })))).toMatch(
      /^unsendable: the request cannot be written: .*x-name/,
    );
  });

  test('is sent again over a new connection if the old one closes at that moment', async () => {
    const seen: number[] = [];
    const server = createServer((socket) => {
      const connection = seen.push(0) - 1;
      socket.on('data', () => {
        seen[connection]! += 1;
        // The second request over the first connection finds it closed.
        if (connection === 0 && seen[0] === 2) socket.resetAndDestroy();
        else fine(socket);
      });
      socket.on('error', () => {});
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const sender = senderTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    expect(shown(await sender.send(requestOf('GET /a')))).toEqual({ status: 200, body: 'fine' });
    expect(shown(await sender.send(requestOf('GET /b')))).toEqual({ status: 200, body: 'fine' });
    expect(seen).toEqual([2, 1]);
  });

  test('keeps the values of a repeated header field apart', async () => {
    const lines = `${ok}Set-Cookie: a=1\r\nSet-Cookie: b=2\r\n__proto__: x\r\nContent-Length: 0\r\n\r\n`;
    const sent = await senderTo(await startServer(says(lines))).send(requestOf('GET /'));
    expect(sent.ok && sent.response.headers['set-cookie']).toEqual(['a=1', 'b=2']);
    expect(sent.ok && Object.getPrototypeOf(sent.response.headers)).toBe(null);
  });
});
