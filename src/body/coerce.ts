import type { Shape } from './shape.ts';

const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * Turns text into the type its shape asks for, without guessing: text stays text where a string is
 * allowed or nothing is said, and where it is not exactly what is asked for (a JSON number, `true`,
 * `false`), so that the schema can refuse it. `null` is an empty text or `null`, when nothing else
 * fits.
 */
export function coerce(text: string, shape: Shape): unknown {
  const { types } = shape;
  if (types.size === 0 || types.has('string')) return text;
  if ((types.has('integer') || types.has('number')) && jsonNumber.test(text)) {
    const number = Number(text);
    if (Number.isFinite(number)) return number;
  }
  if (types.has('boolean') && (text === 'true' || text === 'false')) return text === 'true';
  if (types.has('null') && (text === '' || text === 'null')) return null;
  return text;
}

/** A scalar as text: what `coerce` reads back. Nested values, which have no notation, are JSON. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
