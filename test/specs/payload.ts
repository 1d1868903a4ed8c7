import type { Api, HttpRequest, Operation } from '../../src/index.ts';
import type { Contract } from './contracts.ts';
import type { Payload } from './evidence.ts';

/** The bytes of a payload; of one that stands in a program, those that the program sends. */
export function bytesOf(contract: Contract, payload: Payload): Uint8Array {
  return contract.payload(payload.sends ?? payload.file);
}

/** A request as its page shows it, with what the page leaves to the reader filled in. */
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

/** What meets the first alternative of an operation's security. */
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
