import fc from 'fast-check';
import type { Exchange, HttpHeaders, Operation } from '../../src/index.ts';

/** Texts that are hard to parse, and some that are valid. */
const nasty = fc.constantFrom(
  ...[
    '',
    ' ',
    '0',
    '-1',
    '1e400',
    '9007199254740993',
    '1.0',
    'true',
    'null',
    'NaN',
    '+',
    '%',
    '%zz',
  ],
  ...[
    '%00',
    '%C3%28',
    '%2F',
    '..',
    '.',
    ';',
    ';a=1',
    '.a.b',
    ',',
    'a,b',
    'by,x',
    'by=x',
    '|',
    '&',
    '=',
  ],
  ...[
    '[',
    ']',
    '[]',
    '{',
    '{}',
    '"',
    "'",
    '\\',
    '<',
    '<a',
    '&#0;',
    '\u0000',
    '\ufeff',
    '\ud800',
    '😀',
    'é',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '2023-02-30',
    'c211984f-b5a5-45fb-ae38-9f22fe0465d9',
  ],
  '[[[[[[[[[[[[[[[[',
  'a'.repeat(300),
);
export const word = fc.oneof(
  { weight: 3, arbitrary: nasty },
  fc.string({ unit: 'binary', maxLength: 12 }),
);

const mediaTypes = [
  ...['application/json', 'application/problem+json', 'application/xml', 'text/plain', 'image/png'],
  ...[
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=b',
    'multipart/form-data',
  ],
  ...['text/plain; charset=utf-16', 'application/json; charset=latin1', 'application/octet-stream'],
];

/** Arbitrary JSON, and some that resembles the schemas of the document with every feature. */
export const json = fc.oneof(
  fc.json(),
  fc
    .dictionary(
      fc.oneof(word, fc.constantFrom('kind', 'id', 'tags', 'born', 'value', 'children', 'name')),
      fc.jsonValue(),
    )
    .map((value) => JSON.stringify(value)),
  fc.constant('{"kind":"cat","id":1,"kind":"dog","tags":[1,1],"lives":9223372036854775809}'),
);
const xml = fc.oneof(
  fc
    .tuple(word, word, word)
    .map(([name, key, text]) => `<${name} ${key}="${text}">${text}</${name}>`),
  fc.constant(
    '<a:animal xmlns:a="urn:a" kind="cat"><a:id>1</a:id><tags><tag>x</tag></tags></a:animal>',
  ),
  fc.constant('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
);
const form = fc
  .array(fc.tuple(fc.oneof(word, fc.constantFrom('tags', 'filter[by]', 'count', 'x')), word))
  .map((pairs) => pairs.map((pair) => pair.join('=')).join('&'));
const multipart = fc.array(fc.tuple(word, word, json)).map((parts) =>
  parts
    .map(
      ([name, type, text]) =>
        `--b\r\nContent-Disposition: form-data; name="${name}"\r\nContent-Type: ${type}\r\n\r\n${text}\r\n`,
    )
    .join('')
    .concat('--b--'),
);
const body = fc.oneof(
  fc.oneof(json, xml, form, multipart, word).map((text) => new TextEncoder().encode(text)),
  fc.uint8Array({ maxLength: 40 }),
);

function headers(names: readonly string[], types: readonly string[]): fc.Arbitrary<HttpHeaders> {
  const name = fc.constantFrom(...names, 'authorization', 'cookie', 'x-other');
  const value = fc.oneof(
    word,
    fc.constantFrom('Bearer t', 'Basic YTpi', 'sid=a; x', 'a, b'),
    fc.array(word, { maxLength: 3 }),
  );
  const type = fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...types, ...mediaTypes) },
    { weight: 1, arbitrary: word },
  );
  return fc
    .tuple(fc.dictionary(name, value, { maxKeys: 4 }), fc.option(type))
    .map(([fields, contentType]) =>
      contentType === null ? fields : { ...fields, 'content-type': contentType },
    );
}

/** Exchanges that are often those of an operation. */
export function exchangesOf(operation: Operation): fc.Arbitrary<Exchange> {
  const parameters = operation.parameters.map(({ name }) => name);
  const key = fc.oneof(fc.constantFrom(...parameters, 'deep[by]', 'key'), word);
  const query = fc.array(fc.tuple(key, word), { maxLength: 5 });
  const target = fc
    .tuple(fc.array(word, { minLength: 8, maxLength: 8 }), query)
    .map(
      ([values, pairs]) =>
        operation.path.replace(/\{[^}]*\}/g, () => values.pop() ?? '') +
        (pairs.length === 0 ? '' : `?${pairs.map((pair) => pair.join('=')).join('&')}`),
    );
  const statuses = operation.responses.map(
    ({ status }) => Number(status.replace('XX', '04')) || 418,
  );
  return fc.record({
    request: fc.record({
      method: fc.oneof({ weight: 9, arbitrary: fc.constant(operation.method) }, word),
      target: fc.oneof({ weight: 9, arbitrary: target }, word),
      headers: headers(
        parameters.map((name) => name.toLowerCase()),
        operation.requestBody?.content.map(({ name }) => name) ?? [],
      ),
      body,
    }),
    response: fc.record({
      status: fc.oneof(fc.constantFrom(...statuses, 200), fc.integer()),
      headers: headers(
        operation.responses.flatMap((response) =>
          response.headers.map(({ name }) => name.toLowerCase()),
        ),
        operation.responses.flatMap((response) => response.content.map(({ name }) => name)),
      ),
      body,
    }),
  });
}
