import { describe, expect, test } from 'vitest';
import {
  compileSchemas,
  createJudge,
  lintContract,
  messageOf,
  openJudge,
  placeInContract,
} from '../../src/index.ts';
import { apiOf, loadTexts } from '../api/source.ts';

describe('compileSchemas()', () => {
  test('lists the schemas that do not compile, used or not', async () => {
    const api = await apiOf(`
openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /pets: {get: {responses: {'200': {description: d, content: {application/json: {schema: {type: pet}, example: 1}}}}}}
components: {schemas: {Unused: {pattern: '('}}}
`);
    const places = compileSchemas(createJudge(api)).map(({ code, at }) => `${code} ${at?.pointer}`);
    expect(places).toEqual([
      'schema-uncompilable /paths/~1pets/get/responses/200/content/application~1json/schema/type',
      'pattern-unreadable /components/schemas/Unused/pattern',
    ]);
  });

  test('and those of other documents, even if only references lead to them', async () => {
    const { api } = await loadTexts({
      'api.yaml': `
openapi: 3.1.0
info: {title: T, version: '1'}
paths: {}
components: {schemas: {Pet: {$ref: 'pet.yaml#/Pet'}}}
`,
      'pet.yaml': `
Pet: {properties: {tag: {$ref: 'tags.yaml#/Tag'}, name: {minLength: -1}, age: {type: number}}}
Unreached: {type: pet}
`,
      'tags.yaml': "Tag: {properties: {a: {pattern: '('}, b: {required: a}}}",
    });
    const places = compileSchemas(createJudge(api!)).map(
      ({ at }) => `${at?.document.label} ${at?.pointer}`,
    );
    expect(places).toEqual([
      'pet.yaml /Pet/properties/name/minLength',
      'tags.yaml /Tag/properties/b/required',
      'tags.yaml /Tag/properties/a/pattern',
    ]);
  });

  test('reports nothing for the four contracts', async () => {
    for (const name of ['kaiten', 'khoros', 'maiascore', 'patascore']) {
      const judge = await openJudge(`specs/${name}/openapi.yaml`);
      expect(compileSchemas(judge)).toEqual([]);
    }
  });
});

