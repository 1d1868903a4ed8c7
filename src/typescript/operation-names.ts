import type { Api, Operation } from '../api/model.ts';
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
 * has, or that a client has a use for, is followed by a number.
 */
export function namedOperations(api: Api): readonly NamedOperation[] {
  const keys = new Set<string>(reserved);
  const types = new Set<string>();
  return api.operations.map((operation) => {
    const { operationId, method, path } = operation;
    const wanted = operationId ?? `${method.toLowerCase()} ${path}`;
    const key = unused(identifier(wanted), keys);
    const type = unused(typeName(key.replace(/[$_]/g, ' ')), types);
    return { operation, key, type, hasId: operationId !== undefined };
  });
}

/** The methods by path; and names that JavaScript calls, or sets a prototype by. */
const reserved = [
  ...['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'TRACE', 'QUERY'],
  ...['then', 'toJSON', 'constructor', '__proto__', 'prototype'],
];

function identifier(text: string): string {
  if (/^[A-Za-z_$][\w$]*$/.test(text)) return text;
  const words = text.split(/[^\w$]+/).filter((word) => word !== '');
  const joined = words
    .map((word, index) => (index === 0 ? word : word[0]!.toUpperCase() + word.slice(1)))
    .join('');
  const first = joined === '' ? 'operation' : joined[0]!.toLowerCase() + joined.slice(1);
  return /^[A-Za-z_$]/.test(first) ? first : `_${first}`;
}

function unused(name: string, taken: Set<string>): string {
  let free = name;
  for (let number = 2; taken.has(free); number += 1) free = `${name}${number}`;
  taken.add(free);
  return free;
}
