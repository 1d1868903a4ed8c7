import { expect, test } from 'vitest';
import { createMock } from '../../../src/index.ts';
import { apiOf } from '../../api/source.ts';

const contract = (pattern: string) => `openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /checks:
    post:
      requestBody: {required: true, content: {application/json: {schema: &check {type: object, required: [id], properties: {id: {type: string, readOnly: true, pattern: '${pattern}'}, memo: {type: string}}}}}}
      responses: {'201': {description: d, content: {application/json: {schema: *check}}}}
    get: {responses: {'200': {description: d, content: {application/json: {schema: {type: array, items: *check}}}}}}
  /checks/{id}:
    get:
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {'200': {description: d, content: {application/json: {schema: *check}}}, '404': {description: none}}
`;

test.each(['^chk_[a-zA-Z0-9]+$', '^us_ver_[a-z0-9_]+$', '^[a-z]+$', '^n-[0-9]{1,8}$'])(
  'there are enough ids of the pattern %s',
  async (pattern) => {
    const mock = createMock([await apiOf(contract(pattern))], { stateful: true });
    const ids = new Set<string>();
    for (let count = 0; count < 300; count += 1) {
      const made = await mock.mockFetch('http://mock.test/checks', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ memo: 'rent' }),
      });
      expect(made.status).toBe(201);
      ids.add(((await made.json()) as { id: string }).id);
    }
    expect(ids.size).toBe(300);
  },
);
