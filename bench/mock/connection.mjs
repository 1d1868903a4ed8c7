import { connect } from 'node:net';

/** The seconds after which a request counts as not answered. */
export const patience = 30;

/**
 * Sends requests one after another over a connection, until `next` gives none. `onAnswer` gets the
 * status of each answer and its milliseconds. Resolves when the connection is closed after the last
 * answer, and rejects if a request gets no answer.
 */
export function askAgain(port, next, onAnswer) {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), '127.0.0.1');
    let began = 0;
    let received = Buffer.alloc(0);
    const send = () => {
      const text = next();
      began = performance.now();
      if (text !== undefined) {
        socket.write(text);
        return;
      }
      resolve();
      socket.destroy();
    };
    socket.setNoDelay(true);
    socket.setTimeout(patience * 1000, () => {
      socket.destroy(new Error(`did not answer in ${patience} s`));
    });
    socket.on('connect', send);
    socket.on('error', reject);
    // After the last answer, the promise is resolved already.
    socket.on('close', () => reject(new Error('closed a connection before it answered')));
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
  // These have no content, whatever their fields say (RFC 9112, section 6.3).
  if (/^HTTP\/1\.1 (204|304)/.test(head)) return end + 4;
  const length = /\r\ncontent-length: *(\d+)/i.exec(head);
  if (length !== null) return end + 4 + Number(length[1]);
  const last = buffer.indexOf('\r\n0\r\n\r\n', end);
  return last === -1 ? undefined : last + 7;
}
