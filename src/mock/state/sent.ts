import type { Schema } from '../../api/model.ts';
import { isObject } from '../../api/node.ts';
import { isJson, isPatchType, type MediaRange } from '../../http/media-type.ts';
import { withValue } from '../../json/edit.ts';
import { valueAt } from '../../json/pointer.ts';
import type { Acting } from './acting.ts';
import { parameterValue } from './call.ts';
import { partAt } from './complete.ts';
import { withItemNames } from './item-names.ts';
import type { Patch } from './patch-faults.ts';
import { withoutFiles, withoutMisplaced } from './shown.ts';

/** The part of an item that a request sends. */
export interface Sent {
  readonly value: unknown;
  /** The part of the body's schema that describes it. */
  readonly schema: Schema | undefined;
  /** How the request changes an item, if it does. */
  readonly kind: Patch['kind'];
}

/** `undefined` if its body has no place for an item. */
export function sentBy({ call, role, world, model }: Acting): Sent | undefined {
  const { content } = call.judged;
  const given = role.given.flatMap(({ parameter, property }) => {
    const value = parameterValue(call, parameter);
    return value === undefined ? [] : [[property, value] as const];
  });
  const fill = (value: unknown) =>
    given.reduce((filled, [property, one]) => withValue(filled, property, one), value);
  const { media } = content;
  if (media === undefined) return { value: fill({}), schema: undefined, kind: 'plain' };
  const place = role.requestItem(media);
  if (place === undefined) return undefined;
  const whole = content.isExact ? content.instance : content.value;
  const described = media.schema && partAt(world.describe(media.schema), place);
  const schema = described?.schema;
  const { schemas } = world.makers.judge;
  if (isPatch(content.value, media.range)) return { value: whole, schema, kind: 'json-patch' };
  // RFC 6902 section 3: an array. Nothing says what another body of its media type changes.
  if (isPatchType(media.range)) return undefined;
  const own = withoutMisplaced(withoutFiles(valueAt(whole, place)), schema, 'request', schemas);
  const isMergePatch = media.range.subtype === 'merge-patch+json';
  const value = withItemNames(fill(own), model.item, described);
  return { value, schema, kind: isMergePatch ? 'merge-patch' : 'plain' };
}

/** Whether a body is a JSON Patch: many contracts use its media type and plain JSON's for each other. */
function isPatch(value: unknown, range: MediaRange): boolean {
  if (!Array.isArray(value)) return false;
  if (isPatchType(range)) return true;
  return (
    isJson(range) &&
    value.length > 0 &&
    value.every(
      (one) => isObject(one) && typeof one.op === 'string' && typeof one.path === 'string',
    )
  );
}
