import { expect, test } from 'vitest';
import { baseUrlFor } from '../../src/verify/server-path.ts';
import { apiOf } from '../api/source.ts';

const api = await apiOf(`
openapi: 3.1.0
info: {title: T, version: '1'}
servers: [{url: 'https://example.com/api'}]
paths:
  /a: {get: {operationId: plain, responses: {'200': {description: d}}}}
  /token:
    servers: [{url: 'https://example.com/auth'}]
    get: {operationId: ofPath, responses: {'200': {description: d}}}
  /files:
    get:
      operationId: ofOperation
      servers: [{url: '/{area}/files', variables: {area: {default: cdn}}}]
      responses: {'200': {description: d}}
`);

// Servers of a path or an operation replace those of the document (OpenAPI 3.1 sections 4.8.9, 4.8.10).
test.each([
  ['plain', 'http://127.0.0.1:80/api', 'http://127.0.0.1:80/api'],
  ['ofPath', 'http://127.0.0.1:81/api', 'http://127.0.0.1:81/auth'],
  ['ofPath', 'http://127.0.0.1:81/api/', 'http://127.0.0.1:81/auth'],
  ['ofPath', 'http://127.0.0.1:81/proxy/api', 'http://127.0.0.1:81/proxy/auth'],
  ['ofPath', 'http://127.0.0.1:81', 'http://127.0.0.1:81/auth'],
  ['ofPath', 'http://127.0.0.1:81/other', 'http://127.0.0.1:81/other'],
  ['ofOperation', 'http://127.0.0.1:81/api', 'http://127.0.0.1:81/cdn/files'],
])('%s at %s is below %s', (id, baseUrl, want) => {
  const operation = api.operations.find((one) => one.id === id)!;
  expect(baseUrlFor(operation, api, baseUrl)).toBe(want);
});
