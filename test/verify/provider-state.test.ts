import { expect, test } from 'vitest';
import { judgeOf } from './planned.ts';
import { type Answer, type Received, runAt } from './reference.ts';

const contract = `
  /members:
    get: {operationId: listMembers, responses: {'200': {description: d, content: {application/json: {schema: {type: array, items: &member {type: object, properties: {id: {type: string, readOnly: true}, name: {type: string, maxLength: 30}, note: {type: [string, 'null']}, home: {type: object, properties: {city: {type: string}, zip: {type: string}}}}}}}}}}}
    post:
      operationId: createMember
      requestBody: {required: true, content: {application/json: {schema: *member, example: {name: Ada, note: new, home: {city: Ulm, zip: '89'}}}}}
      responses: {'201': {description: d, content: {application/json: {schema: *member}}}, '400': {description: no}, '415': {description: no}}
  /members/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    get:
      operationId: getMember
      parameters: [{name: If-None-Match, in: header, schema: {type: string}}]
      responses: {'200': {description: d, headers: {ETag: {schema: {type: string}}}, content: {application/json: {schema: *member}}}, '304': {description: same}, '404': {description: none}}
    patch:
      operationId: patchMember
      parameters: [{name: If-Match, in: header, required: true, schema: {type: string}}]
      requestBody:
        required: true
        content:
          application/merge-patch+json: {schema: {type: object, minProperties: 1, properties: {name: {type: string}, note: {type: [string, 'null']}, home: {type: object, properties: {city: {type: string}, zip: {type: [string, 'null']}}}}}, example: {name: Bea}}
          application/json-patch+json: {schema: {type: array, items: {type: object}}, example: [{op: replace, path: /name, value: Cleo}]}
      responses: {'200': {description: d, content: {application/json: {schema: *member}}}, '400': {description: no}, '404': {description: none}, '412': {description: changed}, '415': {description: no}}
  /loans:
    post:
      operationId: createLoan
      parameters: [{name: Idempotency-Key, in: header, required: true, schema: {type: string, minLength: 4}}]
      requestBody: {required: true, content: {application/json: {schema: {type: object, required: [memberId], properties: {memberId: {type: string}, days: {type: integer, maximum: 9}}}}}}
      responses: {'201': {description: d}, '400': {description: no}, '409': {description: used}, '415': {description: no}, '422': {description: unknown}}`;

type Item = Record<string, unknown>;

interface Faults {
  readonly keepsNull?: true;
  readonly replacesParts?: true;
  readonly ignoresPatches?: true;
  readonly keepsTag?: true;
  readonly cutsNames?: true;
  readonly refusesNineDays?: true;
  readonly sends?: (isCurrent: boolean) => Answer;
}

function provider(faults: Faults) {
  const members = new Map<string, Record<string, unknown>>();
  const keys = new Map<string, string>();
  let count = 0;
  let version = 0;
  return (received: Received): Answer => {
    const { operation, body, path, request } = received;
    const id = String(path.id);
    const one = members.get(id);
    switch (operation) {
      case 'listMembers':
        return [200, [...members.values()]];
      case 'createMember': {
        count += 1;
        const made = { ...body, id: `m${count}`, version };
        members.set(made.id, faults.cutsNames ? { ...made, name: made.name?.slice(0, 20) } : made);
        return [201, made];
      }
      case 'getMember': {
        if (one === undefined) return [404];
        const tag = faults.keepsTag ? '"same"' : `"${one.version}-${id}"`;
        const asked = request.headers['if-none-match'];
        if (asked !== undefined) {
          const answer = faults.sends?.(asked === tag);
          if (answer !== undefined) return answer;
          if (asked === tag) return [304, undefined, { etag: tag }];
        }
        return [200, one, { etag: tag }];
      }
      case 'patchMember': {
        if (one === undefined) return [404];
        if (request.headers['if-match'] !== `"${one.version}-${id}"` && !faults.keepsTag)
          return [412];
        version += 1;
        const operations = 'op' in body ? [body] : body;
        const next = Array.isArray(operations)
          ? patched(one, operations, faults)
          : merged(one, operations, faults);
        members.set(id, { ...next, version });
        return [200, members.get(id)];
      }
      default: {
        const key = String(request.headers['idempotency-key']);
        const text = JSON.stringify(body);
        if ((keys.get(key) ?? text) !== text) return [409];
        keys.set(key, text);
        if (!members.has(body.memberId)) return [422];
        return [faults.refusesNineDays && body.days === 9 ? 422 : 201];
      }
    }
  };
}

function merged(target: Item, patch: Item, faults: Faults): Item {
  const made = { ...target };
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) {
      if (!faults.keepsNull) delete made[name];
    } else if (typeof value === 'object' && !faults.replacesParts) {
      made[name] = merged((made[name] ?? {}) as Item, value as Item, faults);
    } else made[name] = value;
  }
  return made;
}

function patched(target: Item, operations: readonly Item[], { ignoresPatches }: Faults): Item {
  const made = { ...target };
  for (const { path, value } of operations) {
    if (!ignoresPatches && path === '/name') made.name = value;
  }
  return made;
}

async function run(faults: Faults = {}, text = contract) {
  const { found, inconclusive } = await runAt(await judgeOf(text), {
    handle: provider(faults),
  });
  const violations = found.filter((one) => one.startsWith('violation'));
  return { violations, inconclusive };
}

test('requests carry the current ETag, existing ids and their own idempotency key', async () => {
  const { violations, inconclusive } = await run();
  expect(violations).toEqual([]);
  const states = Object.entries(inconclusive).filter(([id]) =>
    /^(?:patchMember|createLoan)\/(?!valid\/path)/.test(id),
  );
  expect(states).toEqual([]);
});

test('a single operation in place of a JSON Patch may do what it likes', async () => {
  const operation = '{type: object, required: [op], properties: {op: {type: string}}}';
  const single = contract.replace(
    '{type: array, items: {type: object}}, example: [{op: replace, path: /name, value: Cleo}]',
    `${operation}, example: {op: replace, path: /name, value: Cleo}`,
  );
  expect(single).not.toBe(contract);
  expect((await run({}, single)).violations).toEqual([]);
});

test.each<[string, Faults, RegExp]>([
  [
    'a null of a merge patch removes nothing',
    { keepsNull: true },
    /chain\/change\/null.*\/note is "new"/,
  ],
  ['a merge patch replaces nested objects', { replacesParts: true }, /chain\/change\/part\/home/],
  ['a JSON patch changes nothing', { ignoresPatches: true }, /chain\/change\/json-patch.*\/name/],
  ['a changed item keeps its ETag', { keepsTag: true }, /but the ETag is still "\\"same\\""/],
  ['a long name is cut when it is stored', { cutsNames: true }, /chain\/read\/edges.*\/name/],
  [
    'a bound is refused beside an existing id',
    { refusesNineDays: true },
    /createLoan\/valid\/body\/days\/maximum/,
  ],
  [
    'a current tag gets 200',
    { sends: () => [200, {}, { etag: '"1"' }] },
    /has the current ETag, and the status was 200/,
  ],
  [
    'another tag gets 304',
    { sends: () => [304, undefined, { etag: '"1"' }] },
    /has an ETag that was never sent, and the status was 304/,
  ],
  [
    'a 304 has no ETag',
    { sends: (isCurrent) => (isCurrent ? [304] : [200, {}]) },
    /which the answer lacks/,
  ],
])('%s', async (_, faults, message) => {
  const { violations } = await run(faults);
  expect(violations).toContainEqual(expect.stringMatching(message));
});
