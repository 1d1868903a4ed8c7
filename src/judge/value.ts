import type { Schema } from '../api/model.ts';
import { otherReading } from '../body/coerce.ts';
import { type Finding, finding, type Place } from '../finding.ts';
import type { Pointer } from '../json/pointer.ts';
import type { Direction, Schemas } from '../schema/schemas.ts';

/**
 * The findings of a value's schema. `place` is the value's place in the exchange; `exact` says that
 * it has `bigint`s.
 */
export function judgeValue(
  value: unknown,
  schema: Schema | undefined,
  place: Place,
  schemas: Schemas,
  exact = false,
): readonly Finding[] {
  if (schema === undefined) return nothing;
  const direction: Direction = place.part;
  const verdict = schemas.check(schema, direction, value, exact);
  if (verdict.kind === 'not-checked') {
    const { at, args } = verdict.problem;
    return [finding('not-checked', at, place, { reason: args.reason })];
  }
  const misplaced = schemas.misplaced(schema, direction, value);
  const unread = verdict.kind === 'valid' ? verdict.unread : undefined;
  if (verdict.kind === 'valid' && misplaced.length === 0 && unread === undefined) return nothing;
  const within = (pointer: Pointer): Place => ({
    ...place,
    pointer: (place.pointer ?? '') + pointer,
  });
  const errors = verdict.kind === 'valid' ? [] : verdict.errors;
  return [
    ...(unread === undefined ? [] : [finding('pattern-unreadable', unread.at, place, unread.args)]),
    ...errors.map(({ pointer, at, ...broken }) =>
      finding('value-invalid', at, within(pointer), broken),
    ),
    ...misplaced.map(({ pointer, at }) => finding('property-misplaced', at, within(pointer))),
  ];
}

/** A decoded value, and its findings. */
export interface Reading {
  readonly value: unknown;
  readonly findings: readonly Finding[];
}

/**
 * A refused value from texts, decoded in another way. If its schema allows a string and something
 * else, such as `anyOf` of an integer and a pattern, texts become strings first. The version with
 * fewer faults counts.
 */
export function likelierReading(
  reading: Reading,
  schema: Schema | undefined,
  place: Place,
  schemas: Schemas,
): Reading {
  const value = otherReading(reading.value, schemas.shape(schema));
  if (value === undefined) return reading;
  const findings = judgeValue(value, schema, place, schemas);
  return findings.length < reading.findings.length ? { value, findings } : reading;
}

/**
 * The likelier reading of a value from texts. If the other reading has no findings, the first one
 * is not explained, because that takes much longer.
 */
export function judgeTexts(
  value: unknown,
  schema: Schema | undefined,
  place: Place,
  schemas: Schemas,
): Reading {
  if (schema !== undefined && schemas.check(schema, place.part, value).kind === 'invalid') {
    const other = otherReading(value, schemas.shape(schema));
    const findings = other === undefined ? [] : judgeValue(other, schema, place, schemas);
    if (other !== undefined && findings.length === 0) return { value: other, findings };
  }
  const reading = { value, findings: judgeValue(value, schema, place, schemas) };
  return reading.findings.length === 0 ? reading : likelierReading(reading, schema, place, schemas);
}

const nothing: readonly Finding[] = [];
