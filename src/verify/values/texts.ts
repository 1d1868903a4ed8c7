import {
  compilePattern,
  type Pattern,
  PatternTooCostly,
  whyNoPattern,
} from '../../schema/pattern.ts';
import { textOfPattern } from '../../schema/sample/pattern.ts';
import { brokenFormats, edgeFormats } from './formats.ts';
import type { Instance } from './instances.ts';
import { isText, limits, tightest } from './limits.ts';
import { edgeAt, type Fault, faultAt, type Variation } from './variation.ts';

/** Longer texts are not sent: they would tell more of the network than of the contract. */
const longest = 100_000;

/** Texts at the edges of what is allowed: lengths, formats, characters of every kind. */
export function* textEdges(instance: Instance): Iterable<Variation> {
  const { schemas, value } = instance;
  if (typeof value !== 'string') return;
  const least = tightest(schemas, 'minLength', 'least');
  const most = tightest(schemas, 'maxLength', 'greatest');
  if (least !== undefined && least.value > 0 && least.value <= longest) {
    const what = `a text of ${characters(least.value)}`;
    yield edgeAt(instance, ['minLength'], what, least.at, textsOfLength(instance, least.value));
  }
  if (most !== undefined && most.value <= longest) {
    const what = `a text of ${characters(most.value)}`;
    yield edgeAt(instance, ['maxLength'], what, most.at, textsOfLength(instance, most.value));
    if (most.value > 0) {
      const astral = [...textsOfLength(instance, most.value)].map(
        (text) => `${[...text].slice(0, -1).join('')}\u{1f600}`,
      );
      const description = `${what}, one of them beyond the first 65,536`;
      yield edgeAt(instance, ['maxLength', 'astral'], description, most.at, astral.slice(0, 3));
    }
  }
  for (const { value: format, at } of limits(schemas, 'format', isText)) {
    for (const [way, text] of edgeFormats(format)) {
      yield edgeAt(instance, ['format', way], `the ${format} "${text}"`, at, [text]);
    }
  }
  const [first] = schemas;
  // A schema without constraints, such as `true`, is ignored.
  if (first !== undefined && isFree(instance)) {
    const text = 'Zoë "\\" 日本 \u{1f600}';
    yield edgeAt(instance, ['unicode'], 'a text of many scripts', first.at, [
      text,
      'Zoë 日本',
      'Zoë',
    ]);
  }
}

/** Texts that are too short, too long, or do not match a pattern or a format. */
export function* textFaults(instance: Instance): Iterable<Fault> {
  const { schemas, value } = instance;
  if (typeof value !== 'string') return;
  const least = tightest(schemas, 'minLength', 'least');
  const most = tightest(schemas, 'maxLength', 'greatest');
  if (least !== undefined && least.value > 0 && least.value <= longest) {
    yield faultAt(instance, 'minLength', {
      what: `a text of ${characters(least.value - 1)} where ${least.value} are the least`,
      at: least.at,
      values: onlyTooShortOrLong(instance, textsOfLength(instance, least.value - 1)),
      keywords: ['minLength', ...alsoBy(instance)],
    });
  }
  if (most !== undefined && most.value < longest) {
    yield faultAt(instance, 'maxLength', {
      what: `a text of ${characters(most.value + 1)} where ${most.value} are the most`,
      at: most.at,
      values: onlyTooShortOrLong(instance, textsOfLength(instance, most.value + 1)),
      keywords: ['maxLength', ...alsoBy(instance)],
    });
  }
  for (const { value: pattern, at } of limits(schemas, 'pattern', isText)) {
    yield faultAt(instance, 'pattern', {
      what: `a text that does not match ${pattern}`,
      at,
      values: besidePattern(value),
    });
    for (const [way, what, text] of nearlyMatching(pattern, value, most?.value)) {
      const described = `a text ${what}, which does not match ${pattern}`;
      yield faultAt(instance, 'pattern', { what: described, at, way, values: [text] });
    }
  }
  for (const { value: format, at } of limits(schemas, 'format', isText)) {
    for (const [way, texts] of brokenFormats(format)) {
      yield faultAt(instance, 'format', {
        what: `a text that is not a valid ${format}`,
        at,
        values: texts,
        ...(way !== '' && { way }),
      });
    }
  }
}

/**
 * A pattern may also limit the length. A text of the wrong length then breaks the pattern too, and
 * the judge may report only the pattern.
 */
function alsoBy({ schemas }: Instance): readonly string[] {
  return limits(schemas, 'pattern', isText).length > 0 ? ['pattern'] : [];
}

