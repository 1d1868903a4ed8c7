import { expect, test } from 'vitest';
import { diffApis } from '../../src/diff/diff.ts';
import { diffAsMarkdown } from '../../src/diff/report.ts';
import { apiOf } from '../api/source.ts';

test('the words of a contract stay words in a comment', async () => {
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

test('an exclusive bound of 3.0 beyond 2^53 counts exactly, behind the reference of a path item', async () => {
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

test('a comment has room for all that GitHub takes, and says how much is left out', async () => {
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
