import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Api } from '../../src/index.ts';
import { createJudge, createMock, lintContract, loadApi, messageOf } from '../../src/index.ts';
import { loadContract } from '../../src/sources/contract.ts';

const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0xff]);

const content = (type: string, file: string, schema?: object) => ({
  [type]: { ...(schema && { schema }), examples: { ext: { externalValue: file } } },
});
const get = (content: object) => ({
  get: { responses: { 200: { description: 'Shown.', content } } },
});
const boat = { type: 'object', properties: { id: { type: 'integer' } } };

const document = {
  openapi: '3.1.0',
  info: { title: 'Harbor', version: '1' },
  paths: {
    '/boat': get(content('application/json', './boat.json', boat)),
    '/boat.xml': get(content('application/xml', 'boat.json', { ...boat, xml: { name: 'boat' } })),
    '/list': get(content('text/csv', 'list.csv')),
    '/picture': get(content('image/png', 'picture.png')),
    '/any': get(content('*/*', 'boat.json')),
    '/wrong': get(content('application/json', 'wrong.json', boat)),
    '/gone': get(content('application/json', './gone.json', boat)),
    '/broken': get(content('application/json', './broken.json', boat)),
    '/far': get(content('application/json', 'http://127.0.0.1:1/far.json', boat)),
  },
};

let folder: string;
let file: string;
let api: Api;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'external-'));
  file = path.join(folder, 'openapi.json');
  await writeFile(file, JSON.stringify(document));
  await writeFile(path.join(folder, 'boat.json'), '{"id": 7, "length": 12345678901234567890}');
  await writeFile(path.join(folder, 'wrong.json'), '{\n  "id": "seven"\n}');
  await writeFile(path.join(folder, 'broken.json'), '{"id": }');
  await writeFile(path.join(folder, 'list.csv'), 'a,b\r\n1,2\r\n');
  await writeFile(path.join(folder, 'picture.png'), png);
  const loaded = await loadApi(file, { cwd: folder });
  expect(loaded.findings).toEqual([]);
  api = loaded.api!;
});
afterAll(() => rm(folder, { recursive: true }));

async function answer(url: string, prefer?: string) {
  const headers = prefer === undefined ? {} : { prefer };
  return createMock([api]).fetch(new Request(`http://mock.test${url}`, { headers }));
}

describe('an example in a file', () => {
  it.each([
    ['/boat', 'application/json', '{"id":7,"length":12345678901234567890}'],
    ['/boat.xml', 'application/xml', '<?xml version="1.0" encoding="UTF-8"?><boat><id>7</id>'],
    ['/list', 'text/csv', 'a,b\r\n1,2\r\n'],
    ['/any', 'application/json', '{"id":7,"length":12345678901234567890}'],
  ])('the mock answers %s with the file', async (url, type, text) => {
    for (const prefer of [undefined, 'example=ext']) {
      const response = await answer(url, prefer);
      expect(response.headers.get('content-type')).toContain(type);
      expect(await response.text()).toContain(text);
    }
  });

  it('is sent byte by byte if it is a picture', async () => {
    const response = await answer('/picture');
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(png);
  });

  it.each([
    ['/gone', 'the example "ext" cannot be read: there is no such file'],
    ['/broken', /^the example "ext" cannot be read: broken\.json: it is not JSON: /],
    [
      '/far',
      'the example "ext" cannot be read: it is elsewhere, and nothing is requested unless you allow it',
    ],
  ])(
    'if the file of %s is unreadable, the mock answers with a sample, or with the reason by name',
    async (url, why) => {
      expect((await answer(url)).status).toBe(200);
      const asked = await answer(url, 'example=ext');
      expect(asked.status).toBe(404);
      expect((await asked.json()).detail).toEqual(
        typeof why === 'string' ? why : expect.stringMatching(why),
      );
    },
  );

  it('is checked against its schema, with its own lines; an unreadable file is reported', () => {
    const found = lintContract(createJudge(api)).map((one) => [
      one.at?.document.label,
      one.at?.document.position(one.at.pointer).line,
      messageOf(one),
    ]);
    expect(found).toContainEqual(['wrong.json', 2, expect.stringContaining('must be integer')]);
    expect(found).toContainEqual([
      'openapi.json',
      1,
      'the example "ext" cannot be read: there is no such file',
    ]);
    expect(found).toHaveLength(3);
  });

  it('belongs to the files of a contract, whether it exists or not', async () => {
    const { files } = await loadContract(
      { name: 'harbor', source: file },
      { cwd: folder, allowRemote: false },
    );
    const names = [...files.keys()].map((one) => path.basename(one)).sort();
    expect(names).toEqual([
      'boat.json',
      'broken.json',
      'gone.json',
      'list.csv',
      'openapi.json',
      'picture.png',
      'wrong.json',
    ]);
  });

  it('is not read from this machine for a remote document', async () => {
    const asked: string[] = [];
    const read = async (uri: string) => {
      asked.push(uri);
      const paths = {
        '/a': get(content('text/plain', 'file:///etc/hostname')),
        '/b': get(content('text/plain', 'https://other.example/b')),
        '/c': get(content('text/plain', 'c.txt')),
      };
      return uri.endsWith('.txt') ? 'sea' : JSON.stringify({ ...document, paths });
    };
    const loaded = await loadApi('https://harbor.example/openapi.json', { read });
    expect(asked).toEqual(['https://harbor.example/openapi.json', 'https://harbor.example/c.txt']);
    const mock = createMock([loaded.api!]);
    expect(await (await mock.fetch(new Request('http://mock.test/c'))).text()).toBe('sea');
  });
});