/** The texts that patterns have nothing against come first. */
function onlyTooShortOrLong({ schemas }: Instance, texts: Iterable<string>): Iterable<string> {
  const patterns = limits(schemas, 'pattern', isText)
    .filter(({ value }) => whyNoPattern(value) === undefined)
    .map(({ value }) => compilePattern(value));
  if (patterns.length === 0) return texts;
  const all = [...texts];
  const fitting = new Set(all.filter((text) => patterns.every((one) => fits(one, text))));
  return [...fitting, ...all.filter((text) => !fitting.has(text))];
}

function fits(pattern: Pattern, text: string): boolean {
  try {
    return pattern.test(text);
  } catch (error) {
    if (error instanceof PatternTooCostly) return false;
    throw error;
  }
}

/** Whether a text may be anything, as far as the contract says. */
function isFree({ schemas }: Instance): boolean {
  if (schemas.length === 0) return false;
  return !schemas.some(({ keywords }) =>
    ['enum', 'const', 'pattern', 'format', 'maxLength'].some((keyword) =>
      Object.hasOwn(keywords, keyword),
    ),
  );
}

function characters(count: number): string {
  return count === 1 ? '1 character' : `${count} characters`;
}

/** Texts of a number of characters, as much like the value as they can be. */
function* textsOfLength({ schemas, value }: Instance, length: number): Iterable<string> {
  const points = [...(value as string)];
  const missing = length - points.length;
  if (missing <= 0) {
    yield points.slice(0, length).join('');
    // The end of an address or a host name is what makes it one.
    yield points.slice(points.length - length).join('');
  } else {
    const formats = limits(schemas, 'format', isText).map((limit) => limit.value);
    if (formats.some((format) => /email|hostname/.test(format))) {
      yield* longerAddresses(value as string, length);
    }
    yield (value as string) + (points.at(-1) ?? 'a').repeat(missing);
    yield (value as string) + 'a'.repeat(missing);
    yield 'a'.repeat(missing) + (value as string);
    yield (value as string) + '0'.repeat(missing);
  }
  for (const { value: pattern } of limits(schemas, 'pattern', isText)) {
    for (const extra of new Set([0, length - 1, length, length - 2, 1, 2, 3])) {
      const text = extra < 0 ? undefined : textOfPattern(pattern, { extra, choose: () => 0 });
      if (text === undefined) continue;
      if ([...text].length === length) yield text;
      if (text.length < length) yield text + text.slice(-1).repeat(length - text.length);
    }
  }
  yield 'a'.repeat(length);
}

/** No label of a host may be longer than 63 characters, nor the part before the at sign than 64. */
function* longerAddresses(value: string, length: number): Iterable<string> {
  const at = value.lastIndexOf('@') + 1;
  const local = value.slice(0, at);
  const host = value.slice(at);
  let labels = '';
  for (let left = length - value.length; left > 0; ) {
    const size = Math.min(left, 50);
    // Two labels with an empty one would not be a valid name.
    labels += size === 1 ? '' : `${'a'.repeat(size - 1)}.`;
    left -= size;
    if (size === 1) labels = `a${labels}`;
  }
  yield `${local}${labels}${host}`;
  yield `${'a'.repeat(length - value.length)}${value}`;
}

/**
 * Texts that a provider takes if it ignores the case of a pattern, or how often it repeats something;
 * only those that the pattern does not match.
 */
function nearlyMatching(pattern: string, value: string, most = Number.POSITIVE_INFINITY) {
  if (whyNoPattern(pattern) !== undefined) return [];
  const compiled = compilePattern(pattern);
  const near = [
    ['case', 'with small and capital letters exchanged', otherCase(value)],
    ['longer', 'with its last character twice', value + ([...value].at(-1) ?? '')],
  ] as const;
  return near.filter(
    ([, , text]) => text !== value && [...text].length <= most && !fits(compiled, text),
  );
}

function otherCase(text: string): string {
  const small = text.toLowerCase();
  return small === text ? text.toUpperCase() : small;
}

/** Texts of about the same length that a pattern is unlikely to describe. */
function* besidePattern(value: string): Iterable<string> {
  const points = [...value];
  const odd = ['!', ' ', '~', '0', 'a', 'A', '_', 'é'];
  for (const one of odd) yield [...points.slice(0, -1), one].join('');
  for (const one of odd) yield [one, ...points.slice(1)].join('');
  for (const one of odd) yield one.repeat(Math.max(1, points.length));
  yield `${value}!`;
  yield `!${value}`;
  yield '';
}
