import type { Operation } from './model.ts';

/** Whether a name in flags or files is an operation's: its id, or `GET /pets/{id}`. */
export function isNamed({ id, method, path }: Operation, name: string): boolean {
  return id === name || `${method} ${path}` === name;
}
