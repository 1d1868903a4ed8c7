import { describe, expect, test } from 'vitest';
import { createKaitenClient } from '../../generated/kaiten/client.ts';
import { createKhorosClient } from '../../generated/khoros/client.ts';
import { xmlWriter } from '../../src/client/client.ts';
import type { ApiContract, OperationContract } from '../../src/client/contract.ts';
import { AnswerError, orThrow } from '../../src/client/or-throw.ts';
import { xmlCodec } from '../../src/client/xml.ts';
import { answer, answering, clientOf } from './exchange.ts';

type Answers = OperationContract['answers'];

const json: Answers = { 200: { 'application/json': {} } };

function ask(response: Response, answers: Answers = json, contract: Partial<ApiContract> = {}) {
  return clientOf({ answers }, { fetch: answering(response).fetch }, contract).call();
}

describe('the content of an answer', () => {
  test.each<[string, string, string, BodyInit | null, unknown]>([
    ['JSON', 'application/json', 'application/json', '{"a":1}', { a: 1 }],
    ['any +json', 'application/hal+json', 'application/hal+json; charset=utf-8', '[]', []],
    ['JSON that is null', 'application/json', 'application/json', 'null', null],
    ['text, even where it looks like JSON', 'text/plain', 'text/plain', '123', '123'],
    [
      'text of another charset',
      'text/plain',
      'text/plain; charset=iso-8859-1',
      new Uint8Array([233]),
      'é',
    ],
    ['text that is empty', 'text/plain', 'text/plain', '', ''],
    ['XML without a codec', 'application/xml', 'application/xml', '<a/>', '<a/>'],
    ['bytes', 'image/*', 'image/png', new Uint8Array([0, 255]), new Uint8Array([0, 255])],
    ['JSON within a range', '*/*', 'application/json', '1', 1],
    ['a described charset', 'application/json; charset=utf-8', 'application/json', '1', 1],
    ['a parameter without a space', 'text/x; version=2', 'text/x;Version="2"', 'a', 'a'],
  ])('is read by its Content-Type: %s', async (_, described, sent, body, data) => {
    const result = await ask(answer(200, sent, body), { 200: { [described]: {} } });
    expect(result).toMatchObject({ ok: true, status: 200, contentType: described });
    expect(result.data).toEqual(data);
  });

  test.each<[string, string, string, unknown]>([
    ['an object', 'application/json', '{"a":1}', { a: 1 }],
    ['nothing', 'application/json', 'null', null],
    ['a text', 'text/plain', 'hello', undefined],
    ['a text in JSON', 'application/json', '"hello"', undefined],
    ['bytes', 'image/png', '1', undefined],
  ])(
    'of any media type is unreadable if an object is described: %s',
    async (_, sent, body, data) => {
      const result = await ask(answer(200, sent, body), { 200: { '*/*': { structured: true } } });
      if (data !== undefined) expect(result).toMatchObject({ ok: true, data });
      else {
        expect(result).toMatchObject({
          status: 'unreadable',
          error: body,
          reason: `the content is not ${sent}: an object or a list is described`,
        });
      }
    },
  );

  test('is XML by its schema, if the API uses XML', async () => {
    const result = await ask(
      answer(200, 'text/xml; charset=utf-8', '<pet id="7"><tags><tag>a</tag></tags></pet>'),
      { 200: { 'text/xml': { shape: 0 } } },
      {
        codecs: [xmlCodec],
        shapes: [
          { types: ['object'], xml: { name: 'pet' }, properties: { id: 1, tags: 2 } },
          { types: ['integer'], xml: { attribute: true } },
          { types: ['array'], xml: { wrapped: true }, items: 3 },
          { types: ['string'], xml: { name: 'tag' } },
        ],
      },
    );
    expect(result.data).toEqual({ id: 7, tags: ['a'] });
  });

  test('stays text if the API only writes XML', async () => {
    const described = { 200: { 'application/xml': {} } };
    const result = await ask(answer(200, 'application/xml', '<a/>'), described, {
      codecs: [xmlWriter],
    });
    expect(result.data).toBe('<a/>');
  });

  test('is undefined if none is described, unlike an empty text', async () => {
    expect(await ask(answer(204), { 204: {} })).toMatchObject({ ok: true, data: undefined });
    const empty = await ask(answer(200, 'text/plain', ''), { 200: { 'text/plain': {} } });
    expect(empty.data).toBe('');
  });

  test('of a HEAD is undefined, even if a content is described', async () => {
    const { fetch } = answering(answer(200, 'application/json'));
    const result = await clientOf({ method: 'HEAD' }, { fetch }).call();
    expect(result).toMatchObject({ ok: true, status: 200, data: undefined });
  });

  test.each([
    ['that are described', { 200: { 'text/event-stream': {} } }],
    ['within a range', { 200: { '*/*': {} } }],
    ['without a description', { 200: { 'application/json': {} } }],
  ])('is a stream while events arrive, %s', async (_, answers: Answers) => {
    const { data, error } = await ask(answer(200, 'text/event-stream', 'data: 1\n\n'), answers);
    expect(await new Response((data ?? error) as ReadableStream).text()).toBe('data: 1\n\n');
  });

  test('that is undescribed is read to free the connection, and stays readable', async () => {
    let isRead = false;
    const body = new ReadableStream({
      pull(controller) {
        controller.enqueue(new TextEncoder().encode('{"more":1}'));
        controller.close();
        isRead = true;
      },
    });
    const response = new Response(body, { headers: { 'content-type': 'application/json' } });
    const result = await clientOf({ answers: { 200: {} } }, { fetch: async () => response }).call();
    expect(result).toMatchObject({ ok: true, data: undefined });
    expect(isRead).toBe(true);
    expect(await result.response.json()).toEqual({ more: 1 });
  });
});

