import type { Api, HttpRequest, Operation } from '../../src/index.ts';
import type { Contract } from './contracts.ts';
import type { Payload } from './evidence.ts';

/** The bytes of a payload; for a literal of a program, the bytes that the program sends. */
export function bytesOf(contract: Contract, payload: Payload): Uint8Array {
  return contract.payload(payload.sends ?? payload.file);
}

/** A request as its page shows it, with values for the parts that the page leaves out. */
export function requestOf(
  operation: Operation,
  contract: Contract,
  payload: Payload,
  credentials: Readonly<Record<string, string>> = {},
): HttpRequest {
  const { shown, mediaType } = payload;
  return {
    method: operation.method,
    target: shown?.target ?? operation.path.replaceAll(/\{\w+\}/g, 'string'),
    headers: {
      'content-type': mediaType,
      ...shown?.headers,
      ...credentialsOf(operation, credentials),
    },
    body: bytesOf(contract, payload),
  };
}

/** Header fields that satisfy the first security alternative of an operation. */
function credentialsOf(
  operation: Operation,
  credentials: Readonly<Record<string, string>>,
): Record<string, string> {
  const [alternative = []] = operation.security;
  return Object.fromEntries(
    alternative.map(({ scheme: { name, credential } }) => {
      const token = credentials[name] ?? 'token';
      return credential.type === 'apiKey'
        ? [credential.name.toLowerCase(), token]
        : ['authorization', `Bearer ${token}`];
    }),
  );
}

export function operationOf(api: Api, { operation: id }: Payload): Operation {
  const operation = api.operations.find(({ operationId }) => operationId === id);
  if (operation === undefined) throw new Error(`Cannot find the operation ${id}`);
  return operation;
}
