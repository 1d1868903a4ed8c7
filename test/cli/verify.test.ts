import { readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { faults, startProvider } from '../contracts/faulty-provider.ts';
import { folderOf, spawned, specwright } from './run.ts';

const kaiten = path.resolve('specs/kaiten/openapi.yaml');
/** The documented requests only: the small provider does not check its requests. */
const verify = (url: string, ...more: string[]) =>
  specwright(['verify', 'kaiten', '--base-url', url, '--mode', 'examples', ...more]);

const badSlug = faults.find(({ name }) => name === 'breaks a pattern')!;

describe('specwright verify', () => {
  test('finds nothing at a provider that keeps its contract', async () => {
    const { code, stdout, stderr } = await verify(await startProvider());
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toMatch(/^passed createCustomer: 1 passed/m);
    expect(stderr).toMatch(/^kaiten passed: 1 case at http/m);
  });

  test('reports the expectation, the answer and the command that reproduces it', async () => {
    const url = await startProvider(badSlug);
    const { code, stdout, stderr } = await verify(url, '--credential', 'bearer=sesame-open');
    expect(code).toBe(1);
    const shown = stdout.replaceAll(url, 'URL').replace(/"createdAt".*/, '…');
    expect(shown).toMatch(
      /^specs\/kaiten\/openapi\.yaml:\d+:\d+: violation: response body at \/slug must match the pattern .*, but is "-Awesome-" \[value-invalid\]$/m,
    );
    const block = shown.slice(shown.indexOf('\n') + 1);
    expect(block).toBe(`  section   JSON Schema Validation 2020-12 section 6.3.3
  contract  ${promised('pattern')}
  case      createCustomer with the example application/json newCustomer
  request   POST /customers  application/json  {"name":"Awesome Customer"}
  response  201  application/json; charset=utf-8  {"id":"c211984f-b5a5-45fb-ae38-9f22fe0465d9","name":"Awesome Customer","slug":"-Awesome-",…
  curl      curl -X POST 'URL/customers' -H "Authorization: Bearer $BEARER" -H 'Content-Type: application/json' --data-raw '{"name":"Awesome Customer"}'
  rerun     npx specwright verify kaiten --base-url URL --credential bearer=… --mode examples --case createCustomer/example/application.json/newCustomer

`);
    expect(stdout + stderr).not.toContain('sesame');
    expect(stderr).toMatch(/kaiten failed: 1 way in which the contract is broken/);
  });

  test('prints one object for each case with --json', async () => {
    const { code, stdout } = await verify(await startProvider(badSlug), '--json');
    expect(code).toBe(1);
    const [line] = stdout.trim().split('\n');
    expect(JSON.parse(line!)).toMatchObject({
      case: 'createCustomer/example/application.json/newCustomer',
      outcome: 'failed',
      findings: [
        {
          code: 'value-invalid',
          severity: 'violation',
          fingerprint: 'createCustomer value-invalid 201 response body/slug pattern',
          reproduced: true,
        },
      ],
    });
  });

  test('lists cases and sends nothing', async () => {
    const { code, stdout } = await specwright(['verify', 'kaiten', '--list', '--only', 'example']);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout:
        'createCustomer/example/application.json/newCustomer\twith the example application/json newCustomer\n',
    });
  });

  test('adds random cases, and finds one of them again by its id', async () => {
    const args = ['verify', 'kaiten', '--list'];
    const { stdout } = await specwright([...args, '--only', 'fuzz', '--fuzz', '4']);
    const ids = stdout.split('\n').map((line) => line.split('\t')[0]);
    expect(ids.filter((id) => id!.includes('/fuzz/'))).toEqual([
      'createCustomer/fuzz/valid/1',
      'createCustomer/fuzz/invalid/1',
      'createCustomer/fuzz/valid/2',
      'createCustomer/fuzz/invalid/2',
    ]);
    const one = await specwright([...args, '--case', 'createCustomer/fuzz/valid/9']);
    expect(one.stdout).toBe('createCustomer/fuzz/valid/9\twith random values\n');
    const wrong = await specwright([...args, '--fuzz', 'all']);
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain('such as 500, or a time, such as 5m');
  });

  test('sends one case again by its id', async () => {
    const id = 'createCustomer/example/application.json/newCustomer';
    const { code, stderr } = await verify(await startProvider(), '--case', id);
    expect(code).toBe(0);
    expect(stderr).toMatch(/1 case at/);
    const none = await verify(await startProvider(), '--case', 'no/such');
    expect(none.code).toBe(2);
    expect(none.stderr).toMatch(/no case is wanted/);
  });

  test('sends no writes to another host than this machine', async () => {
    const { code, stderr } = await specwright([
      ...['verify', 'kaiten', '--base-url', 'http://provider.invalid'],
    ]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/nothing was sent: all \d+ cases are skipped in the mode "safe"/);
    expect(stderr).toMatch(/--mode examples/);
  });

  test('excuses known violations until they expire or no longer happen', async () => {
    const cwd = await folderOf({ 'pets.yaml': readFileSync(kaiten) });
    const run = async (url: string, ...more: string[]) =>
      specwright(['verify', 'pets.yaml', '-b', url, '-m', 'examples', ...more], cwd);
    const broken = await startProvider(badSlug);

    const accepted = await run(broken, '--accept');
    expect(accepted.code).toBe(0);
    expect(accepted.stderr).toMatch(/1 deviation written to .*deviations\.yaml/);

    const excused = await run(broken);
    expect(excused.code).toBe(0);
    expect(excused.stdout).toMatch(/\[value-invalid\] \(a known deviation\)$/m);

    const kinds = ['json', 'junit', 'sarif', 'github', 'markdown', 'html'];
    const reports = kinds.flatMap((kind) => ['--report', `${kind}=report.${kind}`]);
    const fixed = await run(await startProvider(), ...reports);
    expect(fixed.code).toBe(1);
    for (const kind of kinds) {
      const report = readFileSync(path.join(cwd, `report.${kind}`), 'utf8');
      expect(report, kind).toMatch(/no longer occurs/);
      expect(report, kind).toMatch(/(?<![\w/])deviations\.yaml/);
    }
    expect(fixed.stdout).toMatch(/deviations\.yaml:1:3: violation: .* no longer occurs/);
  });

  test('accepts no deviation for an unchecked part, and does not report success', async () => {
    const cwd = await folderOf({ 'pets.yaml': unreadablePets });
    const url = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'x-count': 'many' }).end('[]');
    });
    const run = (...more: string[]) =>
      specwright(['verify', 'pets.yaml', '-b', url, '--only', 'example', ...more], cwd);
    expect((await run()).code).toBe(1);
    const accepted = await run('--accept');
    expect(readFileSync(path.join(cwd, 'deviations.yaml'), 'utf8')).not.toMatch(/not-checked/);
    expect(accepted.stderr).toMatch(/1 deviation written to/);
    expect(accepted.stderr).toMatch(/1 case could not be checked/);
    expect(accepted.code).toBe(2);
    expect((await run('--report', 'json=report.json')).code).toBe(2);
    expect(JSON.parse(readFileSync(path.join(cwd, 'report.json'), 'utf8'))).toMatchObject({
      verdict: 'inconclusive',
    });
  });

  test('reads specwright.config.ts, with hooks and fetched tokens', async () => {
    const url = await startProvider();
    const cwd = await folderOf({
      'pets.yaml': readFileSync(kaiten),
      'token.ts': 'export const token: string = "from-elsewhere";',
      'specwright.config.ts': `
        import { token } from './token.ts';
        const told = (text: string): void => console.error(text);
        export default {
          apis: {
            pets: {
              provider: {
                baseUrl: '${url}',
                mode: 'examples',
                credentials: { bearer: async () => token },
                setup: async ({ api }: { api: string }) => told('setup ' + api),
                teardown: () => told('teardown'),
              },
            },
          },
        };`,
    });
    // The hooks write to the stderr of the process itself.
    const { code, stderr } = await spawned(['verify', 'pets.yaml'], cwd);
    expect(code).toBe(0);
    expect(stderr).toMatch(/setup pets[\s\S]*passed createCustomer[\s\S]*teardown/);
  });

  test('reports errors of a config file', async () => {
    const cwd = await folderOf({
      'pets.yaml': readFileSync(kaiten),
      'specwright.config.json': '{"apis": {"pets": {"provider": {"baseURL": "http://127.0.0.1"}}}}',
    });
    const { code, stderr } = await specwright(['verify', 'pets.yaml'], cwd);
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /"apis\.pets\.provider\.baseURL" is not known; did you mean "baseUrl"\?/,
    );
  });

  test.each<[string, string[], RegExp]>([
    ['http://127.0.0.1:1', [], /inconclusive 1 × the connection was refused/],
    [
      'http://127.0.0.1:1',
      ['--credential', 'bearer=env:NO_SUCH'],
      /the variable NO_SUCH is not set/,
    ],
    ['http://127.0.0.1:1', ['--credential', 'bearer'], /written SCHEME=VALUE/],
    [
      'http://127.0.0.1:1',
      ['--credential', 'basic=a'],
      /no such security scheme \(there is bearer\)/,
    ],
    ['http://127.0.0.1:1', ['--header', 'nonsense'], /written "name: value"/],
    ['http://127.0.0.1:1', ['--shard', '4/3'], /from 1\/n to n\/n/],
    ['http://127.0.0.1:1', ['--wait', '0.3'], /no server answered at .* within 0\.3 seconds/],
    ['http://me:secret@127.0.0.1', [], /has no user name/],
    ['ftp://example.com', [], /starts with http/],
  ])('%s %j could not run', async (url, more, message) => {
    const { code, stdout, stderr } = await verify(url, ...more);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});

