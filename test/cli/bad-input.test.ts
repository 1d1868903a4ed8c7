import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { folderOf, specwright } from './run.ts';

const head = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n";
const files = {
  'broken.yaml': 'openapi: 3.1.0\ninfo: {title: [}\n',
  'binary.yaml': new Uint8Array([0, 255, 254, 7]),
  'other.yaml': 'name: not an API\n',
  'swagger.json': '{"swagger":"2.0","paths":{}}',
  'dangling.yaml': `${head}paths:\n  /a: {$ref: 'gone.yaml#/a'}\n`,
  'uncompilable.yaml': `${head}paths: {}\ncomponents:\n  schemas:\n    S: {type: strin}\n`,
};

/** `docs` and `verify` load contracts as `generate` does. */
const commands = ['mock', 'lint', 'generate'];

describe('bad input produces one clear message, exit code 2 and no stack trace', () => {
  const unreachable = 'http://127.0.0.1:59999/openapi.yaml';

  test.each<[string, readonly string[], readonly RegExp[]]>([
    ['an unknown API', ['petstroe'], [/cannot find the API "petstroe"/]],
    ['a missing file', ['missing.yaml'], [/cannot find the API "missing\.yaml"/]],
    [
      'documents that cannot be used',
      ['broken.yaml', 'binary.yaml', 'other.yaml', 'swagger.json', 'dangling.yaml', unreachable],
      [
        /broken\.yaml:2:\d+: .*cannot read "broken\.yaml"/,
        /binary\.yaml.*cannot (read|use)/,
        /other\.yaml:1:1: .*it has no "openapi" member/,
        /swagger\.json:1:2: .*it is Swagger 2\.0; convert it/,
        /dangling\.yaml:4:\d+: .*cannot follow the reference "gone\.yaml#\/a": there is no such file/,
        /cannot read "http:\/\/127\.0\.0\.1:59999\/openapi\.yaml": the connection was refused/,
      ],
    ],
  ])(
    '%s',
    async (_, args, messages) => {
      const folder = await folderOf(files);
      const runs = commands.map((command) => specwright([command, ...args], folder));
      for (const { code, stdout, stderr } of await Promise.all(runs)) {
        expect.soft(code).toBe(2);
        for (const message of messages) expect.soft(stdout + stderr).toMatch(message);
        expect.soft(stdout + stderr).not.toMatch(/\n\s+at /);
      }
    },
    60_000,
  );

  test('a schema that does not compile, for the linter', async () => {
    const { code, stdout } = await specwright(['lint', 'uncompilable.yaml'], await folderOf(files));
    expect(code).toBe(2);
    expect(stdout).toMatch(
      /^uncompilable\.yaml:6:\d+: error: the schema cannot be compiled: .* \[schema-uncompilable\]$/m,
    );
  });

  test('a schema with a dangling reference, for commands that generate from it', async () => {
    const document = `${head}paths:
  /a:
    get:
      responses:
        '200':
          description: d
          content: {application/json: {schema: {items: {$ref: '#/components/schemas/Gone'}}}}
`;
    const folder = await folderOf({ 'lost.yaml': document });
    for (const args of [['generate'], ['docs', 'build', '--out', 'site']]) {
      const { code, stdout, stderr } = await specwright([...args, 'lost.yaml'], folder);
      expect.soft(code).toBe(2);
      expect.soft(stdout).toBe('');
      expect
        .soft(stderr)
        .toMatch(/lost\.yaml:9:\d+: cannot follow the reference "#\/components\/schemas\/Gone"/);
    }
  });

  test('a port in use', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const { code, stderr } = await specwright(['mock', 'kaiten', '--port', String(port)]);
    expect(code).toBe(2);
    expect(stderr).toMatch(new RegExp(`port ${port}.*in use`));
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  test.each([
    [['mock', '--port', 'http'], /'http' is invalid/],
    [['mock', '--port', '70000'], /from 0 to 65535/],
    [['mok'], /unknown command 'mok'.*Did you mean mock/s],
    [['mock', '--prot', '1'], /unknown option '--prot'/],
  ])('%j', async (args, message) => {
    const { code, stderr } = await specwright(args);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });

  test('a redocly.yaml that cannot be read', async () => {
    const folder = await folderOf({ 'redocly.yaml': 'apis: [\n' });
    const { code, stderr } = await specwright(['lint'], folder);
    expect(code).toBe(2);
    expect(stderr).toMatch(/redocly\.yaml:\d+:\d+/);
  });

  test('a folder without any API', async () => {
    const { code, stderr } = await specwright(['lint'], await folderOf({}));
    expect(code).toBe(2);
    expect(stderr).toMatch(/no API/i);
  });
});

describe('errors of the file system', () => {
  const good = { 'pets.yaml': `${head}paths: {}\n`, taken: 'a file' };

  test.each([
    [
      'generate',
      ['generate', 'pets.yaml', '--out', 'taken'],
      /cannot make the folder ".*taken\/pets": (a part of its path is a file|something else is there)/,
    ],
    [
      'generate, below a file',
      ['generate', 'pets.yaml', '--out', 'taken/out'],
      /cannot make the folder ".*taken/,
    ],
    ['docs', ['docs', 'build', 'pets.yaml', '--out', 'taken'], /taken.*it is a file/],
    ['docs, below a file', ['docs', 'build', 'pets.yaml', '--out', 'taken/site'], /cannot .*taken/],
    [
      'check',
      ['check', 'pets.yaml', '--report', 'json=.'],
      /cannot write the report "\.": .*it is a folder/,
    ],
    [
      'check, below a file',
      ['check', 'pets.yaml', '--report', 'json=taken/x.json'],
      /cannot write the report "taken\/x\.json"/,
    ],
  ])('%s is reported in one line', { timeout: 60_000 }, async (_, args, message) => {
    const { code, stdout, stderr } = await specwright(args, await folderOf(good));
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
    expect(stdout + stderr).not.toMatch(/\n\s+at /);
  });
});

describe('unknown names in files of the project', () => {
  const pets = `${head}servers: [{url: 'http://127.0.0.1:9'}]\npaths: {}\ncomponents: {securitySchemes: {bearer: {type: http, scheme: bearer}}}\n`;
  const registry = 'apis: {pets: {root: pets.yaml}}\n';
  const base = ['verify', 'pets', '--base-url', 'http://127.0.0.1:9'];

  test.each<[string, Readonly<Record<string, string>>, readonly string[], RegExp]>([
    [
      'an API',
      { 'specwright.config.json': '{"apis": {"pest": {}}}' },
      base,
      /cannot use specwright\.config\.json: "apis\.pest" is not an API; there is pets/,
    ],
    ...['check', 'generate', 'mock'].map(
      (command): [string, Readonly<Record<string, string>>, readonly string[], RegExp] => [
        `an API, to ${command}`,
        { 'specwright.config.json': '{"apis": {"pest": {"generate": {}}}}' },
        [command],
        /cannot use specwright\.config\.json: "apis\.pest" is not an API; there is pets/,
      ],
    ),
    [
      'a scheme',
      {
        'specwright.config.json':
          '{"apis": {"pets": {"provider": {"credentials": {"bearr": "x"}}}}}',
      },
      base,
      /"apis\.pets\.provider\.credentials\.bearr" is not a security scheme of pets; did you mean "bearer"\?/,
    ],
    [
      'a setting',
      { 'specwright.config.json': '{"apiss": {}}' },
      base,
      /"apiss" is not known; did you mean "apis"\?/,
    ],
    [
      'a file of deviations',
      {},
      [...base, '--deviations', 'nosuch.yaml'],
      /cannot read the deviations ".*nosuch\.yaml": there is no such file/,
    ],
    [
      'the APIs themselves',
      { 'redocly.yaml': 'apiss: {pets: {root: pets.yaml}}\n' },
      ['generate'],
      /redocly\.yaml:1:1: "apiss" is not known; did you mean "apis"\?/,
    ],
  ])('%s', async (_, files, args, message) => {
    const folder = await folderOf({ 'redocly.yaml': registry, 'pets.yaml': pets, ...files });
    const { code, stderr } = await specwright(args, folder);
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
  });

  test('a "$schema" in JSON is for editors', async () => {
    const config =
      '{"$schema": "https://example.com/config.json", "provider": {"baseUrl": "http://127.0.0.1:9"}}';
    const folder = await folderOf({
      'redocly.yaml': registry,
      'pets.yaml': pets,
      'specwright.config.json': config,
    });
    const { stderr } = await specwright(['verify', 'pets', '--list'], folder);
    expect(stderr).not.toContain('specwright.config.json');
  });
});
