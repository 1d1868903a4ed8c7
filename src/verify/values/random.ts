import { isObject } from '../../api/node.ts';
import { withoutMember, withValue } from '../../json/edit.ts';
import { child, type Pointer, valueAt } from '../../json/pointer.ts';
import { oneOf } from '../../random.ts';
import { sample } from '../../schema/sample.ts';
import { isList } from './limits.ts';
import { unknownName } from './objects.ts';
import { isValid, type Subject } from './subject.ts';

/** Gives numbers from 0 to below 1. */
export type Random = () => number;

/** The number of changes of a value, and of candidates for each. */
const limits = { changes: 5, tries: 6 };

/** A valid value with random parts; `undefined` if none is found. */
export function randomValue(subject: Subject, random: Random): unknown {
  const made = sample(subject.schemas, subject.schema, 'request', { random });
  const start = made.ok ? made.value : subject.shown[0];
  if (start === undefined) return undefined;
  let value: unknown = start;
  for (let count = Math.floor(random() * limits.changes); count > 0; count -= 1) {
    for (let tries = 0; tries < limits.tries; tries += 1) {
      const other = changedAt(value, placeIn(value, random), random, likeIt);
      if (!isValid(subject, other)) continue;
      value = other;
      break;
    }
  }
  return value;
}

/** The value with something strange at one of its places; most often it is not valid any more. */
export function strangeValue(value: unknown, random: Random): unknown {
  return changedAt(value, placeIn(value, random), random, strange);
}

function changedAt(
  value: unknown,
  pointer: Pointer,
  random: Random,
  other: (value: unknown, random: Random) => unknown,
): unknown {
  const isLeftOut = pointer !== '' && random() < 0.2;
  if (isLeftOut) return withoutMember(value, pointer);
  return withValue(value, pointer, other(valueAt(value, pointer), random));
}

function placeIn(value: unknown, random: Random): Pointer {
  return oneOf([...placesIn(value, '')], random);
}

function* placesIn(value: unknown, pointer: Pointer): Iterable<Pointer> {
  yield pointer;
  // Bytes and the like have no places.
  if (!isList(value) && !(isObject(value) && Object.getPrototypeOf(value) === Object.prototype)) {
    return;
  }
  for (const [name, member] of Object.entries(value)) {
    yield* placesIn(member, child(pointer, name));
  }
}

function likeIt(value: unknown, random: Random): unknown {
  if (typeof value === 'string') return randomText(value, random);
  if (typeof value === 'number') return randomNumber(value, random);
  if (typeof value === 'boolean') return !value;
  if (isList(value) && value.length > 0) {
    const one = oneOf(value, random);
    return oneOf([[...value, one], [one], [...value].reverse(), []], random);
  }
  return value;
}

function strange(value: unknown, random: Random): unknown {
  const others: unknown[] = [null, '', 'text', [], {}, true, 0, -1, 1.5, 2_000_000_000];
  others.push(likeIt(value, random), 'x'.repeat(1 + Math.floor(random() * 300)));
  if (isList(value)) others.push([...value, null], [...value, ...value, ...value]);
  else if (isObject(value)) others.push({ ...value, [unknownName]: 'value' });
  return oneOf(others, random);
}

/** The letters of random texts. Many stores refuse control characters although no schema forbids them. */
const letters = [...'abcxyzABCXYZ0189 .,:;-_+*/=?!()[]{}<>|~^%$#@&"\'`\\äöüßéñłøŽжпה中日한ไ😀'];

function randomText(text: string, random: Random): string {
  const own = [...text];
  const at = Math.floor(random() * (own.length + 1));
  const letter = oneOf(letters, random);
  const digit = String(Math.floor(random() * 10));
  const length = Math.floor(random() ** 2 * 60);
  return oneOf(
    [
      () => own.toSpliced(at, 1, letter).join(''),
      () => own.toSpliced(at, 0, letter).join(''),
      () => own.toSpliced(at, 1).join(''),
      () => own.map((one) => (/\d/.test(one) ? digit : one)).join(''),
      () => own.reverse().join(''),
      () => Array.from({ length }, () => oneOf(letters, random)).join(''),
    ],
    random,
  )();
}

function randomNumber(value: number, random: Random): number {
  const size = 10 ** Math.floor(random() * 7);
  const far = Math.floor(random() * size) * (random() < 0.3 ? -1 : 1);
  const near = value + Math.floor(random() * 21) - 10;
  const number = oneOf([near, far, 0, Math.round(value * random() * 2)], random);
  return Number.isInteger(value) ? number : number + Math.round(random() * 100) / 100;
}
