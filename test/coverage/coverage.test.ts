import { describe, expect, test } from 'vitest';
import { type Coverage, contractPoints, createCoverage } from '../../src/coverage/coverage.ts';
import type { Point } from '../../src/coverage/points.ts';
import { createJudge, type Judge } from '../../src/index.ts';
import { coverageTable, mergeCoverage, summaryOf } from '../../src/report/coverage.ts';
import { apiOf, apiWithPaths } from '../api/source.ts';
import { json, requestOf, responseOf } from '../judge/exchanges.ts';

/** A point on one line: `createPet request violated …/schema/properties/name/maxLength`. */
function brief({ operation, direction, aim, at }: Point): string {
  const place = at.pointer
    .replace(/^\/paths\/[^/]+\/[^/]+/, '')
    .replace('/requestBody/content/application~1json/schema', '/body')
    .replace(/\/responses\/(\w+)\/content\/application~1json\/schema/, '/$1')
    .replaceAll('/properties/', '.');
  return [operation?.id, direction, aim, place].filter(Boolean).join(' ');
}

const exercised = (coverage: Coverage) =>
  [...coverage.counts()].filter(([, count]) => count > 0).map(([point]) => brief(point));

/** The points that one more exchange adds. */
function added(
  coverage: Coverage,
  request: ReturnType<typeof requestOf>,
  response?: ReturnType<typeof responseOf>,
): string[] {
  const before = new Set(exercised(coverage));
  coverage.add(judgedOf(coverage.judge, request, response));
  return exercised(coverage).filter((point) => !before.has(point));
}

function judgedOf(
  judge: Judge,
  request: ReturnType<typeof requestOf>,
  response: ReturnType<typeof responseOf> = responseOf(204),
) {
  return judge.exchange({ request, response });
}

const pets = createJudge(
  await apiOf(`
openapi: 3.1.0
info: {title: Pets, version: '1'}
security: [{bearer: []}]
paths:
  /pets:
    get:
      operationId: listPets
      security: []
      parameters:
        - {name: limit, in: query, schema: {type: integer, maximum: 10}}
      responses:
        '200':
          description: d
          headers: {X-Total: {schema: {type: integer}}}
          content:
            application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}}
        default: {description: d}
    post:
      operationId: createPet
      requestBody:
        required: true
        content:
          application/json: {schema: {$ref: '#/components/schemas/Pet'}}
      responses:
        '201': {description: d}
        4XX: {description: d}
components:
  securitySchemes: {bearer: {type: http, scheme: bearer}}
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        id: {type: integer, readOnly: true}
        name: {type: string, maxLength: 3}
        kind: {enum: [cat, dog]}
`),
);

test('the points of a contract: the parts of its operations, and each schema once per direction', () => {
  expect([...contractPoints(pets)].map(brief)).toMatchInlineSnapshot(`
    [
      "listPets request called",
      "listPets request present /parameters/0",
      "listPets request absent /parameters/0",
      "listPets response answered /responses/200",
      "listPets response present /responses/200/headers/X-Total",
      "listPets response answered /responses/200/content/application~1json",
      "listPets response answered /responses/default",
      "request satisfied /parameters/0/schema/type",
      "request violated /parameters/0/schema/type",
      "request satisfied /parameters/0/schema/maximum",
      "request reached /parameters/0/schema/maximum",
      "request violated /parameters/0/schema/maximum",
      "response satisfied /responses/200/headers/X-Total/schema/type",
      "response satisfied /200/type",
      "response present /200/items",
      "response satisfied /components/schemas/Pet/type",
      "response present /components/schemas/Pet.id",
      "response absent /components/schemas/Pet.id",
      "response present /components/schemas/Pet.name",
      "response present /components/schemas/Pet.kind",
      "response absent /components/schemas/Pet.kind",
      "response satisfied /components/schemas/Pet.kind/enum/0",
      "response satisfied /components/schemas/Pet.kind/enum/1",
      "response satisfied /components/schemas/Pet.name/type",
      "response satisfied /components/schemas/Pet.name/maxLength",
      "response satisfied /components/schemas/Pet.id/type",
      "createPet request called",
      "createPet request met /security/0",
      "createPet request unmet /security",
      "createPet request missing /requestBody",
      "createPet request sent /requestBody/content/application~1json",
      "createPet request malformed /requestBody/content/application~1json",
      "createPet request unsupported /requestBody",
      "createPet response answered /responses/201",
      "createPet response answered /responses/4XX",
      "request satisfied /components/schemas/Pet/type",
      "request violated /components/schemas/Pet/type",
      "request violated /components/schemas/Pet/required/0",
      "request present /components/schemas/Pet.name",
      "request present /components/schemas/Pet.kind",
      "request absent /components/schemas/Pet.kind",
      "request satisfied /components/schemas/Pet.kind/enum/0",
      "request satisfied /components/schemas/Pet.kind/enum/1",
      "request violated /components/schemas/Pet.kind/enum",
      "request satisfied /components/schemas/Pet.name/type",
      "request violated /components/schemas/Pet.name/type",
      "request satisfied /components/schemas/Pet.name/maxLength",
      "request reached /components/schemas/Pet.name/maxLength",
      "request violated /components/schemas/Pet.name/maxLength",
    ]
  `);
});

