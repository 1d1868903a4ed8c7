import { below, isObject, type Node } from '../api/node.ts';
import { foreignFlag } from '../schema/direction.ts';
import { heldBy, itemNodes, namedBy, propertyNodes, tupleLength } from '../schema/members.ts';
import type { SchemaObject } from '../schema/view.ts';
import { type Constraints, isFree } from './constraints.ts';
import { isOfPattern } from './objects.ts';
import { numbersOf } from './operands.ts';
import type { Prover, Question } from './proof.ts';

/** Whether the properties of objects satisfy the other version's schemas. */
export function compareObjectPart(
  prover: Prover,
  question: Question,
  innerConstraints: Constraints,
  outerConstraints: Constraints,
  schemas: readonly SchemaObject[],
): boolean {
  const { from } = question;
  const own = prover.version(from).constraints;
  const theirs = prover.version(from === 'base' ? 'revision' : 'base').constraints;
  const flag = foreignFlag(own.direction);
  const isForeign = (name: string) =>
    own.flagged(innerConstraints.properties.get(name) ?? [], flag);
  const inside = (inner: readonly Node[], outer: readonly Node[]) =>
    prover.isWithin({ ...question, inner, outer, depth: question.depth + 1 });
  const names = [...innerConstraints.properties.keys()].filter(
    (name) => !isForeign(name) && !innerConstraints.isClosedTo(name),
  );

  /** Whether an optional or undescribed property satisfies a schema wherever it exists. */
  const isPropertyWithin = (name: string, outer: Node): boolean => {
    if (isForeign(name) || innerConstraints.isClosedTo(name) || isFree(outer.value)) return true;
    const nodes = propertyNodes(innerConstraints.schemas, name);
    if (nodes.length > 0) return inside(nodes, [outer]);
    return question.reading === 'described' && !innerConstraints.required.has(name);
  };

  /** Whether properties that only a pattern or nothing describes satisfy a schema. */
  const isRestWithin = (outer: Node, patterns: ReadonlySet<string>): boolean => {
    for (const [pattern, nodes] of namedBy(innerConstraints.schemas, 'patternProperties')) {
      if (!patterns.has(pattern) && !inside(nodes, [outer])) return false;
    }
    if (innerConstraints.isSealed || isFree(outer.value)) return true;
    const additional = heldBy(innerConstraints.schemas, 'additionalProperties');
    return additional.length > 0 && inside(additional, [outer]);
  };

  const areNamedWithin = ({ keywords, at }: SchemaObject): boolean => {
    const { properties, patternProperties, additionalProperties } = keywords;
    const described = isObject(properties) ? properties : {};
    for (const [name, value] of Object.entries(described)) {
      const node = { value, at: below(at, 'properties', name) };
      if (theirs.flagged(outerConstraints.properties.get(name) ?? [node], flag)) {
        if (innerConstraints.properties.has(name) && !isForeign(name)) return false;
      } else if (!isPropertyWithin(name, node)) return false;
    }
    const patterns = isObject(patternProperties) ? patternProperties : {};
    for (const [pattern, value] of Object.entries(patterns)) {
      const node = { value, at: below(at, 'patternProperties', pattern) };
      if (!names.every((name) => !matches(pattern, name) || isPropertyWithin(name, node))) {
        return false;
      }
      const same = namedBy(innerConstraints.schemas, 'patternProperties').get(pattern);
      if (same !== undefined && !inside(same, [node])) return false;
      if (!isRestWithin(node, new Set(same ? [pattern] : []))) return false;
    }
    if (additionalProperties === undefined) return true;
    const rest = { value: additionalProperties, at: below(at, 'additionalProperties') };
    const others = names.filter(
      (name) =>
        !Object.hasOwn(described, name) &&
        !Object.keys(patterns).some((pattern) => matches(pattern, name)),
    );
    return (
      others.every((name) => isPropertyWithin(name, rest)) &&
      isRestWithin(rest, new Set(Object.keys(patterns)))
    );
  };

  const isNeededWithin = ({ keywords, at }: SchemaObject): boolean => {
    const { required, dependentRequired, dependentSchemas, propertyNames } = keywords;
    const isThere = (name: string) => innerConstraints.required.has(name);
    const needs = Array.isArray(required) ? required : [];
    if (!needs.every((name) => isThere(name) || !outerConstraints.required.has(name))) return false;
    const lists = Object.entries(isObject(dependentRequired) ? dependentRequired : {});
    const isNeeding = (name: string, needed: unknown) =>
      (innerConstraints.plain.get('dependentRequired') ?? []).some(
        ({ value }) => isObject(value) && [value[name]].flat().includes(needed),
      );
    for (const [name, needed] of lists) {
      if (innerConstraints.isClosedTo(name)) continue;
      if (![needed].flat().every((one) => isThere(String(one)) || isNeeding(name, one)))
        return false;
    }
    for (const [name, value] of Object.entries(
      isObject(dependentSchemas) ? dependentSchemas : {},
    )) {
      if (innerConstraints.isClosedTo(name)) continue;
      const node = { value, at: below(at, 'dependentSchemas', name) };
      const same = innerConstraints.applied.get(`dependentSchemas ${name}`)?.nodes;
      const isSame = same && prover.isWithin({ ...question, inner: same, outer: [node] });
      if (!isSame && !prover.isWithinOfType({ ...question, outer: [node] }, 'object')) return false;
    }
    if (propertyNames === undefined) return true;
    const same = innerConstraints.applied.get('propertyNames')?.nodes;
    return (
      same !== undefined && inside(same, [{ value: propertyNames, at: below(at, 'propertyNames') }])
    );
  };

  /** The members that this schema and its siblings evaluate; alternatives are ignored. */
  const isUnevaluatedWithin = ({ keywords, at }: SchemaObject): boolean => {
    const { unevaluatedProperties: value } = keywords;
    if (value === undefined || isFree(value)) return true;
    if (schemas.some((one) => one.keywords.additionalProperties !== undefined)) return true;
    const patterns = new Set(namedBy(schemas, 'patternProperties').keys());
    const node = { value, at: below(at, 'unevaluatedProperties') };
    const others = names.filter(
      (name) =>
        !outerConstraints.properties.has(name) &&
        ![...patterns].some((pattern) => matches(pattern, name)),
    );
    return others.every((name) => isPropertyWithin(name, node)) && isRestWithin(node, patterns);
  };

  return schemas.every(
    (schema) => areNamedWithin(schema) && isNeededWithin(schema) && isUnevaluatedWithin(schema),
  );
}

