import type { Schema } from '../../api/model.ts';
import { isObject } from '../../api/node.ts';
import { isJson, type MediaRange } from '../../http/media-type.ts';
import { withValue } from '../../json/edit.ts';
import { valueAt } from '../../json/pointer.ts';
import type { Acting } from './acting.ts';
import { said } from './asked.ts';
import { partAt } from './complete.ts';
import { withoutFiles, withoutMisplaced } from './shown.ts';

/** What a request sends of an item. */
export interface Sent {
  readonly value: unknown;
  /** The part of the body's schema that describes it. */
  readonly schema: Schema | undefined;
  readonly isJsonPatch: boolean;
  readonly isMergePatch: boolean;
}

/** `undefined` where its body has no place for an item. */
export function sentBy({ asked, role, world }: Acting): Sent | undefined {
  const { content } = asked.judged;
  const given = role.given.flatMap(({ parameter, property }) => {
    const value = said(asked, parameter);
    return value === undefined ? [] : [[property, value] as const];
  });
  const fill = (value: unknown) =>
    given.reduce((filled, [property, one]) => withValue(filled, property, one), value);
  const { media } = content;
  if (media === undefined) {
    return { value: fill({}), schema: undefined, isJsonPatch: false, isMergePatch: false };
  }
  const place = role.requestItem(media);
  if (place === undefined) return undefined;
  const isMergePatch = media.range.subtype === 'merge-patch+json';
  const whole = content.isExact ? content.instance : content.value;
  const schema = media.schema && partAt(world.describe(media.schema), place)?.schema;
  const { schemas } = world.makers.judge;
  const isJsonPatch = isPatch(content.value, media.range);
  const value = isJsonPatch
    ? whole
    : fill(withoutMisplaced(withoutFiles(valueAt(whole, place)), schema, 'request', schemas));
  return { value, schema, isJsonPatch, isMergePatch };
}

/** Whether a body is a JSON Patch: many contracts call one plain JSON, or plain JSON by its media type. */
function isPatch(value: unknown, range: MediaRange): boolean {
  if (!Array.isArray(value)) return false;
  if (range.subtype === 'json-patch+json') return true;
  return (
    isJson(range) &&
    value.length > 0 &&
    value.every(
      (one) => isObject(one) && typeof one.op === 'string' && typeof one.path === 'string',
    )
  );
}
