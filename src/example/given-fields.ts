import type { Header } from '../api/model.ts';
import { fieldOf } from '../http/exchange.ts';
import type { Schemas } from '../schema/schemas.ts';
import { refuseInField, writeHeader } from './write.ts';

/**
 * The fields that a program gives to an answer, as sent: described ones by their description, and
 * an array of cookies as one line each (RFC 9110 section 5.3).
 * @throws {TypeError} if a field cannot carry its value.
 */
export function givenFields(
  given: Readonly<Record<string, unknown>>,
  described: readonly Header[],
  schemas: Schemas,
): Record<string, string | string[]> {
  const fields = Object.entries(given).flatMap(([name, value]) => {
    if (value === undefined) return [];
    const field = name.toLowerCase();
    const header = described.find((each) => each.name.toLowerCase() === field);
    const text =
      header === undefined ? plainText(field, value) : writeHeader(header, value, schemas);
    const lines = [fieldOf(field, text)].flat();
    for (const line of lines) refuseInField(line);
    return [[field, lines.length === 1 ? text : lines] as const];
  });
  return Object.fromEntries(fields);
}

function plainText(field: string, value: unknown): string {
  if (!Array.isArray(value)) return String(value);
  return value.join(field === 'set-cookie' ? '\n' : ', ');
}
