import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { folderOf, specwright } from './run.ts';

const registry = 'apis:\n  pets: { root: pets.yaml }\n  orders: { root: orders.yaml }\n';

const project = (config: unknown) =>
  folderOf({ 'redocly.yaml': registry, 'specwright.config.json': JSON.stringify(config) });

const settings = {
  provider: {
    ...{ baseUrl: 'http://me:hush1@127.0.0.1/?api_key=hush2&x=1', timeout: 5 },
    headers: { 'x-auth': 'hush3', 'x-trace': 'env:TRACE' },
  },
  docs: { title: 'Pets' },
  apis: {
    pets: {
      provider: {
        ...{ timeout: 7, credentials: { bearer: 'hush4', key: 'env:PETS_KEY' } },
        fixtures: { petId: 4, '/password': 'hush5', account: { accessToken: 'hush6', id: 1 } },
      },
    },
  },
};

test('config prints the settings of an API, and where each comes from', async () => {
  const { code, stdout } = await specwright(['config', 'pets', '--json'], await project(settings));
  expect(code).toBe(0);
  const { file, apis, docs } = JSON.parse(stdout);
  expect([file, apis.length, apis[0].name]).toEqual(['specwright.config.json', 1, 'pets']);
  expect(apis[0].source).toEqual({ value: 'pets.yaml', from: 'redocly.yaml' });
  expect(docs).toEqual([{ setting: 'docs.title', value: 'Pets', from: file, at: 'docs.title' }]);
  const said = (at: string, value: unknown) => ({
    ...{ setting: at.replace('apis.pets.', ''), value, from: file, at },
  });
  expect(apis[0].settings).toEqual(
    expect.arrayContaining([
      said('apis.pets.provider.timeout', 7),
      said('provider.baseUrl', 'http://REDACTED@127.0.0.1/?api_key=REDACTED&x=1'),
      said('provider.headers.x-auth', 'REDACTED'),
      said('provider.headers.x-trace', 'env:TRACE'),
      said('apis.pets.provider.credentials.bearer', 'REDACTED'),
      said('apis.pets.provider.credentials.key', 'env:PETS_KEY'),
      said('apis.pets.provider.fixtures.petId', 4),
      said('apis.pets.provider.fixtures./password', 'REDACTED'),
      said('apis.pets.provider.fixtures.account', { accessToken: 'REDACTED', id: 1 }),
      { setting: 'provider.retries', value: 0, from: 'default' },
      { setting: 'handlers', value: 'mock/pets.ts, if it exists', from: 'default' },
    ]),
  );
  expect(stdout).not.toContain('hush');
});

test('the help shows the defaults of the project', async () => {
  const { stdout } = await specwright(['config', 'pets', '--json'], await project(settings));
  const shown = new Map<string, unknown>(
    JSON.parse(stdout).apis[0].settings.map(
      ({ setting, value }: { setting: string; value: unknown }) => [setting, value],
    ),
  );
  const help = await readFile(path.join(import.meta.dirname, 'help.txt'), 'utf8');
  for (const [flag, setting] of [
    ['--handler-timeout', 'handlerTimeout'],
    ['--retries', 'provider.retries'],
    ['--concurrency', 'provider.concurrency'],
    ['--stream-items', 'provider.streamItems'],
    ['--stream-seconds', 'provider.streamSeconds'],
    ['--dates', 'generate.dates'],
  ]) {
    const [, named] = new RegExp(`${flag} [^(]*?\\(default:\\s+(\\S+?)\\)`).exec(help) ?? [];
    expect([flag, named]).toEqual([flag, String(shown.get(setting!))]);
  }
});

test('config without an API prints the settings of all APIs', async () => {
  const { code, stdout, stderr } = await specwright(['config'], await project(settings));
  expect([code, stderr]).toEqual([0, 'settings in specwright.config.json\n']);
  expect(stdout).toContain('pets: pets.yaml (redocly.yaml)\n');
  expect(stdout).toContain('orders: orders.yaml (redocly.yaml)\n');
  expect(stdout).toMatch(
    /^ {2}provider\.timeout +5 {2}\(specwright\.config\.json: provider\.timeout\)$/m,
  );
  expect(stdout).toMatch(/^ {2}provider\.timeout +7 {2}.*: apis\.pets\.provider\.timeout\)$/m);
  expect(stdout).not.toContain('hush');
});

test('a wrong configuration causes the same message as in other commands', async () => {
  const cwd = await project({ provider: { timeuot: 5 } });
  const [shown, generated] = await Promise.all([
    specwright(['config'], cwd),
    specwright(['generate'], cwd),
  ]);
  expect(shown).toEqual(generated);
  expect(shown.code).toBe(2);
  expect(shown.stderr).toContain('"provider.timeuot" is not known; did you mean "timeout"?');
  expect(await specwright(['config', 'pest'], cwd)).toMatchObject({ code: 2, stdout: '' });
});

test('an unregistered document can be an argument', async () => {
  const cwd = await folderOf({ 'redocly.yaml': registry, 'notes.yaml': '' });
  const { code, stdout } = await specwright(['config', 'notes.yaml'], cwd);
  expect(code).toBe(0);
  expect(stdout).toContain('notes: notes.yaml (argument)\n');
  expect(stdout).toMatch(/^ {2}provider\.timeout +30 {2}\(default\)$/m);
});
