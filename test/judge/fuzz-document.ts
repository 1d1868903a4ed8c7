import fc from 'fast-check';
import { word } from './fuzz-exchanges.ts';

/** A document that uses every feature that is relevant to judging. */
export const everything = `
openapi: 3.1.0
info: {title: Everything, version: '1'}
servers: [{url: 'https://{region}.example.com/{base}', variables: {region: {default: eu}, base: {default: v1, enum: [v1, v2]}}}]
security: [{bearer: []}, {key: [], cookie: []}, {}]
paths:
  /styles/{simple}/{label}/{matrix}/{object}/file.{ext}:
    parameters:
      - {name: simple, in: path, required: true, schema: {type: array, items: {type: integer}}}
      - {name: label, in: path, required: true, style: label, explode: true, schema: {type: array, items: {type: string}}}
      - {name: matrix, in: path, required: true, style: matrix, explode: true, schema: {$ref: '#/components/schemas/Filter'}}
      - {name: object, in: path, required: true, schema: {$ref: '#/components/schemas/Filter'}}
      - {name: ext, in: path, required: true, schema: {enum: [json, xml]}}
      - {name: form, in: query, schema: {type: array, items: {type: number, multipleOf: 0.01}}}
      - {name: commas, in: query, explode: false, schema: {type: array, uniqueItems: true, items: {type: boolean}}}
      - {name: spaces, in: query, style: spaceDelimited, explode: false, schema: {type: array, items: {type: string}}}
      - {name: pipes, in: query, style: pipeDelimited, explode: false, schema: {type: array, items: {type: string}}}
      - {name: deep, in: query, style: deepObject, schema: {$ref: '#/components/schemas/Filter'}}
      - {name: free, in: query, schema: {type: object, additionalProperties: {type: integer}}}
      - {name: where, in: query, content: {application/json: {schema: {$ref: '#/components/schemas/Tree'}}}}
      - {name: empty, in: query, allowEmptyValue: true, schema: {type: integer}}
      - {name: X-List, in: header, schema: {type: array, items: {type: string, format: uuid}}}
      - {name: X-Object, in: header, explode: true, schema: {$ref: '#/components/schemas/Filter'}}
      - {name: sid, in: cookie, schema: {type: string, pattern: '^[a-z]+$'}}
    get:
      responses:
        '200':
          description: d
          headers:
            X-Total: {required: true, schema: {type: integer, format: int64}}
            X-Json: {content: {application/json: {schema: {type: object}}}}
            Set-Cookie: {schema: {type: string}}
          content:
            application/json: {schema: {$ref: '#/components/schemas/Tree'}}
            application/xml: {schema: {$ref: '#/components/schemas/Animal'}}
            text/*: {schema: {type: string, maxLength: 10}}
        4XX: {description: d, content: {application/problem+json: {schema: {type: object, required: [title]}}}}
        default: {description: d, content: {'*/*': {}}}
  /bodies:
    post:
      requestBody:
        required: true
        content:
          application/json: {schema: {$ref: '#/components/schemas/Animal'}}
          application/*+json: {schema: {$ref: '#/components/schemas/Strict'}}
          application/xml: {schema: {$ref: '#/components/schemas/Animal'}}
          application/x-www-form-urlencoded:
            schema: {$ref: '#/components/schemas/Strict'}
            encoding: {tags: {style: pipeDelimited, explode: false}, filter: {style: deepObject}}
          multipart/form-data:
            schema: {type: object, properties: {file: {type: string, format: binary}, meta: {$ref: '#/components/schemas/Filter'}, tags: {type: array, items: {type: string}}}}
            encoding: {file: {contentType: image/png}, meta: {contentType: application/json}}
          application/octet-stream: {schema: {type: string, format: binary, maxLength: 3}}
          text/plain; charset=utf-16: {schema: {type: string}}
      responses:
        '201': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Dynamic'}}}}
        '204': {description: d}
    trace: {security: [{basic: []}, {query: []}, {tls: []}], responses: {'200': {description: d}}}
components:
  securitySchemes:
    bearer: {type: http, scheme: bearer}
    basic: {type: http, scheme: basic}
    key: {type: apiKey, in: header, name: X-Key}
    cookie: {type: apiKey, in: cookie, name: sid}
    query: {type: apiKey, in: query, name: key}
    tls: {type: mutualTLS}
  schemas:
    Filter: {type: object, required: [by], properties: {by: {type: string}, max: {type: [number, 'null']}}}
    Tree:
      type: object
      additionalProperties: false
      properties: {value: {}, children: {type: array, maxItems: 3, items: {$ref: '#/components/schemas/Tree'}}}
    Animal:
      oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
      discriminator: {propertyName: kind, mapping: {cat: '#/components/schemas/Cat'}}
    Base:
      type: object
      xml: {name: animal, namespace: 'urn:a', prefix: a}
      required: [kind, id]
      properties:
        kind: {type: string, xml: {attribute: true}}
        id: {type: integer, readOnly: true}
        secret: {type: string, writeOnly: true}
        tags: {type: array, xml: {wrapped: true}, items: {type: string, xml: {name: tag}}}
    Cat:
      allOf: [{$ref: '#/components/schemas/Base'}, {properties: {kind: {const: cat}, lives: {type: integer, exclusiveMaximum: 10}}}]
      unevaluatedProperties: false
    Dog:
      allOf: [{$ref: '#/components/schemas/Base'}]
      properties: {kind: {const: dog}, born: {type: string, format: date-time}}
      if: {required: [born]}
      then: {required: [tags]}
      dependentRequired: {tags: [born]}
    Strict:
      type: object
      minProperties: 1
      propertyNames: {pattern: '^[a-z]+$'}
      patternProperties: {'^x': {type: integer}}
      additionalProperties: {not: {type: 'null'}}
      properties:
        tags: {type: array, contains: {const: a}, minContains: 1, prefixItems: [{type: string}], items: {enum: [a, b, 1]}}
        filter: {$ref: '#/components/schemas/Filter'}
        count: {type: integer, format: int32, minimum: -5}
        mail: {type: string, format: email, minLength: 3}
        host: {type: string, format: hostname}
        when: {anyOf: [{type: string, format: date}, {type: string, format: duration}]}
    Dynamic:
      $dynamicAnchor: node
      type: object
      properties: {next: {$dynamicRef: '#node'}, also: {$ref: '#/components/schemas/Dynamic'}}
`;

