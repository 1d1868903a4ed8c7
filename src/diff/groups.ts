import { parsePointer } from '../json/pointer.ts';
import type { Change, ChangedOperation } from './change.ts';
import { titleOfOperation } from './message.ts';

/**
 * Changes to read together: those of a component in the same operations, or those of an operation.
 */
export interface ChangeGroup {
  /** The changed component, if several operations use it: `schemas/Pet`. */
  readonly component: string | undefined;
  readonly operations: readonly ChangedOperation[];
  /** In the order that they were given in. */
  readonly changes: readonly Change[];
}

/** The groups in the order of their first changes. */
export function groupChanges(changes: readonly Change[]): readonly ChangeGroup[] {
  const groups = new Map<string, ChangeGroup & { readonly changes: Change[] }>();
  for (const change of changes) {
    const component = change.operations.length > 1 ? componentOf(change) : undefined;
    const operations = component === undefined ? change.operations.slice(0, 1) : change.operations;
    const key = JSON.stringify([component, operations]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { component, operations, changes: [change] });
    else group.changes.push(change);
  }
  return [...groups.values()];
}

/** `schemas/Pet, in GET /pets and 3 other operations`; a single operation by its title. */
export function titleOfGroup({ component, operations }: ChangeGroup): string {
  const [first] = operations;
  if (first === undefined) return 'the API';
  const title = titleOfOperation(first);
  if (component === undefined) return title;
  return `${component}, in ${title} and ${otherOperations(operations)}`;
}

/** `POST /pets`, or `3 other operations`: all but the first of several. */
export function otherOperations(operations: readonly ChangedOperation[]): string {
  const count = operations.length - 1;
  return count === 1 ? titleOfOperation(operations[1]!) : `${count} other operations`;
}

/** The component in the place of a change: `schemas/Pet` of `/components/schemas/Pet/…`. */
function componentOf({ base, revision }: Change): string | undefined {
  const [part, section, name] = parsePointer((revision ?? base)?.pointer ?? '') ?? [];
  return part === 'components' && name ? `${section}/${name}` : undefined;
}
