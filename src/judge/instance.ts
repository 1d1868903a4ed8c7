/**
 * A decoded value for JSON Schema, which knows no bytes. Binary content becomes a string with one
 * character for each byte, as `type: string, format: binary` describes a file (OpenAPI 3.0.4
 * section 4.7.14.2).
 */
export function instanceOf(value: unknown): unknown {
  if (value instanceof Uint8Array) return new TextDecoder('latin1').decode(value);
  if (Array.isArray(value)) return value.map(instanceOf);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, instanceOf(member)]),
  );
}
