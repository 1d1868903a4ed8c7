import { randomOf } from '../../random.ts';
import { tidy } from '../decimal.ts';
import { formats } from '../formats.ts';
import { isMultipleOf } from '../multiple-of.ts';
import { textByFormat } from './by-format.ts';
import { encodedTexts } from './encoded.ts';
import type { NumberLimits, StringLimits } from './limits.ts';
import { numberByName, type Random, someWords, textByName } from './realistic.ts';

/** Which of several equally good values to take. */
export interface Variation {
  /** The first is 0; different numbers give different values if possible. */
  readonly number: number;
  readonly random: Random | undefined;
  /** The property of the value; `''` without one. */
  readonly name: string;
  /** The content of the text, if it is described. */
  readonly content: string | undefined;
}

/** A string within its limits; `undefined` if none was found. */
export function sampleString(limits: StringLimits, variation: Variation): string | undefined {
  let size = 0;
  for (const text of stringCandidates(limits, variation)) {
    if (fits(text, limits)) return text;
    size += text.length + 100;
    if (size > mostTried) return undefined;
  }
  return undefined;
}

/** How many characters are examined for a text; more take too long. */
const mostTried = 200_000;

function* stringCandidates(limits: StringLimits, variation: Variation): Iterable<string> {
  const { minLength, maxLength, patterns, encoding } = limits;
  const { name, random, content } = variation;
  const suffix = variation.number === 0 ? '' : String(variation.number + 1);
  const first = { ...variation, number: 0 };
  const word = `string${suffix}`;
  if (encoding !== undefined) {
    yield* encodedTexts(content ?? (random ? someWords(random) : word), encoding, minLength);
  } else if (content !== undefined) {
    yield content;
    yield content.padEnd(minLength);
  }
  // A name gives a more realistic text than a pattern, if the pattern accepts it.
  const named = random && limits.formats.length === 0 ? textByName(name, random) : undefined;
  if (named !== undefined) {
    yield named;
    yield named.toUpperCase();
  }
  for (const format of limits.formats) {
    const text = textByFormat(format, variation);
    if (text === undefined) continue;
    yield text;
    yield shorten(text, maxLength);
    yield text.padEnd(minLength, 'a');
  }
  const steps = [...Array(Math.min(minLength, 64) + 4).keys(), minLength];
  for (const pattern of patterns) {
    for (const extra of steps) {
      for (const shift of [0, 1, 2]) {
        const texts = pattern.texts({ extra, choose: chooser(variation, shift) });
        for (const [index, text] of texts.entries()) {
          // A pattern without choices may have an open end, or an open beginning.
          const isFirst = () =>
            text === pattern.texts({ extra, choose: chooser(first, shift) })[index];
          if (suffix !== '' && isFirst()) {
            yield text + suffix;
            yield suffix + text;
          }
          yield text;
          // If the pattern is open at its end, anything may follow.
          yield text.padEnd(minLength, 'a');
        }
      }
    }
  }
  if (random !== undefined) yield someWords(random);
  yield word;
  yield shorten(word, maxLength).padEnd(minLength, 'a');
  yield word.padStart(minLength, 'a');
  // Random texts may satisfy several patterns, or a lookaround.
  for (const pattern of patterns) {
    const any = randomOf(`${pattern.written} ${variation.number}`);
    for (let count = 0; count < 100; count += 1) {
      const extra = Math.floor(any() * (Math.min(minLength, 64) + 8));
      yield* pattern.texts({ extra, choose: (choices) => Math.floor(any() * choices) });
    }
  }
}

/** Keeps the end of a host or domain, which is essential. */
function shorten(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  return text.slice(text.length - maxLength).replace(/^[^a-z0-9]+/i, '');
}

function chooser(variation: Variation, shift: number): (count: number) => number {
  const { random } = variation;
  if (random !== undefined) return (count) => Math.floor(random() * count);
  // The last choice varies fastest, so that texts of one pattern differ.
  let places = variation.number + shift;
  return (count) => {
    const choice = places % count;
    places = Math.floor(places / count);
    return choice;
  };
}

