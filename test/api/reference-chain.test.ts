import { describe, expect, test } from 'vitest';
import { loadTexts } from './source.ts';

/** Components of one section that refer to one another, and an operation that uses the first. */
async function loaded(
  count: number,
  refer: (name: string) => object,
  last: object = { type: 'integer' },
) {
  const schemas = Array.from({ length: count }, (_, index) => [
    `S${index}`,
    index === count - 1 ? last : refer(`S${index + 1}`),
  ]);
  const content = { 'application/json': { schema: { $ref: $ref('S0') } } };
  const document = {
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: { '/a': { get: { responses: { 200: { description: 'd', content } } } } },
    components: { schemas: Object.fromEntries(schemas) },
  };
  return loadTexts({ 'api.json': JSON.stringify(document) });
}

const $ref = (name: string) => `#/components/schemas/${name}`;

describe('components that refer to one another', () => {
  test.each([
    ['by a reference', (name: string) => ({ $ref: $ref(name) })],
    ['in allOf', (name: string) => ({ allOf: [{ $ref: $ref(name) }, { description: 'd' }] })],
    ['in anyOf', (name: string) => ({ anyOf: [{ $ref: $ref(name) }] })],
  ])('%s are one finding if the chain is too long', async (_, refer) => {
    const { api, findings } = await loaded(20_000, refer);
    expect(api).toBeUndefined();
    expect(findings).toMatchObject([
      {
        code: 'document-unreadable',
        at: { pointer: '/components/schemas/S0' },
        args: { reason: '"S0" leads through more than 256 references, one to the next' },
      },
    ]);
    expect((await loaded(200, refer)).api?.operations).toHaveLength(1);
  });

  test('in a circle are left to the code that follows them', async () => {
    const { api } = await loaded(300, (name) => ({ $ref: $ref(name) }), { $ref: $ref('S0') });
    expect(api).toBeDefined();
  });
});
