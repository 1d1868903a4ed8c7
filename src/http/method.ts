/** Whether a method only reads (RFC 9110 section 9.2.1); QUERY does, too. */
export function isSafeMethod(method: string): boolean {
  return /^(?:GET|HEAD|OPTIONS|QUERY)$/.test(method);
}
