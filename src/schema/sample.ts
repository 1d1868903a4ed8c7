import type { Schema } from '../api/model.ts';
import { locationKey } from '../json/document.ts';
import { hasBigint, rounded } from '../json/integers.ts';
import { type Pointer, valueAt } from '../json/pointer.ts';
import { Impossible } from './sample/branches.ts';
import { type Building, TooLarge } from './sample/building.ts';
import type { Description } from './sample/description.ts';
import { singledOut } from './sample/single-out.ts';
import { buildValue } from './sample/value.ts';
import type { Direction, SchemaError, Schemas } from './schemas.ts';

export interface SampleOptions {
  /** Random numbers from 0 to below 1, which vary the samples. */
  readonly random?: (() => number) | undefined;
  /** The preferred branch of a `oneOf` or `anyOf`: its place in the contract. */
  readonly branch?: Schema['at'];
  /** How many texts contain the value, each as the content of the next. */
  readonly inside?: number;
}

export type Sample =
  | {
      readonly ok: true;
      readonly value: unknown;
      /** The same with `bigint`s for integers beyond a double, if there are any. */
      readonly exact?: unknown;
    }
  | {
      readonly ok: false;
      readonly reason: string;
      /** The closest invalid value, if there is one. */
      readonly closest?: unknown;
    };

const maximumAttempts = 80;

/** The most levels of contents in contents: a text may be described as its own content. */
const maximumContents = 2;

/**
 * A value that satisfies a schema, the same one every time: its own examples and defaults if it has
 * them, otherwise the plainest value with every described property. Each value is validated, and
 * its errors guide the next attempt. So the result is valid, or a reason why no value was found.
 */
export function sample(
  schemas: Schemas,
  schema: Schema,
  direction: Direction,
  options: SampleOptions = {},
): Sample {
  const attempts = createAttempts(options);
  let reason = () => 'no value was found that satisfies it';
  let closest: { readonly value: unknown; readonly errors: readonly SchemaError[] } | undefined;
  for (let count = 0; count < maximumAttempts; count += 1) {
    let value: unknown;
    try {
      value = build(schemas, schema, direction, attempts);
    } catch (error) {
      if (!(error instanceof Impossible)) throw error;
      if (count === 0) reason = () => error.message;
      if (!attempts.chooseOtherwise(error.pointer)) break;
      continue;
    }
    const isExact = hasBigint(value);
    const verdict = schemas.check(schema, direction, value, isExact);
    if (verdict.kind === 'valid') {
      return isExact ? { ok: true, value: rounded(value), exact: value } : { ok: true, value };
    }
    if (verdict.kind === 'not-checked') {
      return { ok: false, reason: verdict.problem.args.reason, closest: rounded(value) };
    }
    // The line is computed only when it is shown.
    if (count === 0 && verdict.errors.length > 0) reason = () => reasonOf(verdict.errors[0]!);
    if (verdict.errors.length < (closest?.errors.length ?? Infinity)) {
      closest = { value, errors: verdict.errors };
    }
    if (!attempts.learn(verdict.errors)) break;
  }
  for (const value of closest ? singledOut(rounded(closest.value), closest.errors, schemas) : []) {
    if (schemas.check(schema, direction, value).kind === 'valid') return { ok: true, value };
  }
  return { ok: false, reason: reason(), ...(closest && { closest: rounded(closest.value) }) };
}

function reasonOf(error: SchemaError): string {
  const { document, pointer } = error.at;
  const { line, column } = document.position(pointer);
  const where = error.pointer === '' ? 'the value' : `the value at "${error.pointer}"`;
  return `${where} could not be made to satisfy "${error.keyword}" (${document.label}:${line}:${column})`;
}

/** Shows optional properties to the depth that the total size allows. */
function build(
  schemas: Schemas,
  schema: Schema,
  direction: Direction,
  attempts: Attempts,
): unknown {
  for (const optionalDepth of [8, 5, 3, 2, 1, 0]) {
    try {
      const building = attempts.begin(schemas, direction, optionalDepth);
      return buildValue([schema], '', 0, 0, building);
    } catch (error) {
      if (!(error instanceof TooLarge)) throw error;
    }
  }
  throw new Impossible('', 'its smallest value is too large');
}

interface Attempts {
  begin(schemas: Schemas, direction: Direction, optionalDepth: number): Building;
  /** Corrects a value by its errors; `false` if nothing is left to change. */
  learn(errors: readonly SchemaError[]): boolean;
  /** Takes the next alternative at a place, or at the nearest place above it. */
  chooseOtherwise(pointer: Pointer): boolean;
}

/** A place with several alternatives in the last attempt. */
interface Junction {
  readonly key: string;
  readonly kind: string;
  readonly pointer: Pointer;
  readonly size: number;
}

