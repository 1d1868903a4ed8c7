import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import { isDestructive } from '../../src/verify/destructive.ts';
import { judgeOf } from './planned.ts';
import { type Answer, type Received, runAt } from './reference.ts';

const pets = `
  /pets:
    get:
      operationId: listPets
      parameters: [{name: kind, in: query, required: true, schema: {type: string}}]
      responses: {'200': {description: all}, '400': {description: no}}
    post:
      operationId: createPet
      requestBody:
        required: true
        content: {application/json: {schema: {type: object, required: [name], properties: {name: {type: string}}}, example: {name: Rex}}}
      responses: {'201': {description: made}, '400': {description: no}, '415': {description: no}}
    delete: {operationId: removePets, responses: {'204': {description: all gone}}}
  /pets/{id}:
    delete:
      operationId: removePet
      parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
      responses: {'204': {description: gone}, '400': {description: no}, '404': {description: none}}
  /pets/{id}/photos:
    put:
      operationId: putPhotos
      parameters: [{name: id, in: path, required: true, schema: {type: integer}, example: 4}]
      requestBody: {content: {application/json: {schema: {type: array, items: {type: string}}}}}
      responses: {'204': {description: stored}, '400': {description: no}, '404': {description: none}, '415': {description: no}}`;

const good = ({ operation }: Received): Answer => [
  operation === 'createPet' ? 201 : operation === 'listPets' ? 200 : 204,
];

test('--mode examples sends only examples of the contract, and fixtures', async () => {
  const judge = await judgeOf(pets);
  const run = { mode: 'examples', allowDestructive: true } as const;
  const { seen } = await runAt(judge, { handle: good }, { run });
  expect(seen).toEqual(['POST /pets {"name":"Rex"}', 'DELETE /pets']);
  const plan = { fixtures: { id: 3, kind: 'dog' } };
  const given = await runAt(judge, { handle: good }, { run, plan });
  expect(given.seen).toEqual([
    'GET /pets?kind=dog',
    'POST /pets {"name":"Rex"}',
    'DELETE /pets',
    'DELETE /pets/3',
  ]);
});

test('an invalid example is sent unchanged, and its fault is reported', async () => {
  const judge = await judgeOf(`
  /notes:
    get:
      operationId: listNotes
      parameters: [{name: size, in: query, schema: {type: integer}, example: all}]
      responses: {'200': {description: d}, '400': {description: no}}
    post:
      operationId: addNote
      requestBody:
        required: true
        content: {application/json: {schema: {type: object, required: [stars], properties: {stars: {type: integer}}}, example: {stars: many}}}
      responses: {'201': {description: d}, '400': {description: no}}
  /notes/{name}:
    get:
      operationId: getNote
      parameters: [{name: name, in: path, required: true, schema: {type: string}, example: 10}]
      responses: {'200': {description: d}}`);
  const [made, failing] = [201, 500].map((status) => (): Answer => [status]);
  const run = { mode: 'examples', reproduce: false } as const;
  const takes = { handle: good, takes: made! };
  const { seen, found, inconclusive } = await runAt(judge, takes, { run });
  expect(seen).toEqual(['GET /notes?size=all', 'GET /notes/10', 'POST /notes {"stars":"many"}']);
  expect(found.filter((one) => one.startsWith('violation addNote'))).toEqual([]);
  const reasons = Object.values(inconclusive);
  expect(reasons.filter((one) => one.includes('the contract shows this request, but'))).toEqual([
    expect.stringMatching(
      /query parameter "size" must be integer, but is "all"; correct the example/,
    ),
    expect.stringMatching(/body at \/stars must be integer, but is "many"/),
  ]);
  const crashed = await runAt(judge, { handle: good, takes: failing! }, { run });
  expect(crashed.found).toContainEqual(
    expect.stringMatching(/^violation addNote\/example.* failed with 500/),
  );
});

test('operations on a whole collection are left out, unless they are allowed', async () => {
  const judge = await judgeOf(pets);
  const { seen, outcomes } = await runAt(judge, { handle: good });
  expect(seen.filter((one) => one === 'DELETE /pets')).toEqual([]);
  const reasons = outcomes.flatMap((one) =>
    one.kind === 'skipped' && one.case.operation.id === 'removePets' ? [one.reason] : [],
  );
  expect(reasons[0]).toMatch(/"removePets" may take away .* --allow-destructive/);
  const allowed = await runAt(judge, { handle: good }, { run: { allowDestructive: true } });
  expect(allowed.seen).toContain('DELETE /pets');
  const harmless = await runAt(
    judge,
    { handle: good },
    { run: { destructive: { removePets: false } } },
  );
  expect(harmless.seen).toContain('DELETE /pets');
});

