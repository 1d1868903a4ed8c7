import { describe, expect, it } from 'vitest';
import { createBoundedCache, kept } from '../../src/mock/cache.ts';

describe('a value that is made once', () => {
  it('is made on first use for each key, even if it is undefined', () => {
    const made: object[] = [];
    const make = kept((thing: object) => {
      made.push(thing);
      return undefined;
    });
    const [a, b] = [{}, {}];
    for (const thing of [a, b, a, b]) make(thing);
    expect(made).toEqual([a, b]);
  });
});

describe('a bounded cache', () => {
  const [operation, other] = [{}, {}];

  it('tells keys apart, and the texts with which values are stored for them', () => {
    const memory = createBoundedCache<object, number>(2);
    memory.set(operation, 'a', 1);
    memory.set(operation, 'b', 2);
    memory.set(other, 'a', 3);
    expect([
      memory.get(operation, 'a'),
      memory.get(operation, 'b'),
      memory.get(other, 'a'),
    ]).toEqual([1, 2, 3]);
    expect(memory.get(other, 'b')).toBeUndefined();
  });

  it('forgets the oldest entry of a key when there are too many', () => {
    const memory = createBoundedCache<object, number>(2);
    for (const [index, text] of ['a', 'b', 'c'].entries()) memory.set(operation, text, index);
    expect(['a', 'b', 'c'].map((text) => memory.get(operation, text))).toEqual([undefined, 1, 2]);
  });

  it('does not keep long texts from a client', () => {
    const memory = createBoundedCache<object, number>(2);
    memory.set(operation, 'a'.repeat(10_000), 1);
    expect(memory.get(operation, 'a'.repeat(10_000))).toBeUndefined();
  });
});
