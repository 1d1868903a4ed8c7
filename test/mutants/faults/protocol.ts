import type { Edit } from '../edit.ts';
import type { Fault } from '../fault.ts';
import { refusesBadly, tells } from './make.ts';

const html = '<!doctype html><title>Depot</title>';
const parts = '/paths/~1parts';
const onePart = '/paths/~1parts~1{id}';
const problem = '/components/schemas/Problem';
const responses = '/components/responses';
const unknownPart: Edit = (draft) => Object.assign(draft, { path: '/parts/p-999999' });
const nobody: Edit = ({ headers }) => delete headers['x-key'];

/** Statuses, header fields and media types differ from the described ones. */
export const protocolFaults: readonly Fault[] = [
  tells(['200 for a creation', 'createPart', `${parts}/post`], (it) => (it.status = 200)),
  tells(['202 for a creation', 'createOrder', '/paths/~1orders/post'], (it) => (it.status = 202)),
  tells(['no Location', 'createPart', `${parts}/post`], ({ headers }) => delete headers.location),
  tells(['a Location that violates its pattern', 'createPart', `${parts}/post`], ({ headers }) => {
    headers.location = '/things/7';
  }),
  tells(['no total', 'listParts', `${parts}/get`], ({ headers }) => delete headers['x-total']),
  tells(['a total that is not a number', 'listParts', `${parts}/get`], ({ headers }) => {
    headers['x-total'] = 'many';
  }),
  tells(
    [
      'an unknown category in a field',
      'listParts',
      [`${parts}/get`, '/components/schemas/Category'],
    ],
    ({ headers }) => (headers['x-categories'] += ',bolt'),
  ),
  tells(['a load above 100', 'getHealth', '/paths/~1health/get'], ({ headers }) => {
    headers['x-load'] = '101';
  }),
  tells(['no load', 'getHealth', '/paths/~1health/get'], ({ headers }) => delete headers['x-load']),
  tells(['no ETag', 'getPart', `${onePart}/get`], ({ headers }) => delete headers.etag),
  tells(['an ETag without quotes', 'getPart', `${onePart}/get`], ({ headers }) => {
    headers.etag = headers.etag!.replaceAll('"', '');
  }),
  tells(['HTML', 'getPart', `${onePart}/get`], (it) => {
    it.headers['content-type'] = 'text/html';
    it.text = html;
  }),
  tells(['no Content-Type', 'getOrder', '/paths/~1orders~1{id}/get'], ({ headers }) => {
    delete headers['content-type'];
  }),
  tells(['truncated JSON', 'getOrder', '/paths/~1orders~1{id}/get'], (it) => {
    it.text = JSON.stringify(it.json).slice(0, 40);
  }),
  tells(['no body', 'getOrder', '/paths/~1orders~1{id}/get'], (it) => (it.text = '')),
  tells(['HTML labeled as JSON', 'listOrders', '/paths/~1orders/get'], (it) => (it.text = html)),
  tells(['200 for a deletion', 'deletePart', `${onePart}/delete`], (it) => {
    it.status = 200;
    it.headers['content-type'] = 'application/json';
    it.text = '{}';
  }),
  tells(['a crash', 'readReport', '/paths/~1report/get'], (it) => {
    it.status = 500;
    it.headers['content-type'] = 'text/plain';
    it.text = 'oops';
  }),
  tells(
    ['a crash if XML is requested', 'getPart', `${onePart}/get`],
    (it) => {
      if (it.text === undefined) return;
      it.status = 500;
      it.text = '';
    },
    ({ headers }) => Object.assign(headers, { accept: 'application/xml' }),
  ),
  tells(['a redirect', 'listOrders', '/paths/~1orders/get'], (it) => {
    it.status = 302;
    it.headers = { location: '/health' };
    it.text = '';
  }),
  tells(
    ['JSON labeled as CSV', 'readReport', '/paths/~1report/get'],
    (it) => {
      if (it.text) it.text = '{"year":2026}';
    },
    ({ headers }) => Object.assign(headers, { accept: 'text/csv' }),
  ),
  tells(['XML instead of JSON', 'createPart', `${parts}/post`], (it) => {
    it.headers['content-type'] = 'application/xml';
    it.text = '<part/>';
  }),
  refusesBadly(
    ['a problem without a title', 'getPart', problem],
    ({ json }) => delete json.title,
    unknownPart,
    404,
  ),
  refusesBadly(
    ['a problem as plain JSON', 'getPart', responses],
    ({ headers }) => (headers['content-type'] = 'application/json'),
    unknownPart,
    404,
  ),
  refusesBadly(
    ['a 404 in HTML', 'deletePart', responses],
    (it) => {
      it.headers['content-type'] = 'text/html';
      it.text = html;
    },
    unknownPart,
    404,
  ),
  refusesBadly(
    ['401 without a challenge', 'listParts', responses],
    ({ headers }) => delete headers['www-authenticate'],
    nobody,
    401,
  ),
  refusesBadly(
    ['a problem whose status is text', 'createPart', problem],
    ({ json }) => (json.status = '400'),
    ({ json }) => delete json.name,
    400,
  ),
  refusesBadly(
    ['a problem with an additional member', 'createOrder', problem],
    ({ json }) => (json.code = 7),
    ({ json }) => (json.lines = []),
    400,
  ),
  refusesBadly(
    ['415 without content', 'createPart', responses],
    (it) => (it.text = ''),
    ({ headers }) => (headers['content-type'] = 'text/plain'),
    415,
  ),
  refusesBadly(
    ['412 with the status 12 in its problem', 'replacePart', problem],
    ({ json }) => (json.status = 12),
    ({ headers }) => (headers['if-match'] = '"999"'),
    412,
  ),
];
