import { expect, test } from 'vitest';
import { linkTarget } from '../../src/api/link-target.ts';
import { loadTexts } from './source.ts';

/** The target of a link of `GET /a`; `/b` is in a separate file. */
async function targetOf(link: string): Promise<string | undefined> {
  const { api } = await loadTexts({
    'api.yaml': `openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /a:
    get: {operationId: first, responses: {'200': {description: D, links: {next: ${link}}}}}
  /a/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    delete: {operationId: second, responses: {'204': {description: D}}}
  /b: {$ref: 'b.yaml'}
`,
    'b.yaml': `put: {operationId: third, responses: {'204': {description: D}}}\n`,
  });
  const [written] = api!.operations[0]!.responses[0]!.links;
  return linkTarget(written!, api!)?.id;
}

test.each([
  ['an operationId', '{operationId: second}', 'second'],
  ['an operationId that nothing has', '{operationId: fourth}', undefined],
  ['a place in this document', "{operationRef: '#/paths/~1a~1{id}/delete'}", 'second'],
  ['the same, percent-encoded', "{operationRef: '#/paths/~1a~1%7Bid%7D/delete'}", 'second'],
  [
    'the same, by the name of the file',
    "{operationRef: 'api.yaml#/paths/~1a~1{id}/delete'}",
    'second',
  ],
  ['a path that is written elsewhere', "{operationRef: '#/paths/~1b/put'}", 'third'],
  ['the place where it is written', "{operationRef: 'b.yaml#/put'}", 'third'],
  ['a method that the path lacks', "{operationRef: '#/paths/~1a/put'}", undefined],
  [
    'the same place of another document',
    "{operationRef: 'https://b.example/api.yaml#/paths/~1a/get'}",
    undefined,
  ],
  ['what cannot be decoded', "{operationRef: '#/paths/%E0%A4/get'}", undefined],
  ['no place', "{operationRef: 'api.yaml'}", undefined],
  ['nothing', '{}', undefined],
])('%s leads to the operation', async (_, link, wanted) => {
  expect(await targetOf(link)).toBe(wanted);
});
