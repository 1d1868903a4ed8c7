import { below } from '../../api/node.ts';
import type { Location } from '../../json/document.ts';
import type { SchemaObject } from '../../schema/view.ts';

/** A keyword of one of the schemas that apply, with its place. */
export interface Limit<Value> {
  readonly value: Value;
  readonly at: Location;
}

/** Every value of a keyword in some schemas that is of the right kind. */
export function limits<Value>(
  schemas: readonly SchemaObject[],
  keyword: string,
  isKind: (value: unknown) => value is Value,
): readonly Limit<Value>[] {
  return schemas.flatMap(({ keywords, at }) => {
    if (!Object.hasOwn(keywords, keyword)) return [];
    const value = keywords[keyword];
    return isKind(value) ? [{ value, at: below(at, keyword) }] : [];
  });
}

/** The limit that is hardest to satisfy: the greatest of the least, the least of the greatest. */
export function tightest(
  schemas: readonly SchemaObject[],
  keyword: string,
  side: 'least' | 'greatest',
): Limit<number> | undefined {
  return limits(schemas, keyword, isNumber).reduce<Limit<number> | undefined>(
    (best, one) =>
      best === undefined || (side === 'least' ? one.value > best.value : one.value < best.value)
        ? one
        : best,
    undefined,
  );
}

/** The first of some keywords that is `false`: it allows nothing that the others do not describe. */
export function closedBy(
  schemas: readonly SchemaObject[],
  keywords: readonly string[],
): { readonly keyword: string; readonly at: Location } | undefined {
  return keywords
    .flatMap((keyword) => limits(schemas, keyword, isFalse).map(({ at }) => ({ keyword, at })))
    .at(0);
}

function isFalse(value: unknown): value is false {
  return value === false;
}

export function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

export function isText(value: unknown): value is string {
  return typeof value === 'string';
}

export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

export function isTrue(value: unknown): value is true {
  return value === true;
}

export function isAnything(_value: unknown): _value is unknown {
  return true;
}
