import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { diff } from '../../src/cli/commands/diff.ts';
import { upstream } from '../../src/cli/commands/upstream.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import { folderOf, type Run, specwright, writtenTerminal } from './run.ts';

async function run(command: (terminal: Terminal) => Promise<number>, cwd: string): Promise<Run> {
  const { terminal, written } = writtenTerminal(cwd);
  const code = await command(terminal);
  return { code, ...written };
}

const diffDefaults = { failOn: 'breaking', severity: [], format: 'text', report: [] } as const;

type DiffOptions = Partial<Parameters<typeof diff>[1]>;

function runDiff(cwd: string, args: readonly string[], options: DiffOptions = {}): Promise<Run> {
  return run((terminal) => diff(args, { ...diffDefaults, ...options }, terminal), cwd);
}

type UpstreamOptions = Partial<Parameters<typeof upstream>[1]>;

function runUpstream(cwd: string, args: readonly string[], options: UpstreamOptions = {}) {
  return run((terminal) => upstream(args, { format: 'text', ...options }, terminal), cwd);
}

/** Pets with a maximum length of names; the schema is in a separate file. */
const api = (version = '1.0.0') => `openapi: 3.1.0
info: {title: Pets, version: ${version}}
paths:
  /pets:
    post:
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: './pet.yaml'}
      responses:
        '201': {description: created}
`;
const pet = (most: number) => `type: object
required: [name]
properties:
  name: {type: string, maxLength: ${most}}
`;

/** The whole contract in one file. */
const single = (most: number, version?: string) =>
  api(version).replace("{$ref: './pet.yaml'}", `{type: string, maxLength: ${most}}`);

/** A repository with one commit in which names have up to 5 characters; the working tree allows 3. */
async function repository(): Promise<string> {
  const folder = await folderOf({});
  await mkdir(path.join(folder, 'specs/pets'), { recursive: true });
  await writeFile(path.join(folder, 'specs/pets/openapi.yaml'), api());
  await writeFile(path.join(folder, 'specs/pets/pet.yaml'), pet(5));
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, stdio: 'ignore' });
  git('init', '-q', '-b', 'main', '.');
  git('add', '.');
  git('-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '-qm', 'one');
  await writeFile(path.join(folder, 'specs/pets/pet.yaml'), pet(3));
  return folder;
}

const withGit = describe.skipIf(!hasGit());

