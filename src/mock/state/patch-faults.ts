import type { Schema } from '../../api/model.ts';
import type { JsonObject } from '../../api/node.ts';
import { type Finding, finding } from '../../finding.ts';
import { withValue } from '../../json/edit.ts';
import { hasBigint } from '../../json/integers.ts';
import { child, type Pointer, valueAt } from '../../json/pointer.ts';
import type { DescribeValue } from '../../resources/value.ts';
import { isEqual } from '../../schema/equality.ts';
import type { SchemaError, Schemas } from '../../schema/schemas.ts';
import { partAt } from './complete.ts';
import { sentPlace } from './item-names.ts';
import type { ResourceModel } from './model.ts';

/** A patch as it was sent. */
export interface Patch {
  readonly kind: 'json-patch' | 'merge-patch' | 'plain';
  /** Whether the contract says which members its body has. */
  readonly isDescribed: boolean;
  readonly former: JsonObject;
}

/**
 * The faults of a patched item that the patch caused (RFC 5789 section 2.2). Values that are valid
 * in the request do not count, because the answer may show them in another form.
 */
export function patchFaults(
  value: JsonObject,
  { kind, isDescribed, former }: Patch,
  model: ResourceModel,
  schemas: Schemas,
  describe: DescribeValue,
): readonly Finding[] {
  const { schema } = model.resource;
  if (schema === undefined) return [];
  const verdict = schemas.check(schema, 'response', value, hasBigint(value));
  if (verdict.kind !== 'invalid') return [];
  return verdict.errors.filter(isOfPatch).map(({ pointer, at, ...broken }) => {
    const place = { part: 'request', in: 'body', pointer } as const;
    return finding('value-invalid', at, place, broken);
  });

  function isOfPatch({ keyword, pointer, expected }: SchemaError): boolean {
    const named = typeof expected === 'string' ? child(pointer, expected) : pointer;
    if (/^(?:required|dependentRequired)$/.test(keyword) && valueAt(former, named) !== undefined) {
      const isNullTaken = kind === 'plain' && takes(named, null);
      // An item of an array has no name, so it may not be the one that was at its index before.
      return !isNullTaken && !(/\/\d+(?:\/|$)/.test(pointer) && takes(pointer, there(pointer)));
    }
    const isSurplus = /^(?:additional|unevaluated)Properties$/.test(keyword);
    // A request may have undescribed members, which answers do not show.
    if (isSurplus && isDescribed) return false;
    const place = isSurplus ? named : pointer;
    if (place === '') return !isDescribed;
    return !isEqual(valueAt(former, place), there(place)) && !takes(place, there(place));
  }

  function there(place: Pointer): unknown {
    return valueAt(value, place);
  }

  function isValid(written: Schema, one: unknown): boolean {
    return schemas.check(written, 'request', one, hasBigint(one)).kind === 'valid';
  }

  /** Whether requests that write items may have a value at a place. */
  function takes(place: Pointer, one: unknown): boolean {
    return model.roles.some(
      ({ role, operation, requestItem }) =>
        (role === 'create' || role === 'replace' || role === 'update') &&
        (operation.requestBody?.content ?? []).some((media) => {
          const item = requestItem(media);
          if (item === undefined || media.schema === undefined) return false;
          const whole = partAt(describe(media.schema), item);
          const sent = item + sentPlace(place, whole);
          const part = partAt(describe(media.schema), sent);
          if (part === undefined) return false;
          // Another branch of a choice may allow it by not describing it.
          const alone = withValue({}, sent, one);
          return isValid(part.schema, one) || isValid(media.schema, alone);
        }),
    );
  }
}
