import type { Operation } from '../api/model.ts';
import { type Exchange, headerLines, splitTarget } from '../http/exchange.ts';
import type { Secret } from './redact.ts';
import { isSecretField } from './secret-name.ts';

/**
 * The values of an exchange that must stay secret: credentials by the contract, and those that every client
 * sends. `operation` is `undefined` where no contract describes the request.
 */
export function secretsOf(
  operation: Operation | undefined,
  { request, response }: Exchange,
): readonly Secret[] {
  const { headers, target } = request;
  const keys = (operation?.security ?? []).flat().flatMap(({ scheme }) => {
    const { credential, name } = scheme;
    if (credential.type !== 'apiKey') return [];
    const values =
      credential.in === 'query'
        ? new URLSearchParams(splitTarget(target).query).getAll(credential.name)
        : headerLines(headers, credential.name.toLowerCase());
    return values.map((value) => ({ value, variable: variableOf(name) }));
  });
  // Also those that the contract does not describe, by what they are called.
  const tokens = Object.keys(headers)
    .filter((name) => name !== 'cookie' && isSecretField(name))
    .flatMap((name) => headerLines(headers, name).map((value) => ({ name, value })))
    .map(({ name, value }) => ({ value: value.replace(/^\S+ +/, ''), variable: variableOf(name) }));
  const asked = [...new URLSearchParams(splitTarget(target).query)]
    .filter(([name, value]) => isSecretField(name) && value !== '')
    .map(([name, value]) => ({ value, variable: variableOf(name) }));
  const cookies = [
    ...headerLines(headers, 'cookie').flatMap((line) => line.split(';')),
    ...headerLines(response.headers, 'set-cookie').map((line) => line.split(';', 1)[0]!),
  ].map((pair) => ({ value: pair.slice(pair.indexOf('=') + 1).trim(), variable: 'COOKIE' }));
  // Cookies of a letter or two are settings, and their values are everywhere.
  return [...keys, ...tokens, ...asked, ...cookies.filter(({ value }) => value.length > 2)];
}

function variableOf(name: string): string {
  return name.toUpperCase().replace(/\W+/g, '_');
}
