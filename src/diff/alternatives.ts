import { isObject, type Node } from '../api/node.ts';
import { locationKey } from '../json/document.ts';
import { areUnique, isEqual, isMember } from '../schema/equality.ts';
import type { References } from '../schema/resources.ts';
import type { SchemaObject, Union } from '../schema/view.ts';
import {
  alternativesOf,
  assertedBy,
  isTypeOrValue,
  type SchemasOf,
  soleUnion,
} from './asserted.ts';
import { type Atom, allAtoms, atomOf, atomsOf } from './atoms.ts';

/** What alternatives come to, where that can be said in fewer words. */
export interface Alternatives {
  /** The one other alternative beside null, where these two are all that is said. */
  besideNull(
    schemas: readonly SchemaObject[],
  ): { readonly union: Union; readonly other: Node } | undefined;
  /** Alternatives of alternatives, and null beside alternatives, as alternatives all the same. */
  flatten(union: Union): Union;
  /** A union of types, or of values, as one type or one enumeration. */
  fold(union: Union): Folded | undefined;
  /** The types of values that some alternative allows. */
  typesIn(union: Union): ReadonlySet<Atom>;
}

export type Folded =
  | { readonly atoms: ReadonlySet<Atom> }
  | { readonly values: readonly unknown[] };

export function createAlternatives(schemasOf: SchemasOf, references: References): Alternatives {
  /** Alternatives of alternatives, and null beside alternatives, are alternatives all the same. */
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

  /** The types of values that some branch of a union allows; all, where that leads in a circle. */
  function atomsOfUnion(union: Union, around: ReadonlySet<string>): ReadonlySet<Atom> {
    return new Set(union.branches.flatMap((branch) => [...atomsOfNode(branch, around)]));
  }

  function atomsOfNode(node: Node, around: ReadonlySet<string>): ReadonlySet<Atom> {
    const key = locationKey(node.at);
    if (around.has(key) || around.size > 20) return allAtoms;
    const inside = new Set([...around, key]);
    const { schemas, never } = schemasOf([node]);
    if (never) return new Set();
    let atoms = allAtoms;
    const only = (allowed: ReadonlySet<Atom>) => {
      atoms = new Set([...atoms].filter((atom) => allowed.has(atom)));
    };
    for (const schema of schemas) {
      const { type, enum: listed, const: one } = schema.keywords;
      if (type !== undefined) only(atomsOf(type));
      if (Array.isArray(listed)) only(new Set(listed.map(atomOf)));
      if (one !== undefined) only(new Set([atomOf(one)]));
      for (const union of alternativesOf(schema)) only(atomsOfUnion(union, inside));
    }
    return atoms;
  }

  /** A union of types, or of values, is one type or one enumeration. */
  function fold(union: Union): Folded | undefined {
    const parts = union.branches.map((branch) => {
      const { schemas, never } = schemasOf([branch]);
      if (schemas.some((schema) => assertedBy(schema).some((one) => !isTypeOrValue(one)))) {
        return undefined;
      }
      let allowed: readonly Atom[] = never ? [] : [...allAtoms];
      let listed: readonly unknown[] | undefined;
      for (const { keywords } of schemas) {
        const types = atomsOf(keywords.type);
        allowed = allowed.filter((atom) => types.has(atom));
        for (const some of [
          keywords.enum,
          keywords.const === undefined ? undefined : [keywords.const],
        ]) {
          if (!Array.isArray(some)) continue;
          listed = listed?.filter((item) => isMember(item, some)) ?? some;
        }
      }
      return { atoms: allowed, values: listed?.filter((item) => allowed.includes(atomOf(item))) };
    });
    if (parts.length === 0) return undefined;
    const found: unknown[] = [];
    const allowed: Atom[] = [];
    for (const part of parts) {
      if (part === undefined) return undefined;
      if (part.values === undefined) allowed.push(...part.atoms);
      else found.push(...part.values);
    }
    // Types of few values are values beside values.
    if (found.length > 0 && allowed.every((atom) => atom === 'null' || atom === 'boolean')) {
      found.push(...allowed.flatMap((atom) => (atom === 'null' ? [null] : [true, false])));
      allowed.length = 0;
    }
    // What two alternatives allow, oneOf forbids.
    const exclusive = union.keyword === 'oneOf';
    if (allowed.length > 0) {
      const outside = found.filter((value) => !allowed.includes(atomOf(value)));
      if (outside.length > 0 || (exclusive && found.length > 0)) return undefined;
      const set = new Set(allowed);
      return exclusive && set.size < allowed.length ? undefined : { atoms: set };
    }
    return exclusive && !areUnique(found) ? undefined : { values: found };
  }

  return {
    besideNull(schemas) {
      const union = soleUnion(schemas);
      const other = union?.branches.find((branch) => !isNullSchema(branch));
      if (union?.branches.length !== 2 || other === undefined || !onlyOneNull(union)) {
        return undefined;
      }
      return soleUnion(schemasOf([other]).schemas) === undefined ? { union, other } : undefined;
    },
    flatten: (union) => flattened(union, new Set()),
    fold,
    typesIn: (union) => atomsOfUnion(union, new Set()),
  };
}
