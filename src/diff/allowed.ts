import { below } from '../api/node.ts';
import { isMember } from '../schema/equality.ts';
import type { SchemaObject } from '../schema/view.ts';
import { writtenValue } from '../schema/written-number.ts';
import { allTypes, typeOf, typesAllowedBy, type ValueType } from './value-type.ts';

/** The allowed values: types, and for some types a list of values. */
export interface Allowed {
  readonly types: ReadonlySet<ValueType>;
  readonly values: readonly unknown[] | undefined;
}

export const everything: Allowed = { types: allTypes, values: undefined };

export const nothing: Allowed = { types: new Set(), values: undefined };

/** The values that a schema allows by `type`, `enum` and `const`. */
export function allowedBy({ keywords, at }: SchemaObject): Allowed {
  const { type, enum: listed, const: only } = keywords;
  const byType = type === undefined ? everything : allowing(typesAllowedBy(type));
  const byEnum = Array.isArray(listed)
    ? listing(writtenValue(listed, below(at, 'enum')) as readonly unknown[])
    : everything;
  const byConst =
    only === undefined ? everything : listing([writtenValue(only, below(at, 'const'))]);
  return [byEnum, byConst].reduce(both, byType);
}

export function allowing(types: ReadonlySet<ValueType>): Allowed {
  return { types, values: undefined };
}

export function listing(values: readonly unknown[]): Allowed {
  return { types: allTypes, values };
}

/** The values that two schemas both allow. */
export function both(one: Allowed, other: Allowed): Allowed {
  if (one === everything) return other;
  if (other === everything) return one;
  const types = new Set([...one.types].filter((type) => other.types.has(type)));
  const [some, others] = [one.values, other.values];
  if (some === undefined || others === undefined) return { types, values: some ?? others };
  return { types, values: some.filter((value) => isMember(value, others)) };
}

/** Null beside what is allowed. */
export function orNull({ types, values }: Allowed): Allowed {
  return { types: new Set([...types, 'null']), values: values && [...values, null] };
}

/** The values without duplicates, without values of other types, and without types that have no value. */
export function settled(allowed: Allowed): Allowed {
  if (allowed.values === undefined) return allowed;
  const left = allowed.values.filter((value) => allowed.types.has(typeOf(value)));
  const values = left.filter((value, index) => !isMember(value, left.slice(0, index)));
  return { types: new Set(values.map(typeOf)), values };
}