describe('lintContract()', () => {
  test('checks the examples and defaults of all schemas, wherever these are', async () => {
    const api = await apiOf(`
openapi: 3.1.0
info: {title: Parcels, version: '1'}
paths:
  /parcels:
    post:
      parameters:
        - {name: size, in: query, schema: {type: integer, default: big}}
        - {name: sort, in: query, schema: {type: string, example: weight}}
      requestBody:
        content:
          application/json:
            schema: {type: object, properties: {weight: {type: number, examples: [1.5, heavy]}}}
      responses:
        '200':
          description: d
          headers: {X-Count: {schema: {type: integer, example: few}}}
          content:
            application/json:
              schema:
                type: object
                required: [id]
                properties:
                  id: {type: integer, readOnly: true, example: one}
                  address: {$ref: '#/components/schemas/Address'}
                example: {id: 1}
      callbacks:
        sent: {'{$request.query.url}': {post: {requestBody: {content: {text/plain: {schema: {type: string, maxLength: 2, example: abc}}}}, responses: {'204': {description: d}}}}}
components:
  schemas:
    Address: {type: object, properties: {zip: {type: string, example: 1}}}
`);
    const operation = '/paths/~1parcels/post';
    const places = lintContract(createJudge(api)).map(({ code, at }) => `${code} ${at?.pointer}`);
    expect(places.sort()).toEqual(
      [
        `${operation}/parameters/0/schema/default`,
        `${operation}/requestBody/content/application~1json/schema/properties/weight/examples/1`,
        `${operation}/responses/200/headers/X-Count/schema/example`,
        `${operation}/responses/200/content/application~1json/schema/properties/id/example`,
        `${operation}/callbacks/sent/{$request.query.url}/post/requestBody/content/text~1plain/schema/example`,
        '/components/schemas/Address/properties/zip/example',
      ]
        .map((pointer) => `example-invalid ${pointer}`)
        .sort(),
    );
  });

  const contractOf = (type: string, described: object) =>
    apiOf(
      JSON.stringify({
        openapi: '3.2.0',
        info: { title: 'T', version: '1' },
        paths: {
          '/x': {
            get: { responses: { 200: { description: 'd', content: { [type]: described } } } },
          },
        },
      }),
    );

  test('reports an example that it could not check', async () => {
    const schema = { type: 'string', pattern: '^(a+)+\\1$' };
    const api = await contractOf('application/json', { schema, example: 'a'.repeat(100) });
    expect(lintContract(createJudge(api)).map(({ code }) => code)).toEqual(['not-checked']);
  });

  test('reports a path with a query, and the judge accepts requests for it', async () => {
    const beta = { get: { responses: { 200: { description: 'd' } } } };
    const paths = { '/x?beta=true': beta, '/x#y?z': beta };
    const info = { title: 'T', version: '1' };
    const judge = createJudge(await apiOf(JSON.stringify({ openapi: '3.0.3', info, paths })));
    const found = lintContract(judge);
    expect(found.map(({ code, at }) => `${code} ${at?.pointer}`)).toEqual([
      'path-with-query /paths/~1x?beta=true',
    ]);
    const judged = judge.request({
      method: 'GET',
      target: '/x?beta=true',
      headers: {},
      body: new Uint8Array(),
    });
    expect(judged).toMatchObject({ operation: { path: '/x?beta=true' }, findings: [] });
  });

  test('reports integers beyond a double with the reason', async () => {
    const itemSchema = { type: 'integer', maximum: 1 };
    const example = '12345678901234567891\n';
    const api = await contractOf('application/jsonl', { itemSchema, example });
    const [found] = lintContract(createJudge(api));
    expect(found && messageOf(found)).toContain('12345678901234567891');
  });

  test('takes an integer as the contract writes it, though JSON of a double says another', async () => {
    const schema = { type: 'integer', format: 'int64' };
    const api = await contractOf('application/json', { schema, example: 2 ** 63 - 1024 });
    expect(lintContract(createJudge(api))).toEqual([]);
  });

  test('reports repeated names in an object of JSON at the last one', async () => {
    const text =
      '{"openapi": "3.1.0",\n"info": {"title": "a", "version": "1"},\n"paths": {},\n"info": {"title": "b", "version": "1"}}';
    const { api } = await loadTexts({ 'api.json': text });
    const found = lintContract(createJudge(api!));
    expect(found.map((one) => `${placeInContract(one.at)} ${messageOf(one)}`)).toEqual([
      'api.json:4:1 the document is not valid OpenAPI: the name "info" comes twice in one object, and what stands here counts; rename or remove one of the two',
    ]);
  });

  const nested = (depth: number): object =>
    depth === 0 ? { type: 'string' } : { allOf: [nested(depth - 1)] };

  test.each<[string, object]>([
    ['a type', { type: 'strin' }],
    ['a type inside', { properties: { a: { items: { type: 5 } } } }],
    ['a list of nothing', { anyOf: [] }],
    ['a limit', { maxLength: -1 }],
    ['names', { required: 'a' }],
    ['what is no schema', { not: 7 }],
    ['nothing', nested(100)],
    ['nothing, though it leads to itself', { $ref: '#/paths' }],
  ])('finds without making validators what making them would find: %s', async (_, schema) => {
    const api = await contractOf('application/json', { schema });
    const codes = (found: readonly { readonly code: string }[]) =>
      found.map(({ code }) => code).filter((code) => code === 'schema-uncompilable');
    const byLint = codes(lintContract(createJudge(api)));
    const byCompiling = codes(compileSchemas(createJudge(api)));
    expect(byLint.length > 0).toBe(byCompiling.length > 0);
  });
});
