import { child } from '../../json/pointer.ts';
import { escapeToken } from '../id.ts';
import { arrayEdges, arrayFaults } from './arrays.ts';
import type { Instance } from './instances.ts';
import { choiceFaults, kindEdges, kindFaults } from './kinds.ts';
import { leastValue } from './least.ts';
import { numberEdges, numberFaults } from './numbers.ts';
import { objectEdges, objectFaults } from './objects.ts';
import { propertiesOf, type Subject } from './subject.ts';
import { textEdges, textFaults } from './texts.ts';
import type { Fault, Variation } from './variation.ts';

/** The values that keep a schema and differ from the whole one in one place. */
export function* edgesAt(instance: Instance, subject: Subject): Iterable<Variation> {
  yield* kindEdges(instance, subject);
  yield* textEdges(instance);
  yield* numberEdges(instance);
  yield* arrayEdges(instance, subject);
  yield* objectEdges(instance, subject);
  yield* lonelyMembers(instance, subject);
}

/** The values that break a schema in one place and one way. */
export function* faultsAt(instance: Instance, subject: Subject): Iterable<Fault> {
  yield* kindFaults(instance, subject);
  yield* textFaults(instance);
  yield* numberFaults(instance);
  yield* arrayFaults(instance, subject);
  yield* objectFaults(instance, subject);
  yield* choiceFaults(instance, subject);
}

/** Each optional property as the only one. */
function* lonelyMembers(instance: Instance, subject: Subject): Iterable<Variation> {
  const { described, schemas, pointer, value, whole } = instance;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  const { required } = propertiesOf(described.schemas, subject);
  const { named } = propertiesOf(schemas, subject);
  for (const name of named) {
    if (required.has(name) || !Object.hasOwn(value, name)) continue;
    yield {
      tokens: [escapeToken(name), 'alone'],
      what: `"${name}" as the only optional property`,
      at: schemas[0]!.at,
      values: lazily(() => leastValue(subject, whole, child(pointer, name))),
    };
  }
}

function* lazily(make: () => unknown): Iterable<unknown> {
  yield make();
}
