import { expect, test } from 'vitest';
import { formatWords } from '../../src/report/format-words.ts';
import { formats } from '../../src/schema/formats.ts';

test.each(Object.keys(formats))('the format %s has words', (format) => {
  expect(formatWords(format)).not.toContain('have the format');
});

test.each([
  ['email', 'must be a valid email address'],
  ['int32', 'must fit in 32 bits'],
  ['x-unknown', 'must have the format "x-unknown"'],
  ['toString', 'must have the format "toString"'],
])('%s', (format, wanted) => {
  expect(formatWords(format)).toBe(wanted);
});
