import { describe, expect, test } from 'vitest';
import { type BrokenKeyword, type Finding, finding, type Place } from '../../src/finding.ts';
import { messageOf } from '../../src/index.ts';

const body: Place = { part: 'request', in: 'body', pointer: '/a' };

describe('messageOf() describes the requirement of a keyword', () => {
  test.each<[BrokenKeyword, string]>([
    [
      { keyword: 'type', expected: ['string', 'null'], received: 1 },
      'must be string or null, but is 1',
    ],
    [{ keyword: 'enum', expected: ['a', 1], received: 'b' }, 'must be one of "a", 1, but is "b"'],
    [{ keyword: 'required', expected: 'name', received: {} }, 'must have the property "name"'],
    [{ keyword: 'minItems', expected: 1, received: [] }, 'must have at least 1 item, but is []'],
    [
      { keyword: 'maxProperties', expected: 2, received: {} },
      'must have at most 2 properties, but is {}',
    ],
    [
      { keyword: 'oneOf', expected: ['Cat', 'Dog'], received: {} },
      'must match exactly one branch of its oneOf, but matches Cat and Dog',
    ],
    [
      { keyword: 'oneOf', expected: [{}, {}], received: 1 },
      'must match a branch of its oneOf, but is 1',
    ],
    [{ keyword: 'unheardOf', expected: 1, received: 2 }, 'must satisfy "unheardOf", but is 2'],
    [
      { keyword: 'const', expected: 1, received: 'x'.repeat(200) },
      `must be 1, but is "${'x'.repeat(96)}…`,
    ],
  ])('%j', (args, words) => {
    const fault = finding('value-invalid', undefined, body, args);
    expect(messageOf(fault)).toBe(`request body at /a ${words}`);
  });
});

describe('messageOf() names the place in the exchange', () => {
  test.each<[Place, string]>([
    [{ part: 'request', in: 'query', name: 'page' }, 'query parameter "page"'],
    [{ part: 'request', in: 'path', name: 'id', pointer: '/0' }, 'path parameter "id" at /0'],
    [{ part: 'request', in: 'header', name: 'X-A' }, 'header "X-A"'],
    [{ part: 'response', in: 'header', name: 'X-A' }, 'response header "X-A"'],
    [{ part: 'request', in: 'cookie', name: 'sid' }, 'cookie "sid"'],
  ])('%j', (place, subject) => {
    const fault = finding('value-invalid', undefined, place, {
      keyword: 'type',
      expected: 'integer',
      received: null,
    });
    expect(messageOf(fault)).toBe(`${subject} must be integer, but is null`);
  });
});

test('finding() accepts only the arguments of its code', () => {
  const findings: readonly Finding[] = [
    finding('path-unknown', undefined, undefined, { received: '/a' }),
    finding('request-refused', undefined, undefined, { received: 400 }),
  ];
  // All arguments can be read, for any code.
  expect(findings.map(({ args }) => args.keyword)).toEqual([undefined, undefined]);
  const statuses: readonly number[] = findings.flatMap((found) =>
    found.code === 'request-refused' ? [found.args.received] : [],
  );
  expect(statuses).toEqual([400]);
  // @ts-expect-error: it must say which path.
  finding('path-unknown', undefined, undefined);
  // @ts-expect-error: a path is a text.
  finding('path-unknown', undefined, undefined, { received: 1 });
  const more = { received: '/a', keyword: 'type' };
  // @ts-expect-error: no keyword is broken.
  finding('path-unknown', undefined, undefined, more);
  // @ts-expect-error: there is nothing more to say.
  finding('parameter-missing', undefined, undefined, { reason: 'it is not there' });
});
