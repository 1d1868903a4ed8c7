/** The bytes of the answer that a buffer begins with; `undefined` while nobody can tell. */
export function answerLength(buffer) {
  const end = buffer.indexOf('\r\n\r\n');
  if (end === -1) return undefined;
  const head = buffer.toString('latin1', 0, end);
  const length = /\r\ncontent-length: *(\d+)/i.exec(head);
  if (length !== null) return end + 4 + Number(length[1]);
  const last = buffer.indexOf('\r\n0\r\n\r\n', end);
  return last === -1 ? undefined : last + 7;
}
