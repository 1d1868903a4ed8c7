import { type Edit, isReadable, set, toBytes } from '../../edit.ts';
import { type Fault, makersOf, schema } from '../../fault.ts';
import type { Subject } from '../../subject.ts';
import { createProvider, operationOf, refused, requests } from './provider.ts';

const { says, tells, refusesBadly, accepts, refuses } = makersOf({
  requests,
  operationOf,
  refusal: refused,
});

const id = 'createCustomer';
const post = '/paths/~1customer/post';
const responses = '/components/responses';
const customer = schema('Customer');
const fields = schema('CustomerFields');
const taken = [fields, post, '/components/requestBodies'];
const field = 'customSearchableCustomerFieldOne';
const wrongValue = set(field, 7);
const goodBody = requests.createCustomer.body.toString();
const good: Edit = toBytes('application/json', goodBody);

const faults: readonly Fault[] = [
  says(['a customer without an id', id, customer], (it) => delete it.id),
  says(['an id that is a number', id, [customer, fields]], (it) => (it.id = 1234)),
  says(['a customer without a URL', id, customer], (it) => delete it.url),
  says(['an invalid URL', id, customer], (it) => (it.url = '//crm example')),
  says(['a field as a list', id, fields], (it) => {
    if (it[field] !== undefined) it[field] = [it[field]];
  }),
  says(['null for an empty field', id, fields], (it) => {
    if (it.customNonSearchableCustomerFieldTwo === undefined) {
      it.customNonSearchableCustomerFieldTwo = null;
    }
  }),
  says(['an additional field with a number', id, fields], (it) => (it.version = 1)),
  tells(['200 for a creation', id, post], (it) => (it.status = 200)),
  tells(['HTML', id, [post, responses]], (it) => {
    it.headers['content-type'] = 'text/html';
    it.text = '<!doctype html><title>Customer</title>';
  }),
  tells(['no body', id, [post, responses]], (it) => (it.text = '')),
  refusesBadly(
    ['a 422 without a message', id, schema('Error')],
    ({ json }) => delete json?.message,
    wrongValue,
    422,
  ),
  refusesBadly(
    ['a 422 with an object for its list of fields', id, schema('FieldValidationError')],
    ({ json }) => {
      if (json !== undefined) json.fields = json.fields[0];
    },
    wrongValue,
    422,
  ),
  refusesBadly(
    ['a 422 without the message of a field', id, schema('FieldError')],
    ({ json }) => delete json?.fields[0].errorMessage,
    wrongValue,
    422,
  ),
  refusesBadly(
    ['a 400 with a list of fields', id, [schema('InvalidFieldError'), schema('FieldError')]],
    ({ json }) => {
      if (json !== undefined) json.fields = [];
    },
    toBytes('application/json', '['),
    400,
  ),
  refusesBadly(
    ['a 400 labeled as a problem', id, responses],
    ({ headers }) => (headers['content-type'] = 'application/problem+json'),
    toBytes('application/json', '['),
    400,
  ),
  accepts(['a number in a field', id, taken], wrongValue, ({ json }) => {
    if (typeof json[field] === 'number') json[field] = String(json[field]);
  }),
  accepts(['null in a field', id, taken], set(field, null), ({ json }) => {
    for (const name of Object.keys(json)) if (json[name] === null) delete json[name];
  }),
  accepts(['a list in an additional field', id, taken], set('colour', ['blue']), ({ json }) => {
    for (const name of Object.keys(json)) {
      if (!name.startsWith('custom') && Array.isArray(json[name])) json[name] = 'blue';
    }
  }),
  accepts(['a list of customers', id, taken], toBytes('application/json', '[{}]'), (draft) => {
    if (Array.isArray(draft.json)) good(draft);
  }),
  accepts(['truncated JSON', id, taken], toBytes('application/json', '{"a":'), (draft) => {
    if (!isReadable(draft)) good(draft);
  }),
  accepts(['JSON labeled as text', id, taken], toBytes('text/plain', goodBody), ({ headers }) => {
    if (!/json/.test(headers['content-type'] ?? '')) headers['content-type'] = 'application/json';
  }),
  refuses(
    ['a customer without fields', id, taken],
    toBytes('application/json', '{}'),
    ({ body }) => body.toString() === '{}',
  ),
  refuses(
    ['an additional field', id, taken],
    () => {},
    ({ json }) => Object.keys(json).some((name) => !name.startsWith('custom')),
    422,
  ),
  refuses(
    ['requests without X-SF-Initiative', id, post],
    ({ headers }) => delete headers['x-sf-initiative'],
    ({ headers }) => headers['x-sf-initiative'] === undefined,
  ),
  refuses(
    ['requests with X-SF-Company-Id', id, [post, '/components/parameters']],
    ({ headers }) => (headers['x-sf-company-id'] = '42'),
    ({ headers }) => headers['x-sf-company-id'] !== undefined,
  ),
  {
    ...refuses(
      ['requests without credentials', id, post],
      () => {},
      ({ headers }) => headers.authorization === undefined,
      401,
    ),
    kind: 'access',
  },
];

export const khoros: Subject = {
  name: 'khoros',
  contract: new URL('../../../../specs/khoros/openapi.yaml', import.meta.url),
  credentials: {},
  // Each installation has different fields, so the contract alone does not decide about refusals.
  statuses: { createCustomer: { valid: [201] } },
  requests,
  operationOf,
  createProvider,
  faults,
};
