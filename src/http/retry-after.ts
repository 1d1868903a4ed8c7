/**
 * The milliseconds to wait by a Retry-After field, which has seconds or a date (RFC 9110 section
 * 10.2.3).
 */
export function retryAfter(field: string | null | undefined): number | undefined {
  if (field === null || field === undefined) return undefined;
  if (/^\d+$/.test(field)) return Number(field) * 1000;
  const date = Date.parse(field);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}
