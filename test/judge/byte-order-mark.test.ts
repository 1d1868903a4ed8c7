import { expect, test } from 'vitest';
import { messageOf } from '../../src/index.ts';
import { judgeOf } from '../verify/planned.ts';
import { requestOf, responseOf } from './exchanges.ts';

const judge = await judgeOf(`
  /pets:
    post:
      operationId: createPet
      requestBody: {content: {application/json: {schema: &pet {type: object, properties: {name: {type: string}}}}}}
      responses:
        '201':
          description: it
          content:
            application/json: {schema: *pet}
            application/vnd.pet+json: {schema: *pet}
            text/plain: {schema: {type: string}}`);

const mark = '\ufeff';
const advice = 'advisory: request body is JSON, but begins with a byte order mark';
const fault = 'violation: response body is JSON, but begins with a byte order mark';

// RFC 8259 section 8.1: a sender must not add the mark, but a receiver may ignore it.
test.each<[name: string, sent: string, type: string, answered: string, want: readonly string[]]>([
  ['none', '{}', 'application/json', '{}', []],
  ['one in an answer', '{}', 'application/json', `${mark}{}`, [fault]],
  ['one before white space', '{}', 'application/vnd.pet+json', `${mark}\n{}`, [fault]],
  ['one in a request', `${mark}{}`, 'application/json', '{}', [advice]],
  ['one in a text', '{}', 'text/plain', `${mark}{}`, []],
  ['one inside a value', '{}', 'application/json', `{"name":"${mark}"}`, []],
  [
    'one beside a wrong value',
    '{}',
    'application/json',
    `${mark}{"name":7}`,
    ['violation: response body at /name must be string, but is 7', fault],
  ],
])('%s', (_, sent, type, answered, want) => {
  const request = requestOf('POST /pets', { 'content-type': 'application/json' }, sent);
  const response = responseOf(201, { 'content-type': type }, answered);
  const { findings } = judge.exchange({ request, response });
  expect(findings.map((one) => `${one.severity}: ${messageOf(one)}`)).toEqual(want);
});
