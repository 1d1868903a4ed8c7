import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { readRegistry, selectApis } from '../src/registry.ts';

const folders: string[] = [];

async function project(files: Record<string, string>): Promise<string> {
  const cwd = await mkdtemp(join(tmpdir(), 'specwright-config-'));
  folders.push(cwd);
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(cwd, path)), { recursive: true });
    await writeFile(join(cwd, path), text);
  }
  return cwd;
}

async function select(files: Record<string, string>, ...args: string[]) {
  const cwd = await project(files);
  const selection = await selectApis(await readRegistry(cwd), args, cwd);
  return selection.ok
    ? selection.apis.map(({ name, source }) => [name, source.replace(`${cwd}/`, '')])
    : selection.message;
}

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

const two = {
  'redocly.yaml':
    'apis:\n  petstore@v1:\n    root: specs/pets.yaml\n  kaiten:\n    root: https://example.com/k.json\n',
};

describe('the registry', () => {
  test('lists the APIs of redocly.yaml, in its order', async () => {
    expect(await select(two)).toEqual([
      ['petstore@v1', 'specs/pets.yaml'],
      ['kaiten', 'https://example.com/k.json'],
    ]);
  });

  test.each([
    ['there is no redocly.yaml', {}],
    ['redocly.yaml names no API', { 'redocly.yaml': 'rules:\n  struct: error\n' }],
    ['redocly.yaml is empty', { 'redocly.yaml': '' }],
  ])('is every folder of specs with a document when %s', async (_, file) => {
    const specs = {
      'specs/khoros/openapi.json': '{}',
      'specs/kaiten/openapi.yaml': '',
      'specs/kaiten/openapi.json': '{}',
      'specs/notes/readme.md': '',
    };
    expect(await select({ ...specs, ...file })).toEqual([
      ['kaiten', 'specs/kaiten/openapi.yaml'],
      ['khoros', 'specs/khoros/openapi.json'],
    ]);
  });

  test.each([
    ['is not YAML', 'apis:\n  kaiten: [\n', /^redocly\.yaml:\d+:\d+: /],
    ['is a list', '- kaiten\n', 'redocly.yaml:1:1: expected a mapping'],
    ['has a list of APIs', 'apis:\n  - a.yaml\n', /^redocly\.yaml:1:1: `apis` must be a mapping/],
    [
      'has an API without a root',
      'rules: {}\napis:\n  kaiten:\n    rules: {}\n',
      'redocly.yaml:3:3: the API "kaiten" has no `root`, the path or URL of its document',
    ],
    [
      'has a name that would lead out of a folder',
      'apis:\n  ../kaiten:\n    root: a.yaml\n',
      /^redocly\.yaml:2:3: "\.\.\/kaiten" cannot name an API/,
    ],
  ])('reports the place of the error if redocly.yaml %s', async (_, text, message) => {
    expect(await select({ 'redocly.yaml': text })).toEqual(
      typeof message === 'string' ? message : expect.stringMatching(message),
    );
  });

  test('is not needed for a file', async () => {
    const files = { 'redocly.yaml': 'apis: [', 'pets.yaml': '' };
    expect(await select(files, 'pets.yaml')).toEqual([['pets', 'pets.yaml']]);
    expect(await select(files, 'pets')).toMatch(
      /^cannot find the API "pets": no file is there, and redocly\.yaml:\d+:\d+: /,
    );
  });

  test('without any API asks for a file', async () => {
    expect(await select({})).toBe(
      'there is no API to work on: specs/*/openapi.yaml names none; name a file or a URL',
    );
  });
});

describe('an argument', () => {
  test('is a name, a name without its version, a path or a URL', async () => {
    const files = { ...two, 'other/openapi.yaml': '' };
    const url = 'https://example.org/train.yaml';
    expect(await select(files, 'kaiten', 'petstore', 'other/openapi.yaml', url)).toEqual([
      ['kaiten', 'https://example.com/k.json'],
      ['petstore@v1', 'specs/pets.yaml'],
      ['other', 'other/openapi.yaml'],
      ['train', url],
    ]);
  });

  test('that is the path of a registered API keeps its name', async () => {
    const files = { ...two, 'specs/pets.yaml': '' };
    expect(await select(files, 'specs/pets.yaml')).toEqual([['petstore@v1', 'specs/pets.yaml']]);
  });

  test('counts once if it is repeated, and two files with one name get two names', async () => {
    const files = { 'a/pets.yaml': '', 'b/pets.yaml': '' };
    expect(await select(files, 'a/pets.yaml', 'b/pets.yaml', './a/pets.yaml')).toEqual([
      ['pets', 'a/pets.yaml'],
      ['pets-2', 'b/pets.yaml'],
    ]);
  });

  test('that is unknown is refused with the known names, the nearest first', async () => {
    expect(await select(two, 'kaitne')).toBe(
      'cannot find the API "kaitne": no API of redocly.yaml has this name and no file is there; ' +
        'did you mean "kaiten"? (known APIs are petstore@v1, kaiten)',
    );
    expect(await select(two, 'zebra')).toBe(
      'cannot find the API "zebra": no API of redocly.yaml has this name and no file is there ' +
        '(known APIs are petstore@v1, kaiten)',
    );
  });
});