function hasGit(): boolean {
  try {
    execFileSync('git', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('specwright diff', () => {
  test('names both lines and a value that proves the breaking change, and exits with 1', async () => {
    const folder = await folderOf({ 'a.yaml': single(5), 'b.yaml': single(3, '1.1.0') });
    expect(await specwright(['diff', 'a.yaml', 'b.yaml'], folder)).toEqual({
      code: 1,
      stdout: `POST /pets
  breaking: request body (application/json) must have at most 3 characters, and it was at most 5 characters [request-max-length-lowered]
    for instance "tring" was allowed, and is refused now
    a.yaml:10:36 → b.yaml:10:36
`,
      stderr: `a: 1 breaking change
a: version 1.0.0 → 1.1.0 is minor, and the changes ask for a major version
`,
    });
  });

  test('warns that --lenient-nullable has no effect on a comparison', async () => {
    const folder = await folderOf({ 'a.yaml': api(), 'pet.yaml': 'type: object\n' });
    const args = ['diff', 'a.yaml', 'a.yaml', '--lenient-nullable'];
    const { code, stderr } = await specwright(args, folder);
    expect(code).toBe(0);
    expect(stderr).toContain('warning: diff compares nullable as OpenAPI 3.0 defines it');
  });

  test('exits with 2 for unknown arguments', async () => {
    const folder = await folderOf({ 'a.yaml': single(5) });
    expect((await specwright(['diff', 'a.yaml', 'a.yaml', '--fail-on', 'all'], folder)).code).toBe(
      2,
    );
  });

  const table: readonly (readonly [string, readonly string[], DiffOptions, number])[] = [
    ['0 for the other way round', ['b.yaml', 'a.yaml'], {}, 0],
    ['1 for any change, where that is asked for', ['b.yaml', 'a.yaml'], { failOn: 'any' }, 1],
    ['0 for a break, where that is asked for', ['a.yaml', 'b.yaml'], { failOn: 'none' }, 0],
    [
      '1 for a version that is not raised enough',
      ['a.yaml', 'b.yaml'],
      { failOn: 'none', checkVersion: true },
      1,
    ],
    ['0 for one that is', ['a.yaml', 'major.yaml'], { failOn: 'none', checkVersion: true }, 0],
    [
      '0 for a rule that somebody weighs otherwise',
      ['a.yaml', 'b.yaml'],
      { severity: ['request-max-length-lowered=compatible'] },
      0,
    ],
    ['2 for an unknown rule', ['a.yaml', 'b.yaml'], { severity: ['nothing=compatible'] }, 2],
    ['2 for one version', ['a.yaml'], {}, 2],
    ['2 for a missing file', ['a.yaml', 'none.yaml'], {}, 2],
    ['2 for a document that is no contract', ['a.yaml', 'empty.yaml'], {}, 2],
    ['2 for a reference that leads nowhere', ['dangling.yaml', 'dangling.yaml'], {}, 2],
    ['2 for a base that is no contract', ['empty.yaml', 'a.yaml'], {}, 2],
    ['0 for the fix of a reference that led nowhere', ['dangling.yaml', 'a.yaml'], {}, 0],
  ];
  test.each(table)('exits with %s', async (_, args, options, code) => {
    const folder = await folderOf({
      'a.yaml': single(5),
      'b.yaml': single(3),
      'major.yaml': single(3, '2.0.0'),
      'empty.yaml': '{}',
      'dangling.yaml': single(5).replace('maxLength: 5', "$ref: '#/nowhere'"),
    });
    expect((await runDiff(folder, args, options)).code).toBe(code);
  });

  describe('with approved changes in specwright.config.json', () => {
    const approval = { rule: 'request-max-length-lowered', reason: 'The database cuts names' };
    const differ = async (changes: unknown, options: DiffOptions = {}) => {
      const config = JSON.stringify({ apis: { b: { changes } } });
      const versions = { 'a.yaml': single(5), 'b.yaml': single(3, '1.1.0') };
      const folder = await folderOf({ ...versions, 'specwright.config.json': config });
      return runDiff(folder, ['a.yaml', 'b.yaml'], options);
    };

    test.each<[string, object, number, string]>([
      ['wherever it is', {}, 0, ''],
      ['at its operation', { operation: 'POST /pets' }, 0, ''],
      ['at its part', { path: 'request body (application/json)' }, 0, ''],
      ['until a day to come', { until: '9999-12-31' }, 0, ''],
      ['until a day that is past', { until: '2020-01-31' }, 1, 'ended on 2020-01-31'],
      ['at another operation', { operation: 'GET /pets' }, 1, 'fits no change'],
      ['at another place', { path: '/name' }, 1, 'fits no change'],
      ['under another rule', { rule: 'request-enum-added' }, 1, 'fits no change'],
    ])('%s', async (_, where, code, warning) => {
      const run = await differ({ approved: [{ ...approval, ...where }] }, { checkVersion: true });
      expect(run.code).toBe(code);
      expect(run.stdout.includes('approved: ')).toBe(code === 0);
      expect(run.stderr).toContain(warning);
      expect(run.stderr.includes('warning: ')).toBe(warning !== '');
    });

    test('shows the changes with their reasons', async () => {
      const { stdout, stderr } = await differ({ approved: [{ ...approval, until: '9999-12-31' }] });
      expect(stdout).toContain('  approved: request body (application/json) must have at most 3');
      expect(stdout).toContain(
        '    breaking, and approved until 9999-12-31: The database cuts names',
      );
      expect(stderr).toContain('a: 1 approved change\n');
      expect(stderr).toContain('which is enough');
      const json = await differ({ approved: [approval] }, { format: 'json' });
      const [api] = JSON.parse(json.stdout).apis;
      expect(api.changes[0]).toMatchObject({ severity: 'breaking', approved: approval });
      expect(api.counts).toMatchObject({ breaking: 0, approved: 1 });
    });

    test('applies severities from the file, and the flag overrides them', async () => {
      const severities = { 'request-max-length-lowered': 'compatible' };
      expect((await differ({ severities })).code).toBe(0);
      const severity = ['request-max-length-lowered=breaking'];
      expect((await differ({ severities }, { severity })).code).toBe(1);
    });

    test.each<[unknown, string]>([
      [{ severities: { 'request-max-length-lowred': 'compatible' } }, 'did you mean'],
      [{ severities: { 'request-max-length-lowered': 'fine' } }, 'must be one of breaking'],
      [
        { approved: [{ rule: 'request-enum-added' }] },
        '"apis.b.changes.approved.0.reason" is missing',
      ],
      [{ approved: [{ ...approval, until: 'soon' }] }, 'must be a day such as 2026-12-31'],
      [
        { approved: [{ ...approval, place: '/a' }] },
        '"apis.b.changes.approved.0.place" is not known',
      ],
      [{ approved: {} }, '"apis.b.changes.approved" must be a list of mappings'],
    ])('refuses %j', async (changes, message) => {
      const { code, stderr } = await differ(changes);
      expect(code).toBe(2);
      expect(stderr).toContain(message);
    });
  });

  test('writes SARIF and JUnit with breaking changes as errors', async () => {
    const folder = await folderOf({ 'a.yaml': single(5), 'b.yaml': single(3) });
    const report = [
      { kind: 'sarif', file: 'out/diff.sarif' },
      { kind: 'junit', file: 'diff.xml' },
    ] as const;
    expect((await runDiff(folder, ['a.yaml', 'b.yaml'], { report })).code).toBe(1);
    const sarif = JSON.parse(await readFile(path.join(folder, 'out/diff.sarif'), 'utf8'));
    const { runs } = sarif;
    expect(runs[0].results).toMatchObject([
      {
        ruleId: 'request-max-length-lowered',
        level: 'error',
        message: {
          text: expect.stringMatching(/^POST \/pets: request body .*; for instance "tring"/),
        },
        locations: [
          { physicalLocation: { artifactLocation: { uri: 'b.yaml' }, region: { startLine: 10 } } },
        ],
      },
    ]);
    expect(await readFile(path.join(folder, 'diff.xml'), 'utf8')).toContain(
      '<testsuite name="a" tests="1" failures="1" errors="0">',
    );
  });

  describe('a base with errors', () => {
    const contract = (post: string, components = '{}') => `openapi: 3.0.3
info: {title: Notes, version: 1.0.0}
paths:
  /notes:
    post:
${post}
      responses: {'204': {description: kept}}
components: ${components}
`;
    const required = '{name: team, in: query, required: true, schema: {type: string}}';
    const body = '{required: true, content: {text/plain: {schema: {type: string}}}}';
    const sound: Readonly<Record<string, string>> = {
      parameter: contract(`      parameters: [${required}]`),
      body: contract(`      requestBody: ${body}`),
      branch: contract(
        '      requestBody: {content: {application/json: {schema: {oneOf: [{type: string}, {type: integer}]}}}}',
      ),
      item: contract(
        '      requestBody: {content: {application/json: {schema: {type: array, items: {type: string}}}}}',
      ),
      security: contract(
        '      security: [{key: []}]',
        '{securitySchemes: {key: {type: apiKey, in: header, name: key}}}',
      ),
    };
    const faulty: Readonly<Record<string, string>> = {
      parameter: contract("      parameters: [{$ref: '#/components/parameters/Team'}]"),
      body: contract("      requestBody: {$ref: '#/components/requestBodies/Note'}"),
      branch: sound.branch!.replace('{type: integer}', "{$ref: '#/components/schemas/Number'}"),
      item: sound.item!.replace('{type: string}', "{$ref: '#/components/schemas/Line'}"),
      security: sound.security!.replace('in: header', 'in: nowhere'),
    };
    test.each(Object.keys(faulty))('does not block the fix of its %s', async (part) => {
      const folder = await folderOf({ 'old.yaml': faulty[part]!, 'new.yaml': sound[part]! });
      const { code, stderr } = await runDiff(folder, ['old.yaml', 'new.yaml']);
      expect(stderr).toMatch(
        /^warning: cannot compare what the base has here: old\.yaml:\d+:\d+: /,
      );
      expect(code).toBe(0);
    });

    test('exits with 2 if it refers to another host that is not allowed', async () => {
      const elsewhere = sound.item!.replace(
        '{type: string}',
        "{$ref: 'https://schemas.example.com/line.yaml'}",
      );
      const folder = await folderOf({ 'old.yaml': elsewhere, 'new.yaml': sound.item! });
      expect((await runDiff(folder, ['old.yaml', 'new.yaml'])).code).toBe(2);
    });

    test('is reported as incomplete, and its other parts are compared', async () => {
      const broken = sound.parameter!.replace(
        `[${required}]`,
        `[${required}, {name: size, in: query, schema: {type: integer, maximum: 3}}]`,
      );
      const folder = await folderOf({
        'old.yaml': broken.replace(required, "{$ref: '#/components/parameters/Team'}"),
        'new.yaml': broken.replace('maximum: 3', 'maximum: 2'),
      });
      const options = { format: 'json' } as const;
      const { code, stdout } = await runDiff(folder, ['old.yaml', 'new.yaml'], options);
      expect(JSON.parse(stdout)).toMatchObject({
        complete: false,
        apis: [
          {
            notCompared: [{ base: { file: 'old.yaml', line: 6 } }],
            changes: [
              { rule: 'request-maximum-lowered', severity: 'breaking' },
              {
                rule: 'request-parameter-added-required',
                severity: 'dangerous',
                proof: 'base-faulty',
              },
            ],
          },
        ],
      });
      expect(code).toBe(1);
    });
  });

  test('prints JSON, Markdown and commands for GitHub', async () => {
    const folder = await folderOf({ 'a.yaml': single(5), 'b.yaml': single(3) });
    const printed = async (format: 'json' | 'markdown' | 'github') =>
      (await runDiff(folder, ['a.yaml', 'b.yaml'], { format })).stdout;
    const [json, markdown, github] = await Promise.all([
      printed('json'),
      printed('markdown'),
      printed('github'),
    ]);
    expect(JSON.parse(json)).toMatchObject({
      formatVersion: 1,
      complete: true,
      apis: [
        {
          version: { required: 'major', actual: 'none', enough: false },
          changes: [
            {
              rule: 'request-max-length-lowered',
              base: { file: 'a.yaml', line: 10 },
              witness: { value: 'tring', pointer: '' },
            },
          ],
        },
      ],
    });
    expect(markdown).toContain('### `a`: 1 breaking change\n');
    expect(markdown).toContain('| `POST /pets` | request body \\(application/json\\) must have');
    expect(github).toMatch(/^::error file=b\.yaml,line=10,col=36,title=breaking%3A request-max-/);
  });
});

withGit('specwright diff with git', () => {
  test('compares the APIs of the registry with their earlier versions, including referenced files', async () => {
    const folder = await repository();
    const { code, stdout } = await runDiff(folder, [], { baseRef: 'main' });
    expect(code).toBe(1);
    expect(stdout).toContain('main:specs/pets/pet.yaml:4:24 → specs/pets/pet.yaml:4:24');
  });

  test.each([
    [
      'a ref that does not exist',
      ['nope:specs/pets/openapi.yaml', 'specs/pets/openapi.yaml'],
      'git knows no commit "nope"',
    ],
    [
      'a file that is not in it',
      ['main:nope.yaml', 'specs/pets/openapi.yaml'],
      'there is no file "nope.yaml" in main',
    ],
    [
      'a ref that is an option',
      ['--help:a.yaml', 'specs/pets/openapi.yaml'],
      '"--help" cannot be a git ref',
    ],
  ])('reports %s, and exits with 2', async (_, args, reason) => {
    const { code, stdout, stderr } = await runDiff(await repository(), args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(reason);
  });

  test('reports uncommitted changes that are not compared', async () => {
    const args = ['main:specs/pets/openapi.yaml', 'HEAD:./specs/pets/openapi.yaml'];
    const { code, stderr } = await runDiff(await repository(), args);
    expect(code).toBe(0);
    expect(stderr).toContain('"specs/pets/pet.yaml" has changes that are not committed');
  });

  test('reports removed and new APIs', async () => {
    const folder = await repository();
    const registry = (name: string) => `apis: {${name}: {root: specs/${name}/openapi.yaml}}\n`;
    await mkdir(path.join(folder, 'specs/toys'));
    await writeFile(path.join(folder, 'specs/toys/openapi.yaml'), single(5));
    await writeFile(path.join(folder, 'redocly.yaml'), registry('toys'));
    const { code, stderr } = await runDiff(folder, [], { baseRef: 'main' });
    expect(code).toBe(2);
    expect(stderr).toContain('toys: new since main');
    expect(stderr).toContain('"pets" was an API');
  });

  test('compares an API of the registry with its earlier version, even if its file has moved', async () => {
    const folder = await repository();
    const registry = (file: string) => `apis: {pets: {root: ${file}}}\n`;
    const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, stdio: 'ignore' });
    await writeFile(path.join(folder, 'redocly.yaml'), registry('specs/pets/openapi.yaml'));
    git('add', 'redocly.yaml');
    git('-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '-qm', 'registry');
    git('mv', 'specs/pets', 'specs/animals');
    await writeFile(path.join(folder, 'redocly.yaml'), registry('specs/animals/openapi.yaml'));
    const { code, stdout } = await runDiff(folder, [], { baseRef: 'HEAD' });
    expect(stdout).toContain('HEAD:specs/pets/pet.yaml:4:24 → specs/animals/pet.yaml:4:24');
    expect(code).toBe(1);
  });

  test('reports that there is no repository', async () => {
    const folder = await folderOf({ 'a.yaml': single(5) });
    const { code, stderr } = await runDiff(folder, ['main:a.yaml', 'a.yaml']);
    expect(code).toBe(2);
    expect(stderr).toContain('is in no git repository');
  });
});

describe('specwright upstream', () => {
  /** A server that returns the current content; 503 while it is `undefined`. */
  async function source(first: string) {
    let text: string | undefined = first;
    const server = createServer((_, response) => {
      if (text === undefined) response.statusCode = 503;
      response.end(text);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/openapi.yaml`;
    return {
      url,
      gives: (next: string | undefined) => {
        text = next;
      },
    };
  }

  test('pins a document, detects a change of its source, and updates the copy', async () => {
    const { url, gives } = await source(single(5));
    const folder = await folderOf({});
    expect((await runUpstream(folder, ['pets.yaml'], { pin: url })).code).toBe(0);
    expect(await readFile(path.join(folder, 'pets.yaml'), 'utf8')).toBe(single(5));
    expect(await runUpstream(folder, ['pets.yaml'])).toMatchObject({ code: 0, stdout: '' });

    gives(`# The same in other words\n${single(5)}`);
    expect((await runUpstream(folder, ['pets.yaml'])).stderr).toContain(
      'is written otherwise, and says the same',
    );

    gives(single(3));
    const changed = await runUpstream(folder, ['pets.yaml'], { update: true });
    expect(changed.code).toBe(1);
    expect(changed.stdout).toContain('request-max-length-lowered');
    expect(await readFile(path.join(folder, 'pets.yaml'), 'utf8')).toBe(single(3));
    expect((await runUpstream(folder, ['pets.yaml'])).code).toBe(0);
  });

  test('accepts the changes that the project approved', async () => {
    const { url, gives } = await source(single(5));
    const approved = [{ rule: 'request-max-length-lowered', reason: 'They told us' }];
    const folder = await folderOf({
      'specwright.config.json': JSON.stringify({ apis: { pets: { changes: { approved } } } }),
    });
    await runUpstream(folder, ['pets.yaml'], { pin: url });
    gives(single(3));
    const { code, stderr } = await runUpstream(folder, ['pets.yaml']);
    expect(stderr).toContain('has changed, and all changes are approved: 1 approved change');
    expect(code).toBe(0);
  });

  test('exits with 2 if the source is unavailable, and never reports "unchanged"', async () => {
    const { url, gives } = await source(single(5));
    const folder = await folderOf({ 'edited.yaml': single(9) });
    await runUpstream(folder, ['edited.yaml'], { pin: url });
    expect(await readFile(path.join(folder, 'edited.yaml'), 'utf8')).toBe(single(9));
    gives(undefined);
    const { code, stderr } = await runUpstream(folder, ['edited.yaml']);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: `specwright: edited: cannot fetch "${url}": the server answered 503\n`,
    });
    expect((await runUpstream(folder, [])).code).toBe(2);
    await writeFile(path.join(folder, 'edited.upstream.yaml'), 'url: 1\n');
    expect((await runUpstream(folder, ['edited.yaml'])).stderr).toContain('it has no `url`');
  });

  test('exits with 2 if a reference of the source is unavailable', async () => {
    const { url, gives } = await source(single(5));
    const folder = await folderOf({});
    await runUpstream(folder, ['pets.yaml'], { pin: url });
    gives(single(5).replace('{type: string, maxLength: 5}', "{$ref: '#/components/schemas/Gone'}"));
    const { code, stderr } = await runUpstream(folder, ['pets.yaml']);
    expect(stderr).toContain('not everything can be compared: ');
    expect(code).toBe(2);
  });

  test('rejects content that is not a document', async () => {
    const { url } = await source('<p>Sign in</p>');
    const folder = await folderOf({});
    const { code, stderr } = await runUpstream(folder, ['pets.yaml'], { pin: url });
    expect(stderr).toContain(`cannot pin "pets.yaml" to "${url}": it is a page`);
    expect(code).toBe(2);
    expect(existsSync(path.join(folder, 'pets.yaml'))).toBe(false);
  });

  test.each([
    ['', 'the answer is empty'],
    [' \n', 'the answer is empty'],
    ['<!DOCTYPE html><title>Sign in</title>', 'it is a page'],
  ])('does not pin %j to a document, even if it exists', async (text, reason) => {
    const { url } = await source(text);
    const folder = await folderOf({ 'pets.yaml': single(5) });
    const { code, stderr } = await runUpstream(folder, ['pets.yaml'], { pin: url });
    expect([code, stderr]).toEqual([2, expect.stringContaining(reason)]);
    expect(existsSync(path.join(folder, 'pets.upstream.yaml'))).toBe(false);
  });

  test('sends fields only to the origin of the source', async () => {
    const seen: string[] = [];
    const server = createServer((request, response) => {
      seen.push(`${request.url} ${request.headers['x-key']}`);
      const isKnown = request.headers['x-key'] === 'secret';
      response.statusCode = isKnown ? 200 : 403;
      response.end(isKnown ? single(5) : '');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/openapi.yaml`;
    const folder = await folderOf({});
    const header = ['X-Key: secret'];
    expect((await runUpstream(folder, ['pets.yaml'], { pin: url })).code).toBe(2);
    expect((await runUpstream(folder, ['pets.yaml'], { pin: url, header })).code).toBe(0);
    expect((await runUpstream(folder, ['pets.yaml'], { header })).code).toBe(0);
    expect(seen).toEqual([
      '/openapi.yaml undefined',
      '/openapi.yaml secret',
      '/openapi.yaml secret',
    ]);
    // Secrets never go to another origin.
    const pin = await readFile(path.join(folder, 'pets.upstream.yaml'), 'utf8');
    await writeFile(path.join(folder, 'a.yaml'), single(5));
    await writeFile(path.join(folder, 'a.upstream.yaml'), pin.replace('127.0.0.1', 'localhost'));
    const both = await runUpstream(folder, ['pets.yaml', 'a.yaml'], { header });
    expect([both.code, both.stderr]).toEqual([2, expect.stringContaining('is for one origin')]);
    expect(seen).toHaveLength(3);
  });

  test('reports a changed page that is not a contract', async () => {
    const { url, gives } = await source('<p>one</p>');
    const folder = await folderOf({ 'pets.yaml': single(5) });
    const seen = () => runUpstream(folder, ['pets.yaml'], { json: true });
    await runUpstream(folder, ['pets.yaml'], { pin: url, page: true });
    expect((await seen()).code).toBe(0);
    gives('<p>two</p>');
    const { code, stdout } = await seen();
    expect(code).toBe(1);
    expect(JSON.parse(stdout).sources[0]).toMatchObject({ state: 'changed', diff: null });
  });
});
