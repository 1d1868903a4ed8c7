import { describe, expect, test } from 'vitest';
import { createJudge, type Finding, lintContract } from '../../src/index.ts';
import { loadTexts } from '../api/source.ts';
import { brief, requestOf, responseOf } from './exchanges.ts';

const { api, findings } = await loadTexts({
  'api.yaml': `
openapi: 3.2.0
$self: https://example.com/apis/things
info: {title: Things, version: '1'}
security: [{'https://example.com/apis/things#/components/securitySchemes/device': []}]
paths:
  /things:
    query:
      requestBody: {content: {application/json: {$ref: '#/components/mediaTypes/Thing'}}}
      responses:
        '200': {content: {application/json: {$ref: 'https://example.com/apis/things#/components/mediaTypes/Thing'}}}
    additionalOperations:
      COPY: {responses: {'204': {summary: copied}}}
    get:
      responses:
        '200':
          content:
            application/xml:
              schema: {$ref: '#/components/schemas/Note'}
              examples: {note: {dataValue: {id: 1, body: hi}, serializedValue: '<note id="1">hi</note>'}}
            application/jsonl:
              itemSchema: {type: object, required: [n]}
              examples: {lines: {serializedValue: "{\\"n\\":1}\\n{\\"n\\":2}\\n"}}
            application/json:
              schema: {type: array, items: {type: integer}}
              examples: {written: {serializedValue: '[1, "2"]'}}
            multipart/mixed:
              schema: {type: array, prefixItems: [{type: object, required: [m]}], minItems: 2}
              prefixEncoding: [{contentType: application/json}]
              itemEncoding: {contentType: image/png}
            multipart/byteranges:
              itemSchema: {type: object, required: [q]}
components:
  mediaTypes:
    Thing: {schema: {$ref: '#/components/schemas/Pet'}}
  securitySchemes:
    device:
      type: oauth2
      flows: {deviceAuthorization: {deviceAuthorizationUrl: 'https://example.com/d', tokenUrl: 'https://example.com/t', scopes: {}}}
  schemas:
    Note:
      type: object
      xml: {name: note}
      required: [id]
      properties:
        id: {type: integer, xml: {nodeType: attribute}}
        body: {type: string, maxLength: 3, xml: {nodeType: text}}
        tags: {type: array, xml: {nodeType: element}, items: {type: string, xml: {name: tag}}}
    Pet:
      oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Other'}]
      discriminator: {propertyName: kind, mapping: {cat: Cat}, defaultMapping: Other}
    Cat: {type: object, required: [lives], properties: {lives: {type: integer}}, additionalProperties: {type: string}}
    Other: {type: object, required: [size, kind, weight]}
`,
});
const judge = createJudge(api!);
const bearer = { Authorization: 'Bearer token' };

/** Parts without names, as `B` separates them. */
const parts = (...all: readonly (readonly [type: string, body: string])[]) =>
  `${all.map(([type, body]) => `--B\r\nContent-Type: ${type}\r\n\r\n${body}\r\n`).join('')}--B--`;

function answered(line: string, type: string, body: string): readonly Finding[] {
  const request = requestOf(line, bearer);
  return judge.exchange({ request, response: responseOf(200, { 'Content-Type': type }, body) })
    .findings;
}

describe('OpenAPI 3.2', () => {
  test('is read completely: its own URI, schemes by URI, shared media types', () => {
    expect(findings).toEqual([]);
    expect(brief(judge.request(requestOf('COPY /things')).findings)).toEqual([
      'security-unmet the request',
    ]);
  });

  test('shows values in their serialized form', () => {
    const [found, ...others] = lintContract(judge);
    expect(others).toEqual([]);
    expect(found?.code).toBe('example-invalid');
    expect(found?.at?.pointer).toContain('/examples/written/serializedValue');
  });

  test.each<[string, string, string[]]>([
    ['application/xml', '<note id="1">hi<tags><tag>a</tag></tags></note>', []],
    [
      'application/xml',
      '<note id="1">long</note>',
      ['value-invalid maxLength response body at /body'],
    ],
    ['application/xml', '<note><id>1</id></note>', ['body-malformed response body']],
    ['application/jsonl', '{"n":1}\n{}\n', ['value-invalid required response body at /1']],
    [
      'multipart/mixed; boundary=B',
      parts(['application/json', '{"m":1}'], ['image/png', 'x'], ['image/png', 'y']),
      [],
    ],
    [
      'multipart/mixed; boundary=B',
      parts(['application/json', '{}'], ['image/png', 'x']),
      ['value-invalid required response body at /0'],
    ],
    [
      'multipart/mixed; boundary=B',
      parts(['application/json', '{"m":1}'], ['image/gif', 'x']),
      ['body-malformed response body'],
    ],
    [
      'multipart/byteranges; boundary=B',
      parts(['application/json', '{"q":1}'], ['application/json', '{}']),
      ['value-invalid required response body at /1'],
    ],
  ])('a content of %s: %j', (type, body, wanted) => {
    expect(brief(answered('GET /things', type, body))).toEqual(wanted);
  });

  test('a discriminator suggests its default if no other branch matches', () => {
    const missing = (body: string) =>
      answered('QUERY /things', 'application/json', body).map(({ args }) => args.expected);
    expect(missing('{"kind":"cat"}')).toEqual(['lives']);
    expect(missing('{"kind":"dog"}')).toEqual(['size', 'weight']);
    expect(missing('{}')).toEqual(['size', 'kind', 'weight']);
  });
});
