import { describe, expect, test } from 'vitest';
import { createJudge, messageOf } from '../../src/index.ts';
import { apiOf } from '../api/source.ts';
import { json, requestOf } from './exchanges.ts';

async function judgeOf(schema: string) {
  return createJudge(
    await apiOf(`
openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /:
    post:
      parameters: [{name: n, in: query, schema: ${schema}}]
      requestBody:
        content:
          application/json:
            schema: {properties: {n: ${schema}}}
      responses: {'200': {description: d}}
`),
  );
}

describe('a number beyond a double is judged by its digits (RFC 8259 section 6)', () => {
  test.each<[schema: string, number: string, valid: boolean]>([
    ['{type: integer, format: int64}', '9223372036854775807', true],
    ['{type: integer, format: int64}', '9223372036854775808', false],
    ['{type: integer, format: int64}', '-9223372036854775808', true],
    ['{type: integer, format: int64}', '-9223372036854775809', false],
    ['{type: integer, format: uint64}', '18446744073709551615', true],
    ['{type: integer, format: uint64}', '18446744073709551616', false],
    ['{type: integer, format: int32}', '9007199254740993', false],
    ['{maximum: 9223372036854775807}', '9223372036854775807', true],
    ['{maximum: 9223372036854775807}', '9223372036854775808', false],
    ['{exclusiveMinimum: 9007199254740992}', '9007199254740993', true],
    ['{exclusiveMinimum: 9007199254740993}', '9007199254740993', false],
    ['{const: 9007199254740993}', '9007199254740993', true],
    ['{const: 9007199254740993}', '9007199254740992', false],
    ['{enum: [9007199254740993]}', '9007199254740992', false],
    ['{multipleOf: 10}', '100000000000000000001', false],
    ['{multipleOf: 10}', '100000000000000000010', true],
    ['{type: number}', '123456789012345678901234567890', true],
    ['{type: string}', '9007199254740993', false],
    [
      '{anyOf: [{type: string}, {type: integer, maximum: 9007199254740992}]}',
      '9007199254740993',
      false,
    ],
    ['{allOf: [{type: integer}], not: {const: 9007199254740993}}', '9007199254740992', true],
  ])('%s: %s is valid: %s', async (schema, number, valid) => {
    const judge = await judgeOf(schema);
    const { findings } = judge.request(requestOf('POST /', json, `{"n": ${number}}`));
    expect(findings.map(({ place }) => place?.pointer)).toEqual(valid ? [] : ['/n']);
  });

  test('in a query, too', async () => {
    const judge = await judgeOf('{type: integer, format: int64}');
    const codes = (target: string) =>
      judge.request(requestOf(`POST ${target}`)).findings.map(({ args }) => args.keyword);
    expect(codes('/?n=9223372036854775807')).toEqual([]);
    expect(codes('/?n=9223372036854775808')).toEqual(['format']);
  });

  test('items that only differ beyond a double are different', async () => {
    const judge = await judgeOf('{uniqueItems: true}');
    const body = '{"n": [9007199254740992, 9007199254740993]}';
    expect(judge.request(requestOf('POST /', json, body)).findings).toEqual([]);
    const twice = '{"n": [9007199254740993, 9007199254740993]}';
    expect(judge.request(requestOf('POST /', json, twice)).findings).toHaveLength(1);
  });

  test('and shown with its digits', async () => {
    const judge = await judgeOf('{maximum: 9223372036854775807}');
    const { findings } = judge.request(requestOf('POST /', json, '{"n": 9223372036854775808}'));
    expect(findings.map(messageOf)).toEqual([
      'request body at /n must be at most 9223372036854775807, but is 9223372036854775808',
    ]);
  });

  test('digits in a text are not a number', async () => {
    const judge = await judgeOf('{type: string}');
    const body = '{"n": "9223372036854775808", "m": "\\"9223372036854775808"}';
    expect(judge.request(requestOf('POST /', json, body)).findings).toEqual([]);
  });
});
