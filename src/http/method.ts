/** Whether a method asks and changes nothing (RFC 9110 section 9.2.1), as QUERY does too. */
export function isSafeMethod(method: string): boolean {
  return /^(?:GET|HEAD|OPTIONS|QUERY)$/.test(method);
}
