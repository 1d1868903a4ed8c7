import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeJson } from '../../src/body/json.ts';
import { createJudge, messageOf } from '../../src/index.ts';
import { apiOf } from '../api/source.ts';
import { json, requestOf } from '../judge/exchanges.ts';

const decode = (text: string) => decodeJson(new TextEncoder().encode(text));

describe('repeated names in an object (RFC 8259 section 4) are found', () => {
  test.each<[string, string[]]>([
    ['{"a":1,"b":2}', []],
    ['{"a":1,"a":2}', ['/a']],
    ['{"a":1,"a":1,"a":1}', ['/a', '/a']],
    ['{"a":1, "\\u0061" : 2}', ['/a']],
    ['{"a":{"b":1},"b":{"b":2}}', []],
    ['[{"a":1},{"a":2},{"a":1,"a":2}]', ['/2/a']],
    ['{"x":[0,"a",{"a/b":[],"a/b":{}}]}', ['/x/2/a~1b']],
    ['{"":1,"":2}', ['/']],
    ['{"__proto__":1,"__proto__":2}', ['/__proto__']],
    ['{"a":{"c":1,"c":2},"a":{}}', ['/a/c', '/a']],
    // Text that only looks like a name.
    ['{"a":"\\":1,\\"a\\":"}', []],
    ['["a","a",":",": :","\\\\"]', []],
    ['{"a":"\\":","a":1}', ['/a']],
  ])('%s', (text, repeated) => {
    const decoded = decode(text);
    expect(decoded.ok && (decoded.repeated ?? [])).toEqual(repeated);
  });

  test('exactly if an object has fewer members than its text', () => {
    const name = fc.constantFrom('a', 'b', '"', '\\', '":', 'c:');
    const { value } = fc.letrec<{ value: string }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.oneof(name, fc.constant(1), fc.constant(null)).map((leaf) => JSON.stringify(leaf)),
        fc.array(tie('value'), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
        fc
          .array(fc.tuple(name, tie('value')), { maxLength: 4 })
          .map((pairs) => `{${pairs.map(([key, text]) => `${JSON.stringify(key)} :${text}`)}}`),
      ),
    }));
    fc.assert(
      fc.property(value, (text) => {
        let written = 0;
        let kept = 0;
        // A reviver sees each member once, and of a repeated name only the last one.
        JSON.parse(text, function (this: unknown, key, member) {
          if (key !== '' && !Array.isArray(this)) kept += 1;
          return member;
        });
        for (const _ of text.replace(/"(?:[^"\\]|\\.)*"/g, 's').matchAll(/s :/g)) written += 1;
        const decoded = decode(text);
        const repeated = decoded.ok ? (decoded.repeated ?? []) : undefined;
        expect((repeated?.length ?? -1) > 0).toBe(written > kept);
      }),
      { numRuns: 2000 },
    );
  });
});

test('judge.request() reports a repeated name as an advisory', async () => {
  const judge = createJudge(
    await apiOf(`
openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /pets:
    post:
      requestBody: {content: {application/json: {schema: {properties: {age: {type: integer}}}}}}
      responses: {'201': {description: d}}
`),
  );
  const { findings } = judge.request(requestOf('POST /pets', json, '{"age":"1","age":2}'));
  expect(findings.map((found) => `${found.severity}: ${messageOf(found)}`)).toEqual([
    'advisory: request body at /age is present more than once; the last one counts',
  ]);
});
