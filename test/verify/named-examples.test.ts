import { describe, expect, test } from 'vitest';
import { judgeOf, planned } from './planned.ts';
import { type Answer, type Received, runAt } from './reference.ts';

const judge = await judgeOf(`
  /vouchers:
    post:
      operationId: redeem
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [text, amount]
              properties: {text: {enum: [HALF, SPENT]}, amount: {type: integer, minimum: 1, maximum: 50}}
            examples:
              spent: {value: {text: SPENT, amount: 5}}
              half: {value: {text: HALF, amount: 10}}
              tooMuch: {value: {text: HALF, amount: 51}}
      responses:
        '201': {description: redeemed, content: {application/json: {schema: {type: object}, examples: {half: {value: {}}}}}}
        '202': {description: later}
        '409': {description: not again, content: {application/json: {schema: {type: object, required: [why]}, examples: {spent: {value: {why: spent}}}}}}
        4XX: {description: no}
  /vouchers/{text}:
    get:
      operationId: look
      parameters: [{name: text, in: path, required: true, schema: {type: string}, examples: {lost: {value: LOST}, half: {value: HALF}}}]
      responses:
        '200': {description: the voucher, content: {application/json: {schema: {type: object}, examples: {half: {value: {}}}}}}
        '404': {description: none, content: {application/json: {schema: {type: object, required: [why]}, examples: {lost: {value: {why: lost}}}}}}
        4XX: {description: no}
    delete:
      operationId: remove
      parameters: [{name: text, in: path, required: true, schema: {type: string}, examples: {lost: {value: LOST}, half: {value: HALF}}}]
      responses: {'204': {description: gone}, '404': {description: none, content: {application/json: {examples: {lost: {value: {}}}}}}, 4XX: {description: no}}`);

function redeems({ operation, body, path }: Received): Answer {
  const lost = path.text !== undefined && path.text !== 'HALF';
  if (lost) return [404, { why: 'lost' }];
  if (operation === 'remove') return [204];
  if (operation === 'look') return [200, {}];
  return body.text === 'SPENT' ? [409, { why: 'spent' }] : [201, {}];
}

type Handle = (received: Received) => Answer | undefined;

const runWith = async (handle: Handle, takes?: Handle) => {
  const { outcomes, ...ran } = await runAt(
    judge,
    { handle: (one) => handle(one) ?? redeems(one), ...(takes && { takes }) },
    // No answer names the voucher, so the run would not delete it.
    { plan: { groups: ['example'] }, run: { allowDestructive: true } },
  );
  return { ...ran, kinds: Object.fromEntries(outcomes.map((one) => [one.case.id, one.kind])) };
};

describe('examples of one name', () => {
  test('are sent together, those of a refusal last, and those that break their schema too', () => {
    expect(planned(judge, 'redeem/example')).toEqual([
      '/application.json/half  {"text":"HALF","amount":10}',
      '/application.json/spent  {"text":"SPENT","amount":5}',
      '/application.json/tooMuch  {"text":"HALF","amount":51}',
    ]);
    expect(planned(judge, 'look/example')).toEqual([
      '  GET /vouchers/HALF',
      '/lost  GET /vouchers/LOST',
    ]);
  });

  test('that are accepted are the base of other cases', () => {
    for (const body of planned(judge, 'redeem/invalid/body/amount')) {
      expect(body).toContain('"text":"HALF"');
    }
    expect(planned(judge, 'look/valid/accept')[0]).toContain('/vouchers/HALF');
  });

  test('pass if the answers match their names', async () => {
    const { kinds, found } = await runWith(() => undefined);
    expect(new Set(Object.values(kinds))).toEqual(new Set(['passed']));
    expect(found).toEqual([]);
  });

  test.each<readonly [string, string, Handle]>([
    [
      'a success of another status',
      'redeem/example/application.json/half',
      ({ body }) => (body?.text === 'HALF' ? [202] : undefined),
    ],
    [
      'a success in place of a refusal',
      'redeem/example/application.json/spent',
      ({ operation }) => (operation === 'redeem' ? [201, {}] : undefined),
    ],
    [
      'another refusal',
      'look/example/lost',
      ({ operation, path }) => (operation === 'look' && path.text === 'LOST' ? [400] : undefined),
    ],
  ])('cause no violation in %s, which is inconclusive with its reason', async (_, id, handle) => {
    const { found, inconclusive, kinds } = await runWith(handle);
    expect(found).toEqual([]);
    expect(inconclusive[id]).toContain('OpenAPI does not say that examples of one name');
    expect(Object.values(kinds).filter((kind) => kind !== 'passed')).toEqual(['inconclusive']);
  });

  test('show what the schema of a refusal says', async () => {
    const { found } = await runWith(({ path }) => (path.text === 'LOST' ? [404, {}] : undefined));
    expect(found.filter((one) => one.startsWith('violation look/example/lost'))).toHaveLength(1);
    const crashed = await runWith(({ body }) => (body?.text === 'SPENT' ? [500] : undefined));
    expect(crashed.found.join('\n')).toMatch(
      /^violation redeem\/example\/application.json\/spent/m,
    );
  });

  test('that break their schema must be refused if the contract describes that', async () => {
    const { found } = await runWith(
      () => undefined,
      ({ body }) => (body?.amount === 51 ? [201, {}] : undefined),
    );
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^violation redeem\/example\/application.json\/tooMuch/);
  });

  test('keep the id of an item that is meant to be missing', async () => {
    const { seen } = await runAt(judge, { handle: redeems });
    expect(seen.filter((one) => one.endsWith('/vouchers/LOST')).map((one) => one[0])).toContain(
      'D',
    );
    const fixtures = { text: 'HALF' };
    expect(planned(judge, 'remove/example', { fixtures })[1]).toBe('/lost  DELETE /vouchers/LOST');
  });
});

test('the only example of a request is not a refusal, even if it is named like an error', async () => {
  const single = await judgeOf(`
  /notes:
    post:
      operationId: note
      requestBody: {content: {application/json: {schema: {type: object}, examples: {first: {value: {}}}}}}
      responses:
        '201': {description: made}
        '400': {description: no, content: {application/json: {examples: {first: {value: {}}}}}}`);
  const plan = { groups: ['example'] } as const;
  const { outcomes, found } = await runAt(single, { handle: () => [201] }, { plan });
  expect(outcomes.map(({ kind }) => kind)).toEqual(['passed']);
  expect(found).toEqual([]);
});

describe('the examples of a body that no value satisfies', () => {
  const numbered = judgeOf(`
  /parcels:
    post:
      operationId: send
      requestBody:
        required: true
        content:
          application/json:
            schema: {type: object, required: [code], properties: {code: {type: string, format: uuid, maxLength: 9}}}
            examples: {small: {value: {code: P-31}}}
      responses: {'201': {description: sent, content: {application/json: {schema: {required: [id]}}}}, 4XX: {description: no}}`);

  test('are sent, and only an answer that breaks its schema is a violation of the provider', async () => {
    const kindsFor = async (answer: Answer) => {
      const reference = { handle: () => answer, takes: () => answer };
      const { outcomes } = await runAt(await numbered, reference, {
        plan: { groups: ['example'] },
      });
      return outcomes.map((one) => [one.case.id, one.kind]);
    };
    const id = 'send/example/application.json/small';
    expect(await kindsFor([201, { id: 1 }])).toEqual([[id, 'inconclusive']]);
    expect(await kindsFor([422])).toEqual([[id, 'inconclusive']]);
    expect(await kindsFor([201, {}])).toEqual([[id, 'failed']]);
  });
});
