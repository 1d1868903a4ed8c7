import type { Callback, Operation } from '../api/model.ts';
import { valueAt } from '../json/pointer.ts';
import type { ChangedOperation } from './change.ts';
import { type ApiComparison, type OperationComparison, reportApi } from './comparison.ts';
import { compareBodies } from './media-types.ts';
import { compareParameters } from './parameters.ts';
import { movedPath } from './path-prefix.ts';
import { compareResponses } from './responses.ts';
import { compareSecurity } from './security.ts';
import { compareOwnServers } from './servers.ts';
import { compareStability } from './stability.ts';
import { removalBy, type Sunset, sunsetChange, sunsetOf } from './sunset.ts';

/** Compares all operations, including webhooks and callbacks. */
export function compareOperations(comparison: ApiComparison): void {
  const { base, revision, moved } = comparison;
  const pathOf = ({ path, servers }: Operation) =>
    moved === undefined || servers !== base.servers ? path : movedPath(path, moved);
  const match = matchOperations(base.operations, revision.operations, pathOf);
  for (const [before, after] of match.both) {
    const compared = { comparison, operation: nameOf(before), reversed: false };
    compareOperation(compared, before, after);
    compareCallbacks(comparison, before, after);
  }
  for (const operation of match.removed) reportRemoved(comparison, operation);
  for (const operation of match.added) {
    const places = { base: undefined, revision: operation.at };
    reportApi(comparison, 'operation-added', places, {}, nameOf(operation));
  }

  const hooks = matchOperations(base.webhooks, revision.webhooks);
  for (const [before, after] of hooks.both) {
    const compared = { comparison, operation: nameOf(before, 'webhook'), reversed: true };
    compareOperation(compared, before, after);
  }
  for (const hook of hooks.removed) {
    const places = { base: hook.at, revision: undefined };
    reportApi(comparison, 'webhook-removed', places, {}, nameOf(hook, 'webhook'));
  }
  for (const hook of hooks.added) {
    const places = { base: undefined, revision: hook.at };
    reportApi(comparison, 'webhook-added', places, {}, nameOf(hook, 'webhook'));
  }
}

interface Matched {
  readonly both: readonly (readonly [Operation, Operation])[];
  readonly removed: readonly Operation[];
  readonly added: readonly Operation[];
}

/**
 * Operations are the same if method and path are the same, with any names of path parameters.
 * Runtime expressions of callbacks are no parameters (3.1.1 section 4.8.20.4).
 */
function matchOperations(
  base: readonly Operation[],
  revision: readonly Operation[],
  /** The path of an operation of BASE as REVISION writes it. */
  pathOf: (operation: Operation) => string = ({ path }) => path,
): Matched {
  const keyOf = ({ method, path }: Operation) => `${method} ${path}`;
  const formerKeyOf = (operation: Operation) => `${operation.method} ${pathOf(operation)}`;
  const loosely = (key: string) => key.replace(/\{(?!\$)[^{}]*\}/g, '{}');
  const exact = new Map(revision.map((operation) => [keyOf(operation), operation]));
  const taken = new Set(base.map(formerKeyOf).filter((key) => exact.has(key)));
  const loose = new Map(
    revision
      .filter((operation) => !taken.has(keyOf(operation)))
      .map((operation) => [loosely(keyOf(operation)), operation]),
  );
  const both: (readonly [Operation, Operation])[] = [];
  const removed: Operation[] = [];
  const known = new Set<Operation>();
  for (const operation of base) {
    const key = formerKeyOf(operation);
    const other = exact.get(key) ?? loose.get(loosely(key));
    if (other === undefined || known.has(other)) removed.push(operation);
    else {
      both.push([operation, other]);
      known.add(other);
    }
  }
  return { both, removed, added: revision.filter((operation) => !known.has(operation)) };
}

function compareOperation(
  compared: OperationComparison,
  base: Operation,
  revision: Operation,
): void {
  const { comparison, operation } = compared;
  const places = { base: base.at, revision: revision.at };
  if (revision.deprecated && !base.deprecated) {
    reportApi(comparison, 'operation-deprecated', places, {}, operation);
  }
  if (base.deprecated && !revision.deprecated) {
    reportApi(comparison, 'operation-no-longer-deprecated', places, {}, operation);
  }
  if (base.operationId !== revision.operationId) {
    const args = { from: base.operationId, to: revision.operationId };
    reportApi(comparison, 'operation-id-changed', places, args, operation);
  }
  compareSunsets(compared, base, revision);
  compareStability(compared, base, revision);
  compareParameters(compared, base, revision);
  compareBodies(compared, base.requestBody, revision.requestBody, places);
  compareResponses(compared, base, revision);
  if (compared.reversed) return;
  compareSecurity(compared, base, revision);
  compareOwnServers(comparison, operation, base, revision);
}

function compareCallbacks(comparison: ApiComparison, base: Operation, revision: Operation): void {
  const flat = (callbacks: readonly Callback[]) =>
    callbacks.flatMap(({ name, expression, operations }) =>
      operations.map((operation) => ({ ...operation, path: `${name} ${expression}` })),
    );
  const match = matchOperations(flat(base.callbacks), flat(revision.callbacks));
  const named = (operation: Operation): ChangedOperation => nameOf(operation, 'callback');
  for (const [before, after] of match.both) {
    compareOperation({ comparison, operation: named(before), reversed: true }, before, after);
  }
  for (const operation of match.removed) {
    const places = { base: operation.at, revision: revision.at };
    reportApi(comparison, 'callback-removed', places, {}, named(operation));
  }
  for (const operation of match.added) {
    const places = { base: base.at, revision: operation.at };
    reportApi(comparison, 'callback-added', places, {}, named(operation));
  }
}

/** An operation may go after a warning: it was deprecated, and its sunset has passed. */
function reportRemoved(comparison: ApiComparison, operation: Operation): void {
  const places = { base: operation.at, revision: undefined };
  const sunset = sunsetAt(operation);
  const when = removalBy(sunset, comparison.today);
  const rule = !operation.deprecated
    ? 'operation-removed'
    : when === undefined
      ? 'operation-removed-when-deprecated'
      : when === 'unreadable'
        ? 'sunset-unreadable'
        : (`operation-removed-${when}-sunset` as const);
  reportApi(comparison, rule, places, { from: sunset?.text }, nameOf(operation));
}

function compareSunsets(
  { comparison, operation }: OperationComparison,
  base: Operation,
  revision: Operation,
) {
  const [from, to] = [sunsetAt(base), sunsetAt(revision)];
  const rule = sunsetChange(from, to, revision.deprecated);
  if (rule === undefined) return;
  const places = { base: base.at, revision: revision.at };
  reportApi(comparison, rule, places, { from: from?.text, to: to?.text }, operation);
}

function sunsetAt({ at }: Operation): Sunset | undefined {
  const written = valueAt(at.document.value, at.pointer) as Record<string, unknown> | undefined;
  return sunsetOf(written?.['x-sunset']);
}

function nameOf(
  { method, path }: Operation,
  kind: ChangedOperation['kind'] = 'operation',
): ChangedOperation {
  return { kind, method, path };
}