test('invalid requests that a tolerant provider may carry out on items of others are left out', async () => {
  const judge = await judgeOf(`
  /todos:
    get: {operationId: list, responses: {'200': {description: d, content: {application/json: {}}}}}
    post:
      operationId: add
      requestBody: {content: {application/json: {schema: {type: object}}}}
      responses: {'201': {description: d, content: {application/json: {schema: {type: object, properties: {id: {type: integer}}}}}}}
    patch:
      operationId: changeAll
      parameters: [{name: where, in: query, schema: {type: integer}}]
      requestBody: {content: {application/json: {schema: {type: object}}}}
      responses: {'200': {description: d, content: {application/json: {schema: {type: integer}}}}}
  /todos/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
    get: {operationId: read, responses: {'200': {description: d}}}
    delete: {operationId: remove, responses: {'204': {description: d}}}
  /files/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
    delete: {operationId: removeFile, responses: {'204': {description: d}}}
  /notes/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
    delete: {operationId: removeNote, responses: {'204': {description: d}, '400': {description: no}}}`);
  // It has the item 1, and reads `true` as 1.
  const tolerant = ({ operation, request: { target } }: Received): Answer => {
    if (operation === 'changeAll') return [200, 4];
    if (operation === 'add') return [201, { id: 7 }];
    if (operation === 'read') return [/\/(?:7|1|1\.5|true)$/.test(target) ? 200 : 404];
    return [operation === 'list' ? 200 : 204];
  };
  const { seen, outcomes } = await runAt(judge, { handle: tolerant, takes: tolerant });
  const changing = seen.filter(
    (one) => one.startsWith('PATCH /todos') && !/^PATCH \/todos\/\d/.test(one),
  );
  expect(changing).toEqual([]);
  // A read shows that it reaches an item.
  expect(seen).toContain('GET /todos/true');
  expect(seen.filter((one) => /^DELETE \/todos\/(?:1|1\.5|true)$/.test(one))).toEqual([]);
  expect(seen).toContain('DELETE /todos/text');
  expect(seen).not.toContain('DELETE /files/true');
  expect(seen).toContain('DELETE /notes/true');
  const reasons = outcomes.flatMap((one) =>
    one.kind === 'skipped' && one.case.id === 'removeFile/invalid/path/id/type/boolean'
      ? [one.reason]
      : [],
  );
  expect(reasons).toEqual([expect.stringMatching(/"removeFile" describes no refusal/)]);
});

describe('an operation that may remove items of others', async () => {
  const { api } = await judgeOf(`
  /users: {patch: {operationId: patchUsers, responses: {'200': {description: d}}}, delete: {operationId: a, responses: {'200': {description: d}}}}
  /users/{id}: {delete: {operationId: deleteUser, responses: {'200': {description: d}}}, put: {operationId: putUser, responses: {'200': {description: d}}}}
  /users/{id}/password: {post: {operationId: b, responses: {'200': {description: d}}}}
  /users/logout: {get: {operationId: c, responses: {'200': {description: d}}}}
  /settings: {patch: {operationId: patchSettings, responses: {'200': {description: d}}}}
  /admin/maintenance: {put: {operationId: d, responses: {'200': {description: d}}}, get: {operationId: e, responses: {'200': {description: d}}}}
  /orders/{id}/items: {post: {operationId: addItem, responses: {'200': {description: d}}}}
  /orders/{id}/items/{no}: {delete: {operationId: dropItem, responses: {'200': {description: d}}}}
  /caches/{id}: {delete: {operationId: purgeCache, responses: {'200': {description: d}}}}
  /system: {post: {operationId: factoryReset, responses: {'200': {description: d}}}}
  /seeds: {post: {operationId: plant, tags: [Danger zone], responses: {'200': {description: d}}}, get: {operationId: seeds, tags: [Danger zone], responses: {'200': {description: d}}}}
  /demo: {post: {operationId: demo, x-specwright-destructive: true, responses: {'200': {description: d}}}}
  /files/{id}/restore: {post: {operationId: restoreFile, responses: {'200': {description: d}}}}
  /backups: {post: {operationId: restoreBackup, responses: {'200': {description: d}}}}
  /carts/clear: {post: {operationId: clearCart, x-specwright-destructive: false, responses: {'200': {description: d}}}}`);
  test.each([
    ['patchUsers', true],
    ['a', true],
    ['deleteUser', false],
    ['putUser', false],
    ['b', true],
    ['c', true],
    ['patchSettings', false],
    ['d', true],
    ['e', false],
    ['addItem', false],
    ['dropItem', false],
    ['purgeCache', true],
    ['factoryReset', true],
    ['plant', true],
    ['seeds', false],
    ['demo', true],
    ['clearCart', false],
    ['restoreFile', false],
    ['restoreBackup', true],
  ])('%s: %s', (id, want) => {
    const operation = api.operations.find((one) => one.id === id)!;
    expect(isDestructive(operation, api.operations)).toBe(want);
  });

  test('follows the configuration first', () => {
    const given = { 'POST /orders/*': true, demo: false, 'Danger zone': false, a: false };
    const found = api.operations.filter((one) => isDestructive(one, api.operations, given));
    expect(found.map(({ id }) => id)).toEqual([
      'patchUsers',
      'b',
      'c',
      'd',
      'addItem',
      'purgeCache',
      'factoryReset',
      'restoreBackup',
    ]);
  });
});

