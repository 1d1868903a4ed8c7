import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { folderOf, spawned, specwright } from './run.ts';

const contract = `openapi: 3.0.3
info: { title: Pets, version: '1' }
paths:
  /pets:
    post:
      operationId: addPet
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
      responses: { '204': { description: made } }
components:
  schemas:
    Pet: { type: object, properties: { owner: { nullable: true, $ref: '#/components/schemas/Owner' } } }
    Owner: { type: object }
`;

/** A client that sends a null owner to both APIs, and prints the answers. */
const client = `
for (const name of ['pets', 'cats']) {
  const { status } = await fetch(\`\${process.env.SPECWRIGHT_URL}/\${name}/pets\`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"owner":null}',
  });
  console.log(name, status);
}
`;

const files = {
  'redocly.yaml': 'apis: { pets: { root: pets.yaml }, cats: { root: cats.yaml } }\n',
  'pets.yaml': contract,
  'cats.yaml': contract,
  'client.mjs': client,
};

const project = (config: object) =>
  folderOf({ ...files, 'specwright.config.json': JSON.stringify(config) });

/** The APIs whose documents use `nullable` without effect. */
function refusing(report: string): readonly string[] {
  const named = [...report.matchAll(/^(\w+)\.yaml:.*\[keyword-unfit\]$/gm)];
  return [...new Set(named.map(([, name]) => name!))].sort();
}

test.each<[string, object, string[], string[]]>([
  ['nothing', {}, [], ['cats', 'pets']],
  ['all APIs', { lenientNullable: true }, [], []],
  ['one API', { apis: { pets: { lenientNullable: true } } }, [], ['cats']],
  [
    'all but one',
    { lenientNullable: true, apis: { pets: { lenientNullable: false } } },
    [],
    ['pets'],
  ],
  ['the flag', { apis: { pets: { lenientNullable: false } } }, ['--lenient-nullable'], []],
])('lint reads nullable as configured: %s', async (_, config, flags, wanted) => {
  const { stdout } = await specwright(['lint', ...flags], await project(config));
  expect(refusing(stdout)).toEqual(wanted);
});

test('the mock accepts null if the configuration allows it', async () => {
  const cwd = await project({ apis: { pets: { lenientNullable: true } } });
  const args = ['mock', '-p', '0', '--', process.execPath, 'client.mjs'];
  const { stdout } = await spawned(args, cwd);
  expect(stdout).toMatch(/\npets 204\ncats 422\n$/);
});

test('check runs again if the configuration changes', async () => {
  const cwd = await project({});
  await mkdir(path.join(cwd, 'node_modules'));
  const checked = async (config: object) => {
    await writeFile(path.join(cwd, 'specwright.config.json'), JSON.stringify(config));
    const { stdout, stderr } = await specwright(['check'], cwd);
    return [refusing(stdout), /^.*since the last time/m.exec(stderr)?.[0]];
  };
  expect(await checked({})).toEqual([['cats', 'pets'], undefined]);
  const one = { apis: { pets: { lenientNullable: true } } };
  expect(await checked(one)).toEqual([['cats'], '1 of 2 have not changed since the last time']);
  expect(await checked(one)).toEqual([['cats'], 'nothing has changed since the last time']);
});

test('a wrong value, and an unusable configuration, stop a command', async () => {
  const { code, stderr } = await specwright(['lint'], await project({ lenientNullable: 'yes' }));
  expect([code, stderr]).toEqual([
    2,
    'specwright: cannot use specwright.config.json: "lenientNullable" must be a flag\n',
  ]);
});

test('config shows where the setting comes from', async () => {
  const cwd = await project({ lenientNullable: true, apis: { pets: { lenientNullable: false } } });
  const shown = async (api: string) => {
    const { stdout } = await specwright(['config', api, '--json'], cwd);
    const { settings } = JSON.parse(stdout).apis[0];
    return settings.find(({ setting }: { setting: string }) => setting === 'lenientNullable');
  };
  const from = 'specwright.config.json';
  const setting = 'lenientNullable';
  expect([await shown('pets'), await shown('cats')]).toEqual([
    { setting, value: false, from, at: 'apis.pets.lenientNullable' },
    { setting, value: true, from, at: 'lenientNullable' },
  ]);
  await writeFile(path.join(cwd, from), '{}');
  expect(await shown('cats')).toEqual({ setting, value: false, from: 'default' });
});
