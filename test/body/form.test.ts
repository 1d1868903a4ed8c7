import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeForm, encodeForm } from '../../src/body/form.ts';
import type { PropertyEncoding, Shape } from '../../src/body/shape.ts';
import { shape, text } from './shapes.ts';

const plain: PropertyEncoding = {
  contentType: undefined,
  style: undefined,
  explode: undefined,
  allowReserved: false,
};

const customer = shape({
  type: 'object',
  properties: {
    id: { type: 'integer' },
    name: { type: 'string' },
    tags: { type: 'array', items: { type: 'string' } },
    address: { type: 'object', properties: { zip: { type: 'string' } } },
    notes: { type: 'array', items: { type: 'object' } },
  },
});

describe('decodeForm() reads by OpenAPI 3.1 section 4.8.15', () => {
  test.each<[string, Record<string, Partial<PropertyEncoding>>, unknown]>([
    ['', {}, {}],
    ['id=5&name=A+B%26C', {}, { id: 5, name: 'A B&C' }],
    ['id=x', {}, { id: 'x' }],
    ['id=1&id=2', {}, { id: [1, 2] }],
    ['name=', {}, { name: '' }],
    ['tags=a', {}, { tags: ['a'] }],
    ['tags=a&tags=b,c', {}, { tags: ['a', 'b,c'] }],
    ['address=%7B%22zip%22%3A%221%22%7D', {}, { address: { zip: '1' } }],
    ['notes=%7B%7D&notes=%7B%22a%22%3A1%7D', {}, { notes: [{}, { a: 1 }] }],
    ['other=1&other=2&more=x', {}, { other: ['1', '2'], more: 'x' }],
    ['__proto__=1', {}, JSON.parse('{"__proto__":"1"}')],
    ['tags=a,b', { tags: { style: 'form', explode: false } }, { tags: ['a', 'b'] }],
    ['tags=a%20b', { tags: { style: 'spaceDelimited' } }, { tags: ['a', 'b'] }],
    ['tags=a|b', { tags: { style: 'pipeDelimited' } }, { tags: ['a', 'b'] }],
    ['tags=a&tags=b', { tags: { explode: true } }, { tags: ['a', 'b'] }],
    [
      'address[zip]=1',
      { address: { style: 'deepObject', explode: true } },
      { address: { zip: '1' } },
    ],
    ['tags[0]=a&tags[1]=b', { tags: { style: 'deepObject' } }, { tags: ['a', 'b'] }],
    ['zip=1&name=x', { address: { style: 'form' } }, { address: { zip: '1' }, name: 'x' }],
    ['tags=%5B%22a%22%5D', { tags: { contentType: 'application/json' } }, { tags: ['a'] }],
    ['name=%22a%22', { name: { contentType: 'application/json' } }, { name: 'a' }],
    ['address=1', { address: { contentType: 'text/plain' } }, { address: '1' }],
  ])('%s %j', (body, encoding, expected) => {
    const encodings = Object.fromEntries(
      Object.entries(encoding).map(([name, part]) => [name, { ...plain, ...part }]),
    );
    expect(decodeForm(text(body), customer, encodings)).toEqual({ ok: true, value: expected });
  });

  test.each<[string | Uint8Array, string]>([
    ['name=%', 'property "name": "%" is not percent-encoded UTF-8'],
    ['other=%zz', 'property "other": "%zz" is not percent-encoded UTF-8'],
    [
      'address=zip',
      'property "address": it is not JSON: line 1, column 1: a value is expected, and "z" is there',
    ],
    [Uint8Array.of(0x61, 0x3d, 0xff), 'it is not UTF-8'],
  ])('%j is refused', (body, reason) => {
    const bytes = typeof body === 'string' ? text(body) : body;
    expect(decodeForm(bytes, customer, {})).toEqual({ ok: false, reason });
  });

  test('additional properties have their own shape', () => {
    const map = shape({ type: 'object', additionalProperties: { type: 'integer' } });
    expect(decodeForm(text('a=1&b=2'), map, {})).toEqual({ ok: true, value: { a: 1, b: 2 } });
  });
});

describe('encodeForm()', () => {
  test.each<[object, Record<string, PropertyEncoding>, string]>([
    [{ id: 5, name: 'A B&C', gone: undefined, none: null }, {}, 'id=5&name=A%20B%26C&none='],
    [{ tags: ['a', 'b'] }, {}, 'tags=a&tags=b'],
    [{ tags: [] }, {}, ''],
    [{ address: { zip: '1' } }, {}, 'address=%7B%22zip%22%3A%221%22%7D'],
    [{ tags: ['a', 'b'] }, { tags: { ...plain, explode: false } }, 'tags=a,b'],
    [
      { address: { zip: '1' } },
      { address: { ...plain, style: 'deepObject', explode: true } },
      'address%5Bzip%5D=1',
    ],
    [{ name: 'a' }, { name: { ...plain, contentType: 'application/json' } }, 'name=%22a%22'],
    [{ name: 'a/b' }, { name: { ...plain, allowReserved: true } }, 'name=a/b'],
  ])('%j', (value, encoding, expected) => {
    expect(new TextDecoder().decode(encodeForm(value, encoding))).toBe(expected);
  });

  test('throws for a value without names', () => {
    expect(() => encodeForm([1], {})).toThrow(
      'Cannot write a form: the value is neither an object nor its text',
    );
  });
});

test('reading returns what was written', () => {
  const word = fc.string({ unit: 'grapheme' });
  const value = fc.record({
    id: fc.integer(),
    name: word,
    tags: fc.array(word, { minLength: 1 }),
    address: fc.record({ zip: word }),
  });
  const encodings = fc.constantFrom<Record<string, PropertyEncoding>>(
    {},
    { address: { ...plain, style: 'deepObject', explode: true } },
    { name: { ...plain, contentType: 'application/json' } },
  );
  const described: Shape = customer;
  fc.assert(
    fc.property(value, encodings, (written, encoding) => {
      const read = decodeForm(encodeForm(written, encoding), described, encoding);
      expect(read).toEqual({ ok: true, value: written });
    }),
  );
});

test('does not throw for any bytes', () => {
  fc.assert(fc.property(fc.uint8Array(), (bytes) => void decodeForm(bytes, customer, {})));
});