test.each([
  [503, []],
  [500, ['violation listWords/chain/items: the request is valid, but was refused with 500']],
])(
  'a provider that answers %i after a case is detected, and the run stops',
  async (status, findings) => {
    const judge = await judgeOf(`
  /things:
    post:
      operationId: createThing
      requestBody: {required: true, content: {application/json: {schema: {type: object, required: [name], properties: {name: {type: string}}}}}}
      responses: {'201': {description: made}, '400': {description: no}, '415': {description: no}}
  /mode:
    put:
      operationId: setMode
      requestBody: {required: true, content: {application/json: {schema: {type: object, required: [off], properties: {off: {type: boolean}}}}}}
      responses: {'204': {description: set}, '400': {description: no}, '415': {description: no}}
  /words:
    get: {operationId: listWords, responses: {'200': {description: all}}}
  /words/{id}:
    get:
      operationId: getWord
      parameters: [{name: id, in: path, required: true, schema: {type: integer, minimum: 1, maximum: 9}}]
      responses: {'200': {description: it}, '400': {description: no}}`);
    let isOff = false;
    const { found, outcomes, inconclusive } = await runAt(judge, {
      handle({ operation, body }) {
        if (operation === 'setMode') isOff ||= body.off;
        else if (isOff) return [status];
        return [operation === 'createThing' ? 201 : operation === 'setMode' ? 204 : 200];
      },
    });
    expect(found.filter((one) => one.startsWith('violation'))).toEqual(findings);
    const last = outcomes.at(-1)!;
    expect(last.kind).toBe('skipped');
    const reason = 'reason' in last ? last.reason : '';
    expect(new Set([...Object.values(inconclusive), reason]).size).toBe(1);
    expect(reason).toMatch(
      /^the provider answers 50[03] to what it accepted before since "setMode\/(?:valid|example)/,
    );
  },
);

test('an id with a fraction, which a lenient provider cuts off, is of an item of the run', async () => {
  const judge = await judgeOf(`
  /pets:
    get:
      operationId: listPets
      responses: {'200': {description: all, content: {application/json: {schema: {type: array, items: {type: object, properties: {id: {type: integer}}}}}}}}
    post:
      operationId: createPet
      requestBody: {required: true, content: {application/json: {schema: {type: object, required: [name], properties: {name: {type: string}}}}}}
      responses: {'201': {description: made, content: {application/json: {schema: {type: object, properties: {id: {type: integer}}}}}}, '400': {description: no}}
  /pets/{id}:
    delete:
      operationId: removePet
      parameters: [{name: id, in: path, required: true, schema: {type: integer}, example: 1}]
      responses: {'204': {description: gone}, '400': {description: no}}`);
  // More items than a run remembers.
  const before = Array.from({ length: 60 }, (_, index) => index + 1);
  const pets = new Set(before);
  const asked = (one: Received) => one.request.target.split('/').at(-1)!;
  let last = pets.size;
  const removed = (received: Received): Answer => [
    pets.delete(Number.parseInt(asked(received), 10)) ? 204 : 404,
  ];
  const { seen } = await runAt(judge, {
    handle(received) {
      if (received.operation === 'listPets') return [200, [...pets].map((id) => ({ id }))];
      if (received.operation === 'removePet') return removed(received);
      last += 1;
      pets.add(last);
      return [201, { id: last }];
    },
    takes: (received) => (received.operation === 'removePet' ? removed(received) : undefined),
  });
  expect(seen.some((one) => /^DELETE .*\.5$/.test(one))).toBe(true);
  expect([...pets].slice(0, before.length)).toEqual(before);
});

