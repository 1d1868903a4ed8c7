import { InvalidArgumentError } from 'commander';

export function portNumber(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535) {
    throw new InvalidArgumentError('A port is a number from 0 to 65535.');
  }
  return port;
}

export function many(text: string, others: readonly string[]): readonly string[] {
  return [...others, text];
}

export function manyFields(text: string, others: readonly string[]): readonly string[] {
  if (!/^[\w!#$%&'*+.^`|~-]+\s*:/.test(text)) {
    throw new InvalidArgumentError('A header field is written "name: value".');
  }
  return many(text, others);
}

export function httpUrl(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new InvalidArgumentError('A base URL starts with http:// or https://.');
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
