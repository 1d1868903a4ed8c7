import { below, isObject, type Node } from '../api/node.ts';
import { type Location, locationKey } from '../json/document.ts';
import { child, type Pointer, parsePointer, valueAt } from '../json/pointer.ts';
import type { Compile } from './compile.ts';
import { type Direction, otherDirection } from './direction.ts';
import { discriminatedBranch, nameOfBranch } from './discriminator.ts';
import { TooMuchEffort } from './effort.ts';
import type { Meaning } from './entries.ts';
import { isEqual } from './equality.ts';
import type { Fault } from './faults.ts';
import { keywords } from './keywords.ts';
import { commonError, discriminatorTags, isTag, nearestOf, strangeTag } from './nearest-branch.ts';
import { hasIgnoredNullable } from './nullable.ts';
import type { References } from './resources.ts';
import type { SchemaError } from './schema-error.ts';
import { subschemas } from './subschemas.ts';
import { createTags } from './tags.ts';
import { nothingHidden } from './translate.ts';

export type Explain = (schema: Node, value: unknown) => readonly SchemaError[];

/**
 * Says why a value does not satisfy a schema, with one root cause for each place. If no branch of a
 * `oneOf` or `anyOf` fits, only the errors of the closest branch are shown. `exact` is for values
 * with `bigint`s.
 */
export function createExplain(
  compile: Compile,
  { references, views }: Pick<Meaning, 'references' | 'views'>,
  direction: Direction,
  exact: boolean,
): Explain {
  const reachable = new Map<string, ReadonlySet<string>>();
  const tags = createTags(views);

  /** The places of all schemas inside the branches of a keyword, found once. */
  function within(fault: Fault): ReadonlySet<string> {
    const key = locationKey(fault.at);
    const places = reachable.get(key) ?? schemasWithin(branchesOf(fault), references);
    reachable.set(key, places);
    return places;
  }

  function explain(schema: Node, value: unknown): readonly SchemaError[] {
    const compiled = compile(schema);
    if (!compiled.ok) return [];
    const causes = withoutBranches(compiled.faults(value, exact), within);
    const errors = causes.flatMap((fault, index) =>
      index < explainedCauses ? explainFault(fault) : [errorOf(fault)],
    );
    return onePerPlace(errors).map((error) => withIgnored(error, schema));
  }

  function withIgnored(error: SchemaError, schema: Node): SchemaError {
    if (views.dialect !== '3.0' || error.received !== null || error.ignored) return error;
    const isIgnored = hasIgnoredNullable(schema, error.pointer, views);
    return isIgnored ? { ...error, ignored: 'nullable' } : error;
  }

  function explainFault(fault: Fault): readonly SchemaError[] {
    if (!isBranching(fault)) return [errorOf(fault)];
    const branches = branchesOf(fault);
    const matching = fault.params.passingSchemas;
    if (Array.isArray(matching)) {
      const names = matching.map((index: number) => nameOfBranch(branches[index]!));
      return [{ ...errorOf(fault), expected: names }];
    }
    const closest = closestBranchOrNone(branches, fault);
    if (closest === undefined) return [errorOf(fault)];
    return closest.map((error) => ({ ...error, pointer: fault.pointer + error.pointer }));
  }

  function closestBranchOrNone(branches: readonly Node[], fault: Fault) {
    try {
      return closestBranch(branches, fault);
    } catch (error) {
      if (error instanceof TooMuchEffort) return undefined;
      throw error;
    }
  }

  /** Rules of a branch that conflict with the properties of its enclosing schema. */
  function hiddenAt(at: Location): ReadonlySet<string> {
    const schema = { value: valueAt(at.document.value, at.pointer), at };
    return otherDirection(schema, nothingHidden, direction, views);
  }

  /**
   * The errors of the branch that the value was most likely meant for. It is the one that its
   * discriminator names, which never decides validity (OpenAPI 3.1 section 4.8.25), or the closest
   * one. If no branch has the tag, none is meant.
   */
  function closestBranch(
    branches: readonly Node[],
    { at, schemaAt, value }: Fault,
  ): readonly SchemaError[] | undefined {
    const named = discriminatedBranch(branches, schemaAt, value, references);
    const hidden = hiddenAt(schemaAt);
    // Behind a reference, a schema knows only its own properties.
    const isHidden = ({ at, pointer, keyword, expected }: SchemaError) =>
      pointer === '' &&
      keyword === 'required' &&
      hidden.has(String(expected)) &&
      locationKey(at).startsWith(`${locationKey(schemaAt)}/`);
    const explainBranch = (branch: Node) =>
      explain(branch, value).filter((error) => !isHidden(error));
    if (named !== undefined) {
      const errors = explainBranch(named);
      if (errors.length > 0) return errors;
    }
    const others = branches.map((branch) => tags.areOfOther(branch, value));
    const explained = (isOther: boolean) =>
      branches.flatMap((branch, index) =>
        others[index] === isOther ? [[index, explainBranch(branch)] as const] : [],
      );
    const tagsOfBranches = discriminatorTags(branches, schemaAt, references);
    const unmatchedTag = tagsOfBranches && strangeTag(tagsOfBranches, value);
    if (unmatchedTag !== undefined) return [unmatchedTag];
    const near = explained(false);
    // A branch with another tag is always farther away than one without tags: a union may have
    // hundreds of branches.
    const nearest = nearestOf(near.map(([, errors]) => errors));
    const isSettled = nearest !== undefined && !nearest.some(isTag);
    if (isSettled && others.includes(true)) return nearest;
    const candidates = [...near, ...(isSettled ? [] : explained(true))]
      .sort(([a], [b]) => a - b)
      .flatMap(([, errors]) => (errors.length > 0 ? [errors] : []));
    const common = commonError(candidates, at, (name) =>
      name === tagsOfBranches?.name ? tagsOfBranches.known : tags.known(branches, name),
    );
    return common === undefined ? nearestOf(candidates) : [common];
  }

  return explain;
}

