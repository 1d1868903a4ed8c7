import { createHmac, randomUUID } from 'node:crypto';
import type { Operation } from '../api/model.ts';
import type { HttpRequest } from '../http/exchange.ts';

/** How what the mock sends is signed: as Standard Webhooks says, or by HMAC-SHA256 of the body in a field. */
export type SignatureForm = 'standard-webhooks' | HmacForm;

export interface HmacForm {
  /** The field that has the signature: `X-Hub-Signature-256`. */
  readonly header: string;
  /** The text before the signature in the field: `sha256=`. */
  readonly prefix?: string;
  /** The encoding of the signature's bytes; `hex` by default. */
  readonly encoding?: 'hex' | 'base64';
}

/** Signs a message that the mock sends. */
export interface Signature {
  /** In words: `Standard Webhooks`. */
  readonly name: string;
  /** The fields for a message; those of its repetitions have the same id. */
  fields(request: HttpRequest, id: string): Readonly<Record<string, string>>;
}

/** The id of a message, which its repetitions share. */
export function messageId(): string {
  return `msg_${randomUUID().replaceAll('-', '')}`;
}

/**
 * The signature of a message. It is `undefined` if neither the configuration nor the contract
 * requires one, or if there is no secret. A contract requires one if it describes the three fields
 * of Standard Webhooks.
 */
export function signatureOf(
  operation: Operation,
  form: SignatureForm | undefined,
  secret: string | undefined,
): Signature | undefined {
  const wanted = form ?? (describesStandardWebhooks(operation) ? 'standard-webhooks' : undefined);
  if (wanted === undefined || secret === undefined) return undefined;
  return wanted === 'standard-webhooks' ? standardWebhooks(secret) : hmac(wanted, secret);
}

/** The reason why a secret is invalid for the form; `undefined` for a valid one. */
export function wrongSecret(form: SignatureForm | undefined, secret: string): string | undefined {
  if (form !== 'standard-webhooks' || base64.test(bareSecret(secret))) return undefined;
  return 'a secret of Standard Webhooks is base64, with or without "whsec_" before it';
}

const standardFields = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];

function describesStandardWebhooks({ parameters }: Operation): boolean {
  const fields = parameters
    .filter((parameter) => parameter.in === 'header')
    .map(({ name }) => name.toLowerCase());
  return standardFields.every((name) => fields.includes(name));
}

const base64 = /^[A-Za-z0-9+/]+={0,2}$/;

function bareSecret(secret: string): string {
  return secret.replace(/^whsec_/, '');
}

/** https://www.standardwebhooks.com: the id, the time and the body, signed by a key that is base64. */
function standardWebhooks(secret: string): Signature {
  const key = Buffer.from(bareSecret(secret), 'base64');
  return {
    name: 'Standard Webhooks',
    fields({ body }, id) {
      const time = String(Math.floor(Date.now() / 1000));
      const signature = createHmac('sha256', key).update(`${id}.${time}.`).update(body);
      return {
        'webhook-id': id,
        'webhook-timestamp': time,
        'webhook-signature': `v1,${signature.digest('base64')}`,
      };
    },
  };
}

function hmac({ header, prefix = '', encoding = 'hex' }: HmacForm, secret: string): Signature {
  return {
    name: `HMAC-SHA256 in ${header}`,
    fields: ({ body }) => ({
      [header.toLowerCase()]: prefix + createHmac('sha256', secret).update(body).digest(encoding),
    }),
  };
}
