import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createJudge, lintContract, loadApi } from '../../src/index.ts';
import { planInit, type Wanted } from '../../src/init/plan.ts';
import { starterContract } from '../../src/init/starter.ts';

const wanted: Wanted = {
  name: 'pets',
  contract: { kind: 'in-place', path: 'api/pets.yaml' },
  handlers: undefined,
  workflow: undefined,
  version: '^1.2.3',
};

/** The texts that init would write into a project with these files, by path. */
function written(files: Readonly<Record<string, string>>, more: Partial<Wanted> = {}) {
  const plan = planInit({ ...wanted, ...more }, { read: (path) => files[path] });
  if (!plan.ok) return plan.reason;
  return Object.fromEntries(plan.changes.map(({ path, after }) => [path, after]));
}

describe('the starter', () => {
  test('is a contract without findings', async () => {
    const text = starterContract('Notes: "mine"');
    const { api, findings } = await loadApi('/notes.yaml', { read: async () => text });
    expect(findings).toEqual([]);
    expect(lintContract(createJudge(api!))).toEqual([]);
    expect(api!.title).toBe('Notes: "mine"');
  });
});

describe('the registry', () => {
  test('is created if it is missing', () => {
    const files = written({}) as Record<string, string>;
    expect(parse(files['redocly.yaml']!)).toMatchObject({
      apis: { pets: { root: 'api/pets.yaml' } },
      telemetry: 'off',
    });
  });

  test.each([
    ['1.0', 'my #1: api.yaml'],
    ['true', "it's @home.yaml"],
  ])('names %s and its document, whatever their names are', (name, root) => {
    const more: Partial<Wanted> = { name, contract: { kind: 'in-place', path: root } };
    const wanted = { apis: { [name]: { root } } };
    expect(parse((written({}, more) as Record<string, string>)['redocly.yaml']!)).toMatchObject(
      wanted,
    );
    const added = written({ 'redocly.yaml': 'apis: {a: {root: a.yaml}}\n' }, more);
    expect(parse((added as Record<string, string>)['redocly.yaml']!)).toMatchObject(wanted);
  });

  test('keeps the notation of lists', () => {
    const before = 'extends: [minimal]\napis:\n  a:\n    root: a.yaml\n';
    expect(written({ 'redocly.yaml': before })).toMatchObject({
      'redocly.yaml': `${before}  pets:\n    root: api/pets.yaml\n`,
    });
  });

  test('gets an entry if it exists, and keeps its comments', () => {
    const before = '# ours\napis:\n  # the first\n  a:\n    root: a.yaml\nrules:\n  x: off\n';
    expect(written({ 'redocly.yml': before })).toMatchObject({
      'redocly.yml':
        '# ours\napis:\n  # the first\n  a:\n    root: a.yaml\n  pets:\n    root: api/pets.yaml\nrules:\n  x: off\n',
    });
  });

  test.each([
    ['apis: {pets: {root: other.yaml}}\n', /an API "pets" already, at "other\.yaml"/],
    ['- a list\n', /is not a mapping/],
    ['a: [\n', /cannot be read/],
  ])('%j is not added to', (text, reason) => {
    expect(written({ 'redocly.yaml': text })).toMatch(reason);
  });
});

describe('package.json', () => {
  test('may start with a byte order mark', () => {
    expect(written({ 'package.json': '\uFEFF{"name": "x"}' })).toMatchObject({
      'package.json': expect.stringMatching(/^\{\n {2}"name": "x",\n/),
    });
  });

  test('keeps its content and its indentation', () => {
    const before = '{\n\t"name": "x",\n\t"scripts": {\n\t\t"api:mock": "mine"\n\t}\n}\n';
    const files = written({ 'package.json': before }) as Record<string, string>;
    expect(files['package.json']).toMatch(/^\{\n\t"name": "x",/);
    expect(JSON.parse(files['package.json']!)).toMatchObject({
      scripts: { 'api:mock': 'mine', 'api:check': 'specwright check' },
      devDependencies: { specwright: '^1.2.3' },
    });
  });

  test('gets no second version', () => {
    const before = '{"dependencies":{"specwright":"1.0.0"}}';
    const files = written({ 'package.json': before }) as Record<string, string>;
    expect(JSON.parse(files['package.json']!)).not.toHaveProperty('devDependencies');
  });

  test('is unchanged if it is not JSON', () => {
    expect(written({ 'package.json': '{' })).toMatch(/package\.json cannot be read/);
  });
});

test('existing files are not written again', () => {
  const files: Record<string, string> = {};
  Object.assign(files, written(files));
  expect(written(files)).toEqual({});
});

test.each(['ts', 'mts', 'js', 'mjs'])('handlers are written unless mock/pets.%s exists', (end) => {
  const handlers = 'export default {};\n';
  expect(written({}, { handlers })).toMatchObject({ 'mock/pets.ts': handlers });
  expect(written({ [`mock/pets.${end}`]: '' }, { handlers })).not.toHaveProperty('mock/pets.ts');
});

test('a document from outside the project is copied', () => {
  const contract = { kind: 'copy', text: '{}', extension: '.json' } as const;
  expect(written({}, { contract })).toMatchObject({ 'specs/pets/openapi.json': '{}' });
});
