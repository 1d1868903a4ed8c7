import { type Edit, fill, isReadable, mend, set, toBytes } from '../../edit.ts';
import { type Fault, makersOf, schema } from '../../fault.ts';
import type { Subject } from '../../subject.ts';
import { createProvider, credentials, operationOf, path, refused, requests } from './provider.ts';

const { says, tells, refusesBadly, accepts, refuses, letsIn } = makersOf({
  requests,
  operationOf,
  refusal: refused,
});

const id = 'registerCustomer';
const post = `/paths/${path.replaceAll('/', '~1')}/post`;
const responses = '/components/responses';
const customer = (name: string) => schema(`Customer/properties/${name}`);
const taken = [schema('CustomerRegistration'), schema('Gender'), post, '/components/requestBodies'];
const access = ['/security', post, '/components/securitySchemes'];
const token = credentials.bearer;
const goodBody = requests.registerCustomer.body.toString();

const nobody: Edit = ({ headers }) => {
  delete headers.authentication;
  delete headers.authorization;
};
const byBearer: Edit = ({ headers }) => {
  delete headers.authentication;
  headers.authorization = `Bearer ${token}`;
};
const noPhone: Edit = ({ json }) => delete json.phone;

const faults: readonly Fault[] = [
  says(['no data', id, schema('CustomerRegistered')], (it) => delete it.data),
  says(['the status as text', id, schema('Status')], (it) => (it.status = '200')),
  says(['null as message', id, schema('Message')], (it) => (it.message = null)),
  says(['the county by its name', id, customer('location')], (it) => (it.data.location = 'Kwale')),
  says(
    ['a gender in lower case', id, schema('Gender')],
    ({ data }) => {
      if (data.gender === 'Male') data.gender = 'male';
    },
    set('gender', 'Male'),
  ),
  says(['the time in ISO 8601', id, customer('date_registered')], ({ data }) => {
    data.date_registered = '2023-03-13T11:18:00Z';
  }),
  says(['the month before the day', id, customer('date_registered')], ({ data }) => {
    data.date_registered = '03/13/2023 11:18';
  }),
  says(['an invalid UUID', id, customer('uuid')], ({ data }) => (data.uuid = 'c211984f')),
  says(['null as e-mail address', id, customer('email')], ({ data }) => (data.email = null)),
  says(['a dash as e-mail address', id, customer('email')], ({ data }) => (data.email = '-')),
  says(['no e-mail address', id, schema('Customer')], ({ data }) => delete data.email),
  says(['the id as text', id, customer('id')], ({ data }) => (data.id = String(data.id))),
  tells(['HTML', id, [post, responses]], (it) => {
    it.headers['content-type'] = 'text/html';
    it.text = '<!doctype html><title>Customer</title>';
  }),
  tells(['truncated JSON', id, [post, responses]], (it) => {
    it.text = JSON.stringify(it.json).slice(0, 40);
  }),
  refusesBadly(
    ['errors as text', id, schema('Error')],
    ({ json }) => (json.errors = json.errors[0]),
    noPhone,
    400,
  ),
  refusesBadly(
    ['errors as numbers', id, schema('Error')],
    ({ json }) => (json.errors = [17]),
    noPhone,
    400,
  ),
  refusesBadly(['a 401 without content', id, responses], (it) => (it.text = ''), nobody, 401),
  refusesBadly(
    ['a 401 whose status is text', id, schema('Status')],
    ({ json }) => (json.status = 'error'),
    nobody,
    401,
  ),
  accepts(['no phone', id, taken], noPhone, fill('phone', '0707888888')),
  accepts(
    ['a gender in lower case', id, taken],
    set('gender', 'female'),
    mend('gender', (it: unknown) => it !== 'Male' && it !== 'Female', 'Female'),
  ),
  accepts(
    ['a number as national_id', id, taken],
    set('national_id', 21314151),
    mend('national_id', (it: unknown) => typeof it === 'number', '21314151'),
  ),
  accepts(
    ['null as location', id, taken],
    set('location', null),
    mend('location', (it: unknown) => it === null, 'Kwale'),
  ),
  accepts(['truncated JSON', id, taken], toBytes('application/json', '{"phone":'), (draft) => {
    if (!isReadable(draft)) toBytes('application/json', goodBody)(draft);
  }),
  accepts(['JSON labeled as text', id, taken], toBytes('text/plain', goodBody), ({ headers }) => {
    if (!/json/.test(headers['content-type'] ?? '')) headers['content-type'] = 'application/json';
  }),
  refuses(
    ['the gender "Male"', id, taken],
    set('gender', 'Male'),
    ({ json }) => json.gender === 'Male',
  ),
  refuses(['names with letters outside ASCII', id, taken], set('full_name', 'Zoë'), ({ json }) =>
    /[^ -~]/.test(json.full_name),
  ),
  letsIn(['anonymous requests', id, access], nobody, ({ headers }) => {
    if (headers.authorization === undefined) headers.authentication ??= token;
  }),
  letsIn(
    ['a wrong token', id, access],
    ({ headers }) => (headers.authentication = 'wrong'),
    ({ headers }) => {
      if (headers.authentication !== undefined) headers.authentication = token;
    },
  ),
  letsIn(
    ['a wrong bearer token', id, access],
    ({ headers }) => {
      delete headers.authentication;
      headers.authorization = 'Bearer wrong';
    },
    ({ headers }) => {
      if (/^Bearer /.test(headers.authorization ?? '')) headers.authorization = `Bearer ${token}`;
    },
  ),
  {
    ...refuses(
      ['bearers', id, access],
      byBearer,
      ({ headers }) =>
        headers.authentication === undefined && headers.authorization === `Bearer ${token}`,
      401,
    ),
    kind: 'access',
  },
];

export const patascore: Subject = {
  name: 'patascore',
  contract: new URL('../../../../specs/patascore/openapi.yaml', import.meta.url),
  credentials,
  requests,
  operationOf,
  createProvider,
  faults,
};
