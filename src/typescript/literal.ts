import { jsonText } from '../json/integers.ts';
import { isIdentifier } from './identifier.ts';

/**
 * A JSON value as a TypeScript literal. Short values are on one line, and names have quotes only if
 * they need them. `before` is the length of the text before the value on its line; `indent` is the
 * line's indent.
 */
export function literal(value: unknown, indent = '', before = 0): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object' || value === null) return jsonText(value);
  const inner = `${indent}  `;
  const entries = Array.isArray(value)
    ? value.map((item) => literal(item, inner))
    : Object.entries(value).map(([key, member]) => {
        const name = `${keyText(key)}: `;
        return name + literal(member, inner, name.length);
      });
  const [open, close, gap] = Array.isArray(value) ? ['[', ']', ''] : ['{', '}', ' '];
  if (entries.length === 0) return open + close;
  const line = `${open}${gap}${entries.join(', ')}${gap}${close}`;
  if (indent.length + before + line.length < 100 && !line.includes('\n')) return line;
  return `${open}\n${entries.map((entry) => `${inner}${entry},\n`).join('')}${indent}${close}`;
}

/** The name of a member in an object literal. */
export function keyText(key: string): string {
  // In a literal, an unquoted or quoted `__proto__` sets the prototype; a computed one does not.
  if (key === '__proto__') return "['__proto__']";
  return isIdentifier(key) ? key : quoted(key);
}

/** A string as a literal, in single quotes unless it contains one. */
function quoted(text: string): string {
  const json = JSON.stringify(text).replace(
    /[\u2028\u2029]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16)}`,
  );
  return text.includes("'") ? json : `'${json.slice(1, -1).replaceAll('\\"', '"')}'`;
}
