import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fieldLines, type HttpResponse, sentFields, sentLines } from '../../http/exchange.ts';
import type { Delivery } from '../delivery.ts';
import type { Effect } from './fault.ts';

/** How an answer leaves if a fault changes its bytes; `undefined` for a normal delivery. */
export function deliveryOf(effect: Effect): Delivery | undefined {
  switch (effect.kind) {
    case 'reset':
      return {
        send: (_, { socket }) => void socket?.resetAndDestroy(),
        fetch: async () => {
          throw new TypeError('fetch failed', { cause: new Error('the connection was reset') });
        },
      };
    case 'garbage':
      return {
        send: (_, { socket }) => void socket?.end('\u0000\u0016 this is not HTTP\r\n\r\n'),
        fetch: async () => {
          throw new TypeError('fetch failed', { cause: new Error('the answer is not HTTP') });
        },
      };
    case 'cut':
      return partly((socket) => void socket.resetAndDestroy(), 'error');
    case 'truncate':
      return partly((socket) => void socket.end(), 'error');
    case 'stall':
      return partly(() => {}, 'stall');
    case 'throttle':
      return inPieces(effect.bytesPerSecond);
    case 'slow-head':
      return withSlowHead(effect.milliseconds);
    default:
      return undefined;
  }
}

/** Half of the body, and then something else. */
function partly(then: (socket: Socket) => void, end: 'error' | 'stall'): Delivery {
  return {
    send(response, outgoing) {
      const { socket } = outgoing;
      outgoing.writeHead(response.status, fieldsOf(response));
      // Node would write fields beyond ASCII wrongly if the head left alone.
      if (half(response).length === 0) outgoing.flushHeaders();
      outgoing.write(half(response), () => {
        // The written bytes must be on their way before the connection ends.
        if (socket !== null) setTimeout(then, 20, socket);
      });
    },
    async fetch(response) {
      const stream = new ReadableStream<Uint8Array>({
        start(controller) {
          controller.enqueue(half(response));
          if (end === 'error') setTimeout(() => controller.error(new TypeError('terminated')), 0);
        },
      });
      return new Response(stream, {
        status: response.status,
        headers: sentLines(response.headers),
      });
    },
  };
}

function half({ body }: HttpResponse): Uint8Array {
  return new Uint8Array(body.subarray(0, body.length >> 1));
}

/** How often a second a piece leaves. */
const beats = 10;

function inPieces(bytesPerSecond: number): Delivery {
  const size = Math.max(1, Math.floor(bytesPerSecond / beats));
  return {
    send(response, outgoing) {
      outgoing.writeHead(response.status, fieldsOf(response));
      let at = 0;
      const timer = setInterval(() => {
        outgoing.write(response.body.subarray(at, at + size));
        at += size;
        if (at < response.body.length) return;
        clearInterval(timer);
        outgoing.end();
      }, 1000 / beats);
      outgoing.on('close', () => clearInterval(timer));
    },
    async fetch(response) {
      let at = 0;
      const stream = new ReadableStream<Uint8Array>({
        async pull(controller) {
          await sleep(1000 / beats);
          controller.enqueue(new Uint8Array(response.body.subarray(at, at + size)));
          at += size;
          if (at >= response.body.length) controller.close();
        },
      });
      return new Response(stream, {
        status: response.status,
        headers: sentLines(response.headers),
      });
    },
  };
}

/** Sends the head in small pieces, as a server that stalls its clients. */
function withSlowHead(milliseconds: number): Delivery {
  const pieces = 10;
  return {
    send(response, { socket }) {
      if (socket === null) return;
      const head = Buffer.from(headText(response), 'latin1');
      const size = Math.ceil(head.length / pieces);
      let at = 0;
      const timer = setInterval(() => {
        socket.write(head.subarray(at, at + size));
        at += size;
        if (at < head.length) return;
        clearInterval(timer);
        socket.end(response.body);
      }, milliseconds / pieces);
      socket.on('close', () => clearInterval(timer));
      socket.on('error', () => {});
    },
    async fetch(response) {
      await sleep(milliseconds);
      return new Response(new Uint8Array(response.body), {
        status: response.status,
        headers: sentLines(response.headers),
      });
    },
  };
}

function headText(response: HttpResponse): string {
  const lines = fieldLines(fieldsOf(response)).map(([name, line]) => `${name}: ${line}\r\n`);
  return `HTTP/1.1 ${response.status} \r\n${lines.join('')}connection: close\r\n\r\n`;
}

function fieldsOf({ headers, body }: HttpResponse): Record<string, string | string[]> {
  const fields = sentFields(headers);
  fields['content-length'] ??= String(body.length);
  return fields;
}
