import { describe, expect, test } from 'vitest';
import { createMock } from '../../src/index.ts';
import { isSecretField, isSecretMember } from '../../src/report/secret-name.ts';
import { folderOf, spawned, specwright } from '../cli/run.ts';
import { apiOf } from '../mock/api.ts';

const spec = `
openapi: 3.1.0
info: { title: Parts, version: '1' }
paths:
  /parts:
    get:
      operationId: listParts
      parameters:
        - { name: X-Client-Key, in: header, schema: { type: string, maxLength: 8 } }
        - { name: access_token, in: query, schema: { type: string, maxLength: 8 } }
        - { name: page_token, in: query, schema: { type: string, maxLength: 8 } }
      responses:
        '200':
          description: All parts.
          headers: { X-Auth-Token: { schema: { type: string }, example: value-9876543= } }
          content: { application/json: { example: [] } }
`;
const value = 'value-1234567';

const secretFields = [
  ...['Authorization', 'Proxy-Authorization', 'X-Forwarded-Authorization', 'X-Amz-Security-Token'],
  ...['X-Api-Key', 'X-Client-Key', 'Ocp-Apim-Subscription-Key', 'X-Functions-Key', 'ApiKey'],
  ...['X-Auth-Token', 'X-CSRF-Token', 'X-Session-Id', 'X-Client-Secret', 'X-Password'],
];
const shownFields = [
  ...['Idempotency-Key', 'X-Idempotency-Key', 'X-Page-Token', 'Continuation-Token', 'X-Next-Token'],
  ...['X-Keyword', 'X-Secretary', 'X-Tokenizer', 'Specwright-Session', 'Accept-Language'],
];
const secretParameters = [
  ...['access_token', 'accessToken', 'token', 'refresh_token', 'api_key', 'apikey', 'api-key'],
  ...['client_secret', 'password', 'passwd', 'passphrase', 'session', 'session_id', 'sessionId'],
  ...['X-Amz-Signature', 'signature', 'access_key', 'private-key', 'subscription-key'],
];
const shownParameters = [
  ...['page_token', 'pageToken', 'nextPageToken', 'next_token', 'continuation_token', 'syncToken'],
  ...['$skiptoken', '$deltatoken', 'resume_token', 'start-token', 'cursor', 'max_tokens'],
  ...['keyword', 'sort', 'secretary', 'sessions_from'],
];

/** What the journal shows, as JSON and as an archive, of a request with this query and these fields. */
async function journalOf(query: string, headers: Record<string, string>): Promise<string> {
  const mock = createMock([await apiOf(spec)]);
  await mock.fetch(new Request(`http://mock.test/parts?${query}`, { headers }));
  const shown = ['json', 'har'].map((format) =>
    mock.fetch(new Request(`http://mock.test/__specwright/journal?format=${format}`)),
  );
  return (await Promise.all((await Promise.all(shown)).map((one) => one.text()))).join('\n');
}

describe('the journal hides what is called like a secret', () => {
  test.each(secretFields)('the field %s', async (name) => {
    expect(await journalOf('', { [name]: value })).not.toContain(value);
  });

  test.each(shownFields)('not the field %s', async (name) => {
    expect(await journalOf('', { [name]: value })).toContain(value);
  });

  test.each(secretParameters)('the parameter %s', async (name) => {
    expect(await journalOf(`${name}=${value}`, {})).not.toContain(value);
  });

  test.each(shownParameters)('not the parameter %s', async (name) => {
    expect(await journalOf(`${name}=${value}`, {})).toContain(value);
  });

  test('a field of the answer, to its last character', async () => {
    expect(await journalOf('', {})).not.toContain('9876543');
  });
});

test('a member of a body is judged by other names: there is no member of one connection', () => {
  expect(['accessToken', 'password', 'clientSecret', 'api_key'].every(isSecretMember)).toBe(true);
  expect(['sort-key', 'cookie', 'nextPageToken', 'total_tokens'].some(isSecretMember)).toBe(false);
  expect(isSecretField('cookie')).toBe(true);
});

test('a recording and a report hide the same values, and show page tokens', async () => {
  const line = JSON.stringify({
    request: {
      method: 'GET',
      url: `/parts?access_token=${value}&page_token=page-1234567`,
      headers: { 'x-client-key': `${value}-of-client` },
    },
    response: { status: 200, headers: { 'content-type': 'application/json' }, body: '[]' },
  });
  const client = `await fetch(process.env.SPECWRIGHT_URL + '/parts?access_token=${value}&page_token=page-1234567', {
    headers: { 'x-client-key': '${value}-of-client' } });`;
  const folder = await folderOf({ 'p.yaml': spec, 'seen.ndjson': line, 'client.mjs': client });
  const judged = await specwright(
    ['traffic', 'seen.ndjson', 'p.yaml', '--report', 'json=-'],
    folder,
  );
  expect(judged.code).toBe(1);
  const recorded = await spawned(
    ['mock', 'p.yaml', '-p', '0', '--record', 'all.ndjson', '--', process.execPath, 'client.mjs'],
    folder,
  );
  expect(recorded.code).toBe(0);
  const { readFile } = await import('node:fs/promises');
  const text = await readFile(`${folder}/all.ndjson`, 'utf8');
  for (const shown of [judged.stdout + judged.stderr, text]) {
    expect(shown).not.toContain(value);
    expect(shown).toContain('page-1234567');
  }
});
