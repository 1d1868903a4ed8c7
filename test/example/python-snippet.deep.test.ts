import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { pythonSnippet } from '../../src/example/python-snippet.ts';
import { requestExamples } from '../../src/example/request.ts';
import { loadApi } from '../../src/index.ts';
import { createSchemas } from '../../src/schema/schemas.ts';
import { apiOf } from '../api/source.ts';
import { contractsAndDocuments } from '../corpus/documents.ts';

const origin = 'https://h';

const api = await apiOf(`
openapi: 3.2.0
info: {title: T, version: '1'}
paths:
  /pets/{id}:
    get:
      parameters: [{name: id, in: path, required: true, schema: {type: integer}, example: 7}]
      responses: {'200': {description: d}}
    query:
      parameters: [{name: id, in: path, required: true, schema: {type: integer}, example: 7}]
      responses: {'200': {description: d}}
    put:
      parameters:
        - {name: id, in: path, required: true, schema: {type: integer}, example: 7}
        - {name: X-Trace, in: header, required: true, schema: {type: string}, example: "it's"}
      requestBody:
        content:
          application/json:
            schema: {type: object}
            example: {name: "Tom \\"é\\"\\n\\\\", on: true, off: false, none: null, half: 0.5, of: [1, {}]}
          application/vnd.pets+json: {schema: {type: string}, example: Tom}
          application/x-www-form-urlencoded:
            schema: {type: object, properties: {name: {type: string, example: Tom}, tags: {type: array, items: {type: string}, example: [a, b]}}}
          multipart/form-data:
            schema:
              type: object
              properties:
                name: {type: string, example: Tom}
                photo: {type: string, contentMediaType: image/png}
                note: {type: object, properties: {by: {type: string, example: '"a"'}}}
          text/plain: {schema: {type: string}, example: "one\\ntwo \\"\\"\\" \\\\ é\\""}
          application/octet-stream: {schema: {}}
      responses: {'200': {description: d}}
`);
const schemas = createSchemas(api);

function snippetOf(method: string, media = ''): string {
  const operation = api.operations.find((one) => one.method === method)!;
  const found = requestExamples(operation, schemas).find(({ name }) => name === media)!;
  return pythonSnippet(found, origin);
}

describe('pythonSnippet()', () => {
  test.each([
    ['GET', 'requests.get("https://h/pets/7")'],
    ['QUERY', 'requests.request(\n    "QUERY",\n    "https://h/pets/7",\n)'],
  ])('%s', (method, want) => {
    expect(snippetOf(method)).toBe(`import requests\n\nresponse = ${want}`);
  });

  test.each([
    [
      'application/json',
      `    json={
        "name": "Tom \\"é\\"\\n\\\\",
        "on": True,
        "off": False,
        "none": None,
        "half": 0.5,
        "of": [1, {}],
    },`,
    ],
    [
      'application/x-www-form-urlencoded',
      '    data=[("name", "Tom"), ("tags", "a"), ("tags", "b")],',
    ],
    [
      'multipart/form-data',
      `    files={
        "name": (None, "Tom"),
        "photo": ("file", open("file", "rb")),
        "note": (None, "{\\"by\\":\\"\\\\\\"a\\\\\\"\\"}", "application/json"),
    },`,
    ],
    ['text/plain', `    data="""one\ntwo \\"\\"\\" \\\\ é\\"""".encode(),`],
    ['application/octet-stream', '    data=open("file", "rb"),'],
  ])('%s', (media, want) => {
    expect(snippetOf('PUT', media)).toContain(`\n${want}\n)`);
  });

  test('leaves out the fields that the library writes, and no other', () => {
    const headers = (media: string) => /headers=(.*),\n/.exec(snippetOf('PUT', media))?.[1];
    expect(headers('application/json')).toBe('{"x-trace": "it\'s"}');
    expect(headers('multipart/form-data')).toBe('{"x-trace": "it\'s"}');
    expect(headers('application/vnd.pets+json')).toContain(
      '"content-type": "application/vnd.pets+json"',
    );
  });
});

/** Runs programs with a replacement of the library, which records the requests. */
const runner = `
import json, sys, types
sent = []
def request(method, url, headers=None, json=None, data=None, files=None):
    if isinstance(data, bytes): data = data.decode()
    sent.append(dict(method=method, url=url, headers=headers or {}, json=json, data=data, files=files))
stub = types.ModuleType("requests")
stub.request = request
def usual(method): return lambda url, **more: request(method, url, **more)
for method in ["get", "post", "put", "patch", "delete", "head", "options"]:
    setattr(stub, method, usual(method.upper()))
sys.modules["requests"] = stub
for program in json.load(sys.stdin):
    try: exec(compile(program, "sample", "exec"), {"open": lambda *_: "bytes"})
    except Exception as trouble: sent.append(dict(trouble=repr(trouble), program=program))
print(json.dumps(sent))
`;

interface Sent {
  readonly trouble?: string;
  readonly method: string;
  readonly url: string;
  readonly json: unknown;
  readonly data: unknown;
}

function sentBy(programs: readonly string[]): readonly Sent[] {
  const input = JSON.stringify(programs);
  const { stdout, stderr } = spawnSync('python3', ['-c', runner], { input, encoding: 'utf8' });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
}

const hasPython = spawnSync('python3', ['--version']).status === 0;

describe.skipIf(!hasPython)('Python runs the samples (skipped without python3)', () => {
  test.each(contractsAndDocuments(3_000_000))('of %s', { timeout: 120_000 }, async (file) => {
    const { api: own } = await loadApi(path.resolve(file), { name: 'it' });
    if (own === undefined) return;
    const ownSchemas = createSchemas(own);
    const examples = own.operations.flatMap((one) => requestExamples(one, ownSchemas));
    const sent = sentBy(examples.map((one) => pythonSnippet(one, origin)));
    expect(sent.filter(({ trouble }) => trouble !== undefined)).toEqual([]);
    expect(sent.map(({ method, url }) => `${method} ${url}`)).toEqual(
      examples.map(({ request }) => `${request.method} ${origin}${request.target}`),
    );
  });

  test('which send the values of their bodies', () => {
    const [json, form, text] = sentBy(
      ['application/json', 'application/x-www-form-urlencoded', 'text/plain'].map((media) =>
        snippetOf('PUT', media),
      ),
    );
    expect(json!.json).toMatchObject({ name: 'Tom "é"\n\\', on: true, off: false, none: null });
    expect(form!.data).toEqual([
      ['name', 'Tom'],
      ['tags', 'a'],
      ['tags', 'b'],
    ]);
    expect(text!.data).toBe('one\ntwo """ \\ é"');
  });
});
