import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { headText } from './answer.ts';
import { isTimeout } from './time-limits.ts';
import type { UpstreamRequests } from './upstream-request.ts';

/** Connects a client with the provider for another protocol, such as WebSocket. */
export type Upgrade = (incoming: IncomingMessage, socket: Duplex, head: Buffer) => void;

export function createUpgrade(upstream: UpstreamRequests): Upgrade {
  return (incoming, socket, head) => {
    const asking = upstream.open(incoming, true);
    socket.on('error', () => asking.destroy());
    socket.on('close', () => asking.destroy());
    // Only a socket that is read shows that the client has disconnected.
    const early = [head];
    const take = (bytes: Buffer) => {
      early.push(bytes);
      if (early.length === 16) socket.pause();
    };
    const leave = () => socket.destroy();
    socket.on('data', take).on('end', leave);
    const answer = (text: string) => {
      socket.off('data', take).off('end', leave);
      socket.write(text);
    };
    asking.on('upgrade', (answered, upstream, first) => {
      answer(headText(answered));
      if (first.length > 0) socket.write(first);
      for (const bytes of early) upstream.write(bytes);
      upstream.pipe(socket).pipe(upstream);
      upstream.on('error', () => socket.destroy());
      socket.on('close', () => upstream.destroy());
    });
    asking.on('response', (answered) => {
      answer(headText(answered));
      answered.pipe(socket);
    });
    asking.on('error', (error) => {
      const line = isTimeout(error) ? '504 Gateway Timeout' : '502 Bad Gateway';
      socket.end(`HTTP/1.1 ${line}\r\ncontent-length: 0\r\n\r\n`);
    });
    asking.end();
  };
}