describe('an exchange exercises', () => {
  test('the parts of its operation, its parameters and its answer that it uses', () => {
    const coverage = createCoverage(pets);
    const answer = responseOf(200, { ...json, 'X-Total': '0' }, '[]');
    expect(added(coverage, requestOf('GET /pets?limit=3'), answer)).toMatchInlineSnapshot(`
      [
        "listPets request called",
        "listPets request present /parameters/0",
        "listPets response answered /responses/200",
        "listPets response present /responses/200/headers/X-Total",
        "listPets response answered /responses/200/content/application~1json",
        "request satisfied /parameters/0/schema/type",
        "request satisfied /parameters/0/schema/maximum",
        "response satisfied /responses/200/headers/X-Total/schema/type",
        "response satisfied /200/type",
      ]
    `);
    expect(added(coverage, requestOf('GET /pets'), responseOf(503))).toMatchInlineSnapshot(`
      [
        "listPets request absent /parameters/0",
        "listPets response answered /responses/default",
      ]
    `);
    expect(
      added(coverage, requestOf('GET /pets?limit=10'), responseOf(503)),
    ).toMatchInlineSnapshot(`
      [
        "request reached /parameters/0/schema/maximum",
      ]
    `);
    expect(
      added(coverage, requestOf('GET /pets?limit=11'), responseOf(400)),
    ).toMatchInlineSnapshot(`
      [
        "request violated /parameters/0/schema/maximum",
      ]
    `);
  });

  const create = (body: string, headers: Readonly<Record<string, string>> = json) =>
    requestOf('POST /pets', { ...headers, Authorization: 'Bearer t' }, body);

  test('the keywords that its valid values satisfy', () => {
    const coverage = createCoverage(pets);
    expect(added(coverage, create('{"name":"Rex"}'), responseOf(201))).toMatchInlineSnapshot(`
      [
        "createPet request called",
        "createPet request met /security/0",
        "createPet request sent /requestBody/content/application~1json",
        "createPet response answered /responses/201",
        "request satisfied /components/schemas/Pet/type",
        "request present /components/schemas/Pet.name",
        "request absent /components/schemas/Pet.kind",
        "request satisfied /components/schemas/Pet.name/type",
        "request satisfied /components/schemas/Pet.name/maxLength",
        "request reached /components/schemas/Pet.name/maxLength",
      ]
    `);
    expect(added(coverage, create('{"name":"A","kind":"dog"}'))).toMatchInlineSnapshot(`
      [
        "request present /components/schemas/Pet.kind",
        "request satisfied /components/schemas/Pet.kind/enum/1",
      ]
    `);
  });

  test('the keywords that parts of an invalid answer satisfy', () => {
    const coverage = createCoverage(pets);
    const answer = responseOf(200, json, '[{"name":"Rex","id":1},{"name":1,"kind":"cat"}]');
    const schemas = added(coverage, requestOf('GET /pets'), answer);
    expect(schemas.filter((point) => point.includes('Pet'))).toMatchInlineSnapshot(`
      [
        "listPets request called",
        "listPets request absent /parameters/0",
        "listPets response answered /responses/200",
        "listPets response answered /responses/200/content/application~1json",
        "response satisfied /components/schemas/Pet/type",
        "response present /components/schemas/Pet.id",
        "response present /components/schemas/Pet.name",
        "response absent /components/schemas/Pet.kind",
        "response satisfied /components/schemas/Pet.kind/enum/0",
        "response satisfied /components/schemas/Pet.name/type",
        "response satisfied /components/schemas/Pet.name/maxLength",
        "response satisfied /components/schemas/Pet.id/type",
      ]
    `);
  });

  test('the only fault of its request', () => {
    const coverage = createCoverage(pets);
    coverage.add(judgedOf(pets, create('{"name":"Rex"}'), responseOf(422)));
    expect(added(coverage, create('{"name":"Rexi"}'))).toMatchInlineSnapshot(`
      [
        "request violated /components/schemas/Pet.name/maxLength",
      ]
    `);
    expect(added(coverage, create('{}'))).toMatchInlineSnapshot(`
      [
        "request violated /components/schemas/Pet/required/0",
      ]
    `);
    expect(added(coverage, create('{"name":1}'))).toMatchInlineSnapshot(`
      [
        "request violated /components/schemas/Pet.name/type",
      ]
    `);
    expect(added(coverage, create('{'))).toMatchInlineSnapshot(`
      [
        "createPet request malformed /requestBody/content/application~1json",
      ]
    `);
    expect(added(coverage, create(''))).toMatchInlineSnapshot(`
      [
        "createPet request missing /requestBody",
      ]
    `);
    expect(added(coverage, create('x', { 'Content-Type': 'text/plain' }))).toMatchInlineSnapshot(`
      [
        "createPet request unsupported /requestBody",
      ]
    `);
    const anonymous = requestOf('POST /pets', json, '{"name":"Rex"}');
    expect(added(coverage, anonymous)).toMatchInlineSnapshot(`
      [
        "createPet request unmet /security",
      ]
    `);
  });

  test('nothing of a request with two faults, since its answer does not tell which one the provider saw', () => {
    const coverage = createCoverage(pets);
    coverage.add(judgedOf(pets, create('{"name":"Rex"}'), responseOf(422)));
    expect(added(coverage, create('{"name":1,"kind":"cow"}'))).toEqual([]);
  });

  test('the parts that it uses of a parameter without a schema, and of JSON that is already parsed', async () => {
    const judge = createJudge(
      await apiWithPaths(
        "/a: {get: {operationId: a, parameters: [{name: q, in: query, content: {text/plain: {}}}], responses: {'200': {description: d, content: {application/json: {}}}}}}",
      ),
    );
    const coverage = createCoverage(judge);
    const answer = { ...responseOf(200, json), json: {} };
    expect(added(coverage, requestOf('GET /a?q=1'), answer)).toEqual([
      'a request called',
      'a request present /parameters/0',
      'a response answered /responses/200',
      'a response answered /responses/200/content/application~1json',
    ]);
  });

  test('a schema in the direction of the message, even if both directions share it', async () => {
    const judge = createJudge(
      await apiOf(`
openapi: 3.2.0
info: {title: T, version: '1'}
paths:
  /a:
    post:
      operationId: a
      requestBody: {content: {application/json: {$ref: '#/components/mediaTypes/A'}}}
      responses: {'200': {description: d, content: {application/json: {$ref: '#/components/mediaTypes/A'}}}}
components: {mediaTypes: {A: {schema: {type: integer}}}}
`),
    );
    const coverage = createCoverage(judge);
    const place = '/components/mediaTypes/A/schema/type';
    expect(added(coverage, requestOf('POST /a', json, '1'))).toContain(
      `request satisfied ${place}`,
    );
    expect(added(coverage, requestOf('POST /a', json, '"x"'))).toEqual([
      `request violated ${place}`,
    ]);
    expect(added(coverage, requestOf('POST /a'), responseOf(200, json, '1'))).toContain(
      `response satisfied ${place}`,
    );
  });

  test('the fault of one value in a sequence', async () => {
    const judge = createJudge(
      await apiWithPaths(
        '/a: {post: {operationId: a, requestBody: {content: {application/jsonl: {itemSchema: {properties: {n: {allOf: [{type: integer}, {maximum: 3}]}}}}}}, responses: {}}}',
        '3.2.0',
      ),
    );
    const coverage = createCoverage(judge);
    const request = requestOf(
      'POST /a',
      { 'Content-Type': 'application/jsonl' },
      '{"n":1}\n{"n":"x"}',
    );
    expect(added(coverage, request).filter((point) => point.includes('violated'))).toEqual([
      'request violated /requestBody/content/application~1jsonl/itemSchema.n/allOf/0/type',
    ]);
  });

  test('a response that several statuses share, once', async () => {
    const judge = createJudge(
      await apiOf(`
openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /a:
    get:
      operationId: a
      responses: {'401': {$ref: '#/components/responses/No'}, '403': {$ref: '#/components/responses/No'}}
components: {responses: {'No': {description: d}}}
`),
    );
    const coverage = createCoverage(judge);
    coverage.add(judgedOf(judge, requestOf('GET /a'), responseOf(401)));
    coverage.add(judgedOf(judge, requestOf('GET /a'), responseOf(403)));
    expect([...coverage.counts()].map(([point, count]) => [brief(point), count])).toEqual([
      ['a request called', 2],
      ['a response answered /components/responses/No', 2],
    ]);
  });

  test('nothing of another contract', async () => {
    const coverage = createCoverage(createJudge(await apiWithPaths('/a: {get: {responses: {}}}')));
    expect(() => coverage.add(judgedOf(pets, requestOf('GET /pets')))).toThrow(
      'Cannot count listPets: another contract has judged it',
    );
  });

  test('nothing if no operation has its path', () => {
    const coverage = createCoverage(pets);
    expect(added(coverage, requestOf('GET /cats'), responseOf(404))).toEqual([]);
  });
});

