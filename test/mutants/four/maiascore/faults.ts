import { type Edit, isReadable, mend, set, toBytes } from '../../edit.ts';
import { type Fault, makersOf, schema } from '../../fault.ts';
import type { Subject } from '../../subject.ts';
import {
  createProvider,
  credentials,
  operationOf,
  type Records,
  refused,
  requests,
} from './provider.ts';

const { says, tells, refusesBadly, accepts, refuses, letsIn, forgets } = makersOf({
  requests,
  operationOf,
  refusal: refused,
});

const [create, update] = ['createCustomer', 'updateCustomer'] as const;
const post = '/paths/~1customers/post';
const put = '/paths/~1customers~1{id}/put';
const responses = '/components/responses';
const customer = schema('Customer');
const field = (name: string) => schema(`CustomerFields/properties/${name}`);
const creation = [schema('CustomerFields'), post, '/components/requestBodies'];
const updating = [schema('CustomerFields'), put, '/components/requestBodies'];
const access = ['/security', '/components/securitySchemes'];
const token = `Bearer ${credentials.bearer}`;

const nobody: Edit = ({ headers }) => delete headers.authorization;
const somebody: Edit = ({ headers }) => (headers.authorization ??= token);
const inXml = (inside: string) => toBytes('application/xml', `<item>${inside}</item>`);
const inForm = (text: string) => toBytes('application/x-www-form-urlencoded', text);
const isXml = ({ headers }: { headers: Readonly<Record<string, string | undefined>> }) =>
  /xml/.test(headers['content-type'] ?? '');

/** Replaces text in a body of this type. */
const rewrite =
  (type: RegExp, pattern: RegExp, text: string): Edit =>
  (draft) => {
    if (!type.test(draft.headers['content-type'] ?? '')) return;
    draft.body = Buffer.from(draft.body.toString().replace(pattern, text));
  };

