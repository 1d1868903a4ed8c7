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
  says(['a customer without a place', id, customer], (it) => delete it.url),
  says(['a place without a scheme', id, customer], (it) => (it.url = '//crm example')),
  says(['a field as a list', id, fields], (it) => {
    if (it[field] !== undefined) it[field] = [it[field]];
  }),
  says(['null for an empty field', id, fields], (it) => {
    if (it.customNonSearchableCustomerFieldTwo === undefined) {
      it.customNonSearchableCustomerFieldTwo = null;
    }
  }),
  says(['a field of its own that counts', id, fields], (it) => (it.version = 1)),
  tells(['200 for a creation', id, post], (it) => (it.status = 200)),
  tells(['a page for people', id, [post, responses]], (it) => {
    it.headers['content-type'] = 'text/html';
    it.text = '<!doctype html><title>Customer</title>';
  }),
  tells(['nothing', id, [post, responses]], (it) => (it.text = '')),
  refusesBadly(
    ['wrong values without a message', id, schema('Error')],
    ({ json }) => delete json?.message,
    wrongValue,
    422,
  ),
  refusesBadly(
    ['wrong values one by one', id, schema('FieldValidationError')],
    ({ json }) => {
      if (json !== undefined) json.fields = json.fields[0];
    },
    wrongValue,
    422,
  ),
  refusesBadly(
    ['wrong values without a reason', id, schema('FieldError')],
    ({ json }) => delete json?.fields[0].errorMessage,
    wrongValue,
    422,
  ),
  refusesBadly(
    [
      'what it cannot read with a list of fields',
      id,
      [schema('InvalidFieldError'), schema('FieldError')],
    ],
    ({ json }) => {
      if (json !== undefined) json.fields = [];
    },
    toBytes('application/json', '['),
    400,
  ),
  refusesBadly(
    ['what it cannot read as a problem', id, responses],
    ({ headers }) => (headers['content-type'] = 'application/problem+json'),
    toBytes('application/json', '['),
    400,
  ),
  accepts(['a number in a field', id, taken], wrongValue, ({ json }) => {
    if (typeof json[field] === 'number') json[field] = String(json[field]);
  }),
  accepts(['null in any field', id, taken], set(field, null), ({ json }) => {
    for (const name of Object.keys(json)) if (json[name] === null) delete json[name];
  }),
  accepts(['a list in a field without a name', id, taken], set('colour', ['blue']), ({ json }) => {
    for (const name of Object.keys(json)) {
      if (!name.startsWith('custom') && Array.isArray(json[name])) json[name] = 'blue';
    }
  }),
  accepts(['a list of customers', id, taken], toBytes('application/json', '[{}]'), (draft) => {
    if (Array.isArray(draft.json)) good(draft);
  }),
  accepts(['half of a body', id, taken], toBytes('application/json', '{"a":'), (draft) => {
    if (!isReadable(draft)) good(draft);
  }),
  accepts(['JSON as text', id, taken], toBytes('text/plain', goodBody), ({ headers }) => {
    if (!/json/.test(headers['content-type'] ?? '')) headers['content-type'] = 'application/json';
  }),
  refuses(
    ['a customer without fields', id, taken],
    toBytes('application/json', '{}'),
    ({ body }) => body.toString() === '{}',
  ),
  refuses(
    ['a field that it does not know', id, taken],
    () => {},
    ({ json }) => Object.keys(json).some((name) => !name.startsWith('custom')),
    422,
  ),
  refuses(
    ['those who tell no initiative', id, post],
    ({ headers }) => delete headers['x-sf-initiative'],
    ({ headers }) => headers['x-sf-initiative'] === undefined,
  ),
  refuses(
    ['those who tell their company', id, [post, '/components/parameters']],
    ({ headers }) => (headers['x-sf-company-id'] = '42'),
    ({ headers }) => headers['x-sf-company-id'] !== undefined,
  ),
  {
    ...refuses(
      ['those without a key', id, post],
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
  // Each installation has fields of its own, so that the contract alone does not say whether one may be refused.
  statuses: { createCustomer: { valid: [201] } },
  requests,
  operationOf,
  createProvider,
  faults,
};
