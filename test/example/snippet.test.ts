import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { clientSnippet } from '../../src/example/client.ts';
import { curlSnippet } from '../../src/example/curl-snippet.ts';
import { fetchSnippet } from '../../src/example/fetch.ts';
import { requestExamples } from '../../src/example/request.ts';
import { generateFiles } from '../../src/generate/generate.ts';
import { outputOf } from '../../src/generate/output.ts';
import { type Api, loadApi } from '../../src/index.ts';
import { createSchemas } from '../../src/schema/schemas.ts';
import { namedOperations } from '../../src/typescript/operation-names.ts';
import { apiOf, loadTexts } from '../api/source.ts';
import { contractsAndDocuments } from '../corpus/documents.ts';
import { compileErrors } from '../generate/compile.ts';

const api = await apiOf(`
openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /pets/{id}:
    get:
      security: [{basic: []}]
      parameters: [{name: id, in: path, required: true, schema: {type: integer}, example: 7}]
      responses: {'200': {description: d}}
    put:
      operationId: put-pet
      security: [{key: []}]
      parameters:
        - {name: id, in: path, required: true, schema: {type: integer}, example: 7}
        - {name: X-Trace, in: header, required: true, schema: {type: string}, example: "it's"}
      requestBody:
        content:
          application/json: {schema: {$ref: '#/components/schemas/Pet'}}
          application/xml: {schema: {$ref: '#/components/schemas/Pet'}}
          application/x-www-form-urlencoded: {schema: {$ref: '#/components/schemas/Pet'}}
          multipart/form-data:
            schema:
              type: object
              properties:
                name: {type: string, example: Tom}
                photo: {type: string, contentMediaType: image/png, contentEncoding: base64}
                note: {type: object, properties: {by: {type: string, example: '"a"'}}}
          text/plain: {schema: {type: string}, example: "one\\ntwo \`\${x}"}
          text/xml: {schema: {$ref: '#/components/schemas/Pet'}, example: <Pet><name>Tom</name></Pet>}
      responses: {'200': {description: d}}
components:
  securitySchemes:
    key: {type: apiKey, in: query, name: api key}
    basic: {type: http, scheme: basic}
  schemas:
    Pet: {type: object, properties: {name: {type: string, example: Tom}, tags: {type: array, items: {type: string}, example: [a, b]}}}
`);
const schemas = createSchemas(api);
const origin = 'https://h';

function example(method: string, media: string) {
  const named = namedOperations(api).find(({ operation }) => operation.method === method)!;
  const found = requestExamples(named.operation, schemas).find(({ name }) => name === media);
  return { named, found: found! };
}

describe('curlSnippet()', () => {
  const curl = (media: string) => curlSnippet(example('PUT', media).found, origin);
  const head = `curl -X PUT 'https://h/pets/7?api%20key=TOKEN' \\\n  -H 'X-Trace: it'\\''s'`;

  test.each([
    [
      'application/json',
      `-H 'Content-Type: application/json' \\\n  --data-raw '{\n  "name": "Tom",\n  "tags": [\n    "a",\n    "b"\n  ]\n}'`,
    ],
    [
      'application/x-www-form-urlencoded',
      `-H 'Content-Type: application/x-www-form-urlencoded' \\\n  --data-raw 'name=Tom&tags=a&tags=b'`,
    ],
    [
      'text/plain',
      `-H 'Content-Type: text/plain; charset=utf-8' \\\n  --data-raw 'one\ntwo \`\${x}'`,
    ],
  ])('%s', (media, body) => {
    expect(curl(media)).toBe(`${head} \\\n  ${body}`);
  });

  test('leaves the boundary of a multipart body to curl', () => {
    const text = curl('multipart/form-data');
    expect(text).not.toContain('Content-Type: multipart');
    expect(text).toContain("--form-string 'name=Tom'");
    expect(text).toContain(`-F 'note="{\\"by\\":\\"\\\\\\"a\\\\\\"\\"}";type=application/json'`);
  });
});

