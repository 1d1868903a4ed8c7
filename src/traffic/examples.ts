import type { MediaType } from '../api/model.ts';
import { exampleContent, exampleOf, isValid } from '../example/media-type.ts';
import type { Finding } from '../finding.ts';
import { splitTarget } from '../http/exchange.ts';
import type { Location } from '../json/document.ts';
import { locationKey } from '../json/document.ts';
import type { JudgedContent } from '../judge/body.ts';
import type { Judge } from '../judge/judge.ts';
import { createRecordedLocator } from '../recording/locate.ts';
import type { Recorded } from '../recording/recorded.ts';
import { secretsOf } from '../report/exchange-secrets.ts';
import { messageOf } from '../report/message.ts';
import { passwordNames } from '../report/password-names.ts';
import { createRedactor, type Secret, withoutNamedSecrets } from '../report/redact.ts';
import { isEqual } from '../schema/equality.ts';
import type { Direction } from '../schema/schemas.ts';

/** A recorded example for a media type of a contract. */
export interface NewExample {
  readonly name: string;
  readonly summary: string;
  readonly value: unknown;
}

/** The new examples of one media type, and its place. */
export interface MediaTypeAddition {
  readonly at: Location;
  readonly examples: readonly NewExample[];
}

export interface RecordedExamples {
  readonly additions: readonly MediaTypeAddition[];
  /** The parts of the recording that became no example, with reasons. */
  readonly leftOut: readonly string[];
  /** How many contents the contract already shows, or would show more often than `most`. */
  readonly known: number;
}

export interface RecordedExamplesOptions {
  readonly baseUrl?: string;
  /** How many new examples a media type gets. */
  readonly most?: number;
}

/**
 * Makes examples for the contracts' media types from recorded exchanges, without secrets. Contents
 * that the judge refuses, with or without their secrets, are left out.
 */
export function recordedExamples(
  judges: readonly Judge[],
  recorded: readonly Recorded[],
  { baseUrl, most = 3 }: RecordedExamplesOptions = {},
): RecordedExamples {
  const growing = new Map<string, { media: MediaType; examples: NewExample[] }>();
  const leftOut: string[] = [];
  let known = 0;

  function add(media: MediaType, value: unknown, summary: string): void {
    const key = locationKey(media.at);
    const one = growing.get(key) ?? { media, examples: [] };
    growing.set(key, one);
    const shown = [...media.examples, ...one.examples];
    if (one.examples.length >= most || shown.some((example) => isEqual(example.value, value))) {
      known += 1;
      return;
    }
    const names = new Set(shown.map(({ name }) => name));
    one.examples.push({ name: freeName(names), summary, value });
  }

  const locate = createRecordedLocator(judges, baseUrl);
  const all = recorded.map((one) => {
    const located = locate(one);
    if (typeof located === 'string') return { one, located, secrets: [] };
    return { one, located, secrets: secretsOf(located.operation, located.exchange) };
  });
  const everywhere = longSecrets(all.flatMap(({ secrets }) => secrets));
  for (const { one, located, secrets } of all) {
    if (typeof located === 'string') {
      leftOut.push(`${one.name}: no contract has an operation for ${located}`);
      continue;
    }
    const { judge, operation, exchange } = located;
    const { status } = one;
    if (status === undefined) {
      leftOut.push(`${one.name}: the answer was not recorded`);
      continue;
    }
    const redacted = createRedactor([...secrets, ...everywhere]).exchange(exchange);
    const asItWas = judge.exchange(exchange, operation);
    const shown = judge.exchange(redacted, operation);
    const { path } = splitTarget(redacted.request.target);
    const summary = `Recorded from ${operation.method} ${path}`.slice(0, 100);
    const contents = [
      // An invalid request, or one that its provider refused, is no example.
      ...(status < 400 && one.requestBody !== undefined
        ? [['request', asItWas.request, shown.request] as const]
        : []),
      ...(one.responseBody !== undefined
        ? [['response', asItWas.response, shown.response] as const]
        : []),
    ];
    for (const [direction, before, after] of contents) {
      const { media } = after.content;
      if (media === undefined) continue;
      const what = `${one.name}: the ${direction}`;
      const broken = firstViolation(before.findings);
      if (broken !== undefined) {
        leftOut.push(`${what} breaks the contract: ${messageOf(broken)}`);
        continue;
      }
      const read = exampleValue(after.content, media, direction, judge);
      if (read.ok) add(media, read.value, summary);
      else leftOut.push(`${what} is not an example: ${read.reason}`);
    }
  }
  const additions = [...growing.values()]
    .filter(({ examples }) => examples.length > 0)
    .map(({ media, examples }) => ({ at: media.at, examples }));
  return { additions, leftOut, known };
}

/**
 * From this length on, a secret of one exchange is hidden in all of them, because an answer may
 * have returned it.
 */
const shortestEverywhere = 8;

function longSecrets(secrets: readonly Secret[]): readonly Secret[] {
  const long = secrets.filter(({ value }) => value.length >= shortestEverywhere);
  return [...new Map(long.map((secret) => [secret.value, secret])).values()];
}

type ExampleValue =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: string };

/** A content in the form of a document, validated again in that form. */
function exampleValue(
  content: JudgedContent,
  media: MediaType,
  direction: Direction,
  { schemas }: Judge,
): ExampleValue {
  if (content.isExact) return { ok: false, reason: 'it has an integer that a double rounds' };
  const value = withoutNamedSecrets(content.value, passwordNames(media.at.document));
  if (!isPlain(value)) return { ok: false, reason: 'it is a file, which YAML does not hold' };
  const example = exampleOf(value, media, exampleContent([media], direction, schemas));
  if (isValid(example)) return { ok: true, value };
  const found = firstViolation(example.findings);
  const reason = found === undefined ? 'it cannot be written' : messageOf(found);
  return { ok: false, reason: `without its secrets, ${reason}` };
}

function firstViolation(findings: readonly Finding[]): Finding | undefined {
  return findings.find(({ severity }) => severity === 'violation');
}

/** Whether JSON can write a value. */
function isPlain(value: unknown): boolean {
  if (value === undefined || value instanceof Uint8Array) return false;
  if (typeof value !== 'object' || value === null) return true;
  const prototype = Object.getPrototypeOf(value);
  const isData = Array.isArray(value) || prototype === null || prototype === Object.prototype;
  return isData && Object.values(value).every(isPlain);
}

function freeName(taken: ReadonlySet<string | undefined>): string {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? 'recorded' : `recorded-${number}`;
    if (!taken.has(name)) return name;
  }
}
