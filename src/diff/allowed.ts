import { isMember } from '../schema/equality.ts';
import type { SchemaObject, Union } from '../schema/view.ts';
import type { Alternatives } from './alternatives.ts';
import { alternativesOf } from './asserted.ts';
import { type Atom, allAtoms, atomOf, atomsOf } from './atoms.ts';

/** The types and the values that schemas about one value allow. */
export interface Allowed {
  readonly atoms: ReadonlySet<Atom>;
  readonly values: readonly unknown[] | undefined;
  readonly unions: readonly Union[];
  /** Unions of types, which `atoms` tells of already. */
  readonly folded: readonly Union[];
  /** The types, unions other than of types left aside. */
  readonly ownAtoms: ReadonlySet<Atom>;
  /** Whether types or values are limited by more than unions. */
  readonly typed: boolean;
}

/** `nullable` is the union of null and another alternative, where the schemas are of that one. */
export function allowedBy(
  schemas: readonly SchemaObject[],
  nullable: Union | undefined,
  alternatives: Alternatives,
): Allowed {
  const { ownAtoms: own, values: listed, ...said } = limitsOf(schemas, alternatives);
  const isTaken = (atom: Atom) =>
    said.unions.every((union) => alternatives.typesIn(union).has(atom));
  const orNull: readonly Atom[] = nullable === undefined ? [] : ['null'];
  const ownAtoms = new Set([...own, ...orNull]);
  const atoms = new Set([...[...own].filter(isTaken), ...orNull]);
  if (listed === undefined) return { ...said, atoms, ownAtoms, values: undefined };
  const values = [...listed, ...orNull.map(() => null)]
    .filter((value) => atoms.has(atomOf(value)))
    .filter((value, index, all) => !isMember(value, all.slice(0, index)));
  const atomsOfValues = new Set(values.map(atomOf));
  return { ...said, atoms: atomsOfValues, ownAtoms: atomsOfValues, values };
}

/** What the schemas say of types and values, unions of either among them. */
function limitsOf(
  schemas: readonly SchemaObject[],
  alternatives: Alternatives,
): Omit<Allowed, 'atoms'> {
  let ownAtoms: ReadonlySet<Atom> = allAtoms;
  let values: readonly unknown[] | undefined;
  let typed = false;
  const unions: Union[] = [];
  const folded: Union[] = [];
  const onlyAtoms = (allowed: ReadonlySet<Atom>) => {
    ownAtoms = new Set([...ownAtoms].filter((atom) => allowed.has(atom)));
  };
  const onlyValues = (allowed: readonly unknown[]) => {
    typed = true;
    values = (values ?? allowed).filter((value) => isMember(value, allowed));
  };
  for (const schema of schemas) {
    const { type, enum: listed, const: only } = schema.keywords;
    typed ||= type !== undefined || listed !== undefined;
    if (type !== undefined) onlyAtoms(atomsOf(type));
    if (Array.isArray(listed)) onlyValues(listed);
    if (only !== undefined) onlyValues([only]);
    for (const written of alternativesOf(schema)) {
      const union = alternatives.flatten(written);
      const simple = alternatives.fold(union);
      if (simple === undefined) {
        unions.push(union);
      } else if ('values' in simple) {
        onlyValues(simple.values);
      } else {
        folded.push(union);
        onlyAtoms(simple.atoms);
      }
    }
  }
  return { ownAtoms, values, typed, unions, folded };
}
