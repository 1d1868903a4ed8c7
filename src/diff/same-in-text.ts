/** The values that are written as the same text: `1` and `"1"`, `true` and `"true"`. */
export function sameInText(value: unknown): readonly unknown[] {
  if (typeof value === 'number' || typeof value === 'boolean') return [value, String(value)];
  if (typeof value !== 'string') return [value];
  if (value === 'true' || value === 'false') return [value, value === 'true'];
  const number = Number(value);
  return value !== '' && String(number) === value ? [value, number] : [value];
}