const faults: readonly Fault<Records>[] = [
  says(['a record without an id', create, customer], (it) => delete it.id),
  says(['an id that is a number', update, customer], (it) => (it.id = 7)),
  says(['a time without offset', create, customer], (it) => {
    it.published_at = '2026-01-02T03:04:05';
  }),
  says(['null as updated_by', update, customer], (it) => (it.updated_by = null)),
  says(['the birthday as day/month/year', create, field('dateOfBirth')], (it) => {
    if (it.dateOfBirth !== undefined) it.dateOfBirth = '24/08/2019';
  }),
  says(
    ['an unknown marital status', create, field('maritalStatus')],
    (it) => {
      if (it.maritalStatus === 'widowed') it.maritalStatus = 'widow';
    },
    set('maritalStatus', 'widowed'),
  ),
  says(
    ['null as gender', update, field('gender')],
    (it) => (it.gender ??= null),
    ({ json }) => {
      delete json.gender;
    },
  ),
  says(
    ['the city of a form as a list', create, field('addressCity')],
    (it, { headers }) => {
      if (/form/.test(headers['content-type'] ?? '') && it.addressCity !== undefined) {
        it.addressCity = [it.addressCity];
      }
    },
    inForm('addressCity=Nairobi'),
  ),
  tells(
    ['201 for a creation', create, [post, responses, schema('Error')]],
    (it) => (it.status = 201),
  ),
  tells(['HTML', update, [put, responses]], (it) => {
    it.headers['content-type'] = 'text/html';
    it.text = '<!doctype html><title>Customer</title>';
  }),
  tells(['truncated JSON', create, [post, responses]], (it) => {
    it.text = JSON.stringify(it.json).slice(0, 40);
  }),
  {
    ...tells(['XML for XML', create, [post, responses]], () => {}, inXml('')),
    apply: (handle) => (request) => {
      const answer = handle(request);
      if (operationOf(request) !== create || !isXml(request) || answer.status >= 400) return answer;
      return { status: 200, headers: { 'content-type': 'application/xml' }, text: '<item/>' };
    },
  },
  refusesBadly(
    ['a 403 without a code', create, schema('Error')],
    ({ json }) => delete json.code,
    nobody,
    403,
  ),
  refusesBadly(
    ['a 403 with a code in words', update, schema('Error')],
    ({ json }) => (json.code = 'forbidden'),
    nobody,
    403,
  ),
  refusesBadly(
    ['a 400 labeled as a problem', create, responses],
    ({ headers }) => (headers['content-type'] = 'application/problem+json'),
    set('gender', 'other'),
    400,
  ),
  refusesBadly(
    ['a 400 without a message', update, schema('Error')],
    ({ json }) => delete json.message,
    set('gender', 'other'),
    400,
  ),
  accepts(
    ['an unknown gender', create, creation],
    set('gender', 'other'),
    mend('gender', (it: unknown) => it !== 'male' && it !== 'female'),
  ),
  accepts(
    ['an unknown gender in XML', create, creation],
    inXml('<gender>other</gender>'),
    rewrite(/xml/, /<gender>(?!male<|female<).*?<\/gender>/, ''),
  ),
  accepts(
    ['an unknown marital status in a form', update, updating],
    inForm('gender=male&maritalStatus=other'),
    rewrite(/form/, /maritalStatus=(?!(single|married|separated|widowed)(&|$))[^&]*/, ''),
  ),
  accepts(
    ['a birthday on an invalid date', create, creation],
    set('dateOfBirth', '2019-02-30'),
    mend('dateOfBirth', (it: unknown) => typeof it === 'string'),
  ),
  accepts(
    ['a city that is a number', update, updating],
    set('addressCity', 7),
    mend('addressCity', (it: unknown) => typeof it === 'number'),
  ),
  accepts(
    ['truncated JSON', create, creation],
    toBytes('application/json', '{"uuid":'),
    (draft) => {
      if (!isReadable(draft)) toBytes('application/json', '{}')(draft);
    },
  ),
  accepts(
    ['XML that does not end', update, updating],
    toBytes('application/xml', '<item>'),
    (draft) => {
      if (isXml(draft) && !draft.body.toString().trim().endsWith('</item>')) inXml('')(draft);
    },
  ),
  accepts(
    ['XML with another root element', create, creation],
    toBytes('application/xml', '<customer/>'),
    (draft) => {
      if (isXml(draft) && !draft.body.includes('item')) inXml('')(draft);
    },
  ),
  accepts(['JSON labeled as text', create, creation], toBytes('text/plain', '{}'), (draft) => {
    if (!/json|xml|form/.test(draft.headers['content-type'] ?? '')) {
      toBytes('application/json', '{}')(draft);
    }
  }),
  refuses(['XML', create, creation], inXml('<gender>male</gender>'), isXml),
  refuses(['forms', update, updating], inForm('gender=male'), ({ headers }) =>
    /form/.test(headers['content-type'] ?? ''),
  ),
  refuses(
    ['the marital status "separated"', create, creation],
    set('maritalStatus', 'separated'),
    ({ json }) => json.maritalStatus === 'separated',
  ),
  refuses(
    ['an empty object', update, updating],
    toBytes('application/json', '{}'),
    ({ body }) => body.toString() === '{}',
  ),
  letsIn(['anonymous requests to create', create, [...access, post]], nobody, somebody),
  letsIn(['anonymous requests to update', update, [...access, put]], nobody, somebody),
  letsIn(
    ['a wrong token', create, [...access, post]],
    ({ headers }) => (headers.authorization = 'Bearer wrong'),
    ({ headers }) => {
      if (/^Bearer /.test(headers.authorization ?? '')) headers.authorization = token;
    },
  ),
  letsIn(
    ['another scheme', update, [...access, put]],
    ({ headers }) => (headers.authorization = 'Basic dXNlcjpwYXNz'),
    ({ headers }) => {
      if (/^Basic /.test(headers.authorization ?? '')) headers.authorization = token;
    },
  ),
  forgets<Records>(
    ['an update deletes the record', update, put],
    (handle, records) => (request) => {
      const answer = handle(request);
      if (operationOf(request) === update && answer.status === 200) records.delete(answer.json.id);
      return answer;
    },
    // PUT is idempotent: a second one has the same result (RFC 9110 section 9.2.2).
    [requests.updateCustomer, requests.updateCustomer],
  ),
];

export const maiascore: Subject<Records> = {
  name: 'maiascore',
  contract: new URL('../../../../specs/maiascore/openapi.yaml', import.meta.url),
  credentials,
  requests,
  operationOf,
  createProvider,
  faults,
};
