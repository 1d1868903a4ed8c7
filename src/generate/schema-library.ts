import type { JsonObject, Node } from '../api/node.ts';

/** Notes a rule that the code does not check. */
export interface Unchecked {
  unchecked(what: string): void;
}

export interface NumberContext extends Unchecked {
  /** The formats of integers that are `bigint`s. */
  readonly bigints: readonly string[];
}

/** The number of items of a list. */
export interface Length {
  readonly least: number;
  readonly most: number | undefined;
}

/** Writes schemas as code of one library; each text is an expression. */
export interface SchemaLibrary {
  readonly import: string;
  /** The functions that the code calls. */
  helpers(code: string): string;
  /** The names that code may not declare. */
  readonly names: readonly string[];
  /** The type of a schema whose values have a type. */
  typeOf(value: string | undefined): string;
  readonly unknown: string;
  readonly never: string;
  readonly boolean: string;
  readonly null: string;
  string(schema: JsonObject, context: Unchecked): string;
  number(node: Node, type: 'number' | 'integer', context: NumberContext): string;
  /** One of these texts, numbers, booleans and `null`. */
  listed(values: readonly unknown[]): string;
  anyOf(branches: readonly string[]): string;
  oneOf(branches: readonly string[]): string;
  /** Both; `isClosed` if one of them refuses properties that only the other knows. */
  both(a: string, b: string, isClosed: boolean): string;
  not(schema: string, refused: string): string;
  /** A schema whose values also meet a condition about a variable. */
  refined(schema: string, variable: string, condition: string): string;
  lazy(name: string): string;
  /** A property that may be missing. */
  optional(schema: string): string;
  array(items: string, length: Length): string;
  tuple(first: readonly string[], rest: string, length: Length): string;
  /** `others` is the schema of undescribed properties. */
  object(members: readonly string[], others: string): string;
}

/** On one line if it fits. */
export function listText(open: string, parts: readonly string[], close: string): string {
  if (parts.length === 0) return open + close;
  const gap = open === '{' ? ' ' : '';
  const line = `${open}${gap}${parts.join(', ')}${gap}${close}`;
  if (line.length < 80 && !line.includes('\n')) return line;
  return `${open}\n${parts.map((part) => `  ${part.replaceAll('\n', '\n  ')},\n`).join('')}${close}`;
}
