import { below, isObject, type Node } from '../api/node.ts';
import { type Location, locationKey } from '../json/document.ts';
import { child, type Pointer, parsePointer, valueAt } from '../json/pointer.ts';
import type { Compile } from './compile.ts';
import { type Direction, otherDirection } from './direction.ts';
import { discriminatedBranch, nameOfBranch } from './discriminator.ts';
import type { Meaning } from './entries.ts';
import type { Fault } from './faults.ts';
import { keywords } from './keywords.ts';
import type { References } from './resources.ts';
import { subschemas } from './subschemas.ts';
import { createTags } from './tags.ts';
import { nothingHidden } from './translate.ts';

/** One keyword that an instance does not satisfy. */
export interface SchemaError {
  /** The place in the instance. */
  readonly pointer: Pointer;
  readonly keyword: string;
  /** The keyword's place in the contract. */
  readonly at: Location;
  /**
   * The keyword's value; for a missing or surplus property, its name; for a `oneOf` of which two
   * branches match, their names.
   */
  readonly expected: unknown;
  readonly received: unknown;
}

export type Explain = (schema: Node, value: unknown) => readonly SchemaError[];

/**
 * Says why a value does not satisfy a schema, with one root cause a place. Where no branch of a
 * `oneOf` or `anyOf` fits, the closest branch is chosen and only its errors are shown. `exact` is for
 * values with integers that are `bigint`s.
 */
export function createExplain(
  compile: Compile,
  { references, views }: Pick<Meaning, 'references' | 'views'>,
  direction: Direction,
  exact: boolean,
): Explain {
  const reachable = new Map<string, ReadonlySet<string>>();
  const isMeantForOther = createTags(views);

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
    return onePerPlace(causes.flatMap(explainFault));
  }

  function explainFault(fault: Fault): readonly SchemaError[] {
    if (!isBranching(fault)) return [errorOf(fault)];
    const branches = branchesOf(fault);
    const matching = fault.params.passingSchemas;
    if (Array.isArray(matching)) {
      const names = matching.map((index: number) => nameOfBranch(branches[index]!));
      return [{ ...errorOf(fault), expected: names }];
    }
    const closest = closestBranch(branches, fault);
    if (closest === undefined) return [errorOf(fault)];
    return closest.map((error) => ({ ...error, pointer: fault.pointer + error.pointer }));
  }

  /** What a branch by itself may ask for, but not beside what its schema says of the properties. */
  function hiddenAt(at: Location): ReadonlySet<string> {
    const schema = { value: valueAt(at.document.value, at.pointer), at };
    return otherDirection(schema, nothingHidden, direction, views);
  }

  /**
   * The errors of the branch that the value was most likely meant for: the one its discriminator
   * names, which never decides whether the value is valid (OpenAPI 3.1 section 4.8.25), or the one
   * from which it is least far. A tag that no branch has means none of them.
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
    const others = branches.map((branch) => isMeantForOther(branch, value));
    const explained = (isOther: boolean) =>
      branches.flatMap((branch, index) =>
        others[index] === isOther ? [[index, explainBranch(branch)] as const] : [],
      );
    const near = explained(false);
    // A branch with another tag is always further away than one without: a union may have hundreds.
    const nearest = nearestOf(near.map(([, errors]) => errors));
    if (nearest !== undefined && !nearest.some(isTag)) return nearest;
    const candidates = [...near, ...explained(true)]
      .sort(([a], [b]) => a - b)
      .flatMap(([, errors]) => (errors.length > 0 ? [errors] : []));
    const unknown = unknownTag(candidates, at);
    if (unknown !== undefined) return [unknown];
    return nearestOf(candidates);
  }

  return explain;
}

/**
 * Leaves out the faults that another fault explains: those inside the branches of a failed `oneOf`
 * or `anyOf`, of the items that are not what `contains` asks for, and an `if` whose `then` has faults
 * of its own.
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
    for (const [number, earlier] of faults.entries()) {
      if (number === index) break;
      if (inside.has(earlier) || !earlier.pointer.startsWith(fault.pointer)) continue;
      keys[number] ??= locationKey(earlier.schemaAt);
      if (places.has(keys[number])) inside.add(earlier);
    }
  }
  return faults.filter((fault) => !inside.has(fault) && fault.keyword !== 'if');
}

/** Keywords that forbid a member without a word about what it should be. */
const surplus = /^(?:additionalProperties|unevaluatedProperties|unevaluatedItems|false schema)$/;