/** How many unions of one value are explained; after fixing these, the user runs again. */
const explainedCauses = 200;

/**
 * Leaves out faults that another fault explains: faults inside the branches of a failed `oneOf` or
 * `anyOf`, faults of items that fail `contains`, and an `if` whose `then` has its own faults.
 */
function withoutBranches(
  faults: readonly Fault[],
  within: (fault: Fault) => ReadonlySet<string>,
): readonly Fault[] {
  const inside = new Set<Fault>();
  const keys: string[] = [];
  for (const [index, fault] of faults.entries()) {
    if (!isBranching(fault) && fault.keyword !== 'contains') continue;
    const places = within(fault);
    // The faults of its branches come directly before it.
    for (let number = index - 1; number >= 0; number -= 1) {
      const earlier = faults[number]!;
      if (!earlier.pointer.startsWith(fault.pointer)) break;
      if (inside.has(earlier)) continue;
      const key = keys[number] ?? locationKey(earlier.schemaAt);
      keys[number] = key;
      if (places.has(key)) inside.add(earlier);
    }
  }
  return faults.filter((fault) => !inside.has(fault) && fault.keyword !== 'if');
}

/** Keywords that forbid a member without saying what is allowed. */
const surplus = /^(?:additionalProperties|unevaluatedProperties|unevaluatedItems|false schema)$/;

/** Keywords that name a member. */
const aboutMember = /^(?:required|dependentRequired|(?:additional|unevaluated)Properties)$/;

/** The most specific keywords, in order; all others come after them. */
const mostSpecific = ['type', 'const', 'enum', 'format', 'pattern'];

/**
 * The most specific error of each place. If one schema forbids a member that another describes, the
 * description counts.
 */
