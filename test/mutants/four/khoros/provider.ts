import { isObject } from '../../check.ts';
import { request } from '../../edit.ts';
import type { Handle, Incoming, Outgoing } from '../../http.ts';
import { json, mediaType, type Refusal, refuseUnless } from '../../read.ts';
import { said, serving } from '../rim.ts';

/** A provider that keeps specs/khoros. It accepts every custom field, and stores nothing. */
export function createProvider(): { readonly handle: Handle; readonly store: undefined } {
  const methodOf = (path: string) => (path === '/customer' ? 'POST' : undefined);
  return { handle: serving(methodOf, create, refusal), store: undefined };
}

function create(request: Incoming): Outgoing {
  mediaType(request, 'application/json');
  const fields = json(request.body);
  refuseUnless(isObject(fields), 'the customer is no object');
  const wrong = Object.keys(fields).filter((name) => typeof fields[name] !== 'string');
  if (wrong.length > 0) return invalid(wrong, request);
  return said(201, { ...fields, id: '1234', url: 'https://crm.example.com/customers/1234' });
}

/** The answer that lists all invalid fields. */
function invalid(names: readonly string[], request: Incoming): Outgoing {
  return told(422, request, {
    error: 'validation_failed',
    message: 'Some fields must be corrected',
    fields: names.map((name) => ({ name, errorMessage: 'The value is no text' })),
  });
}

function refusal({ status, message }: Refusal, request: Incoming): Outgoing {
  // The contract has no 415, so that an undescribed media type is a generic error.
  return told(status === 415 ? 400 : status, request, { error: 'invalid_payload', message });
}

interface Told {
  readonly error: string;
  readonly message: string;
  readonly fields?: readonly object[];
}

/** An error as JSON, or as text if the client accepts only text. */
function told(status: number, { headers }: Incoming, error: Told): Outgoing {
  const accept = headers.accept ?? '*/*';
  return /text\/plain/.test(accept) && !/json|\/\*/.test(accept)
    ? { status, headers: { 'content-type': 'text/plain' }, text: error.message }
    : said(status, error);
}

export const refused = (status: number): Outgoing =>
  status === 401
    ? { status, headers: { 'www-authenticate': 'Key' } }
    : said(status, { error: 'no', message: 'no' });

export const requests = {
  createCustomer: request(
    'POST /customer',
    { 'content-type': 'application/json', 'x-sf-initiative': '1001' },
    JSON.stringify({ customSearchableCustomerFieldOne: 'one', colour: 'blue' }),
  ),
};

export function operationOf({ method, path }: Incoming): 'createCustomer' | undefined {
  return method === 'POST' && path === '/customer' ? 'createCustomer' : undefined;
}
