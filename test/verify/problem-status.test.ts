import { expect, test } from 'vitest';
import { messageOf } from '../../src/index.ts';
import { problemStatus } from '../../src/verify/problem-status.ts';
import { requestOf, responseOf } from '../judge/exchanges.ts';
import { judgeOf } from './planned.ts';

const judge = await judgeOf(`
  /pets/{id}:
    get:
      operationId: readPet
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        '200': {description: it}
        '404': {description: none, content: {application/problem+json: {schema: {type: object}}}}`);

test.each<[string, string, string, readonly string[]]>([
  ['the same', 'application/problem+json', '{"status": 404}', []],
  ['none', 'application/problem+json', '{"title": "none"}', []],
  [
    'another one',
    'application/problem+json; charset=utf-8',
    '{"status": 400}',
    ['the status is 404, but the problem details say 400'],
  ],
  ['one of another type', 'application/problem+json', '{"status": "400"}', []],
  ['another one in another media type', 'application/json', '{"status": 400}', []],
  ['no object', 'application/problem+json', '[400]', []],
])('problem details with %s', (_, type, body, want) => {
  const response = responseOf(404, { 'content-type': type }, body);
  const judged = judge.exchange({ request: requestOf('GET /pets/7'), response });
  const found = problemStatus(judged);
  expect(found.map(messageOf)).toEqual(want);
  expect(found.filter(({ severity }) => severity !== 'advisory')).toEqual([]);
});
