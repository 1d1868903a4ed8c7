import { expect, test } from 'vitest';
import { judgeOf } from './planned.ts';
import { type Answer, runAt } from './reference.ts';

const contract = `
  /clock:
    get: {operationId: getClock, responses: {'200': {description: d, content: {application/json: {schema: {type: object}}}}}}
    head: {operationId: headClock, responses: {'200': {description: d}, '404': {description: none}}}`;

const content = { 'content-type': 'application/json', 'content-length': '21', etag: '"a"' };

// RFC 9110 sections 8.6 and 9.3.2.
test.each<[name: string, head: Answer, want: readonly string[]]>([
  ['as to GET', [200, undefined, content], []],
  ['without fields', [200], []],
  [
    'with another length',
    [200, undefined, { ...content, 'content-length': '22' }],
    ['violation: response header "Content-Length" is "22", but GET of the same path has "21"'],
  ],
  [
    'with another ETag',
    [200, undefined, { ...content, etag: '"b"' }],
    ['advisory: response header "ETag" is "\\"b\\"", but GET of the same path has "\\"a\\""'],
  ],
  [
    'with another media type',
    [200, undefined, { ...content, 'content-type': 'text/html' }],
    [
      'advisory: response header "Content-Type" is "text/html", but GET of the same path has "application/json"',
    ],
  ],
  [
    'with another status',
    [404],
    ['violation: the status is 404, but GET of the same path has 200'],
  ],
])('HEAD answered %s', async (_, head, want) => {
  let turn = 0;
  for (const isSteady of [true, false]) {
    const { found } = await runAt(await judgeOf(contract), {
      handle({ operation }): Answer {
        turn += 1;
        const time = isSteady ? '10:00' : `${turn}0:00`.slice(-5);
        const fields = isSteady ? { etag: '"a"' } : { etag: `"${turn}"`, vary: String(turn) };
        return operation === 'headClock' ? head : [200, { now: time, z: 0 }, fields];
      },
    });
    const own = found.filter((one) => one.includes('headClock/chain/get'));
    const said = own.map((one) => one.replace(' headClock/chain/get', ''));
    // What differs between two answers to GET says nothing.
    if (isSteady) expect(said).toEqual(want);
    else expect(said.filter((one) => one.includes('ETag'))).toEqual([]);
  }
});