describe('the media type of an answer', () => {
  const two = { 'application/json; version=1': {}, 'application/json; version=2': {} };

  test.each<[string, Answers[string], string | undefined]>([
    ['application/json;version=2', two, 'application/json; version=2'],
    ['Application/JSON ; Version="2";charset=utf-8', two, 'application/json; version=2'],
    ['application/json; version=3', two, undefined],
    ['application/json', two, undefined],
    ['application/json;version=3', { ...two, 'application/json': {} }, 'application/json'],
    [
      'application/json;version=2',
      { 'application/json': {}, ...two },
      'application/json; version=2',
    ],
    ['application/json;version=3', { ...two, 'application/*': {} }, 'application/*'],
    [
      'application/hal+json',
      { 'application/*+json': {}, 'application/*': {} },
      'application/*+json',
    ],
    ['text/xml; charset=latin1', { 'text/xml; charset=utf-8': {} }, 'text/xml; charset=utf-8'],
  ])(
    '%s is the most specific matching range (RFC 9110 section 12.5.1)',
    async (sent, described, known) => {
      const result = await ask(answer(200, sent, '1'), { 200: described });
      expect(result.contentType).toBe(known);
      expect(result.ok).toBe(known !== undefined);
    },
  );
});

describe('the status of an answer', () => {
  const answers: Answers = {
    ...json,
    404: { 'application/problem+json': {} },
    '4XX': { 'text/plain': {} },
    default: { 'application/json': {} },
  };

  test.each([
    [200, 'application/json', { ok: true, status: 200 }],
    [404, 'application/problem+json', { ok: false, status: 404 }],
    [418, 'text/plain', { ok: false, status: 418, error: '{"a":1}' }],
    [503, 'application/json', { ok: false, status: 503, error: { a: 1 } }],
    // An undescribed success beside a described one: the default describes the errors.
    [202, 'application/json', { ok: false, status: 202 }],
  ])('%d has the meaning that the contract gives it', async (status, type, expected) => {
    expect(await ask(answer(status, type, '{"a":1}'), answers)).toMatchObject(expected);
  });

  test('is a success by default if the contract has no other success', async () => {
    const answers: Answers = { default: { 'application/json': {} } };
    expect(await ask(answer(201, 'application/json', '1'), answers)).toMatchObject({
      ok: true,
      data: 1,
    });
    expect(await ask(answer(400, 'application/json', '1'), answers)).toMatchObject({
      ok: false,
      error: 1,
    });
  });

  test('with problem details exposes the problem', async () => {
    const { fetch } = answering(
      answer(409, 'application/problem+json; charset=utf-8', '{"title":"Taken","code":"conflict"}'),
    );
    const result = await createKaitenClient({ fetch }).createCustomer({ body: { name: 'A' } });
    expect(result).toMatchObject({ ok: false, status: 409, problem: { title: 'Taken' } });
    if (result.status === 409) expect(result.problem.code).toBe('conflict');
    expect(result.response.headers.get('content-type')).toContain('problem+json');
  });

  test('`contentType` tells media types apart', async () => {
    const { fetch } = answering(answer(400, 'text/plain', 'Name is wrong'));
    const khoros = createKhorosClient({ fetch, baseUrl: 'http://localhost' });
    const result = await khoros.createCustomer({ body: {} });
    if (result.status !== 400 || result.contentType !== 'text/plain')
      throw new Error('not narrowed');
    expect(result.error.toUpperCase()).toBe('NAME IS WRONG');
  });
});

