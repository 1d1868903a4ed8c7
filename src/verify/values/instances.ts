import type { Schema } from '../../api/model.ts';
import { isObject } from '../../api/node.ts';
import { locationKey } from '../../json/document.ts';
import { child, type Pointer, valueAt } from '../../json/pointer.ts';
import { nameOfBranch } from '../../schema/discriminator.ts';
import { itemNodes, propertyNodes } from '../../schema/members.ts';
import type { SchemaObject, Union } from '../../schema/view.ts';
import { escapeToken } from '../id.ts';
import { type Described, described } from './described.ts';
import { isList } from './limits.ts';
import { withBranch, withCondition } from './otherwise.ts';
import { type InstanceLocation, propertiesOf, type Subject, variedItems } from './subject.ts';

/** An instance inside a valid value, with all that its schemas say of it. */
export interface Instance extends InstanceLocation {
  /** The place in ids: properties by their names, items as `items`, branches by theirs. */
  readonly tokens: readonly string[];
  /** The valid value that contains it, with the branch that the tokens name. */
  readonly whole: unknown;
  readonly value: unknown;
  readonly described: Described;
  /** The schemas of `described` to vary here; the others belong to another place of the same value. */
  readonly schemas: readonly SchemaObject[];
}

/** How often one schema of an object or array is varied in one subject, at different places. */
const maximumVisits = 6;

/** How often a schema is varied inside itself. */
const maximumNesting = 3;

/** How many places are varied in one subject. */
const maximumPlaces = 400;

/**
 * Every place of a value, and of its variants with another branch of a `oneOf` or `anyOf`. The
 * number of tokens limits the depth; by default, there is no limit.
 */
