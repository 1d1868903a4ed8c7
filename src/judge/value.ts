import type { Schema } from '../api/model.ts';
import { type Finding, finding, type Place } from '../finding.ts';
import type { Direction, Schemas } from '../schema/schemas.ts';

/** What a value's schema has against it. `place` is where the value stands in the exchange. */
export function judgeValue(
  value: unknown,
  schema: Schema | undefined,
  place: Place,
  schemas: Schemas,
): readonly Finding[] {
  if (schema === undefined) return [];
  const direction: Direction = place.part;
  const verdict = schemas.check(schema, direction, value);
  switch (verdict.kind) {
    case 'valid':
      return [];
    case 'not-checked':
      return [
        finding('not-checked', verdict.problem.at, place, {
          reason: verdict.problem.args.reason ?? 'its schema does not compile',
        }),
      ];
    case 'invalid':
      return verdict.errors.map(({ pointer, keyword, at, expected, received }) =>
        finding(
          'value-invalid',
          at,
          { ...place, pointer: (place.pointer ?? '') + pointer },
          { keyword, expected, received },
        ),
      );
  }
}
