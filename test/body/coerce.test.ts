import { describe, expect, test } from 'vitest';
import { coerce } from '../../src/body/coerce.ts';
import type { JsonType } from '../../src/body/shape.ts';
import { shape } from './shapes.ts';

describe('coerce() returns the requested type, or the text', () => {
  test.each<[JsonType[], string, unknown]>([
    [[], '5', '5'],
    [['string'], '5', '5'],
    [['string', 'integer'], '5', '5'],
    [['integer'], '5', 5],
    [['integer'], '-0', -0],
    [['integer'], '5.0', 5],
    [['integer'], '1.5', 1.5],
    [['number'], '1e3', 1000],
    [['number'], '1.5E-3', 0.0015],
    [['integer'], '05', '05'],
    [['integer'], '+5', '+5'],
    [['integer'], ' 5', ' 5'],
    [['integer'], '0x10', '0x10'],
    [['integer'], '', ''],
    [['number'], '.5', '.5'],
    [['number'], '5.', '5.'],
    [['number'], 'NaN', 'NaN'],
    [['number'], '1e999', '1e999'],
    [['number'], '٣', '٣'],
    [['boolean'], 'true', true],
    [['boolean'], 'false', false],
    [['boolean'], 'True', 'True'],
    [['boolean'], '1', '1'],
    [['boolean', 'integer'], '1', 1],
    [['null'], '', null],
    [['null'], 'null', null],
    [['integer', 'null'], 'null', null],
    [['integer', 'null'], '', null],
    [['integer', 'null'], '7', 7],
    [['string', 'null'], '', ''],
    [['string', 'null'], 'null', 'null'],
    [['array'], '5', '5'],
  ])('%j: %j', (type, text, expected) => {
    expect(coerce(text, shape({ type }))).toBe(expected);
  });
});
