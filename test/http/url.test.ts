import { expect, test } from 'vitest';
import { parseUrl } from '../../src/http/url.ts';

test.each([
  ['http://bücher.example/', undefined, 'http://xn--bcher-kva.example/'],
  ['../a', 'http://example.com/b/c', 'http://example.com/a'],
  ['a', undefined, undefined],
  ['http://[::1', undefined, undefined],
])('%s at %s', (text, base, wanted) => {
  expect(parseUrl(text, base)?.href).toBe(wanted);
});

test('a URL stays one, however often it is read', () => {
  const times = Array.from({ length: 30_000 }, () => parseUrl('ws://l·l')?.hostname);
  expect(new Set(times)).toEqual(new Set(['xn--ll-0ea']));
});