export function* instancesOf(
  subject: Subject,
  whole: unknown,
  maximumDepth = Number.POSITIVE_INFINITY,
): Iterable<Instance> {
  const visits = new Map<unknown, number>();
  let places = 0;

  function* visit(
    nodes: readonly Schema[],
    pointer: Pointer,
    tokens: readonly string[],
    whole: unknown,
    open: readonly unknown[],
  ): Iterable<Instance> {
    const roots = nodes.map((node) => subject.schemas.resolve(node).value).filter(isObject);
    const value = valueAt(whole, pointer);
    if (typeof value === 'object' && value !== null) {
      const nesting = open.filter((one) => roots.some((root) => root === one)).length;
      const count = Math.max(0, ...roots.map((root) => visits.get(root) ?? 0));
      if (nesting >= maximumNesting || count >= maximumVisits) {
        const reason =
          nesting >= maximumNesting
            ? `its schema is varied ${maximumNesting} times inside itself`
            : `its schema is varied at ${maximumVisits} other places`;
        subject.skipped(tokens, reason);
        return;
      }
      for (const root of roots) visits.set(root, count + 1);
    }
    yield* expand({ nodes, pointer }, tokens, whole, [...open, ...roots], new Set(), []);
  }

  /**
   * The place in each untaken branch of its first union, then of the next, and with each of its
   * conditions reversed. `known` has the schemas that were already varied at this place.
   */
  function* expand(
    location: InstanceLocation,
    tokens: readonly string[],
    whole: unknown,
    open: readonly unknown[],
    made: Set<string>,
    known: readonly SchemaObject[],
  ): Iterable<Instance> {
    const { nodes, pointer } = location;
    const all = described(nodes, valueAt(whole, pointer), subject);
    const union = all.unions.find(
      (one) => !made.has(locationKey(one.at)) && distinguishingBranches(one, subject).length > 1,
    );
    if (union === undefined) {
      yield* descend({ ...location, tokens, whole, described: all }, open, known);
      yield* otherwise(location, tokens, whole, open, made, known, all);
      return;
    }
    made.add(locationKey(union.at));
    const distinguishing = distinguishingBranches(union, subject);
    // The branch that the value has comes first: what the others share with it is varied there.
    const taken = distinguishing.find((index) => union.taken.includes(index));
    const order = distinguishing.sort((a, b) => Number(b === taken) - Number(a === taken));
    for (const index of order) {
      const branch = union.branches[index]!;
      const within = [...tokens, escapeToken(nameOfBranch(branch).replace('/', '.'))];
      if (index === taken) {
        yield* expand(location, within, whole, open, made, known);
        continue;
      }
      const other = withBranch(location, whole, branch, subject);
      if (other === undefined) {
        subject.skipped(within, 'no valid value was found that takes this branch');
        continue;
      }
      const varied = taken === undefined ? known : [...known, ...all.schemas];
      yield* expand(location, within, other.value, open, made, varied);
    }
  }

  /** The place with each `if` satisfied that was not, or not satisfied that was. */
  function* otherwise(
    location: InstanceLocation,
    tokens: readonly string[],
    whole: unknown,
    open: readonly unknown[],
    made: Set<string>,
    known: readonly SchemaObject[],
    all: Described,
  ): Iterable<Instance> {
    for (const one of all.conditions) {
      const key = locationKey(one.condition.at);
      const branch = one.holds ? 'else' : 'then';
      if (made.has(key)) continue;
      made.add(key);
      const other = withCondition(location, whole, one, subject);
      if (other === undefined) {
        subject.skipped([...tokens, branch], 'no valid value was found for it');
        continue;
      }
      const varied = [...known, ...all.schemas];
      yield* expand(location, [...tokens, branch], other.value, open, made, varied);
    }
  }

  function* descend(
    instance: Omit<Instance, 'value' | 'schemas'>,
    open: readonly unknown[],
    known: readonly SchemaObject[],
  ): Iterable<Instance> {
    if (places >= maximumPlaces) {
      if (places === maximumPlaces) {
        subject.skipped(
          instance.tokens,
          `${maximumPlaces} places of it are varied, and not the rest`,
        );
      }
      places += 1;
      return;
    }
    places += 1;
    const { described, pointer, tokens, whole } = instance;
    const value = valueAt(whole, pointer);
    const schemas = described.schemas.filter(
      ({ at }) => !known.some((other) => locationKey(other.at) === locationKey(at)),
    );
    yield { ...instance, value, schemas };
    if (tokens.length >= maximumDepth) {
      if (typeof value === 'object' && value !== null) {
        subject.skipped(tokens, 'what is deeper is varied in another media type');
      }
      return;
    }
    if (isList(value)) {
      for (const index of variedItems(described.schemas, value)) {
        const isOwn = schemas.some(
          ({ keywords }) => isList(keywords.prefixItems) && index < keywords.prefixItems.length,
        );
        const nodes = itemNodes(schemas, index);
        if (nodes.length === 0) continue;
        const token = isOwn ? String(index) : 'items';
        yield* visit(nodes, child(pointer, index), [...tokens, token], whole, open);
      }
    } else if (isObject(value)) {
      const { named } = propertiesOf(described.schemas, subject);
      for (const name of Object.keys(value)) {
        const nodes = propertyNodes(schemas, name);
        if (nodes.length === 0) continue;
        const isNamed = named.includes(name);
        const token = isNamed ? escapeToken(name) : keywordOf(nodes);
        yield* visit(nodes, child(pointer, name), [...tokens, token], whole, open);
      }
    }
  }

  yield* visit([subject.schema], '', [], whole, []);
}

/** The branches that are more than `null`: what that is, is varied as a value of the place. */
function distinguishingBranches({ branches }: Union, subject: Subject): number[] {
  return [...branches.keys()].filter((index) => {
    const { value } = subject.schemas.resolve(branches[index]!);
    return !isObject(value) || (value.type !== 'null' && value.const !== null);
  });
}

/** The token of an additional property: the keyword that describes it. */
function keywordOf([node]: readonly Schema[]): string {
  return /\/patternProperties\/[^/]*$/.test(node!.at.pointer)
    ? 'patternProperties'
    : 'additionalProperties';
}
