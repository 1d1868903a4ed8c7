import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeJson, encodeJson } from '../../src/body/json.ts';
import { findJsonFault } from '../../src/json/json-fault.ts';
import { text } from './shapes.ts';

describe('decodeJson() reads RFC 8259', () => {
  test.each<[string, unknown]>([
    ['{"a":[1,true,null,"x"]}', { a: [1, true, null, 'x'] }],
    [' "\\u0041" \n', 'A'],
    ['\ufeff1', 1],
    ['null', null],
  ])('%j', (source, value) => {
    expect(decodeJson(text(source))).toEqual({ ok: true, value });
  });

  test.each<[string, string]>([
    ['', 'it is empty'],
    [' ', 'line 1, column 2: a value is expected, and the end is there'],
    ['{', 'line 1, column 2: a name or "}" is expected, and the end is there'],
    ['{"a"', 'line 1, column 5: ":" is expected, and the end is there'],
    ['{"a":1,}', 'line 1, column 8: a name is expected, and "}" is there'],
    ['{"a":1 "b":2}', 'line 1, column 8: "," or "}" is expected, and "\\"" is there'],
    ['{\n  "a": 1,\n  b: 2\n}', 'line 3, column 3: a name is expected, and "b" is there'],
    ['[1,]', 'line 1, column 4: a value is expected, and "]" is there'],
    ['[1}', 'line 1, column 3: "," or "]" is expected, and "}" is there'],
    ['[,]', 'line 1, column 2: a value is expected, and "," is there'],
    ['1 2', 'line 1, column 3: the end is expected, and "2" is there'],
    ['01', 'line 1, column 1: a value is expected, and "0" is there'],
    ['1.', 'line 1, column 1: a value is expected, and "1" is there'],
    ['nul', 'line 1, column 1: a value is expected, and "n" is there'],
    ["'a'", 'line 1, column 1: a value is expected, and "\'" is there'],
    ['"a', 'line 1, column 3: the end of the string is expected, and the end is there'],
    ['"a\n"', 'line 1, column 3: an escaped control character is expected, and "\\n" is there'],
    ['"\\x"', 'line 1, column 2: an escape is expected, and "\\\\" is there'],
    ['\u00a0{}', 'line 1, column 1: a value is expected, and "\u00a0" is there'],
    ['😀', 'line 1, column 1: a value is expected, and "😀" is there'],
  ])('%j is refused', (source, reason) => {
    expect(decodeJson(text(source))).toEqual({ ok: false, reason });
  });

  test('bytes that are not UTF-8 are refused (section 8.1)', () => {
    expect(decodeJson(Uint8Array.of(0x22, 0xe9, 0x22))).toEqual({
      ok: false,
      reason: 'it is not UTF-8',
    });
  });

  test('__proto__ is a property like any other', () => {
    const read = decodeJson(text('{"__proto__":{"polluted":true}}'));
    expect(read.ok && Object.hasOwn(read.value as object, '__proto__')).toBe(true);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test('deep nesting is refused before any code walks the value (section 9)', () => {
    const nested = (depth: number) => text(`["\\"]", ${'['.repeat(depth - 1)}${']'.repeat(depth)}`);
    expect(decodeJson(nested(256)).ok).toBe(true);
    expect(decodeJson(nested(257))).toEqual({
      ok: false,
      reason: 'it is nested more than 256 deep',
    });
    expect(decodeJson(text('['.repeat(100_000))).ok).toBe(false);
  });
});

test('finds a fault exactly if JSON.parse does', () => {
  const pieces = fc.constantFrom(...'{}[]:,"\\ \n-01.eE+', 'true', 'null', '"a"', '\\u00e9', '1.5');
  const source = fc.array(pieces).map((parts) => parts.join(''));
  fc.assert(
    fc.property(source, (json) => {
      let valid = true;
      try {
        JSON.parse(json);
      } catch {
        valid = false;
      }
      expect(findJsonFault(json) === undefined).toBe(valid);
    }),
    { numRuns: 2000 },
  );
});

test('reading returns what was written', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      expect(decodeJson(encodeJson(value))).toEqual({
        ok: true,
        value: JSON.parse(JSON.stringify(value)),
      });
    }),
  );
});
