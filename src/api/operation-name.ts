import { didYouMeanOneOf } from '../nearest-name.ts';
import type { Operation } from './model.ts';

/** Whether a name in flags or files is an operation's: its id, or `GET /pets/{id}`. */
export function isNamed({ id, method, path }: Operation, name: string): boolean {
  return id === name || `${method} ${path}` === name;
}

/** The message about a name that no operation has, with the names that may be meant. */
export function noOperationText(name: string, operations: readonly Operation[]): string {
  const ids = operations.map(({ id }) => id);
  return `there is no operation "${name}"${didYouMeanOneOf(name, ids)}`;
}
