import { expect, test } from 'vitest';
import type { Judge } from '../../src/index.ts';
import { judgeOf } from './planned.ts';
import { type Answer, type Reference, runAt } from './reference.ts';

const paths = `
  /orders:
    get:
      operationId: listOrders
      parameters:
        - {name: tag, in: query, explode: false, schema: {type: array, items: {type: string, maxLength: 5}}, example: [new]}
        - {name: size, in: query, schema: {type: array, items: {type: integer}}, example: [1]}
        - {name: near, in: query, style: deepObject, explode: true, schema: {type: object, additionalProperties: false, properties: {city: {type: string}, km: {type: integer}}}}
        - {name: since, in: query, schema: {type: string, format: date-time}}
      responses: {'200': {description: all}, '400': {description: no}}
    post:
      operationId: createOrder
      requestBody:
        required: true
        content: {application/json: {schema: {type: object, required: [note], properties: {note: {type: string}}}}}
      responses: {'201': {description: made}, '400': {description: no}, '415': {description: no}}
  /orders/{id}/lines:
    get:
      operationId: listLines
      parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
      responses: {'200': {description: lines}, '404': {description: no order}}`;

/** A provider like most frameworks: it accepts repeated names, guesses media types, and reads dates by Date. */
const lenient: Reference = {
  handle({ operation, path }) {
    if (operation === 'createOrder') return [201];
    // There are not so many orders.
    return [operation === 'listLines' && Number(path.id) > 10_000 ? 404 : 200];
  },
  takes({ operation }, { code, args, place }) {
    if (operation === 'createOrder') {
      const isText = code === 'body-malformed' && /UTF-8/i.test(String(args.reason));
      return isText || code === 'media-type-missing' ? [201] : undefined;
    }
    if (operation === 'listLines') return [200];
    const isStyle =
      ['tag', 'near'].includes(place?.name ?? '') && args.keyword !== 'maxLength'
        ? !/"received":"(?:text|true)"/.test(JSON.stringify(args))
        : /[, |]/.test(String(args.received));
    return isStyle || args.keyword === 'format' ? [200] : undefined;
  },
};

test('accepting a request that no specification forbids is not a finding', async () => {
  const { found } = await runAt(await judgeOf(paths), lenient);
  expect(found.filter((one) => one.startsWith('violation'))).toEqual([]);
  expect(found.filter((one) => one.startsWith('advisory'))).toEqual([]);
});

test('it is an advisory if the configuration enables its kind', async () => {
  const kinds = ['style', 'name', 'content-type', 'utf-8', 'path-value', 'format'];
  const judge = await judgeOf(paths);
  for (const kind of kinds) {
    const { found } = await runAt(judge, lenient, { run: { advisories: { [kind]: true } } });
    expect(found.length, kind).toBeGreaterThan(0);
    expect(
      found.filter((one) => !one.startsWith('advisory')),
      kind,
    ).toEqual([]);
  }
});

test('an item that the run made with a text against an annotation is shown without a finding', async () => {
  const note = `{type: object, required: [id, text], properties: {id: {type: integer}, text: {type: string}, due: {type: string, format: date}}}`;
  const judge = await judgeOf(`
  /notes:
    get:
      operationId: listNotes
      responses: {'200': {description: all, content: {application/json: {schema: {type: array, items: ${note}}}}}}
    post:
      operationId: addNote
      requestBody:
        required: true
        content: {application/json: {schema: {type: object, required: [text], properties: {text: {type: string}, due: {type: string, format: date}}}}}
      responses: {'201': {description: made, content: {application/json: {schema: ${note}}}}, '400': {description: no}, '415': {description: no}}`);
  const notes: object[] = [];
  const add = (body: object): Answer => {
    const made = { id: notes.length + 1, ...body };
    notes.push(made);
    return [201, made, { location: `/notes/${made.id}` }];
  };
  const keeps: Reference = {
    handle: ({ operation, body }) => (operation === 'addNote' ? add(body) : [200, notes]),
    takes: ({ body }, { args }) => (args.keyword === 'format' ? add(body) : undefined),
  };
  const { found } = await runAt(judge, keeps);
  expect(JSON.stringify(notes)).toContain('"due":"not-a-date"');
  expect(found).toEqual([]);
  // A text of the provider's own is still told.
  notes.unshift({ id: 0, text: 'old', due: 'tomorrow' });
  expect((await runAt(judge, keeps)).found.join('\n')).toContain('"tomorrow"');
});

