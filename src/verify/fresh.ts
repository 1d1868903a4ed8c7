import type { RequestDraft } from '../example/draft.ts';
import { withValue } from '../json/edit.ts';
import { child, type Pointer } from '../json/pointer.ts';
import { oneOf } from '../random.ts';
import { type Fixtures, fixtureFor, isFixed } from './fixtures.ts';
import { isPlainObject } from './reduce.ts';

/** A value in a request that may be usable only once. */
export interface Leaf {
  /** The key of the place, which other requests share: `body/slug`, `header/Idempotency-Key`. */
  readonly key: string;
  /** Other values of its kind, the most similar first. */
  readonly others: Iterable<unknown>;
  readonly replace: (draft: RequestDraft, value: unknown) => RequestDraft;
}

/**
 * The texts in a request's body and fields, and numbers with names such as `id`. Path parameters
 * are excluded, because they select the item, and so are fixtures.
 */
export function* leavesOf(
  { operation, body, parameters }: RequestDraft,
  random: () => number,
  fixtures?: Fixtures,
): Iterable<Leaf> {
  if (body !== undefined && 'media' in body) {
    const isGiven = (names: readonly string[]) => isFixed(operation, names, fixtures);
    yield* leavesIn(body.value, '', [], isGiven, random);
  }
  for (const [index, one] of parameters.entries()) {
    const { parameter } = one;
    if (parameter.in !== 'header' || !('value' in one)) continue;
    if (fixtureFor(operation, parameter, fixtures) !== undefined) continue;
    const others = othersOf(one.value, parameter.name, random);
    if (others === undefined) continue;
    const replace = (draft: RequestDraft, value: unknown) => ({
      ...draft,
      parameters: draft.parameters.with(index, { parameter, value }),
    });
    yield { key: `header/${parameter.name}`, others, replace };
  }
}

function* leavesIn(
  value: unknown,
  pointer: Pointer,
  names: readonly string[],
  isGiven: (names: readonly string[]) => boolean,
  random: () => number,
): Iterable<Leaf> {
  if (isGiven(names)) return;
  if (Array.isArray(value) || isPlainObject(value)) {
    for (const [name, member] of Object.entries(value)) {
      const own = Array.isArray(value) ? '*' : name;
      yield* leavesIn(member, child(pointer, name), [...names, own], isGiven, random);
    }
    return;
  }
  const others = othersOf(value, names.at(-1) ?? '', random);
  if (others === undefined) return;
  const replace = (draft: RequestDraft, other: unknown) => {
    const { body } = draft;
    if (body === undefined || !('media' in body)) return draft;
    return { ...draft, body: { ...body, value: withValue(body.value, pointer, other) } };
  };
  yield { key: ['body', ...names].join('/'), others, replace };
}

function othersOf(
  value: unknown,
  name: string,
  random: () => number,
): Iterable<unknown> | undefined {
  if (typeof value === 'string') return textsLike(value, random);
  const isNumbered = Number.isInteger(value) && /(?:id|no|nr|number|code|key|ref)$/i.test(name);
  return isNumbered ? [1 + Math.floor(random() * 2 ** 31)] : undefined;
}

/** How often a text is drawn before less of it is changed: random digits are seldom a date. */
const draws = 4;

/**
 * Texts of the same length, with letters for letters and digits for digits, so that edges of a
 * length or a pattern stay. In an email address only the local part changes, in a URL only what
 * follows the host.
 */
export function* textsLike(text: string, random: () => number): Iterable<string> {
  const address = /@[^@]*$/.exec(text)?.index;
  const host = /^[a-z][a-z\d+.-]*:\/\/[^/]*/i.exec(text)?.[0].length;
  const ranges = [
    ...(address === undefined ? [] : [[0, address] as const]),
    ...(host === undefined ? [] : [[host, text.length] as const]),
    [0, text.length] as const,
    [Math.ceil(text.length / 2), text.length] as const,
    [text.length - 1, text.length] as const,
  ];
  const isHex = /^[\da-f-]{8,}$/i.test(text);
  for (const [start, end] of ranges) {
    for (let draw = 0; draw < draws; draw += 1) {
      const changed = [...text.slice(start, end)].map((one) => characterLike(one, isHex, random));
      const other = text.slice(0, start) + changed.join('') + text.slice(end);
      if (other !== text) yield other;
    }
  }
}

function characterLike(character: string, isHex: boolean, random: () => number): string {
  const kinds = isHex ? ['0123456789', 'abcdef', 'ABCDEF'] : ['0123456789', lower, upper, faces];
  const kind = kinds.find((one) => one.includes(character));
  if (kind === undefined) return character;
  return oneOf([...kind], random);
}

const lower = 'abcdefghijklmnopqrstuvwxyz';
const upper = lower.toUpperCase();
/** U+1F600 and its successors: two UTF-16 units each. */
const faces = Array.from({ length: 64 }, (_, index) => String.fromCodePoint(0x1f600 + index)).join(
  '',
);
