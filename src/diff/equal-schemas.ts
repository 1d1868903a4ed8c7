import type { Api } from '../api/model.ts';
import { isObject, type JsonObject, type Node } from '../api/node.ts';
import { isEqual } from '../schema/equality.ts';
import { keywords } from '../schema/keywords.ts';
import { createReferences, createResources } from '../schema/resources.ts';

/** Finds schemas that both versions write in the same way. */
export interface EqualSchemas {
  /**
   * Whether two schemas, and all schemas that they refer to, are written in the same way. They
   * then allow the same values, in both directions, so that nothing inside needs a comparison. A
   * negative answer says nothing.
   */
  areEqual(base: Node, revision: Node): boolean;
}

/** A schema of BASE with one of REVISION. */
interface Couple {
  readonly base: Node;
  readonly revision: Node;
  /** `undefined` until everything that they refer to was read. */
  isEqual: boolean | undefined;
}

export function createEqualSchemas(base: Api, revision: Api): EqualSchemas {
  const references = {
    base: createReferences(createResources(base)),
    revision: createReferences(createResources(revision)),
  };
  const known = new Map<unknown, Couple[]>();

  function coupleOf(before: Node, after: Node): Couple {
    let couples = known.get(before.value);
    if (couples === undefined) {
      couples = [];
      known.set(before.value, couples);
    }
    let couple = couples.find((one) => one.revision.value === after.value);
    if (couple === undefined) {
      couple = { base: before, revision: after, isEqual: undefined };
      couples.push(couple);
    }
    return couple;
  }

  /** The targets of the references of two schemas; `undefined` if the schemas themselves differ. */
  function targetsOf(couple: Couple): readonly Couple[] | undefined {
    const written = new Set<string>();
    if (!isWrittenAlike(couple.base.value, couple.revision.value, written)) return undefined;
    const targets: Couple[] = [];
    for (const reference of written) {
      const before = references.base.target(reference, couple.base.at);
      const after = references.revision.target(reference, couple.revision.at);
      if (before === undefined || after === undefined) return undefined;
      targets.push(coupleOf(before, after));
    }
    return targets;
  }

  /** Schemas may refer to each other, so they are equal unless a difference is found. */
  function settle(root: Couple): void {
    const read = new Set([root]);
    const differing = new Set<Couple>();
    const holders = new Map<Couple, Couple[]>();
    for (const couple of read) {
      const targets = targetsOf(couple);
      if (targets === undefined || targets.some((target) => target.isEqual === false)) {
        differing.add(couple);
        continue;
      }
      for (const target of targets) {
        if (target.isEqual === true) continue;
        read.add(target);
        const others = holders.get(target);
        if (others === undefined) holders.set(target, [couple]);
        else others.push(couple);
      }
    }
    for (const couple of differing) {
      for (const holder of holders.get(couple) ?? []) differing.add(holder);
    }
    for (const couple of read) couple.isEqual = !differing.has(couple);
  }

  return {
    areEqual(before, after) {
      if (base.dialect !== revision.dialect) return false;
      if (!isObject(before.value) || !isObject(after.value)) return before.value === after.value;
      const couple = coupleOf(before, after);
      if (couple.isEqual === undefined) settle(couple);
      return couple.isEqual === true;
    },
  };
}

/** Keywords that affect neither values nor how they are compared. */
const commenting = new Set(['description', 'example', 'examples', 'externalDocs', '$comment']);

/** Whether two schemas have the same keywords. Their references are added to those found. */
function isWrittenAlike(base: unknown, revision: unknown, references: Set<string>): boolean {
  if (!isObject(base) || !isObject(revision)) return base === revision;
  const isKnown = (keyword: string) => commenting.has(keyword) || Object.hasOwn(base, keyword);
  return (
    Object.keys(revision).every(isKnown) &&
    Object.keys(base).every(
      (keyword) =>
        commenting.has(keyword) ||
        (Object.hasOwn(revision, keyword) &&
          isOperandAlike(keyword, base[keyword], revision[keyword], references)),
    )
  );
}

function isOperandAlike(
  keyword: string,
  base: unknown,
  revision: unknown,
  references: Set<string>,
): boolean {
  // What these refer to depends on the place of the schema, or on the way there.
  if (keyword === '$id' || keyword === '$dynamicRef') return false;
  if (keyword === '$ref') {
    if (typeof base === 'string') references.add(base);
    return typeof base === 'string' && base === revision;
  }
  const isAlike = (one: unknown, other: unknown) => isWrittenAlike(one, other, references);
  const kind = Object.hasOwn(keywords, keyword) ? keywords[keyword] : 'plain';
  if (kind === 'schema' || keyword === 'contentSchema') return isAlike(base, revision);
  if (kind === 'schemas' && Array.isArray(base) && Array.isArray(revision)) {
    return (
      base.length === revision.length && base.every((one, index) => isAlike(one, revision[index]))
    );
  }
  if (kind === 'schemasByName' && isObject(base) && isObject(revision)) {
    return isEachAlike(base, revision, isAlike);
  }
  // A zero may stand for a divisor that a double cannot hold.
  return isEqual(base, revision) && isExact(base) && !(keyword === 'multipleOf' && base === 0);
}

function isEachAlike(
  base: JsonObject,
  revision: JsonObject,
  isAlike: (one: unknown, other: unknown) => boolean,
): boolean {
  const names = Object.keys(base);
  return (
    names.length === Object.keys(revision).length &&
    names.every((name) => Object.hasOwn(revision, name) && isAlike(base[name], revision[name]))
  );
}

/** Whether parsing rounded no number, so that equal values were written as equal numbers. */
function isExact(value: unknown): boolean {
  if (typeof value === 'number') return Math.abs(value) <= Number.MAX_SAFE_INTEGER;
  if (typeof value !== 'object' || value === null) return true;
  return Object.values(value).every(isExact);
}
