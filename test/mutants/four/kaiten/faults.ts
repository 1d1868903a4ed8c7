import { type Edit, fill, isReadable, mend, set, toBytes } from '../../edit.ts';
import { type Fault, makersOf, schema } from '../../fault.ts';
import type { Subject } from '../../subject.ts';
import { createProvider, credentials, operationOf, refused, requests } from './provider.ts';

const { says, tells, refusesBadly, accepts, refuses } = makersOf({
  requests,
  operationOf,
  refusal: refused,
});

const id = 'createCustomer';
const post = '/paths/~1customers/post';
const responses = '/components/responses';
const details = schema('CustomerDetails');
const taken = [schema('NewCustomer'), details, post, '/components/requestBodies'];
const anonymous: Edit = ({ headers }) => delete headers.authorization;
const isText = (value: unknown) => typeof value === 'string';
const goodBody = requests.createCustomer.body.toString();

const faults: readonly Fault[] = [
  says(['a customer without an id', id, schema('Customer')], (it) => delete it.id),
  says(['an id that is not a UUID', id, schema('Customer')], (it) => (it.id = '17')),
  says(['a time without offset', id, schema('Customer')], (it) => {
    it.createdAt = '2026-01-02T03:04:05';
  }),
  says(['an additional property', id, schema('Customer')], (it) => (it.version = 1)),
  says(['an actor without an id', id, schema('Actor')], (it) => delete it.updatedBy.id),
  says(
    ['an actor with an additional property', id, schema('Actor')],
    (it) => (it.createdBy.mail = 'a@b.cd'),
  ),
  says(
    ['the given slug in capitals', id, details],
    (it, { body }) => {
      if (body.includes('"slug"')) it.slug = it.slug.toUpperCase();
    },
    set('slug', 'a-customer'),
  ),
  says(['null if no slug was given', id, [details, schema('Customer')]], (it, { body }) => {
    if (!body.includes('"slug"')) it.slug = null;
  }),
  says(
    ['false instead of null as external id', id, details],
    (it) => {
      if (it.externalCustomerId === null) it.externalCustomerId = false;
    },
    set('externalCustomerId', null),
  ),
  tells(['200 for a creation', id, post], (it) => (it.status = 200)),
  tells(['a success labeled as a problem', id, [post, responses]], ({ headers }) => {
    headers['content-type'] = 'application/problem+json';
  }),
  tells(['truncated JSON', id, [post, responses]], (it) => {
    it.text = JSON.stringify(it.json).slice(0, 40);
  }),
  refusesBadly(
    ['a 422 labeled as plain JSON', id, responses],
    ({ headers }) => (headers['content-type'] = 'application/json'),
    set('name', ''),
    422,
  ),
  refusesBadly(
    ['a 422 whose status is text', id, schema('Problem')],
    ({ json }) => (json.status = '422'),
    set('name', ''),
    422,
  ),
  refusesBadly(
    ['a 400 with an additional member', id, schema('Problem')],
    ({ json }) => (json.line = 1),
    toBytes('application/json', '{'),
    400,
  ),
  accepts(['no name', id, taken], ({ json }) => delete json.name, fill('name', 'Ada')),
  accepts(
    ['an empty name', id, taken],
    set('name', ''),
    mend('name', (it) => it === '', 'Ada'),
  ),
  accepts(
    ['a name that is a number', id, taken],
    set('name', 7),
    mend('name', (it) => typeof it === 'number', 'Ada'),
  ),
  accepts(
    ['a slug of one character', id, taken],
    set('slug', 'a'),
    mend('slug', (it: unknown) => isText(it) && /^[a-z0-9]$/.test(it as string)),
  ),
  accepts(
    ['a slug of 101 characters', id, taken],
    set('slug', 'a'.repeat(101)),
    mend('slug', (it: unknown) => isText(it) && (it as string).length > 100),
  ),
  accepts(
    ['a slug that violates its pattern', id, taken],
    set('slug', 'A Customer'),
    mend('slug', (it: unknown) => isText(it) && /[^a-z0-9-]|^-|-$/.test(it as string)),
  ),
  accepts(['an unknown property', id, taken], set('colour', 'blue'), ({ json }) => {
    const known = ['externalCustomerId', 'name', 'slug'];
    for (const name of Object.keys(json)) if (!known.includes(name)) delete json[name];
  }),
  accepts(['truncated JSON', id, taken], toBytes('application/json', '{"name":'), (draft) => {
    if (!isReadable(draft)) toBytes('application/json', goodBody)(draft);
  }),
  accepts(['JSON labeled as text', id, taken], toBytes('text/plain', goodBody), ({ headers }) => {
    if (!/json/.test(headers['content-type'] ?? '')) headers['content-type'] = 'application/json';
  }),
  refuses(
    ['a slug of two characters', id, taken],
    set('slug', 'ab'),
    ({ json }) => json.slug?.length === 2,
    422,
  ),
  refuses(
    ['null as external id', id, taken],
    set('externalCustomerId', null),
    ({ json }) => json.externalCustomerId === null,
    422,
  ),
  {
    ...refuses(
      ['anonymous requests', id, post],
      anonymous,
      ({ headers }) => !headers.authorization,
      401,
    ),
    kind: 'access',
  },
  {
    ...refuses(
      ['a valid token', id, post],
      () => {},
      ({ headers }) => headers.authorization === 'Bearer token-1',
      401,
    ),
    kind: 'access',
  },
];

export const kaiten: Subject = {
  name: 'kaiten',
  contract: new URL('../../../../specs/kaiten/openapi.yaml', import.meta.url),
  credentials,
  requests,
  operationOf,
  createProvider,
  faults,
};
