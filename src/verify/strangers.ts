import { randomOf } from '../random.ts';
import { textsLike } from './fresh.ts';

/** Unknown ids in the form of a known one, the likeliest first. */
export function* strangersTo(id: unknown, known: readonly (string | number)[]): Iterable<unknown> {
  if (typeof id === 'number') {
    const highest = Math.max(id, ...known.filter((one) => typeof one === 'number'));
    for (const more of [982_451, 10_007, 83]) yield highest + more;
    return;
  }
  if (typeof id !== 'string') return;
  const taken = new Set(known.map(String));
  for (const text of textsOf(id)) if (!taken.has(text) && text !== id) yield text;
}

function* textsOf(id: string): Iterable<string> {
  const random = randomOf(`stranger ${id}`);
  const [digits = ''] = /\d+$/.exec(id) ?? [];
  // A count is soon reached by another.
  const isCount = digits.length > 0 && digits.length < 8 && !/^[\da-f-]{8,}$/i.test(id);
  if (isCount) {
    yield `${id.slice(0, -digits.length)}${Number(digits) + 982_451}`;
    yield `${id.slice(0, -digits.length)}${'9'.repeat(digits.length)}`;
  }
  yield* textsLike(id, random);
}
