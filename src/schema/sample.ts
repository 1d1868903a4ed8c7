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
  /** Gives numbers from 0 to below 1; with it, samples vary as it does. */
  readonly random?: (() => number) | undefined;
  /** The branch to take of a `oneOf` or `anyOf`, before any other: its place in the contract. */
  readonly branch?: Schema['at'];
  /** How many texts the value is inside of, each the content of the next. */
  readonly inside?: number;
}

export type Sample =
  | {
      readonly ok: true;
      readonly value: unknown;
      /** The same with the integers that a double does not hold as `bigint`s, where there are any. */
      readonly exact?: unknown;
    }
  | {
      readonly ok: false;
      readonly reason: string;
      /** What comes nearest to a value, where any was made. */
      readonly closest?: unknown;
    };

const maximumAttempts = 80;

/** Contents in contents, no deeper: a text may be described as its own content. */
const maximumContents = 2;

/**
 * A value that satisfies a schema, the same one every time: its own examples and defaults where it
 * has them, else the plainest value there is, with every described property. Each value is checked
 * before it is given, and what the check has against it guides the next attempt; so either the value
 * is valid, or there is a reason why none was found.
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
    // Its line is looked up only where it is told.
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

/** Shows optional properties as deep as the size of the whole allows. */
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
  /** Changes what the errors ask for; `false` when nothing is left to change. */
  learn(errors: readonly SchemaError[]): boolean;
  /** Takes the next alternative at a place, or nearest above it. */
  chooseOtherwise(pointer: Pointer): boolean;
}

/** A place where the last attempt had more than one way to go on. */
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

  /** Takes the next value at a place itself, where nothing is inside of it. */
  function leaveValue(pointer: Pointer): boolean {
    const isOuter = junctions.some((one) => one.pointer.startsWith(`${pointer}/`));
    const own = junctions.find((one) => one.pointer === pointer && one.kind === 'value');
    const next = (own === undefined ? 0 : (taken.get(own.key) ?? 0)) + 1;
    if (isOuter || own === undefined || next >= own.size) return false;
    taken.set(own.key, next);
    return true;
  }

  /** Schemas that apply after all, properties that are missing or too many. */
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
      // A value that is wrong says nothing of those at other places: all of them are left at once.
      const left = places.filter(leaveValue);
      return left.length > 0 || places.some(chooseOtherwise);
    },
    chooseOtherwise,
  };
}

/** The schema that a keyword is a member of. */
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
