import { isObject, type Node } from '../api/node.ts';
import { locationKey } from '../json/document.ts';
import { areUnique, isEqual } from '../schema/equality.ts';
import type { References } from '../schema/resources.ts';
import type { SchemaObject, Union } from '../schema/view.ts';
import {
  type Allowed,
  allowedBy,
  allowing,
  both,
  everything,
  listing,
  nothing,
  settled,
} from './allowed.ts';
import {
  alternativesOf,
  assertedBy,
  isTypeOrValue,
  type SchemasOf,
  soleUnion,
} from './asserted.ts';
import { allTypes, typeOf, type ValueType } from './value-type.ts';

/** A simpler form of alternatives, if there is one. */
export interface Alternatives {
  /** The other alternative beside null, if there are only these two. */
  besideNull(
    schemas: readonly SchemaObject[],
  ): { readonly union: Union; readonly other: Node } | undefined;
  /** Nested alternatives, and null beside alternatives, as one flat list. */
  flatten(union: Union): Union;
  /** A union of types or values, as one type or one enumeration. */
  fold(union: Union): Allowed | undefined;
  /** The types that some alternative allows. */
  typesIn(union: Union): ReadonlySet<ValueType>;
}

export function createAlternatives(schemasOf: SchemasOf, references: References): Alternatives {
  /** Flattens nested alternatives, and null beside alternatives. */
  function flattened(union: Union, around: ReadonlySet<string>): Union {
    const inside = new Set([...around, locationKey(union.at)]);
    const innerOf = (branch: Node): Union | undefined => {
      const { schemas, never } = schemasOf([branch]);
      const inner = never ? undefined : soleUnion(schemas);
      return inner === undefined || inside.has(locationKey(inner.at))
        ? undefined
        : flattened(inner, inside);
    };
    const [other] = union.branches.filter((branch) => !isNullSchema(branch));
    if (union.branches.length === 2 && other !== undefined && onlyOneNull(union)) {
      const inner = innerOf(other);
      if (inner === undefined) return union;
      const nothing = union.branches.filter((branch) => branch !== other);
      return { ...union, keyword: inner.keyword, branches: [...inner.branches, ...nothing] };
    }
    if (union.keyword === 'oneOf') return union;
    const branches = union.branches.flatMap((branch) => {
      const inner = innerOf(branch);
      return inner?.keyword === 'anyOf' ? inner.branches : [branch];
    });
    return { ...union, branches };
  }

  function onlyOneNull({ branches }: Union): boolean {
    return branches.filter(isNullSchema).length === 1;
  }

  function isNullSchema(node: Node): boolean {
    const value = references.follow(node)?.value;
    return (
      isObject(value) &&
      (isEqual(value.type, 'null') || isEqual(value.enum, [null]) || isEqual(value.const, null))
    );
  }

  /** The types that some branch of a union allows; all of them if the union is circular. */
  function typesOfUnion(union: Union, around: ReadonlySet<string>): ReadonlySet<ValueType> {
    return new Set(union.branches.flatMap((branch) => [...typesOfNode(branch, around)]));
  }

  function typesOfNode(node: Node, around: ReadonlySet<string>): ReadonlySet<ValueType> {
    const key = locationKey(node.at);
    if (around.has(key) || around.size > 20) return allTypes;
    const inside = new Set([...around, key]);
    const { schemas, never } = schemasOf([node]);
    if (never) return nothing.types;
    const ofUnions = schemas.flatMap((schema) =>
      alternativesOf(schema).map((union) => allowing(typesOfUnion(union, inside))),
    );
    return settled([...schemas.map(allowedBy), ...ofUnions].reduce(both, everything)).types;
  }

  /** A union of types or values becomes one type or one enumeration. */
  function fold(union: Union): Allowed | undefined {
    if (union.branches.length === 0) return undefined;
    const exclusive = union.keyword === 'oneOf';
    const values: unknown[] = [];
    const types: ValueType[] = [];
    for (const branch of union.branches) {
      const allowed = allowedAlone(branch);
      if (allowed === undefined) return undefined;
      if (allowed.values === undefined) types.push(...allowed.types);
      else values.push(...allowed.values);
    }
    // Types with few values become lists of values.
    if (values.length > 0 && types.every((type) => type === 'null' || type === 'boolean')) {
      values.push(...types.flatMap((type) => (type === 'null' ? [null] : [true, false])));
      types.length = 0;
    }
    // oneOf forbids values that two alternatives allow.
    if (types.length === 0) return exclusive && !areUnique(values) ? undefined : listing(values);
    const isOutside = values.some((value) => !types.includes(typeOf(value)));
    if (isOutside || (exclusive && values.length > 0)) return undefined;
    const set = new Set(types);
    return exclusive && set.size < types.length ? undefined : allowing(set);
  }

  /** The values that a branch with only types and values allows; `undefined` for other branches. */
  function allowedAlone(branch: Node): Allowed | undefined {
    const { schemas, never } = schemasOf([branch]);
    const saysMore = schemas.some((schema) =>
      assertedBy(schema).some((one) => !isTypeOrValue(one)),
    );
    if (saysMore) return undefined;
    return never
      ? allowing(nothing.types)
      : settled(schemas.map(allowedBy).reduce(both, everything));
  }

  /** Whether types and values alone decide about null. */
  function isPlainOfNull(schemas: readonly SchemaObject[]): boolean {
    const { types } = settled(schemas.map(allowedBy).reduce(both, everything));
    return (
      !types.has('null') ||
      !schemas.some((schema) => assertedBy(schema).some((keyword) => inPlace.has(keyword)))
    );
  }

  return {
    besideNull(schemas) {
      const union = soleUnion(schemas);
      const other = union?.branches.find((branch) => !isNullSchema(branch));
      if (union?.branches.length !== 2 || other === undefined || !onlyOneNull(union)) {
        return undefined;
      }
      const { schemas: inside } = schemasOf([other]);
      return soleUnion(inside) === undefined && isPlainOfNull(inside)
        ? { union, other }
        : undefined;
    },
    flatten: (union) => flattened(union, new Set()),
    fold,
    typesIn: (union) => typesOfUnion(union, new Set()),
  };
}

/** Keywords whose schemas apply to the value itself, and so to null. */
const inPlace = new Set(['not', 'if', 'then', 'else', 'oneOf', 'anyOf', '$dynamicRef']);
