import { expect, test } from 'vitest';
import { createSchemas } from '../../src/schema/schemas.ts';
import { apiOf } from '../api/source.ts';

async function verdictOf(schemas: { readonly Tree: object }, value: unknown) {
  const document = {
    openapi: '3.1.1',
    info: { title: 'Forest', version: '1' },
    paths: {},
    components: { schemas },
  };
  const api = await apiOf(JSON.stringify(document));
  const pointer = '/components/schemas/Tree';
  const schema = { value: schemas.Tree, at: { document: api.root, pointer } };
  return createSchemas(api).check(schema, 'request', value);
}

const tree = { $ref: '#/components/schemas/Tree' };
/** Both branches look at the same member, so each level of a value doubles the work. */
const doubling = {
  Tree: {
    oneOf: [
      { type: 'object', required: ['left'], properties: { left: tree, right: tree } },
      { type: 'object', properties: { left: tree, right: tree }, additionalProperties: false },
    ],
  },
};

function grown(levels: number, leaf: unknown, names: readonly string[]): unknown {
  let value = leaf;
  for (let level = 0; level < levels; level += 1) {
    value = Object.fromEntries(names.map((name) => [name, value]));
  }
  return value;
}

test('a refusal that would take too long to explain names the whole', async () => {
  const verdict = await verdictOf(doubling, grown(9, { bark: 1 }, ['right', 'left']));
  expect(verdict.kind).toBe('invalid');
  expect(verdict.kind === 'invalid' && verdict.errors.length).toBe(1);
});

test('a judgement that would take too long is not checked, rather than waited for', async () => {
  const verdict = await verdictOf(doubling, grown(60, { bark: 1 }, ['left']));
  expect(verdict.kind).toBe('not-checked');
});

test('each of many items is explained by itself', async () => {
  const Tree = { type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'integer' }] } };
  const verdict = await verdictOf({ Tree }, Array(100).fill(true));
  const errors = verdict.kind === 'invalid' ? verdict.errors : [];
  expect(errors).toHaveLength(100);
  expect(errors[0]).toMatchObject({ pointer: '/0', expected: ['string', 'integer'] });
});
