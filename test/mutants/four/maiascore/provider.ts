import { type Check, day, object, oneOf, text } from '../../check.ts';
import { request } from '../../edit.ts';
import type { Handle, Incoming, Outgoing } from '../../http.ts';
import {
  decoded,
  elementOf,
  fields,
  form,
  json,
  mediaType,
  type Refusal,
  refuseUnless,
} from '../../read.ts';
import { bearerToken, said, serving } from '../rim.ts';

export const credentials = { bearer: 'token-1' };

/** Records by their ids. */
export type Records = Map<string, Record<string, unknown>>;

/** A provider that keeps specs/maiascore, and has one record at the start. */
export function createProvider(): { readonly handle: Handle; readonly store: Records } {
  const records: Records = new Map([['string', recordOf('string', {})]]);
  const handle = serving(methodOf, (request) => write(request, records), refusal);
  return { handle, store: records };
}

function methodOf(path: string): string | undefined {
  if (path === '/customers') return 'POST';
  return /^\/customers\/[^/]+$/.test(path) ? 'PUT' : undefined;
}

function write(request: Incoming, records: Records): Outgoing {
  refuseUnless(bearerToken(request) === credentials.bearer, 'authentication is required', 403);
  const asked = request.path.slice('/customers/'.length);
  const id =
    request.method === 'POST' ? `c-${records.size}` : decoded(asked.replaceAll('+', '%2B'));
  const isNew = request.method === 'POST';
  refuseUnless(isNew || records.has(id), 'the resource was not found', 404);
  const value = bodyOf(request);
  customerFields(value, 'customer');
  const record = recordOf(id, value as object);
  records.set(id, record);
  return said(200, structuredClone(record));
}

const names = [
  'uuid',
  'referenceId',
  'dateOfBirth',
  'addressStreet',
  'addressNeighborhood',
  'addressCity',
  'addressState',
  'addressCountry',
  'gender',
  'maritalStatus',
];

const checks = {
  ...Object.fromEntries(names.map((name) => [`${name}?`, text()])),
  'dateOfBirth?': day,
  'gender?': oneOf('male', 'female'),
  'maritalStatus?': oneOf('single', 'married', 'separated', 'widowed'),
};

const customerFields: Check = object(checks, { open: true });

const formType = 'application/x-www-form-urlencoded';
const readers: Readonly<Record<string, (body: Buffer) => unknown>> = {
  'application/json': json,
  'application/xml': fieldsOfXml,
  [formType]: form,
};

function bodyOf(request: Incoming): unknown {
  // An empty body is a valid form.
  const isEmptyForm = request.headers['content-type'] === formType && request.body.length === 0;
  if (isEmptyForm) return {};
  return readers[mediaType(request, ...Object.keys(readers))]!(request.body);
}

/** The fields of an `<item>`, which has an element for each. */
function fieldsOfXml(body: Buffer): unknown {
  const root = elementOf(body);
  refuseUnless(root.name === 'item', `the root is "${root.name}"`);
  return fields(root, ({ isNil, children, text }) => (isNil || children.length > 0 ? null : text));
}

/** A record of the provider: the known fields, and those that it adds. */
function recordOf(id: string, value: object): Record<string, unknown> {
  const known = Object.entries(value).filter(([name]) => names.includes(name));
  return {
    ...Object.fromEntries(known),
    id,
    published_at: '2026-01-02T03:04:05Z',
    created_by: 'Ada',
    updated_by: 'Ada',
  };
}

const refusal = ({ status, message }: Pick<Refusal, 'status' | 'message'>): Outgoing =>
  said(status, { code: status, message });

export const refused = (status: number): Outgoing => refusal({ status, message: 'no' });

const body = JSON.stringify({
  uuid: 'u-1',
  dateOfBirth: '2019-08-24',
  addressCity: 'Nairobi',
  gender: 'male',
  maritalStatus: 'single',
});
const headers = { authorization: 'Bearer token-1', 'content-type': 'application/json' };

export const requests = {
  createCustomer: request('POST /customers', headers, body),
  updateCustomer: request('PUT /customers/string', headers, body),
};

export function operationOf({ method, path }: Incoming): keyof typeof requests | undefined {
  if (methodOf(path) !== method) return undefined;
  return method === 'POST' ? 'createCustomer' : 'updateCustomer';
}
