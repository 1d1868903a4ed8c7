import type { Operation } from '../api/model.ts';
import type { Finding } from '../finding.ts';

/** Identifies a finding, and is the same in every run. */
export interface Fingerprint {
  /** The operation's id. */
  readonly operation: string;
  readonly code: string;
  /** `201 response body/email type`: the status, the place in the exchange, the keyword. */
  readonly place: string;
}

/** Indexes of arrays become `*`, because positions in a list depend on the data. */
export function fingerprintOf(
  { code, place, args }: Finding,
  operation: Pick<Operation, 'id'>,
  status: number,
): Fingerprint {
  const words = [String(status)];
  if (place !== undefined) {
    const inside = (place.pointer ?? '').replace(/\/\d+(?=\/|$)/g, '/*');
    const name = place.name === undefined ? '' : ` ${place.name}`;
    words.push(`${place.part} ${place.in}${name}${inside}`);
  }
  if (args.keyword !== undefined) words.push(args.keyword);
  // Two properties that are missing in one object have the object's place.
  if (/^(required|.*Properties)$/.test(args.keyword ?? '') && typeof args.expected === 'string') {
    words.push(args.expected);
  }
  return { operation: operation.id, code, place: words.join(' ') };
}

/** One line: `createCustomer value-invalid 201 response body/email type`. */
export function fingerprintText({ operation, code, place }: Fingerprint): string {
  return `${operation} ${code} ${place}`;
}
