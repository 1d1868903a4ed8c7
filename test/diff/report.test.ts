import { expect, test } from 'vitest';
import { diffAsHtml } from '../../src/diff/page.ts';
import { diffAsMarkdown, diffAsText } from '../../src/diff/report.ts';
import { diffApis } from '../../src/index.ts';
import { apiOf } from '../api/source.ts';

test('a comment escapes text from a contract', async () => {
  const documentOf = (version: string, required: string) => `openapi: 3.1.0
info: {title: T, version: ${version}}
paths:
  /@everyone: {post: {requestBody: {$ref: '#/components/requestBodies/B'}, responses: {}}}
  /~~a~~: {post: {requestBody: {$ref: '#/components/requestBodies/B'}, responses: {}}}
components:
  requestBodies:
    B: {content: {application/json: {schema: {type: object, required: [${required}]}}}}
`;
  const base = await apiOf(documentOf('1.0.0', "'https://a.example'"));
  const revision = await apiOf(documentOf("'<img src=x>'", "'https://a.example', '~~b~~ &lt;'"));
  const text = diffAsMarkdown(diffApis(base, revision));
  expect(text).toContain(
    'must have the property "\\~\\~b\\~\\~ \\&lt;" \\(and POST /\\~\\~a\\~\\~\\)',
  );
  expect(text).toContain('1.0.0 → \\<img src=x\\> cannot be judged');
});

test('an exclusive bound of 3.0 beyond 2^53 is compared exactly, behind the reference of a path item', async () => {
  const documentOf = (most: string) => `openapi: 3.0.3
info: {title: T, version: 1.0.0}
paths:
  /sums: {$ref: '#/x-paths/sums'}
x-paths:
  sums:
    post:
      requestBody: {content: {application/json: {schema: {type: integer, maximum: ${most}, exclusiveMaximum: true}}}}
      responses: {'204': {description: kept}}
`;
  const base = await apiOf(documentOf('9007199254740993'));
  const revision = await apiOf(documentOf('9007199254740992'));
  expect(diffApis(base, revision).changes).toMatchObject([
    {
      rule: 'request-maximum-lowered',
      severity: 'breaking',
      operations: [{ path: '/sums' }],
      witness: { value: 9007199254740992n },
    },
  ]);
  expect(diffApis(base, base).changes).toEqual([]);
});

test('a comment is as long as GitHub allows, and tells how much is left out', async () => {
  const documentOf = (type: string) => `openapi: 3.1.0
info: {title: T, version: 1.0.0}
paths:
${Array.from({ length: 900 }, (_, index) => `  /a${index}: {get: {parameters: [{name: limit, in: query, schema: {type: ${type}}}], responses: {}}}`).join('\n')}
`;
  const diff = diffApis(await apiOf(documentOf('integer')), await apiOf(documentOf('boolean')), {
    witnesses: 1,
  });
  const text = diffAsMarkdown(diff);
  expect(text.length).toBeLessThan(65_536);
  expect(text).toMatch(/and \d+ more, which a comment has no room for/);
});

/** Harbors in a list, nested and alone; all operations answer with the component. */
const harbors = (depth: string) => `openapi: 3.1.0
info: {title: T, version: 1.0.0}
paths:
  /fleets: {get: {responses: {'200': {description: D, content: {application/json: {schema: {type: object, properties: {ships: {type: array, items: {type: object, properties: {home: {$ref: '#/components/schemas/Harbor'}}}}}}}}}}}}
  /harbors: {get: {responses: {'200': {description: D, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Harbor'}}}}}}}}
  /harbors/first: {get: {responses: {'200': {description: D, content: {application/json: {schema: {$ref: '#/components/schemas/Harbor'}}}}}}}
components:
  schemas:
    Harbor: {type: object, properties: {depth: ${depth}, '<b>': {type: string}}}
`;

test('a changed component is shown once, in the operation that refers to it most directly', async () => {
  const [base, revision] = await Promise.all(
    ['{type: integer}', '{type: number}'].map((depth) => apiOf(harbors(depth))),
  );
  const diff = diffApis(base!, revision!);
  const lines = diffAsText(diff);
  expect(lines.slice(0, 3)).toEqual([
    'schemas/Harbor, in GET /harbors/first and 2 other operations',
    '  breaking: response 200 (application/json) at /depth may be number, and was integer [response-type-widened]',
    '    for instance {"depth":0.5} was impossible, and may be answered now',
  ]);
  expect(diffAsMarkdown(diff)).toContain(
    '| `schemas/Harbor` in `GET /harbors/first` | response 200 \\(application/json\\) at /depth may be number, and was integer \\(and 2 other operations\\)',
  );
});

test('a page has all changes with all their operations', async () => {
  const base = await apiOf(harbors('{type: integer}'));
  const revision = await apiOf(
    harbors('{type: integer}').replace("'<b>': {type: string}", "'<b>': {type: 'null'}"),
  );
  const text = diffAsHtml([diffApis(base, revision)]);
  expect(text).toContain('<summary>Breaking changes (1)</summary>');
  expect(text).toContain('at /&lt;b&gt; must be null, and was string');
  expect(text).not.toContain('<b>');
  expect(text).toContain('<li>GET /fleets</li>');
  expect(text).not.toMatch(/(?:src|href)=/);
});
