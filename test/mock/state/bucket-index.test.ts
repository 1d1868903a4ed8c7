import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type BucketIndex, createIndexes } from '../../../src/mock/state/bucket-index.ts';
import { type Item, timeOf } from '../../../src/mock/state/item.ts';
import { selectItems } from '../../../src/mock/state/list.ts';
import { bucketOf, setItem } from '../../../src/mock/state/own-bucket.ts';
import type { ListControls } from '../../../src/resources/resource.ts';

/** Similar values: similar texts, equal times, values in arrays and objects. */
const values: readonly unknown[] = [
  ...['a', 'b', '', 'null', '5', '2024-01-01', '2024-01-01T00:00:00Z', '2024-13-01', '@0'],
  ...[5, 5n, 0, true, null, undefined, [], ['a', 5], [null], [['b']], { id: 'a' }, { id: null }],
  ...[{ at: '2024-01-01' }, { deep: { id: 'a' } }],
];
const value = fc.constantFrom(...values);
const parents = fc.constantFrom(new Map<string, string>(), new Map([['shop', 's1']]));
const step = fc.record({ key: fc.nat(12), isGone: fc.boolean(), value, own: parents });
const asked = fc.record({ wanted: value, parents, sort: fc.constantFrom('', 'tag', '-tag', 'id') });

/** An index without knowledge, so that a list checks each item. */
const unindexed = (index: BucketIndex): BucketIndex => ({
  ...{ all: index.all, having: () => undefined, arranged: (_items, _by, make) => make() },
});

test('a list is the same with and without an index after any change of the items', () => {
  const controls = {
    ...{ filters: [{ property: '/tag', comparison: 'equal', any: undefined, parameter: 'tag' }] },
    sort: { by: 'sort', direction: undefined },
  } as unknown as ListControls;
  fc.assert(
    fc.property(fc.array(fc.record({ step, asked }), { maxLength: 40 }), (steps) => {
      const bucket = bucketOf([]);
      const indexOf = createIndexes();
      for (const { step, asked } of steps) {
        const id = String(step.key);
        const item: Item = { id, parents: step.own, value: { id, tag: step.value }, changed: 0 };
        setItem(bucket, id, step.isGone ? undefined : item);
        const ask = (part: unknown) =>
          part === undefined ? undefined : part === 'sort' ? asked.sort : asked.wanted;
        const index = indexOf(bucket);
        expect(index.all).toEqual([...bucket.items.values()]);
        const select = (from: BucketIndex) =>
          selectItems(from, asked.parents, controls, ask, ['id', 'tag']);
        expect(select(index)).toEqual(select(unindexed(index)));
        // The second list comes from the index.
        expect(select(indexOf(bucket))).toEqual(select(unindexed(index)));
      }
    }),
  );
});

test.each([
  ['2024-01-01', Date.UTC(2024, 0, 1)],
  ['2024-01-01T00:00:00Z', Date.UTC(2024, 0, 1)],
  ['2024-13-01', undefined],
  ['n2024-01-01', undefined],
  ['', undefined],
])('timeOf(%j) is %j', (text, time) => {
  expect(timeOf(text)).toBe(time);
});