function onePerPlace(errors: readonly SchemaError[]): readonly SchemaError[] {
  const best = new Map<Pointer, SchemaError>();
  const rank = ({ keyword }: SchemaError) =>
    surplus.test(keyword) ? 99 : (mostSpecific.indexOf(keyword) + 10) % 10;
  for (const error of errors) {
    const place = placeOfError(error);
    const known = best.get(place);
    if (known === undefined || rank(error) < rank(known)) best.set(place, error);
  }
  const kept = new Set(best.values());
  const described = errors.filter(({ keyword }) => !surplus.test(keyword)).map(placeOfError);
  return errors.filter((error) => {
    if (!kept.has(error)) return false;
    if (!surplus.test(error.keyword)) return true;
    const place = placeOfError(error);
    return !described.some((other) => other.startsWith(`${place}/`));
  });
}

function placeOfError({ pointer, keyword, expected }: SchemaError): Pointer {
  return aboutMember.test(keyword) && typeof expected === 'string'
    ? child(pointer, expected)
    : pointer;
}

function isBranching(fault: Fault): boolean {
  return fault.keyword === 'oneOf' || fault.keyword === 'anyOf';
}

function branchesOf(fault: Fault): readonly Node[] {
  const written = valueAt(fault.at.document.value, fault.at.pointer);
  if (fault.keyword === 'contains') return [{ value: written, at: fault.at }];
  if (!Array.isArray(written)) return [];
  return written.map((value, index) => ({ value, at: below(fault.at, index) }));
}

/** The places of all schemas that are reachable from some schemas, including these. */
function schemasWithin(roots: readonly Node[], { follow }: References): ReadonlySet<string> {
  const places = new Set<string>();
  const open = [...roots];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (places.has(locationKey(node.at))) continue;
    places.add(locationKey(node.at));
    if (!isObject(node.value)) continue;
    if (node.value.$ref !== undefined) {
      const target = follow(node);
      if (target !== undefined) open.push(target);
    }
    open.push(...subschemas(node));
  }
  return places;
}

function errorOf(fault: Fault): SchemaError {
  const { params, keyword, at, value } = fault;
  const named = params.missingProperty ?? params.additionalProperty ?? params.unevaluatedProperty;
  const isPlain = !Object.hasOwn(keywords, keyword) || keywords[keyword] === 'plain';
  const error = {
    pointer: fault.pointer,
    keyword,
    at,
    // A schema is shown as the contract writes it, not as it was translated.
    expected: named ?? (isPlain ? fault.operand : valueAt(at.document.value, at.pointer)),
    received: value,
  };
  if (fault.property !== undefined) return { ...error, property: fault.property };
  switch (keyword) {
    case 'false schema': {
      const [holder, name] = parsePointer(at.pointer)?.slice(-2) ?? [];
      return holder === 'dependentSchemas' ? { ...error, expected: name } : error;
    }
    case 'items':
      // Only `items: false` after `prefixItems` fails without an item's own fault.
      return { ...error, expected: params.limit ?? error.expected };
    case 'unevaluatedItems':
      return typeof params.unevaluatedItem === 'number'
        ? itemOf(error, params.unevaluatedItem)
        : error;
    case 'contains':
      return { ...error, expected: [params.minContains ?? 1, params.maxContains] };
    case 'uniqueItems':
      return { ...error, expected: twins(value) };
    case 'propertyNames':
      return { ...error, expected: params.propertyName ?? error.expected };
    default:
      return error;
  }
}

function itemOf(error: SchemaError, index: number): SchemaError {
  const received = (error.received as readonly unknown[])[index];
  return { ...error, pointer: child(error.pointer, index), expected: undefined, received };
}

/** The indices of the first two items that are equal. */
function twins(value: unknown): unknown {
  if (!Array.isArray(value)) return undefined;
  for (const [index, item] of value.slice(0, 1000).entries()) {
    const first = value.findIndex((other) => isEqual(other, item));
    if (first < index) return [first, index];
  }
  return undefined;
}
