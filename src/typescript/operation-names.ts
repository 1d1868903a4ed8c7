import type { Api, Operation } from '../api/model.ts';
import { capitalized, isIdentifier, uncapitalized, wordsOf } from './identifier.ts';
import { typeName } from './type-name.ts';

/** An operation with its names in generated code. */
export interface NamedOperation {
  readonly operation: Operation;
  /** The unique name of the client's method and of the operation's member in `operations`. */
  readonly key: string;
  /** The beginning of its type names: `CreateCustomer` of `CreateCustomerCall`. */
  readonly type: string;
  /** Whether the operation has an `operationId`; without one, programs call it only by its path. */
  readonly hasId: boolean;
}

/**
 * Names the operations of an API: by `operationId` as an identifier (`customers/create` becomes
 * `customersCreate`), or by method and path. A number follows a name that another operation or the
 * client uses. An `operationId` that is already an identifier always keeps its name against other
 * operations.
 */
export function namedOperations(api: Api): readonly NamedOperation[] {
  const keys = new Set<string>([...reserved, ...api.operations.map(({ method }) => method)]);
  const types = new Set<string>();
  const named = new Map<Operation, NamedOperation>();
  const isPlain = ({ operationId }: Operation) =>
    operationId !== undefined && isIdentifier(operationId);
  const withId = api.operations.filter(({ operationId }) => operationId !== undefined);
  // First the ids that are identifiers, then names made of ids, then names of paths, which programs
  // do not call.
  for (const operation of new Set([
    ...withId.filter((each) => isPlain(each) && !keys.has(each.operationId!)),
    ...withId,
    ...api.operations,
  ])) {
    const key = unused(wantedName(operation), keys);
    const type = unused(typeName(key), types);
    named.set(operation, { operation, key, type, hasId: operation.operationId !== undefined });
  }
  return api.operations.map((operation) => named.get(operation)!);
}

/** An operation whose name differs from its id, because the name is taken. */
export interface RenamedOperation extends NamedOperation {
  readonly wanted: string;
  /** Whether another operation has the name; otherwise, the client itself uses it. */
  readonly isTaken: boolean;
}

export function renamedOperations(api: Api): readonly RenamedOperation[] {
  const all = namedOperations(api);
  const keys = new Set(all.map(({ key }) => key));
  return all.flatMap((named) => {
    const wanted = wantedName(named.operation);
    if (!named.hasId || named.key === wanted) return [];
    return [{ ...named, wanted, isTaken: keys.has(wanted) }];
  });
}

/** The methods for calls by path, and names that JavaScript calls or that set a prototype. */
const reserved = [
  ...['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'TRACE', 'QUERY'],
  ...['then', 'toJSON', 'constructor', '__proto__', 'prototype'],
];

function wantedName({ operationId, method, path }: Operation): string {
  return identifier(operationId ?? `${method.toLowerCase()} ${path}`);
}

function identifier(text: string): string {
  if (isIdentifier(text)) return text;
  const [head = 'operation', ...words] = wordsOf(text);
  const joined = uncapitalized(head) + words.map(capitalized).join('');
  return isIdentifier(joined) ? joined : `_${joined}`;
}

function unused(name: string, taken: Set<string>): string {
  let free = name;
  for (let number = 2; taken.has(free); number += 1) free = `${name}${number}`;
  taken.add(free);
  return free;
}