function createAttempts(options: SampleOptions): Attempts {
  const { random, branch, inside = 0 } = options;
  const preferred = branch && locationKey(branch);
  const taken = new Map<string, number>();
  const offsets = new Map<string, number>();
  const learned = new Map<Pointer, Schema[]>();
  const forced = new Map<Pointer, Set<string>>();
  const dropped = new Map<Pointer, Set<string>>();
  const applied = new Map<Pointer, Description>();
  let junctions: Junction[] = [];

  function chooseOtherwise(pointer: Pointer): boolean {
    const candidates = junctions
      .map((junction, index) => ({ ...junction, index }))
      .filter((one) => pointer === one.pointer || pointer.startsWith(`${one.pointer}/`))
      .sort((a, b) => b.pointer.length - a.pointer.length || b.index - a.index);
    for (const { key, size, index } of candidates) {
      const next = (taken.get(key) ?? 0) + 1;
      if (next >= size) continue;
      taken.set(key, next);
      for (const later of junctions.slice(index + 1)) {
        if (later.pointer.startsWith(junctions[index]!.pointer)) taken.delete(later.key);
      }
      return true;
    }
    return false;
  }

  /** Takes the next value at the place itself, if it has no contents. */
  function leaveValue(pointer: Pointer): boolean {
    const isOuter = junctions.some((one) => one.pointer.startsWith(`${pointer}/`));
    const own = junctions.find((one) => one.pointer === pointer && one.kind === 'value');
    const next = (own === undefined ? 0 : (taken.get(own.key) ?? 0)) + 1;
    if (isOuter || own === undefined || next >= own.size) return false;
    taken.set(own.key, next);
    return true;
  }

  /** Schemas that turn out to apply, missing properties, surplus ones. */
  function correct(error: SchemaError): boolean {
    const places = applied.get(error.pointer)?.places();
    if (places === undefined) return false;
    const holder = holderOf(error.at);
    if (holder !== undefined && !places.has(locationKey(holder.at))) {
      return add(learned, error.pointer, holder);
    }
    const name = typeof error.expected === 'string' ? error.expected : undefined;
    if (name === undefined) return false;
    if (/^(required|dependentRequired)$/.test(error.keyword)) {
      return include(forced, error.pointer, name);
    }
    if (/^(additionalProperties|unevaluatedProperties)$/.test(error.keyword)) {
      return include(dropped, error.pointer, name);
    }
    return false;
  }

  return {
    begin(schemas, direction, optionalDepth) {
      junctions = [];
      applied.clear();
      return {
        schemas,
        direction,
        random,
        preferred,
        optionalDepth,
        learned,
        forced,
        dropped,
        applied,
        open: new Set(),
        size: 0,
        content(schema) {
          if (inside >= maximumContents) return undefined;
          const made = sample(schemas, schema, direction, { random, inside: inside + 1 });
          return made.ok ? (made.exact ?? made.value) : undefined;
        },
        choose(pointer, kind, size) {
          if (size === 1) return 0;
          const key = `${pointer} ${kind}`;
          junctions.push({ key, kind, pointer, size });
          if (random !== undefined && !kind.startsWith('value') && !offsets.has(key)) {
            offsets.set(key, Math.floor(random() * size));
          }
          return ((taken.get(key) ?? 0) + (offsets.get(key) ?? 0)) % size;
        },
      };
    },
    learn(errors) {
      const corrections = errors.filter(correct);
      if (corrections.length > 0) return true;
      const places = [...new Set(errors.map(({ pointer }) => pointer))];
      // A wrong value does not depend on other places, so all wrong values are dropped at once.
      const left = places.filter(leaveValue);
      return left.length > 0 || places.some(chooseOtherwise);
    },
    chooseOtherwise,
  };
}

/** The schema with a keyword. */
function holderOf({ document, pointer }: Schema['at']): Schema | undefined {
  const at = { document, pointer: pointer.slice(0, Math.max(0, pointer.lastIndexOf('/'))) };
  const value = valueAt(document.value, at.pointer);
  return value === undefined ? undefined : { value, at };
}

function add(map: Map<Pointer, Schema[]>, pointer: Pointer, schema: Schema): boolean {
  const known = map.get(pointer) ?? [];
  if (known.some(({ at }) => locationKey(at) === locationKey(schema.at))) return false;
  map.set(pointer, [...known, schema]);
  return true;
}

function include(map: Map<Pointer, Set<string>>, pointer: Pointer, name: string): boolean {
  const known = map.get(pointer) ?? new Set<string>();
  if (known.has(name)) return false;
  map.set(pointer, known.add(name));
  return true;
}
