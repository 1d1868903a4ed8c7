import type { Api, Operation } from '../api/model.ts';
import { capitalized, isIdentifier, uncapitalized, wordsOf } from './identifier.ts';
import { typeName } from './type-name.ts';

/** An operation with the names that generated code calls it by. */
export interface NamedOperation {
  readonly operation: Operation;
  /** Unique: the method of the client, and what `operations` in the types calls it. */
  readonly key: string;
  /** What its types begin with: `CreateCustomer` of `CreateCustomerCall`. */
  readonly type: string;
  /** Whether the document itself names the operation; one that it does not is called by path only. */
  readonly hasId: boolean;
}

/**
 * Names the operations of an API: by `operationId`, made an identifier where it is none
 * (`customers/create` is `customersCreate`), or by method and path. A name that another operation
 * has, or that a client has a use for, is followed by a number. An `operationId` that is a name
 * already is never another operation's, wherever in the document that stands.
 */
export function namedOperations(api: Api): readonly NamedOperation[] {
  const keys = new Set<string>([...reserved, ...api.operations.map(({ method }) => method)]);
  const types = new Set<string>();
  const named = new Map<Operation, NamedOperation>();
  const isPlain = ({ operationId }: Operation) =>
    operationId !== undefined && isIdentifier(operationId);
  const withId = api.operations.filter(({ operationId }) => operationId !== undefined);
  // Ids that are names first, then names made of ids, then those of paths, which programs do not call.
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

/** An operation that is not called by its id, because something else has the name. */
export interface RenamedOperation extends NamedOperation {
  readonly wanted: string;
  /** Whether another operation has it; a client has a use for it otherwise. */
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

/** The methods by path; and names that JavaScript calls, or sets a prototype by. */
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
