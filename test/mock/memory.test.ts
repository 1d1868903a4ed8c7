import { describe, expect, it } from 'vitest';
import { createBoundedCache, kept } from '../../src/mock/cache.ts';

describe('what is made once', () => {
  it('is made for each thing when it is first wanted, even where nothing comes of it', () => {
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

describe('a memory', () => {
  const [operation, other] = [{}, {}];

  it('tells things apart, and the texts by which something is known of them', () => {
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

  it('forgets what is known longest of a thing when there is too much', () => {
    const memory = createBoundedCache<object, number>(2);
    for (const [index, text] of ['a', 'b', 'c'].entries()) memory.set(operation, text, index);
    expect(['a', 'b', 'c'].map((text) => memory.get(operation, text))).toEqual([undefined, 1, 2]);
  });

  it('does not keep what a client wrote at length', () => {
    const memory = createBoundedCache<object, number>(2);
    memory.set(operation, 'a'.repeat(10_000), 1);
    expect(memory.get(operation, 'a'.repeat(10_000))).toBeUndefined();
  });
});
