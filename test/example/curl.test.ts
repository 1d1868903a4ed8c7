import { describe, expect, test } from 'vitest';
import { curlOf } from '../../src/example/curl.ts';
import type { HttpRequest } from '../../src/index.ts';

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
    [
      request({ method: 'POST', headers: { 'content-type': 'text/plain' }, body: text('@a') }),
      "curl -X POST 'http://h/a' -H 'Content-Type: text/plain' --data-raw '@a'",
    ],
    [
      request({ method: 'POST', body: text('a') }),
      "curl -X POST 'http://h/a' -H 'Content-Type:' --data-raw 'a'",
    ],
    [
      request({ method: 'POST', body: text(`'a'${' '.repeat(2000)}`) }),
      `printf '%s%2000s' ''\\''a'\\''' '' | curl -X POST 'http://h/a' -H 'Content-Type:' --data-binary @-`,
    ],
    [
      request({ method: 'PUT', headers: { 'content-type': 'a/b' }, body: text("a'\r\n\\é") }),
      "curl -X PUT 'http://h/a' -H 'Content-Type: a/b' --data-raw $'a\\x27\\x0d\\x0a\\x5c\\xc3\\xa9'",
    ],
  ];
  test.each(cases)('%# %j', (given, want) => {
    expect(curlOf(given, 'http://h')).toBe(want);
  });

  test('leaves to the shell what must not be seen', () => {
    const given = request({ headers: { authorization: 'Bearer REDACTED_TOKEN', 'x-sum': '$5' } });
    const placeholders = new Map([['REDACTED_TOKEN', '$TOKEN']]);
    expect(curlOf(given, 'http://h', placeholders)).toBe(
      `curl 'http://h/a' -H "Authorization: Bearer $TOKEN" -H 'X-Sum: $5'`,
    );
  });
});
