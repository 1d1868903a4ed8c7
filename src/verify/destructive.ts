import type { Operation } from '../api/model.ts';
import { isObject } from '../api/node.ts';
import { fitsAny, namesInPatterns } from '../api/operation-pattern.ts';
import { valueAt } from '../json/pointer.ts';
import { wordsOf } from '../resources/names.ts';
import type { Case, Expectation } from './case.ts';

/** Which operations count as destructive, and which do not, by patterns: a name, a path, `METHOD /path` or a tag. */
export type Destructive = Readonly<Record<string, boolean>>;

/**
 * Whether a successful operation may destroy what others need: a whole collection, a login, the
 * provider itself. The configuration decides, then the contract; otherwise its method, path, name and tags.
 */
export function isDestructive(
  operation: Operation,
  operations: readonly Operation[],
  configured: Destructive = {},
): boolean {
  const names = namesInPatterns(operation);
  const [, given] = Object.entries(configured).find(([one]) => fitsAny([one])(names)) ?? [];
  return given ?? declaredOf(operation) ?? isKnownBy(operation, operations);
}

/** The value of `x-specwright-destructive` at an operation. */
function declaredOf({ at }: Operation): boolean | undefined {
  const written = valueAt(at.document.value, at.pointer);
  const declared = isObject(written) ? written['x-specwright-destructive'] : undefined;
  return typeof declared === 'boolean' ? declared : undefined;
}

function isKnownBy(operation: Operation, operations: readonly Operation[]): boolean {
  const { method, path, operationId = '', tags } = operation;
  const last = path.split('/').findLast((segment) => segment !== '') ?? '';
  const isItem = last.includes('{');
  const hasItems = operations.some((one) => one.path.startsWith(`${path.replace(/\/$/, '')}/{`));
  if (!isItem && (method === 'DELETE' || (method === 'PATCH' && hasItems))) return true;
  const words = [...(isItem ? [] : wordsOf(last)), ...wordsOf(operationId)];
  if (words.some((word) => endings.has(word)) || /log-?out|sign-?out/i.test(last)) return true;
  const tagged = tags.flatMap(wordsOf).filter((word) => dangers.has(word));
  return isWrite(operation) && (tagged.length > 0 || words.some((word) => upheavals.has(word)));
}

const endings = new Set(['logout', 'signout', 'logoff', 'shutdown', 'reboot']);

const upheavals = new Set([
  ...['maintenance', 'reset', 'restart', 'restore', 'purge', 'wipe', 'truncate', 'flush', 'clear'],
  ...['factory', 'password', 'passwd', 'deactivate', 'suspend', 'revoke', 'destroy', 'drop'],
]);

/** Words of tags, which are of many operations: a tag "passwords" may be of a store of them. */
const dangers = new Set(['maintenance', 'danger', 'dangerous', 'destructive', 'factory', 'reset']);

function isWrite({ method }: Operation): boolean {
  return method !== 'GET' && method !== 'HEAD';
}

/** Valid requests, which the provider carries out. */
const done: ReadonlySet<Expectation['kind']> = new Set([
  'accepted',
  'shown',
  'contradicted',
  'limited',
]);

/** Why a case needs `--allow-destructive`: it runs such an operation. */
export function whyDestructive(
  { steps }: Case,
  operations: readonly Operation[],
  configured?: Destructive,
): string | undefined {
  const found = steps.find(
    ({ operation, expectation }) =>
      done.has(expectation.kind) && isDestructive(operation, operations, configured),
  );
  return (
    found &&
    `"${found.operation.id}" may take away what other requests need; --allow-destructive sends it`
  );
}
