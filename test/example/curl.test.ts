import { describe, expect, test } from 'vitest';
import { curlOf } from '../../src/example/curl.ts';
import type { HttpRequest } from '../../src/http/exchange.ts';

describe('curlOf() writes a command for a POSIX shell', () => {
  const request = (parts: Partial<HttpRequest>): HttpRequest => ({
    method: 'GET',
    target: '/a',
    headers: {},
    body: new TextEncoder().encode(''),
    ...parts,
  });
  const text = (body: string) => new TextEncoder().encode(body);
  const cases: readonly (readonly [request: HttpRequest, want: string])[] = [
    [request({}), "curl 'http://h/a'"],
    [request({ method: 'HEAD' }), "curl -I 'http://h/a'"],
    [request({ method: 'DELETE' }), "curl -X DELETE 'http://h/a'"],
    [request({ target: '/a?b[c]=1' }), "curl -g 'http://h/a?b[c]=1'"],
    [request({ headers: { 'x-key': "it's" } }), "curl 'http://h/a' -H 'X-Key: it'\\''s'"],
    [request({ method: 'POST', body: text('@a') }), "curl -X POST 'http://h/a' --data-raw '@a'"],
    [
      request({ method: 'POST', body: text("a'\r\n\\é") }),
      "curl -X POST 'http://h/a' --data-raw $'a\\x27\\x0d\\x0a\\x5c\\xc3\\xa9'",
    ],
  ];
  test.each(cases)('%# %j', (given, want) => {
    expect(curlOf(given, 'http://h')).toBe(want);
  });
});
