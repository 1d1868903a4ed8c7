import { describe, expect, it } from 'vitest';
import { finding } from '../../src/finding.ts';
import { parsePrefer } from '../../src/http/prefer.ts';
import type { Api, Finding } from '../../src/index.ts';
import { choose } from '../../src/mock/select-response.ts';
import { createSchemas } from '../../src/schema/schemas.ts';
import { apiOf } from './api.ts';

const problem = (name: string) => `https://stoplight.io/prism/errors#${name}`;

/** An operation with these responses: a status, its media types, and their examples by name. */
async function apiWith(responses: Record<string, Record<string, readonly string[]>>): Promise<Api> {
  const described = Object.entries(responses).map(([status, content]) => [
    status,
    {
      description: status,
      content: Object.fromEntries(
        Object.entries(content).map(([type, names]) => [
          type,
          { examples: Object.fromEntries(names.map((name) => [name, { value: name }])) },
        ]),
      ),
    },
  ]);
  const get = { operationId: 'it', responses: Object.fromEntries(described) };
  const document = {
    openapi: '3.1.0',
    info: { title: 'It', version: '1' },
    paths: { '/it': { get } },
  };
  return apiOf(JSON.stringify(document));
}

interface Request {
  readonly accept?: string;
  readonly prefer?: string;
  readonly findings?: readonly Finding[];
}

/** The selected response on one line: `200 application/json`, or the name of the problem. */
async function chosen(
  responses: Record<string, Record<string, readonly string[]>>,
  { accept, prefer = '', findings = [] }: Request = {},
): Promise<string> {
  const api = await apiWith(responses);
  const requested = { accept, prefer: parsePrefer([prefer]), dynamic: false };
  const choice = choose(api.operations[0]!, findings, requested, createSchemas(api));
  if (choice.kind === 'problem') return String(choice.problem.type);
  const { status, media, example, dynamic, seed } = choice.selection;
  const parts = [status, media?.name, example, dynamic && 'dynamic', seed];
  return parts.filter((part) => part !== undefined && part !== false).join(' ');
}

const json = { 'application/json': ['cat', 'dog'] };
const xml = { 'application/xml': ['cat', 'bird'] };

describe('for a valid request', () => {
  const cases: readonly (readonly [
    name: string,
    responses: Record<string, Record<string, readonly string[]>>,
    request: Request,
    want: string,
  ])[] = [
    ['the lowest success', { 404: json, 202: json, 201: json }, {}, '201 application/json'],
    ['a status before its range', { '2XX': json, 299: json }, {}, '299 application/json'],
    ['a range as its lowest', { '2XX': json }, {}, '200 application/json'],
    ['default as 200', { 404: json, default: json }, {}, '200 application/json'],
    ['what comes first', { 500: json, 404: xml }, {}, '404 application/xml'],
    ['no content where nothing is described', {}, {}, '204'],
    ['no content where only interim ones are', { 100: {} }, {}, '204'],
    ['no content', { 204: {} }, { accept: 'text/html' }, '204'],
    [
      'the preferred status',
      { 200: json, 404: json },
      { prefer: 'code=404' },
      '404 application/json',
    ],
    ['its range', { 200: json, '4XX': json }, { prefer: 'code=418' }, '418 application/json'],
    ['default', { 200: json, default: json }, { prefer: 'code=503' }, '503 application/json'],
    ['no other status', { 200: json }, { prefer: 'code=404' }, problem('NOT_FOUND')],
    ['no interim status', { '1XX': {}, 200: json }, { prefer: 'code=101' }, problem('NOT_FOUND')],
    [
      'no wish that is unclear',
      { 200: json },
      { prefer: 'code=4' },
      problem('UNPROCESSABLE_ENTITY'),
    ],
    ['JSON when nothing is said', { 200: { ...xml, ...json } }, {}, '200 application/json'],
    ['JSON before anything else', { 200: { '*/*': [], ...json } }, {}, '200 application/json'],
    ['the first for */*', { 200: { ...xml, ...json } }, { accept: '*/*' }, '200 application/xml'],
    [
      'what is accepted',
      { 200: { ...json, ...xml } },
      { accept: 'text/xml, application/xml' },
      '200 application/xml',
    ],
    ['nothing unacceptable', { 200: json }, { accept: 'text/html' }, problem('NOT_ACCEPTABLE')],
    [
      'nothing unacceptable for a preferred status',
      { 200: json, 503: { 'application/problem+json': [] } },
      { accept: 'application/json', prefer: 'code=503' },
      problem('NOT_ACCEPTABLE'),
    ],
    ['the preferred example', { 200: json }, { prefer: 'example=dog' }, '200 application/json dog'],
    [
      'the media type that has the example',
      { 200: { ...json, ...xml } },
      { prefer: 'example=bird', accept: '*/*' },
      '200 application/xml bird',
    ],
    ['no unknown example', { 200: json }, { prefer: 'example=cow' }, problem('NOT_FOUND')],
    [
      'no example that is not accepted',
      { 200: { ...json, ...xml } },
      { prefer: 'example=bird', accept: 'application/json' },
      problem('NOT_FOUND'),
    ],
    [
      'made-up data',
      { 200: json },
      { prefer: 'dynamic, seed=a' },
      '200 application/json dynamic a',
    ],
    [
      'the example before made-up data',
      { 200: json },
      { prefer: 'dynamic, example=cat' },
      '200 application/json cat',
    ],
  ];
  it.each(cases)('%s', async (_, responses, request, want) => {
    expect(await chosen(responses, request)).toBe(want);
  });
});

