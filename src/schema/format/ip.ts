/** A dotted quad without leading zeros (RFC 2673 section 3.2, RFC 3986 section 3.2.2). */
export function isIpv4(value: string): boolean {
  const numbers = value.split('.');
  return (
    numbers.length === 4 &&
    numbers.every((number) => /^(?:0|[1-9]\d{0,2})$/.test(number) && Number(number) < 256)
  );
}

/**
 * Eight groups; one run of zeros may be omitted, and a dotted quad may replace the last two (RFC
 * 4291, 2.2).
 */
export function isIpv6(value: string): boolean {
  const [before, after, ...more] = value.split('::');
  if (more.length > 0 || before === undefined) return false;
  const left = groupsOf(before, after === undefined);
  const right = after === undefined ? 0 : groupsOf(after, true);
  if (left === undefined || right === undefined) return false;
  return after === undefined ? left === 8 : left + right < 8;
}

/** The number of groups of a part; `undefined` if it is invalid. Only the end may be a quad. */
function groupsOf(part: string, isEnd: boolean): number | undefined {
  if (part === '') return 0;
  const groups = part.split(':');
  const quad = isEnd && groups.at(-1)!.includes('.') ? groups.pop()! : undefined;
  if (quad !== undefined && !isIpv4(quad)) return undefined;
  if (!groups.every((group) => /^[\da-f]{1,4}$/i.test(group))) return undefined;
  return groups.length + (quad === undefined ? 0 : 2);
}
