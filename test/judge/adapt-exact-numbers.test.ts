import { describe, test } from 'vitest';

/**
 * JSON numbers have no limit (RFC 8259 section 6), and `JSON.parse` rounds them to the nearest double:
 * 9223372036854775808 and 9223372036854775807 are one value afterwards, and so are the bounds that a
 * contract gives. What is judged then is not what was sent.
 *
 * To be exact, `body/json` would hand on the literals that a double does not hold, by their place,
 * `SourceDocument` those of the contract, and `schema/compile` would judge such a value once more with
 * an engine whose numeric keywords compare decimals. Values without such literals cost nothing more.
 */
describe('a number that a double does not hold is judged as it was written', () => {
  test.todo('{type: integer, format: int64} refuses 9223372036854775808');
  test.todo('{maximum: 9223372036854775807} refuses 9223372036854775808');
  test.todo('{exclusiveMinimum: 9007199254740992} takes 9007199254740993');
  test.todo('{const: 9007199254740993} refuses 9007199254740992');
  test.todo('{enum: [9007199254740993]} refuses 9007199254740992');
  test.todo('{multipleOf: 10} refuses 100000000000000000001');
  test.todo('{uniqueItems: true} takes [9007199254740992, 9007199254740993]');
  test.todo('the finding shows the number as it was written');
});
