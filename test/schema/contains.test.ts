import fc from 'fast-check';
import { expect, test } from 'vitest';
import { schemasOf } from './suite.ts';

interface Asked {
  readonly contains: boolean | { readonly const: number };
  readonly items?: boolean | { readonly type: 'integer' };
  readonly prefixItems?: readonly { readonly type: 'integer' }[];
  readonly minContains?: number;
  readonly maxContains?: number;
}

/** Sections 10.3.1.1 to 10.3.1.3 of Core and 6.4.4 and 6.4.5 of Validation (2020-12), word by word. */
function isValid(
  { contains, items, prefixItems = [], ...counts }: Asked,
  value: readonly number[],
) {
  const { minContains = 1, maxContains = Number.POSITIVE_INFINITY } = counts;
  const isAsked = (item: number) =>
    typeof contains === 'boolean' ? contains : contains.const === item;
  const found = value.filter(isAsked).length;
  return (
    (items !== false || value.length <= prefixItems.length) &&
    found >= minContains &&
    found <= maxContains
  );
}

const asked = fc.record(
  {
    contains: fc.oneof(fc.boolean(), fc.record({ const: fc.constantFrom(1, 2) })),
    items: fc.oneof(fc.boolean(), fc.constant({ type: 'integer' as const })),
    prefixItems: fc.constant([{ type: 'integer' as const }]),
    minContains: fc.nat(2),
    maxContains: fc.nat(2),
  },
  { requiredKeys: ['contains'] },
);

test('contains counts the items of an array whatever stands beside it, and an empty one has none', async () => {
  const value = fc.array(fc.constantFrom(1, 2, 3), { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(asked, value, async (keywords, items) => {
      const { schemas, schema } = await schemasOf(keywords);
      const opposite = await schemasOf({ not: keywords });
      for (const array of [[], items]) {
        const isWanted = isValid(keywords, array);
        expect(schemas.check(schema, 'request', array).kind).toBe(isWanted ? 'valid' : 'invalid');
        const negated = opposite.schemas.check(opposite.schema, 'request', array);
        expect(negated.kind).toBe(isWanted ? 'invalid' : 'valid');
      }
    }),
    { numRuns: 400 },
  );
});