function fits(text: string, limits: StringLimits): boolean {
  const length = [...text].length;
  if (length < limits.minLength || length > limits.maxLength) return false;
  if (!limits.patterns.every((pattern) => pattern.matches(text))) return false;
  return limits.formats.every((name) => {
    const format = Object.hasOwn(formats, name) ? formats[name] : undefined;
    return format?.type !== 'string' || format.validate(text);
  });
}

/** A number within its limits; `undefined` if none was found. */
export function sampleNumber(
  limits: NumberLimits,
  variation: Variation,
): number | bigint | undefined {
  if (limits.exact !== undefined) return greatInteger(limits.exact, limits, variation);
  const { integer } = limits;
  const within = (value: number) => Number.isFinite(value) && inLimits(value, limits);
  const step = Math.max(integer ? 1 : 0, ...limits.multiplesOf) || 0.5;
  const [low, high] = [lowest(limits), highest(limits)];
  const wished = preferred(limits, variation);
  if (within(wished)) return wished;
  const candidates = [wished];
  for (const start of [wished, low, high]) {
    if (!Number.isFinite(start)) continue;
    const floor = Math.floor(start / step) * step;
    for (const count of [0, 1, -1, 2, -2]) candidates.push(tidy(floor + count * step));
    candidates.push(start, start + step / 2, start - step / 2);
  }
  if (Number.isFinite(low) && Number.isFinite(high)) candidates.push((low + high) / 2);
  return candidates.find(within);
}

/** An integer beyond a double, at the bound that is nearer to 0. */
function greatInteger(
  { least, most }: NonNullable<NumberLimits['exact']>,
  { multiplesOf }: NumberLimits,
  { number }: Variation,
): bigint | undefined {
  const step = multiplesOf.filter(Number.isSafeInteger).reduce((all, one) => all * BigInt(one), 1n);
  const value =
    least > 0n
      ? ((least + step - 1n) / step + BigInt(number)) * step
      : (most / step - BigInt(number)) * step;
  return value >= least && value <= most ? value : undefined;
}

function preferred(limits: NumberLimits, { number, random, name }: Variation): number {
  const base = limits.integer ? 1 : 1.5;
  const [low, high] = [lowest(limits), highest(limits)];
  const step = Math.max(limits.integer ? 1 : 0, ...limits.multiplesOf) || 1;
  if (random !== undefined) {
    const named = numberByName(name, random);
    if (named !== undefined && inLimits(named, limits)) return named;
    // Beyond these, a double does not hold every integer.
    const [least, greatest] = limits.integer
      ? [Math.max(low, Number.MIN_SAFE_INTEGER), Math.min(high, Number.MAX_SAFE_INTEGER)]
      : [low, high];
    const from = Number.isFinite(low) ? least : Math.min(1, high - 1000);
    const to = Number.isFinite(high) ? greatest : Math.max(from, 0) + 1000;
    const value = from + random() * (to - from);
    return tidy(limits.integer ? Math.floor(value) : Math.round(value * 100) / 100);
  }
  const start = base >= low && base <= high ? base : base < low ? low : high;
  // If the preferred number is the maximum, other numbers lie below it.
  const direction = start + number * step <= high ? 1 : -1;
  return tidy(start + direction * number * step);
}

function lowest({ minimum, exclusiveMinimum }: NumberLimits): number {
  return Math.max(minimum, exclusiveMinimum);
}

function highest({ maximum, exclusiveMaximum }: NumberLimits): number {
  return Math.min(maximum, exclusiveMaximum);
}

function inLimits(value: number, limits: NumberLimits): boolean {
  if (limits.integer && !Number.isInteger(value)) return false;
  if (value < limits.minimum || value > limits.maximum) return false;
  if (value <= limits.exclusiveMinimum || value >= limits.exclusiveMaximum) return false;
  return limits.multiplesOf.every((divisor) => isMultipleOf(value, divisor));
}
