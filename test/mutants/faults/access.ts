import type { Edit } from '../edit.ts';
import type { Fault } from '../fault.ts';
import { credentials } from '../provider.ts';
import { letsIn, refuses } from './make.ts';

const { key, clerk, desk, queryKey } = credentials;
const schemes = '/components/securitySchemes';

const withoutKey: Edit = ({ headers }) => delete headers['x-key'];
const withKey: Edit = ({ headers }) => (headers['x-key'] ??= key);
const wrongKey: Edit = ({ headers }) => (headers['x-key'] = 'wrong');
const rightKey: Edit = ({ headers }) => {
  if (headers['x-key'] !== undefined) headers['x-key'] = key;
};

/** Credentials are not required, or valid ones are refused. */
export const accessFaults: readonly Fault[] = [
  letsIn(
    ['anonymous requests to the list', 'listParts', ['/security', '/paths/~1parts/get', schemes]],
    withoutKey,
    withKey,
  ),
  letsIn(
    ['anonymous requests to delete', 'deletePart', ['/security', '/paths/~1parts~1{id}', schemes]],
    withoutKey,
    withKey,
  ),
  letsIn(
    ['anonymous requests to change', 'changePart', ['/security', '/paths/~1parts~1{id}', schemes]],
    withoutKey,
    withKey,
  ),
  letsIn(
    ['anonymous requests to upload', 'upload', ['/security', '/paths/~1uploads', schemes]],
    withoutKey,
    withKey,
  ),
  letsIn(
    ['a wrong key to the list', 'listParts', ['/security', '/paths/~1parts/get', schemes]],
    wrongKey,
    rightKey,
  ),
  letsIn(
    ['a wrong key to an order', 'getOrder', ['/security', '/paths/~1orders~1{id}', schemes]],
    wrongKey,
    rightKey,
  ),
  letsIn(
    ['a key in the query', 'listParts', ['/security', '/paths/~1parts/get', schemes]],
    (draft) => {
      withoutKey(draft);
      draft.query = `X-Key=${key}`;
    },
    (draft) => {
      if (/\bx-key=/i.test(draft.query)) withKey(draft);
    },
  ),
  letsIn(
    ['a token without a key', 'createOrder', ['/paths/~1orders/post', schemes]],
    withoutKey,
    (draft) => {
      if (/^Bearer/.test(draft.headers.authorization ?? '')) withKey(draft);
    },
  ),
  letsIn(
    ['a key without a token', 'createOrder', ['/paths/~1orders/post', schemes]],
    ({ headers }) => delete headers.authorization,
    ({ headers }) => {
      if (headers['x-key'] === key) headers.authorization ??= `Bearer ${clerk}`;
    },
  ),
  letsIn(
    ['anonymous requests to order', 'createOrder', ['/paths/~1orders/post', schemes]],
    (draft) => {
      withoutKey(draft);
      delete draft.headers.authorization;
    },
    ({ headers }) => {
      if (headers['x-key'] === undefined) headers.authorization ??= `Basic ${btoa(desk)}`;
    },
  ),
  letsIn(
    ['a wrong token', 'whoAmI', ['/paths/~1me/get', schemes]],
    (draft) => {
      draft.query = '';
      draft.headers.authorization = 'Bearer wrong';
    },
    ({ headers }) => {
      if (/^Bearer /i.test(headers.authorization ?? '')) headers.authorization = `Bearer ${clerk}`;
    },
  ),
  letsIn(
    ['another scheme', 'whoAmI', ['/paths/~1me/get', schemes]],
    (draft) => {
      draft.query = '';
      draft.headers.authorization = `Basic ${btoa('user:pass')}`;
    },
    ({ headers }) => {
      if (/^Basic /i.test(headers.authorization ?? '')) headers.authorization = `Bearer ${clerk}`;
    },
  ),
  letsIn(
    ['anonymous requests', 'whoAmI', ['/paths/~1me/get', schemes]],
    (draft) => (draft.query = ''),
    (draft) => {
      if (!draft.query.includes('key=')) draft.headers.authorization ??= `Bearer ${clerk}`;
    },
  ),
  refuses(
    ['the Basic credentials of the desk', 'createOrder', ['/paths/~1orders/post', schemes]],
    (draft) => {
      withoutKey(draft);
      draft.headers.authorization = `Basic ${btoa(desk)}`;
    },
    ({ headers }) => /^Basic/.test(headers.authorization ?? ''),
    401,
  ),
  refuses(
    ['tokens', 'whoAmI', ['/paths/~1me/get', schemes]],
    (draft) => {
      draft.query = '';
      draft.headers.authorization = `Bearer ${clerk}`;
    },
    ({ query }) => !query.includes('key='),
    401,
  ),
  refuses(
    ['keys in the query', 'whoAmI', ['/paths/~1me/get', schemes]],
    (draft) => (draft.query = `key=${queryKey}`),
    ({ query }) => query.includes(`key=${queryKey}`),
    401,
  ),
  refuses(
    ['anonymous requests', 'getHealth', '/paths/~1health/get'],
    () => {},
    ({ headers }) => headers['x-key'] === undefined && headers.authorization === undefined,
    401,
  ),
].map((fault) => ({ ...fault, kind: 'access' }));
