/** Whether a value contains more values than a limit. */
export function hasMoreThan(value: unknown, limit: number): boolean {
  let left = limit;
  const open = [value];
  while (open.length > 0) {
    const one = open.pop();
    if (typeof one !== 'object' || one === null) continue;
    const members = Array.isArray(one) ? one : Object.values(one);
    left -= members.length;
    if (left < 0) return true;
    for (const member of members) if (typeof member === 'object') open.push(member);
  }
  return false;
}
