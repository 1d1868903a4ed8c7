/** Values with the same text where values are sent as text: `1` and `"1"`, `true` and `"true"`. */
export function sameInText(value: unknown, text: boolean): readonly unknown[] {
  if (!text) return [value];
  if (typeof value === 'number' || typeof value === 'boolean') return [value, String(value)];
  if (typeof value !== 'string') return [value];
  if (value === 'true' || value === 'false') return [value, value === 'true'];
  const number = Number(value);
  return value !== '' && String(number) === value ? [value, number] : [value];
}