describe('for a request that breaks the contract', () => {
  const security = finding(
    'security-unmet',
    undefined,
    { part: 'request', in: 'security' },
    { known: ['a key'] },
  );
  const media = finding(
    'media-type-undocumented',
    undefined,
    { part: 'request', in: 'body' },
    { received: 'text/csv', known: [] },
  );
  const value = finding(
    'value-invalid',
    undefined,
    { part: 'request', in: 'query', name: 'limit' },
    { keyword: 'maximum', expected: 1, received: 2 },
  );
  const surplus = finding('parameter-undocumented', undefined, {
    part: 'request',
    in: 'query',
    name: 'x',
  });
  const unchecked = finding(
    'not-checked',
    undefined,
    { part: 'request', in: 'body' },
    { reason: 'no' },
  );

  const cases: readonly (readonly [
    name: string,
    responses: Record<string, Record<string, readonly string[]>>,
    request: Request,
    want: string,
  ])[] = [
    [
      '401 comes first',
      { 401: json, 422: json },
      { findings: [value, security] },
      '401 application/json',
    ],
    ['401 as a range', { '4XX': json }, { findings: [security] }, '401 application/json'],
    ['401 as default', { default: json }, { findings: [security] }, '401 application/json'],
    ['401 of ours', { 400: json, 422: json }, { findings: [security] }, problem('UNAUTHORIZED')],
    ['415', { 400: json, 415: json, 422: json }, { findings: [media] }, '415 application/json'],
    ['422 for 415', { 400: json, 422: json }, { findings: [media] }, '422 application/json'],
    ['415 of ours', { 200: json }, { findings: [media] }, problem('INVALID_CONTENT_TYPE')],
    ['422', { 400: json, 422: json }, { findings: [value] }, '422 application/json'],
    [
      '400 for 422',
      { 400: json, '4XX': xml, default: xml },
      { findings: [value] },
      '400 application/json',
    ],
    ['422 as default', { default: json }, { findings: [value] }, '422 application/json'],
    ['422 of ours', { 200: json }, { findings: [value] }, problem('UNPROCESSABLE_ENTITY')],
    [
      'what is accepted',
      { 400: { ...json, ...xml } },
      { findings: [value], accept: 'application/xml' },
      '400 application/xml',
    ],
    [
      'what is not accepted, where there is nothing else',
      { 400: json },
      { findings: [value], accept: 'text/html' },
      '400 application/json',
    ],
    [
      'a preferred status that fits',
      { 400: json, 422: json },
      { findings: [value], prefer: 'code=400, example=dog' },
      '400 application/json dog',
    ],
    [
      'no preferred status that does not',
      { 200: json, 422: json },
      { findings: [value], prefer: 'code=200, example=dog' },
      '422 application/json',
    ],
    [
      'no unknown example',
      { 422: json },
      { findings: [value], prefer: 'code=422, example=cow' },
      problem('NOT_FOUND'),
    ],
    [
      'success for what is only undocumented',
      { 200: json },
      { findings: [surplus] },
      '200 application/json',
    ],
    [
      'never success for what was not checked',
      { 200: json, 422: json },
      { findings: [unchecked] },
      problem('VIOLATIONS'),
    ],
  ];
  it.each(cases)('%s', async (_, responses, request, want) => {
    expect(await chosen(responses, request)).toBe(want);
  });

  it('our problem says where it is, with which severity, code and message', async () => {
    const api = await apiWith({ 200: json });
    const requested = { accept: undefined, prefer: { invalid: [] }, dynamic: false };
    const choice = choose(api.operations[0]!, [value], requested, createSchemas(api));
    expect(choice).toEqual({
      kind: 'problem',
      headers: {},
      problem: {
        type: problem('UNPROCESSABLE_ENTITY'),
        title: 'Invalid request',
        status: 422,
        detail: 'query parameter "limit" must be at most 1, but is 2',
        validation: [
          {
            location: ['query', 'limit'],
            severity: 'Error',
            code: 'maximum',
            message: 'query parameter "limit" must be at most 1, but is 2',
          },
        ],
      },
    });
  });
});
