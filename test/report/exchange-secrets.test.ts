import { describe, expect, test } from 'vitest';
import { redactorOf } from '../../src/report/exchange-secrets.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

/** The shown bodies of a request and its answer. */
function shown(text: string, type = 'application/json') {
  const headers = { 'content-type': type };
  const exchange = {
    request: { method: 'POST', target: '/login', headers, body: bytes(text) },
    response: { status: 200, headers, body: bytes(text) },
  };
  const { request, response } = redactorOf(undefined, exchange).exchange(exchange);
  const texts = [request.body, response.body].map((body) => new TextDecoder().decode(body));
  expect(texts[0]).toBe(texts[1]);
  return texts[0];
}

describe('members of JSON that are called like a secret', () => {
  test.each([
    ['{"user":"ann","password":"pass word"}', '{"user":"ann","password":"[redacted]"}'],
    ['{ "accessToken" : "a\\"b\\\\" , "n": 1 }', '{ "accessToken" : "[redacted]" , "n": 1 }'],
    ['{"a":[{"client_secret":"Zoë"}],"é":"ü"}', '{"a":[{"client_secret":"[redacted]"}],"é":"ü"}'],
    // Beginnings of longer bodies.
    ['{"password":"hunter', '{"password":"[redacted]"'],
    ['{"password":"hunter\\', '{"password":"[redacted]"'],
    // Neither is one.
    ['{"next_page_token":"abc","password":null}', '{"next_page_token":"abc","password":null}'],
    ['{"text":"password: x"}', '{"text":"password: x"}'],
  ])('%s', (body, wanted) => {
    expect(shown(body)).toBe(wanted);
    expect(shown(body, 'application/problem+json; charset=utf-8')).toBe(wanted);
  });

  test('texts that are not JSON stay unchanged', () => {
    expect(shown('"password":"x"', 'text/plain')).toBe('"password":"x"');
  });
});
