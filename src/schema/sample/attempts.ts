import type { Schema } from '../../api/model.ts';
import { locationKey } from '../../json/document.ts';
import { child, type Pointer, parsePointer, valueAt } from '../../json/pointer.ts';
import { requiredBy } from '../members.ts';
import type { SchemaError } from '../schema-error.ts';
import type { Direction, Schemas } from '../schemas.ts';
import { type Building, maximumShown } from './building.ts';
import type { Description } from './description.ts';
import { matchingBranches } from './single-out.ts';

export interface AttemptOptions {
  /** Random numbers from 0 to below 1, which vary the samples. */
  readonly random?: (() => number) | undefined;
  /** The preferred branch of a `oneOf` or `anyOf`: its place in the contract. */
  readonly branch?: Schema['at'];
  /** Above this number of values, nested ones included, fewer optional properties are shown. */
  readonly size?: number | undefined;
}

/** Attempts to build one value, each corrected by the errors of the last. */
export interface Attempts {
  /** How many values all attempts have built, nested ones included. */
  built(): number;
  /** How deep the last attempt showed optional properties. */
  depth(): number;
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

/** Creates attempts; `content` builds the value that a text contains. */
export function createAttempts(
  { random, branch, size = maximumShown }: AttemptOptions,
  content: Building['content'] = () => undefined,
): Attempts {
  const preferred = branch && locationKey(branch);
  const taken = new Map<string, number>();
  const offsets = new Map<string, number>();
  const learned = new Map<Pointer, Schema[]>();
  const forced = new Map<Pointer, Set<string>>();
  const dropped = new Map<Pointer, Set<string>>();
  const applied = new Map<Pointer, Description>();
  /** The branches that turned out to be right, by place. */
  const meant = new Map<Pointer, Set<string>>();
  const spent = new Set<string>();
  let junctions: Junction[] = [];
  let last: Building | undefined;
  let before = 0;

  function isMeant(pointer: Pointer, branch: string): boolean {
    return branch === preferred || meant.get(pointer)?.has(branch) === true;
  }

  /**
   * Takes the next alternative at the place, or at the nearest place above it. An optional property
   * is left out before anything above it changes.
   */
  function chooseOtherwise(pointer: Pointer): boolean {
    const optional = nearestOptional(pointer);
    return (
      takeNext(pointer, optional?.at ?? '') ||
      (optional !== undefined && include(dropped, optional.holder, optional.name)) ||
      takeNext(pointer, '')
    );
  }

  /** The innermost property around a place that its object does not require. */
  function nearestOptional(pointer: Pointer) {
    const tokens = parsePointer(pointer) ?? [];
    for (let length = tokens.length; length > 0; length -= 1) {
      const holder = child('', ...tokens.slice(0, length - 1));
      const name = tokens[length - 1]!;
      const object = applied.get(holder);
      const isProperty = object?.propertyNames().includes(name) === true;
      // A value from an example of the object is wrong because of the example.
      if (
        isProperty &&
        !object!.required().includes(name) &&
        !object!.partial().members.has(name)
      ) {
        return { holder, name, at: child(holder, name) };
      }
    }
    return undefined;
  }

  /** Takes the next alternative at a place or the nearest one around it, but not above `top`. */
  function takeNext(pointer: Pointer, top: Pointer): boolean {
    const candidates = junctions
      .map((junction, index) => ({ ...junction, index }))
      .filter((one) => pointer === one.pointer || pointer.startsWith(`${one.pointer}/`))
      .filter((one) => one.pointer.startsWith(top))
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

  /** The alternative that an attempt takes. */
  function indexAt(key: string, size: number): number {
    return ((taken.get(key) ?? 0) + (offsets.get(key) ?? 0)) % size;
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

  /**
   * Makes a value that several branches of a `oneOf` accept fit one of them, without what the others
   * require: the preferred one, or that which requires least, or of these the chosen one. Or else it
   * takes the next branch.
   */
  function matchOne(error: SchemaError): boolean {
    const matching = last === undefined ? [] : matchingBranches(error, last.schemas);
    if (matching.length === 0) return false;
    const { pointer } = error;
    const key = `${pointer} ${locationKey(error.at)}`;
    const size = junctions.find((one) => one.key === key)?.size ?? 1;
    const chosen = `${error.at.pointer}/${indexAt(key, size)}`;
    const branches = matching
      .map(({ branch, view }) => {
        const place = locationKey(branch.at);
        const required = [...requiredBy(view.schemas)];
        const isChosen = branch.at.pointer === chosen;
        // At most one place is the preferred one, and at most one the chosen one.
        const rank = place === preferred ? -1 : required.length + (isChosen ? 0 : 0.5);
        return { place, required, rank };
      })
      .sort((a, b) => a.rank - b.rank);
    for (const one of branches) {
      const names = branches
        .filter((other) => other !== one)
        .map(({ required }) => required.find((name) => !one.required.includes(name)));
      if (names.includes(undefined)) continue;
      const added = [
        include(meant, pointer, one.place),
        ...names.map((name) => include(dropped, pointer, name!)),
      ];
      if (!added.includes(true)) break;
      taken.delete(key);
      offsets.set(key, 0);
      return true;
    }
    return takeNextBranch(key);
  }

  /** Takes the next branch of a choice; each one once. */
  function takeNextBranch(key: string): boolean {
    const junction = junctions.find((one) => one.key === key);
    if (junction === undefined || spent.has(key)) return false;
    const next = (taken.get(key) ?? 0) + 1;
    if (next < junction.size) {
      taken.set(key, next);
      return true;
    }
    spent.add(key);
    taken.delete(key);
    return false;
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
    built: () => before + (last?.size ?? 0),
    depth: () => last?.optionalDepth ?? 0,
    begin(schemas, direction, optionalDepth) {
      junctions = [];
      applied.clear();
      before += last?.size ?? 0;
      last = {
        schemas,
        direction,
        random,
        isPreferred: (pointer, branch) =>
          (preferred !== undefined || meant.size > 0) && isMeant(pointer, locationKey(branch.at)),
        optionalDepth,
        learned,
        forced,
        dropped,
        applied,
        open: new Set(),
        size: 0,
        most: size,
        content,
        choose(pointer, kind, size) {
          if (size === 1) return 0;
          const key = `${pointer} ${kind}`;
          junctions.push({ key, kind, pointer, size });
          if (random !== undefined && !kind.startsWith('value') && !offsets.has(key)) {
            offsets.set(key, Math.floor(random() * size));
          }
          return indexAt(key, size);
        },
      };
      return last;
    },
    learn(errors) {
      const corrections = errors.filter(correct);
      if (corrections.length > 0) return true;
      // Faults at different places do not depend on each other, so all are corrected at once.
      if (errors.filter(matchOne).length > 0) return true;
      const places = [...new Set(errors.map(({ pointer }) => pointer))];
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
