import { describe, expect, test } from 'vitest';
import { createJudge, createMock } from '../../src/index.ts';
import { apiOf } from '../api/source.ts';
import { brief, requestOf, responseOf } from './exchanges.ts';

const list = { type: 'array', items: { type: 'object', required: ['id'] } };
const order = { type: 'object', required: ['id'], properties: { id: { type: 'integer' } } };
const nullable = { oneOf: [order, { type: 'null' }] };
const text = { type: 'string', maxLength: 4 };
const number = { type: 'integer', minimum: 5 };

/** An operation whose request and answer both have a content with a schema. */
async function apiFor(type: string, schema: object, example?: unknown) {
  const content = { [type]: { schema, ...(example !== undefined && { example }) } };
  const post = { requestBody: { content }, responses: { 200: { description: 'It.', content } } };
  const document = {
    openapi: '3.1.0',
    info: { title: 'It', version: '1' },
    paths: { '/it': { post } },
  };
  return apiOf(JSON.stringify(document));
}

describe('a schema does not apply to a media type that OpenAPI cannot read', () => {
  test.each<[string, object, string, string[]]>([
    ['application/msgpack', order, '\u0081\u00a2id\u0001', ['content-not-checked']],
    ['application/cbor', list, 'x', ['content-not-checked']],
    ['application/x-protobuf', nullable, 'x', ['content-not-checked']],
    ['application/octet-stream', number, 'x', ['content-not-checked']],
    ['application/yaml', order, 'id: 1', ['content-not-checked']],
    ['text/yaml', order, 'id: 1', ['content-not-checked']],
    ['text/csv', list, 'id\n1\n', ['content-not-checked']],
    ['text/plain', order, '{"id":1}', ['content-not-checked']],
    ['application/x-www-form-urlencoded', text, 'a=b&c=d', ['content-not-checked']],
    ['application/x-www-form-urlencoded', list, 'a=b', ['content-not-checked']],
    // Readable contents are judged.
    ['text/plain', text, 'abcde', ['value-invalid maxLength']],
    ['text/plain', number, '4', ['value-invalid minimum']],
    ['application/octet-stream', text, 'abcde', ['value-invalid maxLength']],
    ['application/msgpack', {}, 'x', []],
    ['application/x-ndjson', list, '{}', ['value-invalid required']],
    ['application/hal+json', order, '{}', ['value-invalid required']],
    ['application/x-www-form-urlencoded', order, 'a=b', ['value-invalid required']],
  ])('%s as %j: %s', async (type, schema, body, wanted) => {
    const judge = createJudge(await apiFor(type, schema));
    const { request, response } = judge.exchange({
      request: requestOf('POST /it', { 'content-type': type }, body),
      response: responseOf(200, { 'content-type': type }, body),
    });
    const codes = (part: typeof request.findings) =>
      brief(part).map((line) => line.replace(/ (request|response) body.*/, ''));
    expect(codes(request.findings)).toEqual(wanted);
    expect(codes(response.findings)).toEqual(wanted);
  });

  test('the multipart body of a file must be multipart, and nothing else', async () => {
    const type = 'multipart/form-data; boundary=b';
    const judge = createJudge(
      await apiFor('multipart/form-data', { type: 'string', format: 'binary' }),
    );
    const part =
      '--b\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\nx\r\n--b--\r\n';
    const found = (body: string) =>
      brief(judge.request(requestOf('POST /it', { 'content-type': type }, body)).findings);
    expect(found(part)).toEqual(['content-not-checked request body']);
    expect(found('x')).toEqual(['body-malformed request body']);
  });
});

describe('the mock answers with the examples of the contract in such a type, and accepts them', () => {
  test.each<[string, object, unknown, string]>([
    ['text/csv', list, 'id\n1\n', 'id\n1\n'],
    ['application/yaml', order, { id: 1 }, '{"id":1}'],
    ['application/yaml', order, 'id: 1\n', 'id: 1\n'],
    ['application/x-www-form-urlencoded', text, 'a=b', 'a=b'],
    ['multipart/form-data; boundary=b', text, undefined, ''],
  ])('%s', async (type, schema, example, wanted) => {
    const mock = createMock([await apiFor(type, schema, example)]);
    const init = {
      method: 'POST',
      headers: { 'content-type': type },
      body: example === undefined ? '--b--' : 'a=b',
    };
    const response = await mock.fetch(new Request('http://mock.test/it', init));
    const body = await response.text();
    expect([response.status, example === undefined ? '' : body]).toEqual([200, wanted]);
  });
});
