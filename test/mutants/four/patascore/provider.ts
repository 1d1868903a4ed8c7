import { type Check, object, oneOf, text } from '../../check.ts';
import { request } from '../../edit.ts';
import type { Handle, Incoming, Outgoing } from '../../http.ts';
import { json, mediaType, type Refusal, refuseUnless } from '../../read.ts';
import { bearerToken, said, serving, uuidOf } from '../rim.ts';

const token = 'token-1';

/** One token, which two security schemes accept. */
export const credentials = { authentication: token, bearer: token };

export const path = '/api/v1/customer/mfi/register';

/** The data of the provider. */
interface Register {
  customers: number;
  /** The number of each county by name. */
  readonly counties: Map<string, number>;
}

/** A provider that keeps specs/patascore. */
export function createProvider(): { readonly handle: Handle; readonly store: Register } {
  const store: Register = { customers: 0, counties: new Map() };
  const methodOf = (asked: string) => (asked === path ? 'POST' : undefined);
  const handle = serving(methodOf, (request) => register(request, store), refusal);
  return { handle, store };
}

function register(request: Incoming, store: Register): Outgoing {
  const isKnown = request.headers.authentication === token || bearerToken(request) === token;
  refuseUnless(isKnown, 'the authentication token is missing or not valid', 401);
  mediaType(request, 'application/json');
  const told = json(request.body);
  registration(told, 'customer');
  const { full_name, national_id, phone, location, gender } = told as Record<string, string>;
  store.customers += 1;
  const { customers, counties } = store;
  if (!counties.has(location!)) counties.set(location!, counties.size + 1);
  return said(200, {
    status: 200,
    message: 'Customer successfully registered',
    data: {
      id: customers,
      full_name,
      national_id,
      gender,
      phone: phone!.replace(/^\+/, '').replace(/^0(?=\d)/, '254'),
      date_of_birth: '',
      date_registered: '13/03/2023 11:18',
      name: full_name,
      location: counties.get(location!),
      uuid: uuidOf(customers),
      email: '',
    },
  });
}

const registration: Check = object(
  {
    full_name: text(),
    national_id: text(),
    phone: text(),
    location: text(),
    gender: oneOf('Male', 'Female'),
  },
  { open: true },
);

function refusal({ status, message }: Pick<Refusal, 'status' | 'message'>): Outgoing {
  const answer = said(status, { status, message, errors: status === 400 ? [message] : [] });
  if (status === 401) answer.headers['www-authenticate'] = 'Bearer';
  return answer;
}

export const refused = (status: number): Outgoing => refusal({ status, message: 'no' });

export const requests = {
  registerCustomer: request(
    `POST ${path}`,
    { authentication: token, 'content-type': 'application/json' },
    JSON.stringify({
      full_name: 'Anthony Kamau',
      national_id: '21314151',
      phone: '0707888888',
      location: 'Kwale',
      gender: 'Female',
    }),
  ),
};

export function operationOf(asked: Incoming): 'registerCustomer' | undefined {
  return asked.method === 'POST' && asked.path === path ? 'registerCustomer' : undefined;
}
