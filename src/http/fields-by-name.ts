import type { HttpHeaders } from './exchange.ts';
import { fieldText } from './field-text.ts';

type Field = string | readonly string[];

/**
 * Fields by lower-case name; a name that comes more than once has a list of its lines. Absent values
 * are left out.
 */
export function fieldsByName(
  pairs: Iterable<readonly [name: string, value: Field | undefined]>,
): HttpHeaders {
  const fields = noFields();
  for (const [name, value] of pairs) if (value !== undefined) add(fields, name, value);
  return fields;
}

/** The same for the flat list of names and values that Node reads (`rawHeaders`). */
export function rawFieldsByName(raw: readonly string[]): HttpHeaders {
  const fields = noFields();
  for (let index = 0; index < raw.length; index += 2) add(fields, raw[index]!, raw[index + 1]!);
  return fields;
}

function add(fields: Record<string, Field>, name: string, value: Field): void {
  const key = name.toLowerCase();
  const known = fields[key];
  // Node also keeps numbers, such as a length that a program has set.
  const text = Array.isArray(value) ? value.map(fieldText) : fieldText(String(value));
  fields[key] = known === undefined ? text : [known, text].flat();
}

/** Without a prototype, because a field may have any name. */
function noFields(): Record<string, Field> {
  return Object.create(null);
}
