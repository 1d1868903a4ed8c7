import { fieldBytes } from '../http/field-text.ts';
import { percentEncode } from '../http/percent.ts';
import type { OperationContract, SchemeContract } from './contract.ts';

/** A credential, or a function that returns it before each request; `undefined` is none. */
export type Credential<Secret = string> =
  | Secret
  | undefined
  | (() => Secret | undefined | Promise<Secret | undefined>);

/** The credentials of the `basic` scheme (RFC 7617). */
export interface UserPassword {
  readonly username: string;
  readonly password: string;
}

export type Credentials = Readonly<Record<string, Credential<string> | Credential<UserPassword>>>;

/** The parts that credentials add to a request. */
export interface Proof {
  readonly headers: Record<string, string>;
  readonly query: string[];
  readonly cookies: string[];
}

/**
 * The credentials for an operation: those of its first security alternative with all credentials.
 * If no alternative is complete, the request has none, and the provider decides.
 */
export async function proofFor(
  { security = [] }: OperationContract,
  schemes: Readonly<Record<string, SchemeContract>>,
  credentials: Credentials,
): Promise<Proof> {
  const proof: Proof = { headers: {}, query: [], cookies: [] };
  for (const alternative of security) {
    const secrets = await Promise.all(alternative.map((name) => secretOf(credentials[name])));
    if (secrets.length === 0 || secrets.includes(undefined)) continue;
    for (const [index, name] of alternative.entries()) {
      const scheme = schemes[name];
      if (scheme !== undefined) add(scheme, secrets[index]!, proof);
    }
    return proof;
  }
  return proof;
}

async function secretOf(
  credential: Credential<string> | Credential<UserPassword>,
): Promise<string | UserPassword | undefined> {
  return typeof credential === 'function' ? credential() : credential;
}

function add(scheme: SchemeContract, secret: string | UserPassword, proof: Proof): void {
  const text = typeof secret === 'string' ? secret : `${secret.username}:${secret.password}`;
  const bytes = fieldBytes(text);
  if ('http' in scheme) {
    const { http } = scheme;
    proof.headers.authorization = `${http} ${http === 'Basic' ? btoa(bytes) : bytes}`;
  } else if (scheme.in === 'header') proof.headers[scheme.name] = bytes;
  else if (scheme.in === 'query') {
    proof.query.push(`${percentEncode(scheme.name)}=${percentEncode(text)}`);
  } else proof.cookies.push(`${scheme.name}=${bytes}`);
}