/** The body has an unknown type, so it cannot be checked. The header field can. */
const unreadablePets = `
openapi: 3.1.0
info: {title: Pets, version: '1'}
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        '200':
          description: all pets
          headers: {X-Count: {schema: {type: integer}}}
          content: {application/json: {schema: {type: list}}}
`;

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** The line of a keyword in Kaiten's contract, for the property `slug`. */
function promised(keyword: string): string {
  const lines = readFileSync(kaiten, 'utf8').split('\n');
  const line = lines.findIndex((text) => text.trim().startsWith(`${keyword}:`));
  return lines[line]!.trim();
}

test('lists the items that a run created and could not delete, in the terminal and in reports', async () => {
  let last = 0;
  const url = await serve((request, response) => {
    const type = { 'content-type': 'application/json' };
    if (request.method !== 'POST') return response.writeHead(200, type).end('[]');
    last += 1;
    return response.writeHead(201, type).end(JSON.stringify({ id: `n-${last}` }));
  });
  const cwd = await folderOf({ 'notes.yaml': notes });
  const kinds = ['json', 'markdown', 'html'];
  const reports = kinds.flatMap((kind) => ['--report', `${kind}=report.${kind}`]);
  const { stderr } = await specwright(['verify', 'notes.yaml', '-b', url, ...reports], cwd);
  expect(stderr).toMatch(/not deleted POST \/notes: n-1.* \(no operation deletes it\)/);
  const texts = kinds.map((kind) => readFileSync(path.join(cwd, `report.${kind}`), 'utf8'));
  expect(JSON.parse(texts[0]!).leftovers[0]).toEqual({
    contract: 'notes',
    made: 'POST /notes',
    id: 'n-1',
    reason: 'no operation deletes it',
  });
  expect(texts[1]).toContain('not deleted at the provider');
  expect(texts[2]).toContain('Left behind at the provider');
});

const notes = `
openapi: 3.1.0
info: {title: Notes, version: '1'}
paths:
  /notes:
    get:
      operationId: listNotes
      responses: {'200': {description: all, content: {application/json: {schema: {type: array}}}}}
    post:
      operationId: addNote
      requestBody: {content: {application/json: {schema: {type: object}, example: {text: hello}}}}
      responses: {'201': {description: made, content: {application/json: {schema: {type: object, properties: {id: {type: string}}}}}}}
`;