test('the dialect, or the configuration, decides about a format', async () => {
  const document = `
  /days:
    get:
      operationId: days
      parameters: [{name: by, in: query, schema: {type: string, format: date}}]
      responses:
        '200': {description: days, content: {application/json: {schema: {type: array, items: {type: string, format: date}}}}}
        '400': {description: no}
  /links:
    get:
      operationId: links
      responses: {'200': {description: links, content: {application/json: {schema: {type: array, items: {type: string, format: uri}}}}}}`;
  const sloppy: Reference = {
    handle: ({ operation }) => [200, operation === 'days' ? ['tomorrow'] : ['no link']],
    takes: (_, { args }) => (args.keyword === 'format' ? [200, []] : undefined),
  };
  const severities = async (judge: Judge, formats?: 'assert' | 'annotate') => {
    const { found } = await runAt(judge, sloppy, {
      run: { reproduce: false, ...(formats && { formats }) },
    });
    return [
      ...new Set(found.map((one) => one.replace(/\/.*: .* must/, ' must').slice(0, 32))),
    ].sort();
  };
  const [old, now] = [await judgeOf(document, '', '3.0.3'), await judgeOf(document)];
  expect(await severities(now)).toMatchInlineSnapshot(`
    [
      "advisory days must be a date suc",
      "advisory links must be a valid U",
    ]
  `);
  expect(await severities(old)).toMatchInlineSnapshot(`
    [
      "advisory links must be a valid U",
      "violation days must be a date su",
    ]
  `);
  expect(await severities(now, 'assert')).toMatchInlineSnapshot(`
    [
      "violation days must be a date su",
      "violation links must be a valid ",
    ]
  `);
  expect(await severities(old, 'annotate')).toMatchInlineSnapshot(`
    [
      "advisory days must be a date suc",
      "advisory links must be a valid U",
    ]
  `);
});

test('what an answer does not show is not stale, and the body of an error shows nothing', async () => {
  const judge = await judgeOf(`
  /notes:
    post:
      operationId: createNote
      requestBody: {required: true, content: {application/json: {schema: {type: object, required: [text], properties: {text: {type: string}, mark: {type: string}}}}}}
      responses:
        '201':
          description: its id
          content: {application/json: {schema: {type: object, properties: {id: {type: integer}}}}}
          links:
            read: {operationId: getNote, parameters: {id: $response.body#/id}}
            write: {operationId: putNote, parameters: {id: $response.body#/id}}
            change: {operationId: patchNote, parameters: {id: $response.body#/id}}
        '400': {description: no}
        '415': {description: no}
  /notes/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
    get: {operationId: getNote, responses: {'200': {description: it, content: {application/json: {schema: {type: object}}}}, '404': {description: none}, '400': {description: no}}}
    put:
      operationId: putNote
      requestBody: {required: true, content: {application/json: {schema: {type: object, required: [text], properties: {text: {type: string}, mark: {type: string}}}}}}
      responses: {'204': {description: done, links: {read: {operationId: getNote, parameters: {id: $request.path.id}}}}, '404': {description: none}, '400': {description: no}, '415': {description: no}}
    patch:
      operationId: patchNote
      requestBody: {required: true, content: {application/merge-patch+json: {schema: {type: object, properties: {text: {type: string}, mark: {type: string}}}}}}
      responses: {'204': {description: done, links: {read: {operationId: getNote, parameters: {id: $request.path.id}}}}, '404': {description: none}, '400': {description: no}, '415': {description: no}}
  /pages:
    get:
      operationId: listPages
      parameters: [{name: page, in: query, schema: {type: integer, minimum: 1}}]
      responses:
        '200': {description: a page, content: {application/json: {schema: {type: array}}}}
        '400': {description: no}
        '404': {description: no such page, content: {application/json: {schema: {type: object}}}}`);
  const notes = new Map<unknown, object>();
  const { found } = await runAt(judge, {
    handle({ operation, body, path, query }) {
      const note = notes.get(path.id);
      switch (operation) {
        case 'createNote':
          notes.set(notes.size + 1, body);
          return [201, { id: notes.size }];
        case 'listPages':
          return (query.page ?? 1) === 1 ? [200, [{ id: 1 }]] : [404, { errors: [{ id: 1 }] }];
      }
      if (note === undefined) return [404];
      if (operation === 'getNote') return [200, { id: path.id, ...note }];
      notes.set(path.id, operation === 'putNote' ? body : { ...note, ...body });
      return [204];
    },
  });
  expect(found).toEqual([]);
});
