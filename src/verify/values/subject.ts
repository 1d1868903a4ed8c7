import type { Api, Schema } from '../../api/model.ts';
import { type Location, locationKey } from '../../json/document.ts';
import type { Pointer } from '../../json/pointer.ts';
import { randomOf } from '../../random.ts';
import { hasFlag } from '../../schema/direction.ts';
import { namedBy, requiredBy, tupleLength } from '../../schema/members.ts';
import { type Sample, sample } from '../../schema/sample.ts';
import type { Schemas } from '../../schema/schemas.ts';
import type { SchemaObject } from '../../schema/view.ts';

/** A described value that cases vary: a body in a media type, or a parameter. */
export interface Subject {
  readonly schemas: Schemas;
  readonly schema: Schema;
  /** Whether values are written as text, in which `null` is an empty text. */
  readonly textual: boolean;
  /** Values that the contract shows, as far as they are valid; the first is the one to start with. */
  readonly shown: readonly unknown[];
  /** A value of a schema: of one branch of it, if one is named. */
  readonly sample: (schema: Schema, branch?: Location) => Sample;
  /** Receives what is too much, and what no value was found for. */
  readonly skipped: (tokens: readonly string[], reason: string) => void;
}

/** A subject that omits nothing. */
export function quiet(subject: Subject): Subject {
  return { ...subject, skipped: () => {} };
}

/** A place in a value, with its schemas. */
export interface InstanceLocation {
  readonly pointer: Pointer;
  readonly nodes: readonly Schema[];
}

/**
 * Samples by schema and branch, each made once for an API. A seed gives the same samples in any
 * folder, so that a case is reproducible on another machine.
 */
export function createSamples(
  schemas: Schemas,
  { root }: Pick<Api, 'root'>,
  seed: number | string | undefined,
): Subject['sample'] {
  const known = new Map<string, Sample>();
  const folder = root.uri.slice(0, root.uri.lastIndexOf('/') + 1);
  const keyOf = (at: Location) => {
    const key = at.document === root ? `#${at.pointer}` : locationKey(at);
    return folder !== '' && key.startsWith(folder) ? key.slice(folder.length) : key;
  };
  return (schema, branch) => {
    const key = `${keyOf(schema.at)} ${branch === undefined ? '' : keyOf(branch)}`;
    let made = known.get(key);
    if (made === undefined) {
      const random = seed === undefined ? undefined : randomOf(`${seed} ${key}`);
      made = sample(schemas, schema, 'request', {
        ...(branch !== undefined && { branch }),
        ...(random !== undefined && { random }),
      });
      known.set(key, made);
    }
    return made;
  };
}

export function isValid({ schemas, schema }: Subject, value: unknown): boolean {
  return schemas.check(schema, 'request', value).kind === 'valid';
}

/** The properties that an object's schemas name, with those that it must have. */
export interface Properties {
  /** In the order they are written, without those that belong to answers only. */
  readonly named: readonly string[];
  readonly required: ReadonlySet<string>;
}

export function propertiesOf(
  here: readonly SchemaObject[],
  { schemas: { views } }: { readonly schemas: Schemas },
): Properties {
  const nodes = namedBy(here, 'properties');
  const required = requiredBy(here);
  const named = [...nodes].flatMap(([name, described]) => {
    const isExcluded = described.some(
      (node) => node.value === false || hasFlag(node, 'readOnly', views),
    );
    return isExcluded ? [] : [name];
  });
  for (const name of required) if (!nodes.has(name)) named.push(name);
  return { named, required };
}

/** The varied items of an array: each with its own schema, and the last. */
export function variedItems(
  here: readonly SchemaObject[],
  items: readonly unknown[],
): readonly number[] {
  const tuple = tupleLength(here);
  const own = [...items.keys()].filter((index) => index < tuple);
  return items.length > tuple ? [...own, items.length - 1] : own;
}
