import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { emptyBody } from '../http/exchange.ts';
import { rawFieldsByName } from '../http/fields-by-name.ts';
import { headOf, switchedHead } from './answer.ts';
import {
  createForwardChanged,
  type Intervening,
  type Intervention,
  isAnsweredInstead,
  withJudged,
} from './hold.ts';
import { abortedEnd, type Passage } from './passage.ts';
import type { Streaming } from './stream.ts';
import type { UpstreamRequests } from './upstream-request.ts';

/** Passes the request of a passage on, whose client wants another protocol such as WebSocket. */
export type Switching = (
  passage: Passage,
  intervention: Intervention | undefined,
  head: Buffer,
) => Promise<void>;

/** `socket` of the request is no longer the server's; `head` is what the client has sent after it. */
export function createSwitching(
  upstream: UpstreamRequests,
  streaming: Streaming,
  bodyLimit: number,
): Switching {
  const forwardChanged = createForwardChanged(upstream.target, streaming, bodyLimit);
  return async (arrived, intervention, head) => {
    const { incoming, outgoing } = arrived;
    const { socket } = incoming;
    outgoing.assignSocket(socket);
    outgoing.shouldKeepAlive = false;
    outgoing.on('finish', () => socket.destroySoon());
    socket.on('error', () => socket.destroy());
    // Only a socket that is read shows that the client has disconnected.
    const early = [head];
    const take = (bytes: Buffer) => {
      early.push(bytes);
      if (early.length === 16) socket.pause();
    };
    const leave = () => socket.destroy();
    socket.on('data', take).on('end', leave);
    let passage = arrived;
    let intervening: Intervening | undefined;
    if (intervention !== undefined) {
      intervening = intervention({
        method: incoming.method ?? 'GET',
        target: upstream.targetOf(incoming),
        headers: rawFieldsByName(incoming.rawHeaders),
        body: emptyBody,
      });
      passage = withJudged(arrived, intervening);
      if (await isAnsweredInstead(passage, intervening, emptyBody)) return;
      if (outgoing.destroyed) {
        passage.onEnd(abortedEnd(emptyBody));
        return;
      }
    }
    const asking = upstream.open(incoming, true);
    asking.on('upgrade', (answered, provider, first) => {
      socket.off('data', take).off('end', leave);
      outgoing.detachSocket(socket);
      socket.write(switchedHead(answered, outgoing, upstream.target), 'latin1');
      if (first.length > 0) socket.write(first);
      for (const bytes of early) provider.write(bytes);
      provider.pipe(socket).pipe(provider);
      provider.on('error', () => socket.destroy());
      socket.on('close', () => provider.destroy());
      const response = { ...headOf(answered), body: emptyBody };
      passage.onEnd({ by: 'provider', requestBody: emptyBody, response });
    });
    const { forward } = streaming;
    const forwardRefusal: Streaming['forward'] =
      intervening === undefined
        ? forward
        : (answered, of, on) => void forwardChanged(answered, of, on, intervening!, emptyBody);
    streaming.forwardAnswer(asking, passage, () => emptyBody, undefined, forwardRefusal);
    asking.end();
  };
}

/** A request for another protocol, after Node has handed over its socket. */
type OnUpgrade = (incoming: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** Lets a listener have the requests that may change the protocol; the server answers all others. */
export function serveUpgrades(
  server: Server,
  upgrade: OnUpgrade,
  isOwn: (target?: string) => boolean = () => false,
): void {
  const isFor = (incoming: IncomingMessage) => mayUpgrade(incoming) && !isOwn(incoming.url);
  // Node 24.9 and later ask before they hand over a socket.
  Object.assign(server, { shouldUpgradeCallback: isFor });
  server.on('upgrade', (incoming, socket, head) => {
    if (isFor(incoming)) upgrade(incoming, socket, head);
    else ignoreUpgrade(server, incoming, socket, head);
  });
}

/**
 * Whether a request may change the protocol. A server may ignore this wish, and must do so where the
 * request is HTTP/1.0 (RFC 9110 section 7.8). Contents are always judged. Clients such as Java's ask
 * for HTTP/2 in each first request, which RFC 9113 section 3.1 no longer describes.
 */
function mayUpgrade({ httpVersion, headers }: IncomingMessage): boolean {
  const { upgrade = '', 'content-length': length = '0', 'transfer-encoding': coding } = headers;
  const isEmpty = length === '0' && coding === undefined;
  return isEmpty && httpVersion !== '1.0' && !/^h2c?\s*(?:,|$)/i.test(upgrade.trim());
}

/** Gives the socket back to the server, as a new connection that begins with the request. */
function ignoreUpgrade(
  server: Server,
  { method, url, httpVersion, rawHeaders }: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]!;
    if (name.toLowerCase() !== 'upgrade') lines.push(`${name}: ${rawHeaders[index + 1]}`);
  }
  const request = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
  socket.unshift(Buffer.concat([request, head]));
  server.emit('connection', socket);
}
