import { describe, expect, it, test } from 'vitest';
import { createMock, loadApi, type MockEvent } from '../../src/index.ts';

const schemes = {
  key: { type: 'apiKey', in: 'header', name: 'X-Key' },
  digest: { type: 'http', scheme: 'digest' },
  vague: { type: 'apiKey', name: 'X-Vague' },
};

async function load(security: unknown, shared?: unknown) {
  const document = {
    openapi: '3.1.0',
    info: { title: 'Safes', version: '1' },
    ...(shared !== undefined && { security: shared }),
    paths: {
      '/safe': {
        get: {
          ...(security !== undefined && { security }),
          responses: { 204: { description: 'Open.' } },
        },
      },
    },
    components: { securitySchemes: schemes },
  };
  const read = async () => JSON.stringify(document);
  return loadApi('https://example.com/safes.json', { read });
}

const get = (headers = {}) => new Request('http://mock.test/safe', { headers });
const withKey = { 'X-Key': 'secret' };

describe('an unknown security requirement does not open an operation', () => {
  test.each<[why: string, security: unknown, without: number, withKey: number]>([
    ['a scheme that is not described', [{ other: [] }], 500, 500],
    ['a scheme that does not say where its credential is', [{ vague: [] }], 500, 500],
    ['a name in place of a requirement', ['key'], 500, 500],
    ['an object in place of the list', { key: [] }, 500, 500],
    ['a list in place of a requirement', [['key']], 500, 500],
    ['another alternative that is known', [{ other: [] }, { key: [] }], 500, 204],
    ['a known scheme beside it, which is not met', [{ other: [], key: [] }], 401, 500],
    ['an alternative without credentials', [{ other: [] }, {}], 204, 204],
  ])('%s', async (_, security, without, status) => {
    for (const loaded of [await load(security), await load(undefined, security)]) {
      expect(loaded.findings.map(({ code }) => code)).toContain('document-invalid');
      const mock = createMock([loaded.api!]);
      expect((await mock.fetch(get())).status).toBe(without);
      expect((await mock.fetch(get(withKey))).status).toBe(status);
    }
  });

  it('is not reported if an operation sets null, so that the requirement of the document applies', async () => {
    const { api, findings } = await load(null, [{ key: [] }]);
    expect(findings.map(({ args }) => args.reason)).toContain(
      '"security" is a list of requirements',
    );
    const mock = createMock([api!]);
    expect((await mock.fetch(get())).status).toBe(401);
    expect((await mock.fetch(get(withKey))).status).toBe(204);
  });

  it('names the scheme and its line in the answer', async () => {
    const mock = createMock([(await load([{ other: [] }])).api!]);
    const problem = await (await mock.fetch(get())).json();
    expect(problem.detail).toBe(
      'the contract does not say what is valid: the request was not checked: no usable ' +
        'security scheme has the name "other"',
    );
    expect(problem.validation[0].contract).toMatch(/safes\.json:1:\d+/);
  });

  it('lets everyone in if the mock is lenient, and reports it each time', async () => {
    const events: MockEvent[] = [];
    const onAnswer = (event: MockEvent) => events.push(event);
    const mock = createMock([(await load([{ other: [] }])).api!], { lenient: true, onAnswer });
    expect((await mock.fetch(get())).status).toBe(204);
    expect((await mock.fetch(get())).status).toBe(204);
    expect(events.map(({ tolerated }) => tolerated?.map(({ code }) => code))).toEqual([
      ['not-checked'],
      ['not-checked'],
    ]);
  });

  it('still requires the known credentials of a lenient mock', async () => {
    const mock = createMock([(await load([{ other: [], key: [] }])).api!], { lenient: true });
    expect((await mock.fetch(get())).status).toBe(401);
    expect((await mock.fetch(get(withKey))).status).toBe(204);
  });
});

it('a digest challenge has the nonce that a client needs to answer it', async () => {
  const { api } = await load([{ digest: [] }]);
  const mock = createMock([api!]);
  const refused = await mock.fetch(get());
  expect(refused.status).toBe(401);
  const challenge = refused.headers.get('www-authenticate')!;
  const nonce = /^Digest realm="\*", nonce="(\w+)"$/.exec(challenge)?.[1];
  const authorization = `Digest username="ada", realm="*", nonce="${nonce}", uri="/safe", response="0"`;
  expect((await mock.fetch(get({ authorization }))).status).toBe(204);
});
