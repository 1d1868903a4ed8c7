import type { Operation } from '../api/model.ts';
import { type Exchange, headerLines, splitTarget } from '../http/exchange.ts';
import { contentTypeOf, isJson, isSequence } from '../http/media-type.ts';
import { passwordNames } from './password-names.ts';
import {
  createRedactor,
  hideNamedSecrets,
  namedSecretsIn,
  type Redactor,
  type Secret,
} from './redact.ts';
import { isSecretField } from './secret-name.ts';

/**
 * The secrets of an exchange: credentials by the contract, and those that every client sends.
 * `operation` is `undefined` if no contract describes the request.
 */
export function secretsOf(
  operation: Operation | undefined,
  { request, response }: Exchange,
): readonly Secret[] {
  const { headers, target } = request;
  const named = namedBy(operation);
  const isNamed = (field: string) => [...named].some((name) => name.toLowerCase() === field);
  const keys = (operation?.security ?? []).flat().flatMap(({ scheme }) => {
    const { credential, name } = scheme;
    if (credential.type !== 'apiKey') return [];
    const values =
      credential.in === 'query'
        ? new URLSearchParams(splitTarget(target).query).getAll(credential.name)
        : headerLines(headers, credential.name.toLowerCase());
    return values.map((value) => ({ value, variable: variableOf(name) }));
  });
  // This includes undescribed fields, by their names.
  const tokens = Object.keys(headers)
    .filter((name) => name !== 'cookie' && (isSecretField(name) || isNamed(name)))
    .flatMap((name) => headerLines(headers, name).map((value) => ({ name, value })))
    .map(({ name, value }) => ({ value: value.replace(/^\S+ +/, ''), variable: variableOf(name) }));
  const querySecrets = [...new URLSearchParams(splitTarget(target).query)]
    .filter(([name, value]) => (isSecretField(name) || named.has(name)) && value !== '')
    .map(([name, value]) => ({ value, variable: variableOf(name) }));
  const cookies = [
    ...headerLines(headers, 'cookie').flatMap((line) => line.split(';')),
    ...headerLines(response.headers, 'set-cookie').map((line) => line.split(';', 1)[0]!),
  ].map((pair) => ({ value: pair.slice(pair.indexOf('=') + 1).trim(), variable: 'COOKIE' }));
  const members = [request, response]
    .filter(hasMembers)
    .flatMap(({ body }) => namedSecretsIn(body, named))
    .map(({ name, value }) => ({ value, variable: variableOf(name) }));
  // Cookies of one or two letters are settings, and their values occur everywhere.
  return [
    ...keys,
    ...tokens,
    ...querySecrets,
    ...members,
    ...cookies.filter(({ value }) => value.length > 2),
  ];
}

/**
 * Removes the secrets from other programs' exchanges: those above, and JSON members whose names
 * suggest secrets. Requests of `verify` have generated values, which stay so that they can be sent
 * again.
 */
export function redactorOf(operation: Operation | undefined, exchange: Exchange): Redactor {
  const named = namedBy(operation);
  const redactor = createRedactor(secretsOf(operation, exchange), named);
  return {
    ...redactor,
    exchange(one) {
      const { request, response } = redactor.exchange(one);
      return {
        request: withoutMembers(request, named),
        response: withoutMembers(response, named),
      };
    },
  };
}

/** A value with `format: password` is a secret under any name. */
function namedBy(operation: Operation | undefined): ReadonlySet<string> {
  return operation === undefined ? new Set() : passwordNames(operation.at.document);
}

function withoutMembers<T extends Exchange['request'] | Exchange['response']>(
  message: T,
  named: ReadonlySet<string>,
): T {
  return hasMembers(message)
    ? { ...message, body: hideNamedSecrets(message.body, named) }
    : message;
}

function hasMembers({ headers }: Exchange['request'] | Exchange['response']): boolean {
  const type = contentTypeOf(headers);
  return type !== undefined && (isJson(type) || isSequence(type));
}

function variableOf(name: string): string {
  return name.toUpperCase().replace(/\W+/g, '_');
}
