import { InvalidArgumentError, type Option } from 'commander';
import { parseHttpUrl } from '../http/url.ts';
import type { ReportKind } from '../report/kinds.ts';

export function portNumber(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535) {
    throw new InvalidArgumentError('A port is a number from 0 to 65535.');
  }
  return port;
}

export function many(text: string, others: readonly string[] = []): readonly string[] {
  return [...others, text];
}

export function manyFields(text: string, others: readonly string[]): readonly string[] {
  if (!/^[\w!#$%&'*+.^`|~-]+\s*:/.test(text)) {
    throw new InvalidArgumentError('A header field is written "name: value".');
  }
  return many(text, others);
}

export function httpUrl(text: string): string {
  const url = parseHttpUrl(text);
  if (url === undefined) {
    throw new InvalidArgumentError('A base URL starts with http:// or https://.');
  }
  if (url.username !== '') {
    throw new InvalidArgumentError('A base URL has no user name; give --credential or --header.');
  }
  return text;
}

export function seconds(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 3600)) {
    throw new InvalidArgumentError('A timeout is more than 0 and at most 3600 seconds.');
  }
  return value;
}

/** The number of random cases, or how many seconds they run. */
export type FuzzAmount = { readonly cases: number } | { readonly seconds: number };

export function fuzzAmount(text: string): FuzzAmount {
  const match = /^(\d+)(?:(s|m|h)|\s*min(?:utes)?)?$/.exec(text);
  const number = Number(match?.[1]);
  if (match === null || number === 0 || !Number.isSafeInteger(number)) {
    throw new InvalidArgumentError('It is a number of cases, such as 500, or a time, such as 5m.');
  }
  if (/^\d+$/.test(text)) return { cases: number };
  return { seconds: number * ({ s: 1, m: 60, h: 3600 }[match[2] ?? 'm'] ?? 60) };
}

export function workerCount(text: string): number {
  const count = Number(text);
  if (!/^\d+$/.test(text) || count < 1 || count > 64) {
    throw new InvalidArgumentError('Workers are counted from 1 to 64.');
  }
  return count;
}

export function byteCount(text: string): number {
  const match = /^(\d+)\s*(?:([km])?b?)$/i.exec(text);
  if (match === null) throw new InvalidArgumentError('A size is a number, or one with kb or mb.');
  const unit = { k: 1_000, m: 1_000_000 }[match[2]?.toLowerCase() ?? ''] ?? 1;
  return Number(match[1]) * unit;
}

export function natural(text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(number)) {
    throw new InvalidArgumentError('It must be a whole number from 0 upwards.');
  }
  return number;
}

export function positive(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) {
    throw new InvalidArgumentError('It must be a whole number from 1 upwards.');
  }
  return Number(text);
}

/** `5` or `5/s`. */
export function rate(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(?:\/s)?$/.exec(text);
  if (match === null || Number(match[1]) === 0) {
    throw new InvalidArgumentError('A rate is a number of requests a second: 5 or 0.5/s.');
  }
  return Number(match[1]);
}

/** `2/5` is the second of five. */
export function shard(text: string): { readonly index: number; readonly count: number } {
  const [index = 0, count = 0] = (/^(\d+)\/(\d+)$/.exec(text)?.slice(1) ?? []).map(Number);
  if (index < 1 || index > count) {
    throw new InvalidArgumentError('A shard is written i/n, from 1/n to n/n.');
  }
  return { index, count };
}

/** A requested report; the file `-` is stdout. */
export interface WantedReport<Kind extends string = ReportKind> {
  readonly kind: Kind;
  readonly file: string;
}

/** The arguments of the option `--report junit=reports/verify.xml`, which may be repeated. */
export function reportOption<Kind extends string>(kinds: readonly Kind[]) {
  const parse = (text: string, others: readonly WantedReport<Kind>[]) => {
    const [, name, file] = /^(\w+)=(.+)$/s.exec(text) ?? [];
    const kind = kinds.find((one) => one === name);
    if (kind === undefined || file === undefined) {
      throw new InvalidArgumentError(`A report is written KIND=FILE; a kind is ${listed(kinds)}.`);
    }
    return [...others, { kind, file }];
  };
  const description = `write a report: ${listed(kinds)}; - is stdout`;
  const none: readonly WantedReport<Kind>[] = [];
  return ['--report <kind=file>', description, Object.assign(parse, { kinds }), none] as const;
}

/** The kinds of reports that an option takes; `undefined` if it is not `--report`. */
export function reportKindsOf({ parseArg }: Option): readonly string[] | undefined {
  return parseArg !== undefined && 'kinds' in parseArg
    ? (parseArg.kinds as readonly string[])
    : undefined;
}

/** The arguments of the option that records the exchanges of a mock or a proxy. */
export const recordOption = [
  '--record <path>',
  'record exchanges in a HAR, NDJSON or folder, secrets redacted',
] as const;

export function percentage(text: string): number {
  const value = Number(text.replace(/%$/, ''));
  if (!/^\d+(\.\d+)?%?$/.test(text) || value > 100) {
    throw new InvalidArgumentError('A percentage is a number from 0 to 100.');
  }
  return value;
}

export const apiArgument =
  'a name in redocly.yaml, a file or a URL; default: all APIs in redocly.yaml';

function listed(words: readonly string[]): string {
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