describe('an answer that the contract does not describe', () => {
  test.each<[string, Response, unknown, string]>([
    [
      'by its status',
      answer(202, 'application/json', '{"a":1}'),
      { a: 1 },
      'status 202 is not described; what is: 200',
    ],
    [
      'by its status, without content',
      answer(500),
      undefined,
      'status 500 is not described; what is: 200',
    ],
    [
      'by its media type',
      answer(200, 'text/html', '<html>'),
      '<html>',
      '"text/html" of status 200 is not described; what is: application/json',
    ],
    [
      'without a media type',
      answer(200),
      undefined,
      '"" of status 200 is not described; what is: application/json',
    ],
    [
      'by an invalid media type',
      answer(200, 'json', '1'),
      new Uint8Array([49]),
      '"json" of status 200 is not described; what is: application/json',
    ],
  ])('%s has a separate case', async (_, response, error, reason) => {
    const result = await ask(response);
    expect(result).toMatchObject({ ok: false, status: 'undocumented', reason });
    expect(result.error).toEqual(error);
    expect(result.response.status).toBe(response.status);
  });

  test('cannot have the name of a member of every object', async () => {
    const result = await ask(answer(200, 'constructor/json', '1'));
    expect(result.status).toBe('undocumented');
  });
});

describe('an answer that cannot be read', () => {
  test.each<[string, Response, Answers, unknown, RegExp]>([
    [
      'no JSON',
      answer(200, 'application/json', '<html>'),
      json,
      '<html>',
      /^the content is not application\/json: .*</,
    ],
    ['no JSON, but nothing', answer(200, 'application/json', ''), json, '', /JSON/],
    [
      'no UTF-8',
      answer(200, 'application/json', new Uint8Array([0xff])),
      json,
      new Uint8Array([0xff]),
      /encoded data/,
    ],
    [
      'an unknown charset',
      answer(200, 'text/plain; charset=no', 'a'),
      { 200: { 'text/plain': {} } },
      'a',
      /encoding/,
    ],
  ])('%s has a separate case', async (_, response, answers, error, reason) => {
    const result = await ask(response, answers);
    expect(result).toMatchObject({
      ok: false,
      status: 'unreadable',
      reason: expect.stringMatching(reason),
    });
    expect(result.error).toEqual(error);
  });

  test('is malformed XML', async () => {
    const result = await ask(
      answer(200, 'application/xml', '<a>'),
      { 200: { 'application/xml': {} } },
      { codecs: [xmlCodec] },
    );
    expect(result).toMatchObject({
      status: 'unreadable',
      error: '<a>',
      reason: expect.stringContaining('unclosed'),
    });
  });
});

describe('orThrow', () => {
  test('returns the data of a success', async () => {
    expect(await orThrow(ask(answer(200, 'application/json', '{"a":1}')))).toEqual({ a: 1 });
  });

  test.each<[Response, string]>([
    [answer(409, 'application/problem+json', '{"title":"Taken"}'), 'The answer is 409: Taken'],
    [answer(500, 'text/plain', 'Oh'), 'The answer is 500'],
    [answer(302), 'The answer is 302: status 302 is not described; what is: 200, 409, 500'],
  ])('throws any other result', async (response, message) => {
    const answers = { ...json, 409: { 'application/problem+json': {} }, 500: { 'text/plain': {} } };
    const thrown = await orThrow(ask(response, answers)).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(AnswerError);
    expect((thrown as AnswerError).message).toBe(message);
    expect((thrown as AnswerError).result.response.status).toBe(response.status);
  });
});