/** Whether the items of arrays satisfy the other version's schemas. */
export function compareArrayPart(
  prover: Prover,
  question: Question,
  innerConstraints: Constraints,
  schemas: readonly SchemaObject[],
): boolean {
  const most = Math.min(Infinity, ...numbersOf(innerConstraints, 'maxItems'));
  const tuple = tupleLength(innerConstraints.schemas);
  const inside = (inner: readonly Node[], outer: readonly Node[]) =>
    prover.isWithin({ ...question, inner, outer, depth: question.depth + 1 });
  const isItemWithin = (index: number, outer: Node): boolean => {
    if (index >= most || isFree(outer.value)) return true;
    const nodes = itemNodes(innerConstraints.schemas, index);
    return nodes.length > 0 && inside(nodes, [outer]);
  };
  const isUnique =
    most <= 1 ||
    (innerConstraints.plain.get('uniqueItems') ?? []).some(({ value }) => value === true);

  return schemas.every(({ keywords, at }) => {
    const { prefixItems, items, contains, uniqueItems, unevaluatedItems } = keywords;
    if (uniqueItems === true && !isUnique) return false;
    if (unevaluatedItems !== undefined && !isFree(unevaluatedItems)) return false;
    const first = Array.isArray(prefixItems) ? prefixItems : [];
    const areFirstWithin = first.every((value, index) =>
      isItemWithin(index, { value, at: below(at, 'prefixItems', index) }),
    );
    if (!areFirstWithin) return false;
    if (items !== undefined) {
      const outer = { value: items, at: below(at, 'items') };
      for (let index = first.length; index <= Math.max(first.length, tuple); index += 1) {
        if (!isItemWithin(index, outer)) return false;
      }
    }
    if (contains === undefined) return true;
    const { minContains: least = 1, maxContains: atMost = Infinity } = keywords;
    if (least === 0 && atMost === Infinity) return true;
    const containsNode = { value: contains, at: below(at, 'contains') };
    const own = innerConstraints.opaque.get('contains') ?? [];
    if (own.length !== 1) return false;
    const [ownLeast = 1] = numbersOf(innerConstraints, 'minContains');
    const [ownMost = Infinity] = numbersOf(innerConstraints, 'maxContains');
    const isMore = Number(atMost) >= ownMost;
    const { from } = question;
    const back = {
      from: from === 'base' ? 'revision' : 'base',
      inner: [containsNode],
      outer: own,
    } as const;
    return (
      ownLeast >= Number(least) &&
      inside(own, [containsNode]) &&
      (atMost === Infinity ||
        (isMore &&
          prover.isWithin({ ...question, ...back, depth: question.depth + 1, reading: 'strict' })))
    );
  });
}

/** Whether a name may match a pattern; a missing answer proves nothing. */
function matches(pattern: string, name: string): boolean {
  return isOfPattern(name, pattern) ?? true;
}
