import { describe, expect, test } from 'vitest';
import type { HttpRequest } from '../../src/index.ts';
import { createRedactor } from '../../src/report/redact.ts';

const variable = 'KEY';

function shown(
  secret: string,
  { target = '/', headers = {}, body = '' }: Partial<Omit<HttpRequest, 'body'>> & { body?: string },
): string {
  const message = { headers, body: Buffer.from(body) };
  const { request, response } = createRedactor([{ value: secret, variable }]).exchange({
    request: { method: 'GET', target, ...message },
    response: { status: 200, ...message },
  });
  const text = Buffer.from(response.body).toString();
  return `${request.target} ${JSON.stringify(request.headers)} ${text}`;
}

describe('a credential is hidden, however short', () => {
  test.each<[string, string, Parameters<typeof shown>[1], string]>([
    [
      'one letter as a token',
      'a',
      { headers: { authorization: 'Bearer a' } },
      '/ {"authorization":"Bearer REDACTED_KEY"} ',
    ],
    [
      'two letters in a field',
      'ab',
      { headers: { 'x-key': 'ab', accept: 'application/lab' } },
      '/ {"x-key":"REDACTED_KEY","accept":"application/lab"} ',
    ],
    [
      'two letters in a query',
      'ab',
      { target: '/ab?key=ab&name=abc' },
      '/ab?key=REDACTED_KEY&name=abc {} ',
    ],
    [
      'two letters in a cookie',
      'ab',
      { headers: { cookie: 'sid=ab; ab=tab' } },
      '/ {"cookie":"sid=REDACTED_KEY; ab=tab"} ',
    ],
    [
      'two letters that an answer repeats',
      'ab',
      { body: '{"token":"ab","name":"abc"}' },
      '/ {} {"token":"REDACTED_KEY","name":"abc"}',
    ],
    [
      'a user and a password of one letter each',
      'u:p',
      { headers: { authorization: `Basic ${btoa('u:p')}` }, body: '{"user":"u","password":"p"}' },
      `/ {"authorization":"Basic ${btoa('REDACTED_KEY:')}"} {"user":"REDACTED_USER_OF_KEY","password":"REDACTED_PASSWORD_OF_KEY"}`,
    ],
    [
      'the parts of what was given in base64',
      btoa('admin:open sesame'),
      { target: '/admin', body: 'no user has the password "open sesame"' },
      '/admin {} no user has the password "REDACTED_PASSWORD_OF_KEY"',
    ],
    [
      'a short password as a word, not inside of one',
      'admin:pass',
      { body: 'the pass does not pass compass: admin:pass' },
      '/ {} the REDACTED_PASSWORD_OF_KEY does not REDACTED_PASSWORD_OF_KEY compass: REDACTED_KEY',
    ],
  ])('%s', (_, secret, message, want) => {
    expect(shown(secret, message)).toBe(want);
  });
});

test('a shell has the parts of a pair', () => {
  const { placeholders } = createRedactor([{ value: 'me:letmein', variable }]);
  expect(Object.fromEntries(placeholders)).toMatchObject({
    REDACTED_KEY: '$KEY',
    REDACTED_PASSWORD_OF_KEY: `$\{KEY#*:}`,
    REDACTED_USER_OF_KEY: `$\{KEY%%:*}`,
  });
});