describe('where a usual creation fails, a write', () => {
  const paths = `
  /todos/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
    get:
      operationId: readTodo
      responses: {'200': {description: it, content: {application/json: {schema: {type: object}}}}, '404': {description: none}}
    put:
      operationId: replaceTodo
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Todo'}}}}
      responses: {'204': {description: stored}, '400': {description: no}, '404': {description: none}, '415': {description: no}}
    patch:
      operationId: changeTodo
      requestBody: {required: true, content: {application/json: {schema: {type: object, properties: {title: {type: string}}}}}}
      responses: {'204': {description: stored}, '400': {description: no}, '404': {description: none}, '415': {description: no}}
    delete: {operationId: removeTodo, responses: {'204': {description: gone}, '400': {description: no}, '404': {description: none}}}
  /todos/{id}/done:
    post:
      operationId: finishTodo
      parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
      responses: {'204': {description: done}, '400': {description: no}, '404': {description: none}}
  /todos:
    get:
      operationId: listTodos
      responses: {'200': {description: all, content: {application/json: {schema: {type: array, items: {type: object, properties: {id: {type: integer}}}}}}}}
    post:
      operationId: addTodo
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Todo'}}}}
      responses: {'201': {description: made, content: {application/json: {schema: {type: object, properties: {id: {type: integer}}}}}}, '400': {description: no}, '415': {description: no}}`;
  const schemas = `
components:
  schemas:
    Todo: {type: object, required: [title], properties: {title: {type: string}, address: {type: string}}}`;

  /** It has the items 1 and 2; `mayCreate` decides which bodies it stores. */
  async function ranWith(
    mayCreate: (body: Readonly<Record<string, unknown>> | undefined) => boolean,
    options: Parameters<typeof runAt>[2] = {},
  ) {
    const first = [
      [1, { title: 'one' }],
      [2, { title: 'two' }],
    ] as const;
    const todos = new Map<number, unknown>(first);
    let last = todos.size;
    const handle = ({ operation, body, path }: Received): Answer => {
      const id = Number(path.id);
      if (operation === 'listTodos') return [200, [...todos.keys()].map((one) => ({ id: one }))];
      if (operation === 'addTodo') {
        if (!mayCreate(body)) return [500];
        last += 1;
        todos.set(last, body);
        return [201, { id: last }];
      }
      if (!todos.has(id)) return [404];
      if (operation === 'readTodo') return [200, {}];
      if (operation === 'removeTodo') todos.delete(id);
      else todos.set(id, operation === 'finishTodo' ? 'done' : body);
      return [204];
    };
    const ran = await runAt(await judgeOf(paths, schemas), { handle }, options);
    return { ...ran, isAsBefore: isDeepStrictEqual([...todos], first) };
  }

  const isWrite = (one: string) =>
    /^(?:(?:PUT|PATCH|DELETE) \/todos\/[12]|POST \/todos\/[12]\/done)(?![\d.])/.test(one);

  test('goes to an item from a smaller creation', async () => {
    const { seen, isAsBefore, outcomes } = await ranWith(
      (body) => body !== undefined && body.address === undefined,
    );
    expect(seen.filter(isWrite)).toEqual([]);
    expect(isAsBefore).toBe(true);
    const passed = new Set(
      outcomes.flatMap((one) => (one.kind === 'passed' ? [one.case.operation.id] : [])),
    );
    for (const id of ['replaceTodo', 'changeTodo', 'finishTodo', 'removeTodo']) {
      expect(passed).toContain(id);
    }
  });

  test('is not sent to an item that was there, and its case says why', async () => {
    const { seen, isAsBefore, inconclusive } = await ranWith(() => false);
    expect(seen.filter(isWrite)).toEqual([]);
    expect(isAsBefore).toBe(true);
    expect(inconclusive['replaceTodo/valid/body/minimal']).toMatch(
      /the run did not make; give a fixture, or --allow-destructive/,
    );
  });

  test('goes to the item of a fixture, or to any with --allow-destructive', async () => {
    const { seen } = await ranWith(() => false, {
      plan: { fixtures: { id: 2 } },
      run: { fixtures: { id: 2 } },
    });
    expect(seen.filter(isWrite).filter((one) => !one.includes('/todos/2'))).toEqual([]);
    expect(seen.some((one) => one.startsWith('PUT /todos/2'))).toBe(true);
    const allowed = await ranWith(() => false, { run: { allowDestructive: true } });
    expect(allowed.isAsBefore).toBe(false);
  });
});

