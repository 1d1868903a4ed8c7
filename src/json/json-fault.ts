/** The place where a text is no longer JSON (RFC 8259), and the expected token. */
export interface JsonFault {
  readonly offset: number;
  readonly expected: string;
}

type State = 'value' | 'value-or-close' | 'name' | 'name-or-close' | 'colon' | 'next' | 'end';

const scalar = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y;

/**
 * Finds the first fault of a text that `JSON.parse` refused. Engines have different messages, and
 * some omit the place; this one is the same everywhere.
 */
export function findJsonFault(text: string): JsonFault | undefined {
  const open: ('{' | '[')[] = [];
  let state: State = 'value';
  let offset = 0;
  const closed = (): State => (open.length === 0 ? 'end' : 'next');
  for (;;) {
    while (isSpace(text[offset])) offset += 1;
    const character = text[offset];
    const container = open.at(-1);
    const close = container === '{' ? '}' : ']';
    if (state === 'end') {
      return character === undefined ? undefined : { offset, expected: 'the end' };
    }
    if (character === close && container !== undefined && /close|next/.test(state)) {
      open.pop();
      state = closed();
      offset += 1;
    } else if (state === 'next') {
      if (character !== ',') return { offset, expected: `"," or "${close}"` };
      state = container === '{' ? 'name' : 'value';
      offset += 1;
    } else if (state === 'colon') {
      if (character !== ':') return { offset, expected: '":"' };
      state = 'value';
      offset += 1;
    } else if (character === '"') {
      const string = readString(text, offset);
      if (typeof string !== 'number') return string;
      offset = string;
      state = state.startsWith('name') ? 'colon' : closed();
    } else if (state.startsWith('name')) {
      return { offset, expected: state === 'name' ? 'a name' : 'a name or "}"' };
    } else if (character === '{' || character === '[') {
      open.push(character);
      state = character === '{' ? 'name-or-close' : 'value-or-close';
      offset += 1;
    } else {
      scalar.lastIndex = offset;
      const match = scalar.exec(text);
      if (match === null) return { offset, expected: 'a value' };
      offset += match[0].length;
      state = closed();
    }
  }
}

/** The offset after a string, or the fault in it. */
function readString(text: string, start: number): number | JsonFault {
  for (let offset = start + 1; ; offset += 1) {
    const character = text[offset];
    if (character === '"') return offset + 1;
    if (character === undefined) return { offset, expected: 'the end of the string' };
    if (character < ' ') return { offset, expected: 'an escaped control character' };
    if (character === '\\') {
      if (!/^(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.test(text.slice(offset + 1, offset + 6))) {
        return { offset, expected: 'an escape' };
      }
      offset += 1;
    }
  }
}

function isSpace(character: string | undefined): boolean {
  return character === ' ' || character === '\n' || character === '\r' || character === '\t';
}
