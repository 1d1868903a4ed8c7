import { spawn } from 'node:child_process';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { folderOf, spawned, specwright } from './run.ts';

const spec = `openapi: 3.1.0
info: { title: Tea, version: '1' }
paths:
  /teas:
    post:
      operationId: brew
      requestBody:
        content: { application/json: { schema: { type: object, properties: { leaf: { type: string } } } } }
      responses:
        '200':
          description: brewed
          content: { application/json: { schema: { type: object, properties: { say: { type: string } } } } }
`;

const handlers = `import { defineMock } from 'specwright/mock';
import type { Tea } from '../generated/tea/mock.ts';
import { word } from './words.js';

type Word = string;

export default defineMock<Tea>({
  async brew({ body, respond }) {
    const say: Word = word;
    if (body?.leaf === 'none') throw new Error('no leaf');
    return respond(200, { say });
  },
});
`;

async function project(files: Readonly<Record<string, string>> = {}): Promise<string> {
  const folder = await folderOf({
    'redocly.yaml': 'apis: { tea: { root: tea.yaml } }\n',
    'tea.yaml': spec,
    'package.json': '{ "type": "module" }',
  });
  if (Object.keys(files).length > 0) await mkdir(path.join(folder, 'mock'));
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
  await mkdir(path.join(folder, 'node_modules'));
  await symlink(process.cwd(), path.join(folder, 'node_modules/specwright'), 'dir');
  return folder;
}

/** A mock with the handlers, and its output on stderr. */
async function serve(folder: string, flags: readonly string[] = []) {
  const program = path.resolve('bin/specwright.js');
  const args = [program, 'mock', '--watch', '--port', '0', '--log-level', 'info', ...flags];
  const child = spawn(process.execPath, args, { cwd: folder });
  onTestFinished(() => void child.kill('SIGKILL'));
  let log = '';
  let out = '';
  child.stderr.on('data', (bytes) => (log += bytes));
  child.stdout.on('data', (bytes) => (out += bytes));
  await vi.waitFor(() => expect(out).toContain('listening on'), 60_000);
  const url = /http:\S+/.exec(out)![0];
  const brew = async (leaf: string) => {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ leaf });
    return (await fetch(`${url}/teas`, { method: 'POST', headers, body })).json();
  };
  return {
    url,
    brew,
    said: (text: string) => vi.waitFor(() => expect(log).toContain(text), 60_000),
  };
}

describe('handlers in mock/<api>.ts', () => {
  test('answer, reload with their imports, and stay while a file is broken', async () => {
    const folder = await project({
      'mock/tea.ts': handlers,
      'mock/words.ts': "export const word: string = 'one';\n",
    });
    const { brew, said } = await serve(folder);
    expect(await brew('green')).toEqual({ say: 'one' });
    expect((await brew('none')).detail).toBe(
      'the handler "brew" cannot answer: no leaf (mock/tea.ts:10:38)',
    );
    await said('no leaf (mock/tea.ts:10:38)');

    const words = path.join(folder, 'mock/words.ts');
    await writeFile(words, "export const word: string = 'two';\n");
    await said('the handlers of tea were loaded again');
    expect(await brew('green')).toEqual({ say: 'two' });

    await writeFile(words, 'export const word: string = (;\n');
    await said('cannot load the handlers of tea from "mock/tea.ts"');
    await said('mock/words.ts:1');
    await said('the mock keeps the handlers from before the change');
    expect(await brew('green')).toEqual({ say: 'two' });

    await writeFile(words, "export const word: string = 'three';\n");
    await vi.waitFor(async () => expect(await brew('green')).toEqual({ say: 'three' }), 60_000);
    await writeFile(path.join(folder, 'mock/tea.ts'), handlers.replace('brew(', 'brw('));
    await said('the handler "brw" is for no operation of tea; did you mean "brew"?');
    expect(await brew('green')).toEqual({ say: 'three' });
  });

  test('have the time limit of the configuration or a flag', async () => {
    const slow = 'export default { async brew({ delay }) { await delay(60_000); } };\n';
    const settings = (time: string) =>
      `export default { apis: { tea: { handlerTimeout: ${time} } } };\n`;
    const folder = await project({ 'mock/tea.js': slow, 'specwright.config.js': settings('0.02') });
    const configured = await serve(folder);
    expect((await configured.brew('green')).detail).toContain('did not answer within 0.02 s');
    const flagged = await serve(folder, ['--handler-timeout', '0.03']);
    expect((await flagged.brew('green')).detail).toContain('did not answer within 0.03 s');
    await writeFile(path.join(folder, 'specwright.config.js'), settings('9000'));
    expect(await specwright(['mock', '--port', '0'], folder)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(
        '"apis.tea.handlerTimeout" is 9000, but must be more than 0 and at most 3600 seconds',
      ),
    });
  });

  test('are refused with their line if they cannot be loaded at the start', async () => {
    const folder = await project({ 'mock/tea.ts': 'export default {\n  brew: (\n};\n' });
    // Node's own loader names the line.
    const refused = await spawned(['mock', '--port', '0'], folder);
    expect(refused).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(
        /cannot load the handlers of tea from "mock\/tea.ts": .*mock\/tea\.ts:[23]/,
      ),
    });
  });

  test('--init-handlers writes a first file and keeps an existing one', async () => {
    const folder = await project();
    expect(await specwright(['mock', '--init-handlers'], folder)).toMatchObject({
      code: 0,
      stdout: 'wrote mock/tea.ts\n',
    });
    const text = await readFile(path.join(folder, 'mock/tea.ts'), 'utf8');
    expect(text).toContain(
      'export default defineMock<Tea>({\n  // POST /teas\n  async brew(request) {',
    );
    expect(await specwright(['mock', '--init-handlers'], folder)).toMatchObject({
      code: 0,
      stdout: '',
      stderr: expect.stringContaining('mock/tea.ts is there already'),
    });
  });
});

test('Prism answers even with a file of handlers, which is named and not used', async () => {
  const folder = await project({
    'mock/tea.ts': handlers,
    'mock/words.ts': "export const word = 'x';",
  });
  const { url, said } = await serve(folder, ['--engine', 'prism']);
  const answer = await fetch(`${url}/nowhere`);
  expect(((await answer.json()) as { type: string }).type).toContain('NO_PATH_MATCHED_ERROR');
  await said('mock/tea.ts is not used: Prism makes every answer');
});