describe('fetchSnippet()', () => {
  const body = (media: string) => {
    const text = fetchSnippet(example('PUT', media).found, origin);
    return /\n {2}body: ([\s\S]*),\n}\);$/.exec(text)?.[1];
  };

  test.each([
    ['application/json', "JSON.stringify({ name: 'Tom', tags: ['a', 'b'] })"],
    [
      'application/x-www-form-urlencoded',
      "new URLSearchParams([['name', 'Tom'], ['tags', 'a'], ['tags', 'b']])",
    ],
    ['text/plain', `\`one\ntwo \\\`\\$\{x}\``],
    ['text/xml', "'<Pet><name>Tom</name></Pet>'"],
    ['multipart/form-data', 'form'],
  ])('%s', (media, want) => {
    expect(body(media)).toBe(want);
  });

  test('is JavaScript that sends the same request', async () => {
    for (const { request } of requestExamples(example('PUT', '').named.operation, schemas)) {
      const media = String(request.headers['content-type']).split(';')[0]!;
      const sent: Request[] = [];
      const fetch = (url: string, init: RequestInit) => sent.push(new Request(url, init));
      const run = `${fetchSnippet(example('PUT', media).found, origin).replace('await ', '')}`;
      new Function('fetch', run)(fetch);
      const { url, method, headers } = sent[0]!;
      expect(url).toBe(origin + request.target);
      expect(method).toBe('PUT');
      expect(headers.get('content-type')).toMatch(media);
      if (media === 'multipart/form-data') continue;
      const bytes = new Uint8Array(await sent[0]!.arrayBuffer());
      expect(new TextDecoder().decode(bytes)).toBe(new TextDecoder().decode(request.body));
    }
  });
});

describe('fetchSnippet() is JavaScript that can be read', () => {
  const AsyncFunction = (async () => {}).constructor as FunctionConstructor;
  test.each(contractsAndDocuments(3_000_000))('of %s', async (file) => {
    const { api: own } = await loadApi(path.resolve(file), { name: 'it' });
    if (own === undefined) return;
    const ownSchemas = createSchemas(own);
    for (const found of own.operations.flatMap((one) => requestExamples(one, ownSchemas))) {
      const text = fetchSnippet(found, origin);
      expect(() => new AsyncFunction(text), text).not.toThrow();
    }
  });
});

const further = `
openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /pets:
    post:
      operationId: add
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                name: {type: string}
                owner: {type: object, properties: {kind: {enum: [person, firm]}}}
                tags: {type: array, items: {type: object, properties: {text: {type: string}}}}
                labels: {type: object, additionalProperties: {type: string}}
                notes: {type: object, properties: {by: {type: string}}, additionalProperties: true}
            example:
              name: Tom
              weight: 4
              owner: {kind: person, age: 7}
              tags: [{text: a, lang: en}]
              labels: {color: red}
              notes: {by: Ann, at: noon}
              mood: {now: calm}
      responses: {'200': {description: d}}
`;

const tagged = `
openapi: 3.0.4
info: {title: T, version: '1'}
paths:
  /wallets:
    post:
      operationId: add
      requestBody:
        content:
          application/json:
            schema: {type: object, required: [wallet], properties: {wallet: {$ref: '#/components/schemas/Wallet'}}}
      responses: {'200': {description: d}}
components:
  schemas:
    Wallet:
      type: object
      required: [kind]
      properties: {kind: {type: string}}
      discriminator: {propertyName: kind, mapping: {card: '#/components/schemas/Card'}}
    Card:
      allOf:
        - {$ref: '#/components/schemas/Wallet'}
        - {type: object, required: [number], properties: {number: {type: string, example: '4111'}}}
`;

const snippetsOf = (own: Api) => {
  const ownSchemas = createSchemas(own);
  return namedOperations(own).flatMap((named) =>
    requestExamples(named.operation, ownSchemas).map((found) =>
      clientSnippet(found, { api: own.name, named, baseUrl: origin, schemas: ownSchemas }),
    ),
  );
};

const snippetOf = async (text: string) => snippetsOf(await apiOf(text))[0];

