import { connect } from 'node:net';

/**
 * Sends requests one after another over a connection, until `next` gives none. `onAnswer` gets the
 * status of each answer and its milliseconds. Resolves when the connection is closed.
 */
export function askAgain(port, next, onAnswer) {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), '127.0.0.1');
    let began = 0;
    let received = Buffer.alloc(0);
    const send = () => {
      const text = next();
      began = performance.now();
      if (text === undefined) socket.destroy();
      else socket.write(text);
    };
    socket.setNoDelay(true);
    socket.on('connect', send);
    socket.on('error', reject);
    socket.on('close', resolve);
    socket.on('data', (chunk) => {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
      const length = answerLength(received);
      if (length === undefined || received.length < length) return;
      onAnswer(received.toString('latin1', 9, 12), performance.now() - began);
      received = Buffer.alloc(0);
      send();
    });
  });
}

/** The bytes of the first answer in a buffer; `undefined` while its length is unknown. */
function answerLength(buffer) {
  const end = buffer.indexOf('\r\n\r\n');
  if (end === -1) return undefined;
  const head = buffer.toString('latin1', 0, end);
  const length = /\r\ncontent-length: *(\d+)/i.exec(head);
  if (length !== null) return end + 4 + Number(length[1]);
  const last = buffer.indexOf('\r\n0\r\n\r\n', end);
  return last === -1 ? undefined : last + 7;
}
