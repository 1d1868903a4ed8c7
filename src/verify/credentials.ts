import { thrownMessage } from '../thrown-message.ts';
/**
 * A credential as the user gives it: the text itself, `env:NAME`, or a function that fetches it.
 */
export type CredentialSource = string | (() => string | Promise<string>);

export type ReadCredentials =
  | {
      readonly ok: true;
      /** By the name of the security scheme or of the header field. */
      readonly values: Readonly<Record<string, string>>;
      /** The sources of the values, by the same names. */
      readonly variables: Readonly<Record<string, string>>;
    }
  | { readonly ok: false; readonly reason: string };

/**
 * Reads credentials from the environment, or fetches them. The reason of a failure never contains a
 * secret.
 */
export async function readCredentials(
  sources: Readonly<Record<string, CredentialSource>>,
  env: Readonly<Record<string, string | undefined>>,
): Promise<ReadCredentials> {
  const values = new Map<string, string>();
  const variables = new Map<string, string>();
  for (const [name, source] of Object.entries(sources)) {
    if (typeof source === 'function') {
      try {
        values.set(name, await source());
      } catch (error) {
        const reason = thrownMessage(error);
        return { ok: false, reason: `cannot fetch the credential "${name}": ${reason}` };
      }
      continue;
    }
    const variable = /^env:(.*)$/.exec(source)?.[1];
    const value = variable === undefined ? source : env[variable];
    if (value === undefined || value === '') {
      const reason = variable === undefined ? 'it is empty' : `the variable ${variable} is not set`;
      return { ok: false, reason: `cannot read the credential "${name}": ${reason}` };
    }
    values.set(name, value);
    if (variable !== undefined) variables.set(name, variable);
  }
  return {
    ok: true,
    values: Object.fromEntries(values),
    variables: Object.fromEntries(variables),
  };
}
