import type { Operation } from '../api/model.ts';
import { wordsOf } from '../resources/names.ts';
import type { Case, Expectation } from './case.ts';

/**
 * Whether a successful operation may destroy what others need: a whole collection, a login, the
 * provider itself. Its method, path and name decide.
 */
export function isDestructive(operation: Operation, operations: readonly Operation[]): boolean {
  const { method, path, operationId = '' } = operation;
  const last = path.split('/').findLast((segment) => segment !== '') ?? '';
  const isItem = last.includes('{');
  const hasItems = operations.some((one) => one.path.startsWith(`${path.replace(/\/$/, '')}/{`));
  if (!isItem && (method === 'DELETE' || (method === 'PATCH' && hasItems))) return true;
  const words = [...(isItem ? [] : wordsOf(last)), ...wordsOf(operationId)];
  if (words.some((word) => endings.has(word)) || /log-?out|sign-?out/i.test(last)) return true;
  return method !== 'GET' && method !== 'HEAD' && words.some((word) => upheavals.has(word));
}

const endings = new Set(['logout', 'signout', 'logoff', 'shutdown', 'reboot']);

const upheavals = new Set([
  ...['maintenance', 'reset', 'restart', 'restore', 'purge', 'wipe', 'truncate', 'flush', 'clear'],
  ...['factory', 'password', 'passwd', 'deactivate', 'suspend', 'revoke', 'destroy', 'drop'],
]);

/** Valid requests, which the provider carries out. */
const done: ReadonlySet<Expectation['kind']> = new Set(['accepted', 'shown', 'limited']);

/** Why a case needs `--allow-destructive`: it runs such an operation. */
export function whyDestructive(
  { steps }: Case,
  operations: readonly Operation[],
): string | undefined {
  const found = steps.find(
    ({ operation, expectation }) =>
      done.has(expectation.kind) && isDestructive(operation, operations),
  );
  return (
    found &&
    `"${found.operation.id}" may take away what other requests need; --allow-destructive sends it`
  );
}
