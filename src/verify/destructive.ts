import type { Operation } from '../api/model.ts';
import { isObject } from '../api/node.ts';
import { fitsAny, namesInPatterns } from '../api/operation-pattern.ts';
import { valueAt } from '../json/pointer.ts';
import { wordsOf } from '../resources/names.ts';
import type { Case, Expectation, Step } from './case.ts';
import { documentedRefusals } from './refusal.ts';

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
  // One deleted item may be restored, unlike all data.
  const isMade = operations.some(
    (one) => one.method === 'POST' && path.replace(/\/[^/]*$/, '') === one.path.replace(/\/$/, ''),
  );
  const isOfOne = (word: string) =>
    (word === 'restore' && path.includes('{')) ||
    (deletions.has(word) && isItem && method === 'DELETE' && isMade);
  const isUpheaval = (word: string) => upheavals.has(word) && !isOfOne(word);
  return isWrite(operation) && (tagged.length > 0 || words.some(isUpheaval));
}

const endings = new Set(['logout', 'signout', 'logoff', 'shutdown', 'reboot']);

const upheavals = new Set([
  ...['maintenance', 'reset', 'restart', 'restore', 'purge', 'wipe', 'truncate', 'flush', 'clear'],
  ...['factory', 'password', 'passwd', 'deactivate', 'suspend', 'revoke', 'destroy', 'drop'],
]);

/** Words for the deletion of one item, where the run can make it. */
const deletions = new Set(['purge', 'wipe', 'clear', 'revoke', 'destroy', 'drop', 'deactivate']);

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

/** Why a case needs `--allow-destructive`: a provider may carry out such an operation. */
export function whyDestructive(
  { steps }: Case,
  operations: readonly Operation[],
  configured?: Destructive,
): string | undefined {
  for (const step of steps) {
    const { operation } = step;
    const name = `"${operation.id}"`;
    if (mayBeDone(step) && isDestructive(operation, operations, configured)) {
      return `${name} may take away what other requests need; --allow-destructive sends it`;
    }
    if (mayReachOthers(step, operations)) {
      return `${name} describes no refusal, so the provider may take it for another item; --allow-destructive sends it`;
    }
  }
  return undefined;
}

/** Whether a provider that keeps the contract may carry the request out. */
function mayBeDone({ operation, expectation }: Step): boolean {
  if (expectation.kind === 'refused') return isTolerated(operation, expectation);
  // Only the field Accept is wrong with it.
  const isUnacceptable =
    expectation.kind === 'undescribed' && expectation.because.place?.in === 'header';
  return isUnacceptable || done.has(expectation.kind);
}

/**
 * Many providers read `true` in a path as the id 1: a write then reaches an item of others. If an
 * operation reads the path, it shows that; otherwise nothing does.
 */
function mayReachOthers(
  { operation, expectation }: Step,
  operations: readonly Operation[],
): boolean {
  if (operations.some(({ path, method }) => path === operation.path && method === 'GET')) {
    return false;
  }
  if (expectation.kind !== 'refused' || expectation.because.place?.in !== 'path') return false;
  return isWrite(operation) && isTolerated(operation, expectation);
}

/** Whether the contract describes no refusal, so that accepting the request breaks nothing. */
function isTolerated(
  operation: Operation,
  { because }: Expectation & { readonly kind: 'refused' },
): boolean {
  return documentedRefusals(operation, because).length === 0;
}
