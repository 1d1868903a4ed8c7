import type { Operation } from '../../api/model.ts';
import { isNamed } from '../../api/operation-name.ts';
import { didYouMeanOneOf } from '../../nearest-name.ts';
import { type Fault, readFault } from './fault.ts';

/** Parses faults; each must be at an existing operation. */
export function readFaults(
  texts: readonly string[],
  operations: readonly Operation[],
):
  | { readonly ok: true; readonly faults: readonly Fault[] }
  | { readonly ok: false; readonly reason: string } {
  const faults: Fault[] = [];
  for (const text of texts) {
    const read = readFault(text);
    if (!read.ok) return read;
    const { operation: name } = read.fault;
    if (name !== undefined && !operations.some((one) => isNamed(one, name))) {
      const ids = operations.map(({ id }) => id);
      return {
        ok: false,
        reason: `the fault "${text}" is for no operation${didYouMeanOneOf(name, ids)}`,
      };
    }
    faults.push(read.fault);
  }
  return { ok: true, faults };
}