test('a 405 in a case that is not about the method has no finding about Allow', async () => {
  const judge = await judgeOf(`
  /a: {delete: {operationId: a, responses: {'200': {description: d, content: {text/plain: {schema: {type: string}}}}}}}`);
  const answer = (): Answer => [405];
  const { outcomes } = await runAt(
    judge,
    { handle: answer, takes: answer },
    { run: { allowDestructive: true } },
  );
  const ofAllow = outcomes.flatMap((one) =>
    'findings' in one && one.findings.some(({ finding }) => finding.code === 'allow-incomplete')
      ? [one.case.id]
      : [],
  );
  expect(ofAllow.filter((one) => one.includes('/accept/'))).toEqual([]);
  expect(ofAllow).not.toEqual([]);
});

test('requests that write run alone, including invalid ones', async () => {
  let [now, most] = [0, 0];
  await runAt(await judgeOf(pets), {
    async handle(received) {
      if (received.request.method === 'GET') return good(received);
      now += 1;
      most = Math.max(most, now);
      await new Promise((resolve) => setImmediate(resolve));
      now -= 1;
      return good(received);
    },
    takes: ({ request }) => {
      if (request.method !== 'GET') most = Math.max(most, now + 1);
      return undefined;
    },
  });
  expect(most).toBe(1);
});

test('requests have the fields of curl', async () => {
  const judge = await judgeOf(`
  /a: {get: {operationId: a, responses: {'200': {description: d}}}}`);
  const fields = new Set<string>();
  await runAt(judge, {
    handle({ request: { headers } }) {
      fields.add(`${headers.accept} ${String(headers['user-agent']).replace(/\d.*/, '')}`);
      return [200];
    },
  });
  expect(fields).toContain('*/* specwright/');
});

test.each(['', '.json'])(
  'a method that is not described goes to no item that the run did not make: /cups/{id}%s',
  async (suffix) => {
    const judge = await judgeOf(`
  /cups: {get: {operationId: listCups, responses: {'200': {description: d}}}}
  /cups/{id}${suffix}:
    get:
      operationId: getCup
      parameters: [{name: id, in: path, required: true, schema: {type: integer}, example: 7}]
      responses: {'200': {description: d}, '404': {description: none}}`);
    const { seen } = await runAt(judge, {
      handle({ operation, path }) {
        if (operation === 'listCups') return [200, [{ id: 7 }, { id: 8 }]];
        return [path.id === 7 || path.id === 8 ? 200 : 404];
      },
      takes: () => [200],
    });
    const writes = seen.filter((one) => /^(?:PATCH|PUT|POST|DELETE) \/cups\/\d/.test(one));
    expect(writes).not.toEqual([]);
    expect(writes.filter((one) => /cups\/[78](?:\.json)?$/.test(one))).toEqual([]);
  },
);

test('an item that no POST creates is made by PUT at a new path, and deleted at the end', async () => {
  const schema = '{type: object, required: [title], properties: {title: {type: string}}}';
  const judge = await judgeOf(`
  /scores: {get: {operationId: listScores, responses: {'200': {description: d}}}}
  /scores/{code}:
    parameters: [{name: code, in: path, required: true, schema: {type: string, pattern: '^S[0-9]{6}$'}, example: S100200}]
    get: {operationId: getScore, responses: {'200': {description: d}, '404': {description: none}}}
    put:
      operationId: putScore
      requestBody: {required: true, content: {application/json: {schema: ${schema}}}}
      responses: {'200': {description: d}, '201': {description: d}, '400': {description: no}}
    delete: {operationId: removeScore, responses: {'204': {description: d}, '404': {description: none}}}`);
  const held = new Map<unknown, unknown>([['S100200', 'first']]);
  const { seen, outcomes } = await runAt(judge, {
    handle({ operation, path: { code }, body }) {
      if (operation === 'listScores') return [200];
      const isNew = !held.has(code);
      if (operation === 'putScore') held.set(code, body);
      else if (isNew) return [404];
      if (operation === 'removeScore') held.delete(code);
      return [operation === 'removeScore' ? 204 : operation === 'putScore' && isNew ? 201 : 200];
    },
  });
  const puts = outcomes.filter(({ case: one }) => one.operation.id === 'putScore');
  expect(puts.map(({ kind }) => kind)).toContain('passed');
  expect(puts.filter(({ kind }) => kind === 'inconclusive')).toEqual([]);
  expect(seen.filter((one) => /^(?:PUT|DELETE) \/scores\/S100200(?!\d)/.test(one))).toEqual([]);
  expect([...held]).toEqual([['S100200', 'first']]);
});