describe('clientSnippet()', () => {
  const client = (method: string, media: string) => {
    const { named, found } = example(method, media);
    return clientSnippet(found, { api: 'pets@v1', named, baseUrl: origin, schemas });
  };

  test('calls an operation by its id, with credentials by the name of their scheme', () => {
    expect(
      client('PUT', 'application/xml'),
    ).toBe(`import { createPetsV1Client } from './generated/pets@v1/client.ts';

const petsV1 = createPetsV1Client({ baseUrl: 'https://h', credentials: { key: 'TOKEN' } });
const result = await petsV1.putPet({
  params: { path: { id: 7 }, header: { 'X-Trace': "it's" } },
  body: { name: 'Tom', tags: ['a', 'b'] },
  contentType: 'application/xml',
});
if (result.ok) console.log(result.data);
else console.error(result.status);`);
  });

  test('calls one without an id by its path', () => {
    expect(client('GET', '')).toContain(`createPetsV1Client({
  baseUrl: 'https://h',
  credentials: { basic: { username: 'user', password: 'password' } },
});
const result = await petsV1.GET('/pets/{id}', {
  params: { path: { id: 7 } },
});`);
  });

  test('gives a file where a property is a file or something else, and no certificate', async () => {
    const own = await apiOf(`
openapi: 3.0.4
info: {title: T, version: '1'}
paths:
  /skills:
    post:
      operationId: addSkill
      security: [{certificate: []}]
      requestBody:
        content:
          multipart/form-data:
            schema:
              type: object
              properties:
                files: {oneOf: [{type: array, items: {type: string, format: binary}}, {type: string, format: binary}]}
                cover: {anyOf: [{type: string, format: binary}, {type: object, properties: {url: {type: string}}}]}
      responses: {'200': {description: d}}
components: {securitySchemes: {certificate: {type: mutualTLS}}}
`);
    const [named] = namedOperations(own);
    const ownSchemas = createSchemas(own);
    const [found] = requestExamples(named!.operation, ownSchemas);
    const options = { api: 'skills', named: named!, baseUrl: origin, schemas: ownSchemas };
    const text = clientSnippet(found!, options);
    expect(text).toContain("createSkillsClient({ baseUrl: 'https://h' })");
    expect(text).toContain(
      'body: { files: [new Blob([/* bytes */])], cover: new Blob([/* bytes */]) },',
    );
    expect(curlSnippet(found!, origin)).toContain("-F 'files=@file'");
  });

  test('spreads what no schema names, as a type has no property for it', async () => {
    const text = await snippetOf(further);
    expect(text).toContain(`  body: {
    name: 'Tom',
    owner: { kind: 'person', ...{ age: 7 } },
    tags: [{ text: 'a', ...{ lang: 'en' } }],
    labels: { color: 'red' },
    notes: { by: 'Ann', at: 'noon' },
    ...{ weight: 4, mood: { now: 'calm' } },
  },`);
  });

  test('spreads what only the schemas behind a discriminator name', async () => {
    expect(await snippetOf(tagged)).toContain(
      "body: { wallet: { kind: 'card', ...{ number: '4111' } } },",
    );
  });

  test('compiles', { timeout: 120_000 }, async () => {
    const files: Record<string, string> = {};
    const apis: Api[] = [];
    for (const [name, text] of Object.entries({ further, tagged })) {
      const { api: own } = await loadTexts({ [`${name}.yaml`]: text });
      apis.push(own!);
    }
    for (const file of contractsAndDocuments(3_000_000)) {
      const { api: own } = await loadApi(path.resolve(file));
      if (own !== undefined) apis.push(own);
    }
    for (const own of apis) {
      for (const [name, text] of await generateFiles(own, '.', outputOf({}))) {
        files[`generated/${own.name}/${name}`] = text;
      }
      for (const [index, text] of snippetsOf(own).entries()) {
        files[`${own.name}-${index}.ts`] = `${text}\nexport {};\n`;
      }
    }
    expect(compileErrors(files)).toEqual([]);
  });

  test('gives the value of an example that is written as it is sent', () => {
    expect(client('PUT', 'text/xml')).toContain("  body: { name: 'Tom' },\n");
  });
});
