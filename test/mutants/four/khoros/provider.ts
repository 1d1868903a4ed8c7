import { isObject } from '../../check.ts';
import { request } from '../../edit.ts';
import type { Handle, Incoming, Outgoing } from '../../http.ts';
import { json, mediaType, type Refusal, refuseUnless } from '../../read.ts';
import { said, serving } from '../rim.ts';

/** A provider that keeps specs/khoros; it knows every custom field, and remembers nothing. */
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

/** All the fields whose values are not acceptable. */
function invalid(names: readonly string[], request: Incoming): Outgoing {
  return told(422, request, {
    error: 'validation_failed',
    message: 'Some fields must be corrected',
    fields: names.map((name) => ({ name, errorMessage: 'The value is no text' })),
  });
}

function refusal({ status, message }: Refusal, request: Incoming): Outgoing {
  // A media type that is not described is one of the generic errors.
  return told(status === 415 ? 400 : status, request, { error: 'invalid_payload', message });
}

interface Told {
  readonly error: string;
  readonly message: string;
  readonly fields?: readonly object[];
}

/** An error as JSON, unless only text is accepted. */
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
