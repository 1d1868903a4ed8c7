import { differentFrom } from './different.ts';

/**
 * Generated values of the same kind as a value: similar ones, those between it and the usual one,
 * and plain ones.
 */
export function* othersThan(value: unknown, usual: unknown): Iterable<unknown> {
  if (typeof value === 'string') {
    const letters = [...value];
    yield letters.slice(0, -1).join('');
    yield letters.map(plainLike).join('');
    yield letters.slice(0, Math.ceil(letters.length / 2)).join('');
    yield* ['abc', 'Abc 1', 'string'];
    yield* differentFrom(value);
  } else if (typeof value === 'number') {
    const start = typeof usual === 'number' ? usual : 0;
    const whole = Number.isInteger(value) && Number.isInteger(start);
    const at = (share: number) => {
      const number = start + (value - start) * share;
      return whole ? Math.round(number) : number;
    };
    yield* [value > start ? value - 1 : value + 1, at(0.5), at(0.25), start + 1, start - 1];
  } else if (Array.isArray(value)) {
    yield* differentFrom(value);
  }
}

function plainLike(letter: string): string {
  if (/\d/.test(letter)) return letter === '1' ? '2' : '1';
  return /[ -~]/.test(letter) && !/[a-z]/i.test(letter) ? letter : 'a';
}