describe('a schema', () => {
  /** The points that request bodies, one after another, add for their schema. */
  async function story(schema: string, ...bodies: unknown[]): Promise<Record<string, string[]>> {
    const version = schema.includes('nullable') ? '3.0.3' : '3.1.0';
    const judge = createJudge(
      await apiWithPaths(
        `/a: {post: {operationId: a, requestBody: {content: {application/json: {schema: ${schema}}}}, responses: {}}}`,
        version,
      ),
    );
    const coverage = createCoverage(judge);
    const points = bodies.map((body): [string, string[]] => {
      const text = JSON.stringify(body);
      const new_ = added(coverage, requestOf('POST /a', json, text));
      return [text, new_.filter((point) => !point.startsWith('a ')).map((point) => point.slice(8))];
    });
    return Object.fromEntries(points);
  }

  test('with branches has a point for each, and one for a value that fits none', async () => {
    const schema = '{oneOf: [{type: integer}, {type: string}]}';
    expect(await story(schema, 1, 'a', true)).toMatchInlineSnapshot(`
      {
        ""a"": [
          "satisfied /body/oneOf/1",
          "satisfied /body/oneOf/1/type",
        ],
        "1": [
          "satisfied /body/oneOf/0",
          "satisfied /body/oneOf/0/type",
        ],
        "true": [
          "violated /body/oneOf",
        ],
      }
    `);
  });

  test('with several members has points for each, even if the judge names one of them', async () => {
    const schema = '{allOf: [{type: object, required: [a]}, {type: object, minProperties: 1}]}';
    expect(await story(schema, { a: 1 }, 1, {})).toMatchInlineSnapshot(`
      {
        "1": [
          "violated /body/allOf/1/type",
          "violated /body/allOf/0/type",
        ],
        "{"a":1}": [
          "satisfied /body/allOf/1/type",
          "satisfied /body/allOf/1/minProperties",
          "reached /body/allOf/1/minProperties",
          "satisfied /body/allOf/0/type",
        ],
        "{}": [],
      }
    `);
  });

  test('of OpenAPI 3.0 has its nulls and its exclusive bounds', async () => {
    const schema = '{type: number, nullable: true, minimum: 1, exclusiveMinimum: true}';
    expect(await story(schema, null, 2, 1)).toMatchInlineSnapshot(`
      {
        "1": [
          "violated /body/exclusiveMinimum",
        ],
        "2": [
          "satisfied /body/type",
          "satisfied /body/minimum",
        ],
        "null": [
          "satisfied /body/nullable",
        ],
      }
    `);
  });

  test('of OpenAPI 3.0 has no null without a type, because nullable has no effect there', async () => {
    const body = '{content: {application/json: {schema: {nullable: true, enum: [a]}}}}';
    const paths = `/a: {post: {operationId: a, requestBody: ${body}, responses: {}}}`;
    const points = [...contractPoints(createJudge(await apiWithPaths(paths, '3.0.3')))];
    expect(points.map(brief).filter((point) => point.includes('/body/'))).toEqual([
      'request satisfied /body/enum/0',
      'request violated /body/enum',
    ]);
  });

  test('with a condition has a point for each way', async () => {
    const schema = '{if: {required: [a]}, then: {required: [b]}, else: {maxProperties: 1}}';
    expect(await story(schema, { a: 1, b: 1 }, {}, { a: 1 })).toMatchInlineSnapshot(`
      {
        "{"a":1,"b":1}": [
          "satisfied /body/then",
        ],
        "{"a":1}": [
          "violated /body/then/required/0",
        ],
        "{}": [
          "satisfied /body/else",
          "satisfied /body/else/maxProperties",
        ],
      }
    `);
  });

  test('of a map has a point for an entry, and for one that is forbidden', async () => {
    const schema =
      '{properties: {a: {additionalProperties: {type: integer}}}, additionalProperties: false}';
    expect(
      await story(schema, { a: { x: 1 } }, { b: 1 }, { a: { x: 'y' } }),
    ).toMatchInlineSnapshot(`
      {
        "{"a":{"x":"y"}}": [
          "violated /body.a/additionalProperties/type",
        ],
        "{"a":{"x":1}}": [
          "present /body.a",
          "present /body.a/additionalProperties",
          "satisfied /body.a/additionalProperties/type",
        ],
        "{"b":1}": [
          "violated /body/additionalProperties",
        ],
      }
    `);
  });

  test('that refers to itself has each point once', async () => {
    const tree = createJudge(
      await apiOf(`
openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /a: {get: {responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Tree'}}}}}}}
components: {schemas: {Tree: {properties: {left: {$ref: '#/components/schemas/Tree'}}}}}
`),
    );
    const points = [...contractPoints(tree)].filter(({ operation }) => operation === undefined);
    expect(points.map(brief)).toEqual([
      'response present /components/schemas/Tree.left',
      'response absent /components/schemas/Tree.left',
    ]);
  });
});