/** Small valid documents, which changes make invalid. */
const seeds = [
  {
    openapi: '3.0.3',
    info: { title: 'T', version: '1' },
    servers: [{ url: '/v1' }],
    security: [{ key: [] }],
    paths: {
      '/pets/{id}': {
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
        get: {
          operationId: 'getPet',
          responses: {
            200: {
              description: 'd',
              headers: { 'X-A': { schema: { type: 'integer' } } },
              content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } },
            },
          },
        },
      },
    },
    components: {
      securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } },
      schemas: {
        Pet: {
          type: 'object',
          required: ['name'],
          properties: {
            name: { type: 'string', nullable: true, example: 'Rex', pattern: '^R' },
            age: { type: 'integer', minimum: 0, exclusiveMinimum: true },
            parent: { $ref: '#/components/schemas/Pet' },
          },
        },
      },
    },
  },
  {
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: {
      '/pets': {
        post: {
          parameters: [
            { name: 'q', in: 'query', style: 'deepObject', schema: { type: 'object' } },
            { $ref: '#/components/parameters/Limit' },
          ],
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: {
                  oneOf: [{ $ref: '#/$defs/A' }, { const: 1 }],
                  unevaluatedProperties: false,
                },
                examples: { one: { value: 1 } },
              },
              'application/xml': { schema: { type: 'object', xml: { name: 'pet' } } },
            },
          },
          responses: { default: { $ref: '#/components/responses/Any' } },
          callbacks: { on: { '{$url}': { post: { responses: { 200: { description: 'd' } } } } } },
        },
      },
    },
    webhooks: { hook: { post: { responses: { 200: { description: 'd' } } } } },
    $defs: { A: { $anchor: 'a', type: 'object', properties: { a: { $ref: '#a' } } } },
    components: {
      parameters: { Limit: { name: 'limit', in: 'query', schema: { type: 'integer' } } },
      responses: {
        Any: { description: 'd', content: { 'text/*': { schema: { type: 'string' } } } },
      },
    },
  },
];

/** A new value for a part of a document, valid or invalid. */
const replacement = fc.oneof(
  word,
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(
    ...[
      '#/components/schemas/Pet',
      '#/paths',
      '#',
      '#a',
      'other.yaml#/a',
      '#/components/parameters/Limit',
    ],
    ...[
      'object',
      'array',
      'integer',
      'null',
      'path',
      'query',
      'header',
      'cookie',
      'simple',
      'deepObject',
    ],
    ...[true, false, null, 0, -1, 1.5, 2 ** 60, [], {}],
  ),
  fc.constantFrom('#', '#/components/schemas/Pet', '#a', '').map(($ref) => ({ $ref })),
);
const keyword = fc.constantFrom(
  ...`$ref $dynamicRef $anchor $id $schema type items allOf oneOf not if properties required pattern format enum
    const multipleOf maxLength content schema examples example style explode security servers encoding __proto__`.split(
    /\s+/,
  ),
);

type Change = readonly [
  at: number,
  kind: 'replace' | 'remove' | 'add',
  key: string,
  value: unknown,
];

/** Changes the part of a document with index `at`. */
function changed(document: unknown, [at, kind, key, value]: Change): unknown {
  const copy = structuredClone(document);
  const parts: (readonly [Record<string, unknown>, string])[] = [];
  const visit = (node: unknown) => {
    if (typeof node !== 'object' || node === null) return;
    for (const name of Object.keys(node)) {
      parts.push([node as Record<string, unknown>, name]);
      visit((node as Record<string, unknown>)[name]);
    }
  };
  visit(copy);
  const [parent, name] = parts[at % Math.max(parts.length, 1)] ?? [{}, ''];
  if (kind === 'remove') delete parent[name];
  else
    Object.defineProperty(parent, kind === 'add' ? key : name, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  return copy;
}

const change: fc.Arbitrary<Change> = fc.tuple(
  fc.nat(500),
  fc.constantFrom('replace', 'remove', 'add'),
  keyword,
  replacement,
);
/** The JSON of a document with a few changes. */
export const faultyDocument = fc
  .tuple(fc.constantFrom(...seeds), fc.array(change, { minLength: 1, maxLength: 4 }))
  .map(([seed, changes]) => JSON.stringify(changes.reduce<unknown>(changed, seed)));
