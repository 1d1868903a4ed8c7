import type { Schema } from '../api/model.ts';
import { isObject } from '../api/node.ts';
import type { Location } from '../json/document.ts';
import { hasBigint, rounded } from '../json/integers.ts';
import { placeText } from '../json/place-text.ts';
import { finished, type Steps } from '../steps.ts';
import { paced } from './pace.ts';
import { type AttemptOptions, type Attempts, createAttempts } from './sample/attempts.ts';
import { Impossible } from './sample/branches.ts';
import { TooLarge } from './sample/building.ts';
import { matchingBranches, singledOut } from './sample/single-out.ts';
import { buildValue } from './sample/value.ts';
import type { Direction, SchemaError, Schemas } from './schemas.ts';

export interface SampleOptions extends AttemptOptions {
  /** How many texts contain the value, each as the content of the next. */
  readonly inside?: number;
}

export type Sample =
  | {
      readonly ok: true;
      readonly value: unknown;
      /** The value with `bigint`s for integers beyond a double, if there are any. */
      readonly exact?: unknown;
    }
  | {
      readonly ok: false;
      readonly reason: string;
      /** The closest invalid value, if there is one. */
      readonly closest?: unknown;
      /** Whether a valid value may exist, but would be too large or take too long to find. */
      readonly isTooComplex?: boolean;
      /** Whether several branches of a `oneOf` accept every value that was made of one of them. */
      readonly isAmbiguous?: boolean;
    };

const maximumAttempts = 80;

/** The most values that all attempts together build: about a tenth of a second. */
const maximumBuilt = 10_000;

/** The most levels of contents in contents: a text may be described as its own content. */
const maximumContents = 2;

/**
 * A value that satisfies a schema, the same one every time: its own examples and defaults if it has
 * them, otherwise the plainest value with every described property. Each value is validated, and
 * its errors guide the next attempt. The result is a valid value, or the reason why none was found.
 */
export function sample(
  schemas: Schemas,
  schema: Schema,
  direction: Direction,
  options: SampleOptions = {},
): Sample {
  return finished(sampleInSteps(schemas, schema, direction, options));
}

/** `sample` in short steps, so that a server can do other work between them. */
export function* sampleInSteps(
  schemas: Schemas,
  schema: Schema,
  direction: Direction,
  options: SampleOptions = {},
): Steps<Sample> {
  const { inside = 0 } = options;
  const attempts = createAttempts(options, (inner) => {
    if (inside >= maximumContents) return undefined;
    const { random, size } = options;
    const made = sample(schemas, inner, direction, { random, size, inside: inside + 1 });
    return made.ok ? (made.exact ?? made.value) : undefined;
  });
  const isPlain = options.random === undefined && options.branch === undefined;
  function* depth(): Steps<number> {
    if (options.size !== undefined) return attempts.built() === 0 ? Infinity : attempts.depth();
    return yield* depthOf(schemas, schema, direction, isPlain ? attempts : undefined);
  }
  const isAmbiguous = (error: SchemaError) => matchingBranches(error, schemas).length > 1;
  const isValid = (value: unknown) => schemas.check(schema, direction, value).kind === 'valid';
  let reason = () => 'no value was found that satisfies it';
  let isTooLarge = false;
  let closest: { readonly value: unknown; readonly errors: readonly SchemaError[] } | undefined;
  for (let count = 0; count < maximumAttempts && attempts.built() < maximumBuilt; count += 1) {
    let value: unknown;
    try {
      value = yield* build(schemas, schema, direction, attempts, yield* depth());
    } catch (error) {
      if (!(error instanceof Impossible)) throw error;
      if (count === 0) {
        reason = () => error.message + lineOf(error.at);
        isTooLarge = error.isTooLarge;
      }
      if (!attempts.chooseOtherwise(error.pointer)) break;
      continue;
    }
    if (count === 0) yield* depth();
    const isExact = hasBigint(value);
    const verdict = yield* paced(schemas.pace, () =>
      schemas.check(schema, direction, value, isExact),
    );
    if (verdict.kind === 'valid') {
      return isExact ? { ok: true, value: rounded(value), exact: value } : { ok: true, value };
    }
    if (verdict.kind === 'not-checked') {
      return { ok: false, reason: verdict.problem.args.reason, closest: rounded(value) };
    }
    const errors = yield* paced(schemas.pace, () => verdict.errors);
    // The line is computed only when it is shown.
    if (count === 0 && errors.length > 0) reason = () => reasonOf(errors[0]!);
    if (errors.length < (closest?.errors.length ?? Infinity)) closest = { value, errors };
    if (!attempts.learn(errors)) break;
  }
  for (const value of closest ? singledOut(rounded(closest.value), closest.errors, schemas) : []) {
    if (yield* paced(schemas.pace, () => isValid(value))) return { ok: true, value };
  }
  const isEnough = attempts.built() >= maximumBuilt;
  const least = isEnough ? `, and no more than ${attempts.built()} values were tried` : '';
  return {
    ok: false,
    reason: reason() + least,
    ...(closest && { closest: rounded(closest.value) }),
    ...(closest?.errors.every(isAmbiguous) && { isAmbiguous: true }),
    ...((isTooLarge || isEnough) && { isTooComplex: true }),
  };
}

function reasonOf(error: SchemaError): string {
  const where = error.pointer === '' ? 'the value' : `the value at "${error.pointer}"`;
  return `${where} could not be made to satisfy "${error.keyword}"${lineOf(error.at)}`;
}

function lineOf(at: Location | undefined): string {
  return at === undefined ? '' : ` (${placeText(at)})`;
}

/** Shows optional properties to the depth that the total size allows. */
function* build(
  schemas: Schemas,
  schema: Schema,
  direction: Direction,
  attempts: Attempts,
  deepest: number,
): Steps<unknown> {
  for (const optionalDepth of optionalDepths) {
    if (optionalDepth > deepest) continue;
    try {
      const building = attempts.begin(schemas, direction, optionalDepth);
      return buildValue([schema], '', 0, 0, building);
    } catch (error) {
      if (!(error instanceof TooLarge)) throw error;
      yield;
    }
  }
  throw new Impossible('', 'its smallest value is too large', undefined, true);
}

const optionalDepths = [8, 5, 3, 2, 1, 0];

const depths = new WeakMap<Schemas, Record<Direction, WeakMap<object, number>>>();

/**
 * Returns how deep the static sample of a schema shows optional properties. It is found once, so that
 * attempts do not begin with depths that are too large. It is independent of random numbers, so that a
 * seed gives the same data in any order of requests. `plain` are the attempts at the static sample itself.
 */
function* depthOf(
  schemas: Schemas,
  schema: Schema,
  direction: Direction,
  plain?: Attempts,
): Steps<number> {
  if (!isObject(schema.value)) return 0;
  const known = depths.get(schemas) ?? { request: new WeakMap(), response: new WeakMap() };
  depths.set(schemas, known);
  let depth = known[direction].get(schema.value);
  if (depth === undefined) {
    if (plain?.built() === 0) return Infinity;
    const attempts = plain ?? createAttempts({});
    if (plain === undefined) yield* tryToBuild(schemas, schema, direction, attempts);
    depth = attempts.depth();
    known[direction].set(schema.value, depth);
  }
  return depth;
}

function* tryToBuild(...value: readonly [Schemas, Schema, Direction, Attempts]): Steps<void> {
  try {
    yield* build(...value, Infinity);
  } catch (error) {
    if (!(error instanceof Impossible)) throw error;
  }
}
