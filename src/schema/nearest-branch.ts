import { below, isObject, type JsonObject, type Node } from '../api/node.ts';
import type { Location } from '../json/document.ts';
import { child, type Pointer, parsePointer, valueAt } from '../json/pointer.ts';
import { mappedSchema, nameOfBranch } from './discriminator.ts';
import type { References } from './resources.ts';
import type { SchemaError } from './schema-error.ts';

/** The errors of a value in each branch of a union, in the order of the branches. */
type Candidates = readonly (readonly SchemaError[])[];

/**
 * A fault that all branches of a union share, which is clearer than the faults of one branch: an
 * unknown tag, a missing tag, or a type that no branch accepts.
 */
export function commonError(
  branches: Candidates,
  at: Location,
  tagsOf: (name: string) => readonly unknown[] | undefined,
): SchemaError | undefined {
  return unknownTag(branches, at) ?? missingTag(branches, tagsOf) ?? otherType(branches, at);
}

/** If every branch requires another tag at one place: that tag, and all of its possible values. */
function unknownTag(branches: Candidates, at: Location): SchemaError | undefined {
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

/** If every branch requires a distinguishing tag, and the value has none. */
function missingTag(
  [first = [], ...others]: Candidates,
  tagsOf: (name: string) => readonly unknown[] | undefined,
): SchemaError | undefined {
  if (others.length === 0) return undefined;
  for (const error of first.filter(isMissing)) {
    const isMissingInAll = others.every((errors) =>
      errors.some((one) => isMissing(one) && one.expected === error.expected),
    );
    const known = isMissingInAll ? tagsOf(String(error.expected)) : undefined;
    if (known !== undefined) return { ...error, tags: known };
  }
  return undefined;
}

/** If no branch accepts the type of the value. */
function otherType(branches: Candidates, at: Location): SchemaError | undefined {
  const [first] = branches;
  if (first === undefined || branches.length < 2) return undefined;
  const isOfType = ([error, ...more]: readonly SchemaError[]) =>
    more.length === 0 && error?.keyword === 'type' && error.pointer === '';
  if (!branches.every(isOfType)) return undefined;
  const expected = [...new Set(branches.flatMap(([error]) => error!.expected))];
  return { ...first[0]!, at, expected: expected.length === 1 ? expected[0] : expected };
}

/** The property of a discriminator, and all of its possible values. */
export interface DiscriminatorTags {
  readonly at: Location;
  readonly name: string;
  readonly known: readonly string[];
}

/** `undefined` without a discriminator, or if `defaultMapping` (3.2) accepts every value. */
export function discriminatorTags(
  branches: readonly Node[],
  holder: Location,
  references: References,
): DiscriminatorTags | undefined {
  const schema = valueAt(holder.document.value, holder.pointer);
  const discriminator = isObject(schema) ? schema.discriminator : undefined;
  if (!isObject(discriminator) || discriminator.defaultMapping !== undefined) return undefined;
  const { propertyName: name } = discriminator;
  const known = namesOf(branches, discriminator, holder, references);
  if (typeof name !== 'string' || known.length === 0) return undefined;
  return { at: below(holder, 'discriminator'), name, known };
}

/** A tag that names no branch (OpenAPI 3.1 section 4.8.25). */
export function strangeTag(
  { at, name, known }: DiscriminatorTags,
  value: unknown,
): SchemaError | undefined {
  const tag = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  if (typeof tag !== 'string' || known.includes(tag)) return undefined;
  return { pointer: child('', name), keyword: 'enum', at, expected: known, received: tag };
}

/**
 * The possible values of the discriminator's property: the names of its mapping, and those of the
 * other branches.
 */
function namesOf(
  branches: readonly Node[],
  { mapping }: JsonObject,
  holder: Location,
  references: References,
): readonly string[] {
  const mapped = Object.entries(isObject(mapping) ? mapping : {});
  const targets = mapped.map(([, to]) =>
    typeof to === 'string' ? mappedSchema(to, holder, references)?.value : undefined,
  );
  const others = branches.filter(
    (branch) =>
      isObject(branch.value) &&
      branch.value.$ref !== undefined &&
      !targets.includes(references.follow(branch)?.value),
  );
  return [...mapped.map(([name]) => name), ...others.map(nameOfBranch)];
}

function isMissing({ pointer, keyword }: SchemaError): boolean {
  return keyword === 'required' && pointer === '';
}

/** A tag distinguishes the branches of a union: a `const` or `enum` one level down. */
export function isTag({ pointer, keyword }: SchemaError): boolean {
  return (keyword === 'const' || keyword === 'enum') && depthOf(pointer) === 1;
}

function depthOf(pointer: Pointer): number {
  return parsePointer(pointer)?.length ?? 0;
}

/** The errors of the closest branch; the first one of several. */
export function nearestOf(candidates: Candidates): readonly SchemaError[] | undefined {
  return candidates
    .filter((errors) => errors.length > 0)
    .map((errors) => ({ errors, distance: distanceOf(errors) }))
    .sort((a, b) => compare(a.distance, b.distance))[0]?.errors;
}

/**
 * The distance of a value from a branch, the strongest sign first: another tag, another type,
 * missing or surplus names, depth of the faults, number of faults.
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