test('the coverage of a contract is reported for its operations and for the schemas that they share', () => {
  const coverage = createCoverage(pets);
  coverage.add(judgedOf(pets, requestOf('GET /pets?limit=10'), responseOf(200, json, '[]')));
  const report = coverage.report();
  expect(coverageTable(report)).toMatchInlineSnapshot(`
    [
      "   0.0 %         0/25  components/schemas/Pet",
      "   0.0 %          0/9  createPet",
      "  53.3 %         8/15  listPets",
      "  16.3 %         8/49  of the contract",
    ]
  `);
  expect(report.places.find(({ pointer }) => pointer.endsWith('/maximum'))).toEqual({
    part: 'listPets',
    file: 'api.yaml',
    line: 11,
    column: 60,
    pointer: '/paths/~1pets/get/parameters/0/schema/maximum',
    points: { 'request satisfied': 1, 'request reached': 1, 'request violated': 0 },
  });
});

test('the coverage of several runs is their union', () => {
  const parts = [requestOf('GET /pets'), requestOf('GET /pets?limit=1')].map((request) => {
    const coverage = createCoverage(pets);
    coverage.add(judgedOf(pets, request, responseOf(503)));
    return coverage;
  });
  const both = createCoverage(pets);
  both.add(judgedOf(pets, requestOf('GET /pets'), responseOf(503)));
  both.add(judgedOf(pets, requestOf('GET /pets?limit=1'), responseOf(503)));
  const [first, second] = parts.map((coverage) => coverage.report());
  expect(mergeCoverage(first!, second!)).toEqual(both.report());
});

test('the percentage is rounded down, so that only complete coverage is 100 %', () => {
  expect(summaryOf(3000, 2999)).toEqual({ points: 3000, exercised: 2999, number: 99.9 });
  expect(summaryOf(3, 3).number).toBe(100);
  expect(createCoverage(pets).report()).toMatchObject({ exercised: 0, number: 0 });
});
