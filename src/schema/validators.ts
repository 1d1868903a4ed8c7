import { hasMoreThan } from '../json/size.ts';
import { createEngine, type Engine, type Validator } from './engine.ts';
import type { Entries, Entry, Meaning } from './entries.ts';
import { exactSchema } from './exact.ts';
import { type Fault, faultsOf } from './faults.ts';
import type { Translated } from './translate.ts';

/** A schema's verdict on a value. `exact` says that the value has `bigint`s. */
export interface Checks {
  /** Stops at the first fault. */
  readonly isValid: (value: unknown, exact?: boolean) => boolean;
  /** Every fault, each with the place of its keyword in the contract. */
  readonly faults: (value: unknown, exact?: boolean) => readonly Fault[];
}

export interface Validators {
  /** @throws {Error} if the schema, or one that it refers to, cannot be compiled. */
  checksOf(entry: Entry, reachable: ReadonlySet<Entry>): Checks;
}

/** The size limit for finding all faults; for a larger value, only the first is reported. */
const mostSearched = 200_000;

/**
 * Makes the validators of schemas. Most values need only the fast one. Validators that find every
 * fault, or handle exact integers, are made on the first value that needs them.
 */
export function createValidators(
  entries: Entries,
  given: Pick<Meaning, 'doubts' | 'effort' | 'pace'>,
): Validators {
  const { pace } = given;
  const quick = createEngine({ ...given, thorough: false, exact: false });
  const engines = new Map<string, Engine>();
  const variants = new WeakMap<object, object>();

  function engineFor(thorough: boolean, exact: boolean, isBrief = false): Engine {
    if (!thorough && !exact) return quick;
    const key = `${thorough} ${exact} ${isBrief}`;
    const engine = engines.get(key) ?? createEngine({ ...given, thorough, exact, isBrief });
    engines.set(key, engine);
    return engine;
  }

  function schemaFor({ schema }: Entry, exact: boolean): Translated {
    if (!exact) return schema;
    return exactSchema(schema, {
      placeOf: entries.placeOf,
      variant: (variant, of) => variants.set(variant, of),
    });
  }

  function validatorFor(
    entry: Entry,
    reachable: ReadonlySet<Entry>,
    engine: Engine,
    exact: boolean,
  ): Validator {
    for (const other of reachable) engine.add(other.id, () => schemaFor(other, exact));
    return engine.validator(entry.id);
  }

  function checksOf(entry: Entry, reachable: ReadonlySet<Entry>): Checks {
    const { isValid } = validatorFor(entry, reachable, quick, false);
    let exactly: Validator | undefined;
    const thoroughly = new Map<Engine, Validator>();
    return {
      isValid(value, exact = false) {
        if (!exact) return isValid(value);
        if (exactly === undefined) pace.next();
        exactly ??= validatorFor(entry, reachable, engineFor(false, true), true);
        return exactly.isValid(value);
      },
      faults(value, exact = false) {
        const engine = engineFor(true, exact, hasMoreThan(value, mostSearched));
        if (!thoroughly.has(engine)) pace.next();
        const validator = thoroughly.get(engine) ?? validatorFor(entry, reachable, engine, exact);
        thoroughly.set(engine, validator);
        return faultsOf(validator, value, '', entry, { engine, entries, variants });
      },
    };
  }

  return { checksOf };
}
