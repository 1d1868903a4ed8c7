import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { whyNotAllowed } from '../../src/api/allow.ts';
import {
  compileSchemas,
  createJudge,
  type LoadOptions,
  loadApi,
  messageOf,
} from '../../src/index.ts';
import { lintApi, loadRules } from '../../src/lint/lint.ts';
import { loadContract } from '../../src/sources/contract.ts';

const unless =
  'and nothing is requested there unless you allow it (--allow-remote; in a program, "allowRemote")';

describe('whyNotAllowed()', () => {
  const file = 'file:///apis/api.yaml';
  const url = 'https://a.example/api.yaml';
  test.each<[string, string, boolean | string[], string | undefined]>([
    ['file:///other.yaml', file, false, undefined],
    ['https://a.example/b.yaml', url, false, undefined],
    ['https://a.example/b.yaml', file, false, `it is at https://a.example, ${unless}`],
    ['http://a.example/b.yaml', url, false, `it is at http://a.example, ${unless}`],
    ['https://a.example:444/b.yaml', url, false, `it is at https://a.example:444, ${unless}`],
    ['https://a.example/b.yaml', file, true, undefined],
    ['https://a.example/b.yaml', file, ['https://a.example'], undefined],
    [
      'https://a.example/b.yaml',
      file,
      ['https://b.example', 'a.example'],
      `it is at https://a.example, ${unless}`,
    ],
    // A remote document must not read local files, whatever is allowed.
    ['file:///etc/passwd', url, true, 'it is a local file, and what refers to it is not'],
    ['data:text/plain,1', file, true, 'documents are not read by "data:"'],
  ])('%s from %s with %j', (target, from, allow, wanted) => {
    expect(whyNotAllowed(target, from, allow)).toBe(wanted);
  });
});

/** The requests that two servers receive; a path of the first may redirect to the second. */
const asked: string[] = [];
const listener =
  (
    name: string,
    paths: () => Record<string, string | { readonly location: string }>,
  ): RequestListener =>
  ({ url = '' }, response) => {
    asked.push(name + url);
    const found = paths()[url];
    if (found === undefined) response.writeHead(404).end();
    else if (typeof found === 'string') response.end(found);
    else response.writeHead(302, found).end();
  };
let far: Server;
let near: Server;
let folder: string;
const originOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

beforeAll(async () => {
  far = createServer(
    listener('far', () => ({
      '/pet.yaml': 'Pet: {type: object, required: [name]}',
      '/leads-back.yaml': 'Pet: {$ref: "file:///etc/hostname"}',
    })),
  );
  near = createServer(
    listener('near', () => ({
      '/here.yaml': { location: '/pet.yaml' },
      '/pet.yaml': 'Pet: {type: object, required: [name]}',
      '/away.yaml': { location: `${originOf(far)}/pet.yaml` },
      '/round.yaml': { location: '/round.yaml' },
      '/file.yaml': { location: 'file:///etc/hostname' },
    })),
  );
  await Promise.all(
    [far, near].map((one) => new Promise<void>((done) => one.listen(0, '127.0.0.1', done))),
  );
  folder = await mkdtemp(path.join(tmpdir(), 'specwright-'));
});
afterAll(async () => {
  far.close();
  near.close();
  await rm(folder, { recursive: true });
});

/** The findings of a local contract whose one schema is at a URL. */
async function saidOf(url: string, allowRemote: LoadOptions['allowRemote']): Promise<string[]> {
  asked.length = 0;
  const file = path.join(folder, 'api.yaml');
  const components = `components: {schemas: {Pet: {$ref: '${url}#/Pet'}}}`;
  await writeFile(
    file,
    `openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\n${components}\n`,
  );
  const { api, findings } = await loadApi(file, { allowRemote: allowRemote ?? false });
  return [...findings, ...compileSchemas(createJudge(api!))].map(messageOf);
}

describe('loadApi() requests only what is allowed', () => {
  const dangling = (url: string, why: string) =>
    `the schema cannot be compiled: its reference ${JSON.stringify(`${url}#/Pet`)} leads nowhere: ${why}`;

  test('by default no other host, and the finding says how to allow one', async () => {
    const url = `${originOf(far)}/pet.yaml`;
    expect(await saidOf(url, undefined)).toEqual([
      dangling(url, `it is at ${originOf(far)}, ${unless}`),
    ]);
    expect(asked).toEqual([]);
  });

  test('every reference, or only some origins', async () => {
    const url = `${originOf(far)}/pet.yaml`;
    expect(await saidOf(url, true)).toEqual([]);
    expect(asked).toEqual(['far/pet.yaml']);
    expect(await saidOf(url, [originOf(far)])).toEqual([]);
    expect(await saidOf(url, [originOf(near)])).toHaveLength(1);
    expect(asked).toEqual([]);
  });

  test('redirects within an origin, and to other origins only if they are allowed', async () => {
    const only = [originOf(near)];
    expect(await saidOf(`${originOf(near)}/here.yaml`, only)).toEqual([]);
    expect(asked).toEqual(['near/here.yaml', 'near/pet.yaml']);
    expect(await saidOf(`${originOf(near)}/away.yaml`, true)).toEqual([]);
    const url = `${originOf(near)}/away.yaml`;
    expect(await saidOf(url, only)).toEqual([
      dangling(url, `it redirects to "${originOf(far)}/pet.yaml", which you did not ask for`),
    ]);
    expect(asked).toEqual(['near/away.yaml']);
  });

  test.each([
    ['/round.yaml', 'it redirects more than 5 times'],
    ['/file.yaml', 'it redirects to "file:///etc/hostname", which you did not ask for'],
    ['/none.yaml', 'the server answered 404'],
  ])('and reports why %s could not be read', async (place, why) => {
    const url = originOf(near) + place;
    expect(await saidOf(url, true)).toEqual([dangling(url, why)]);
  });

  test('a remote document cannot read a local file', async () => {
    expect(await saidOf(`${originOf(far)}/leads-back.yaml`, true)).toEqual([
      dangling('file:///etc/hostname', 'it is a local file, and what refers to it is not').replace(
        '#/Pet',
        '',
      ),
    ]);
  });
});

test('a linter sends no requests either', async () => {
  await saidOf(`${originOf(far)}/pet.yaml`, undefined);
  const entry = { name: 'pets', source: path.join(folder, 'api.yaml') };
  const rules = await loadRules(folder);
  const lint = async (allowRemote: boolean) =>
    lintApi(await loadContract(entry, { cwd: folder, allowRemote }), { cwd: folder, rules });
  const { problems } = await lint(false);
  expect(problems.map(({ rule }) => rule)).toContain('no-unresolved-refs');
  expect(asked).toEqual([]);
  const allowed = await lint(true);
  expect(allowed.problems.map(({ rule }) => rule)).not.toContain('no-unresolved-refs');
});