/** Keywords that speak about a member by its name. */
const aboutMember = /^(?:required|dependentRequired|(?:additional|unevaluated)Properties)$/;

/** What tells most comes first; what is not here, after it. */
const tellingFirst = ['type', 'const', 'enum', 'format', 'pattern'];

/**
 * The most telling error of each place. Where one schema forbids a member that another describes,
 * the description is what to look at.
 */
function onePerPlace(errors: readonly SchemaError[]): readonly SchemaError[] {
  const best = new Map<Pointer, SchemaError>();
  const rank = ({ keyword }: SchemaError) =>
    surplus.test(keyword) ? 99 : (tellingFirst.indexOf(keyword) + 10) % 10;
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

/** The places of all schemas that can be reached from some schemas, themselves included. */
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

/** Where every branch asks for another tag at one place: that tag, and all that it may be. */
function unknownTag(
  branches: readonly (readonly SchemaError[])[],
  at: Location,
): SchemaError | undefined {
  const [first = [], ...others] = branches.map((errors) => errors.filter(isTag));
  for (const tag of first) {
    const same = others.map((tags) => tags.find(({ pointer }) => pointer === tag.pointer));
    if (others.length === 0 || same.includes(undefined)) continue;
    const expected = [tag, ...same].flatMap((error) =>
      error!.keyword === 'enum' ? error!.expected : [error!.expected],
    );
    return { ...tag, keyword: 'enum', at, expected: [...new Set(expected)] };
  }
  return undefined;
}

/** A tag tells the branches of a union apart: a `const` or `enum` one level down. */
function isTag({ pointer, keyword }: SchemaError): boolean {
  return (keyword === 'const' || keyword === 'enum') && depthOf(pointer) === 1;
}

function depthOf(pointer: Pointer): number {
  return parsePointer(pointer)?.length ?? 0;
}

/** The errors of the branch from which a value is least far; the first of several. */
function nearestOf(
  candidates: readonly (readonly SchemaError[])[],
): readonly SchemaError[] | undefined {
  return candidates
    .filter((errors) => errors.length > 0)
    .map((errors) => ({ errors, distance: distanceOf(errors) }))
    .sort((a, b) => compare(a.distance, b.distance))[0]?.errors;
}

/**
 * How far a value is from a branch, most telling first: a tag that differs, another type, names
 * missing or too many, how near the surface, how many faults.
 */
function distanceOf(errors: readonly SchemaError[]): readonly number[] {
  const depth = ({ pointer }: SchemaError) => depthOf(pointer);
  const count = (test: (error: SchemaError) => boolean) => errors.filter(test).length;
  return [
    count(isTag),
    count((error) => depth(error) === 0 && /^(type|const|enum)$/.test(error.keyword)),
    count((error) => /^(required|additionalProperties|unevaluatedProperties)$/.test(error.keyword)),
    -Math.max(...errors.map(depth)),
    errors.length,
  ];
}

function compare(a: readonly number[], b: readonly number[]): number {
  const index = a.findIndex((value, i) => value !== b[i]);
  return index === -1 ? 0 : a[index]! - b[index]!;
}

function errorOf(fault: Fault): SchemaError {
  const { params, keyword, at } = fault;
  const named = params.missingProperty ?? params.additionalProperty ?? params.unevaluatedProperty;
  const isPlain = !Object.hasOwn(keywords, keyword) || keywords[keyword] === 'plain';
  return {
    pointer: fault.pointer,
    keyword,
    at,
    // A schema is shown as it was written, not as it was translated.
    expected: named ?? (isPlain ? fault.operand : valueAt(at.document.value, at.pointer)),
    received: fault.value,
  };
}
