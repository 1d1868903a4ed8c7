import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { folderOf, specwright } from './run.ts';

function described(title: string): string {
  return `openapi: 3.1.0
info: { title: ${title}, version: '1' }
paths:
  /x:
    get:
      operationId: readX
      responses:
        '200':
          description: X
          content:
            application/json:
              schema:
                type: object
                properties: { at: { type: string, format: date-time } }
`;
}

describe('specwright generate', () => {
  test('writes an API under another name, and runs a command on the written files', async () => {
    const folder = await folderOf({ 'x.yaml': described('X'), 'z.yaml': described('Z') });
    const format = `node -e "const fs = require('fs'), f = 'generated/y/types.ts'; fs.writeFileSync(f, fs.readFileSync(f, 'utf8') + '// formatted\\n')"`;
    const named = ['generate', 'x.yaml', '--name', 'y', '--after', format];
    const first = await specwright(named, folder);
    expect(first).toMatchObject({ code: 0 });
    expect(first.stdout).toContain('wrote generated/y/client.ts');
    const types = () => readFile(path.join(folder, 'generated/y/types.ts'), 'utf8');
    expect(await types()).toMatch(/\/\/ formatted\n$/);
    expect(await readFile(path.join(folder, 'generated/y/client.ts'), 'utf8')).toContain(
      'createYClient',
    );
    expect(await specwright(named, folder)).toMatchObject({ code: 0, stdout: '' });
    expect((await specwright([...named, '--check'], folder)).code).toBe(0);
    await writeFile(path.join(folder, 'generated/y/types.ts'), `${await types()}// by hand\n`);
    expect((await specwright([...named, '--check'], folder)).code).toBe(1);
    const failing = await specwright(['generate', 'x.yaml', '--after', 'exit 3'], folder);
    expect(failing.code).toBe(2);
    expect(failing.stderr).toContain('"exit 3" ended with 3');
    const two = await specwright(['generate', 'x.yaml', 'z.yaml', '--name', 'y'], folder);
    expect((await specwright(['generate', 'x.yaml', '--name', '../y'], folder)).code).toBe(2);
    expect(two.code).toBe(2);
  });

  test('writes the requested files, and none if nothing has changed', async () => {
    const folder = await folderOf({ 'x.yaml': described('X') });
    const dated = ['generate', 'x.yaml', '--dates', 'date', '--out', 'made'];
    const first = await specwright(dated, folder);
    expect(first).toMatchObject({
      code: 0,
      stdout: 'wrote made/x/client.ts\nwrote made/x/mock.ts\nwrote made/x/types.ts\n',
    });
    expect(await readFile(path.join(folder, 'made/x/types.ts'), 'utf8')).toContain('at?: Date;');
    expect(await specwright(dated, folder)).toMatchObject({ code: 0, stdout: '' });
    expect((await specwright([...dated, '--check'], folder)).code).toBe(0);
    expect(
      (await specwright(['generate', 'x.yaml', '--out', 'made', '--check'], folder)).code,
    ).toBe(1);
  });

  test('follows the configuration, for all APIs or for one, unless a flag overrides it', async () => {
    const config = {
      generate: { operations: true },
      apis: { x: { generate: { dates: 'date' } }, y: { generate: { operations: false } } },
    };
    const folder = await folderOf({
      'x.yaml': described('X'),
      'y.yaml': described('Y'),
      'specwright.config.json': JSON.stringify(config),
    });
    const types = async () => readFile(path.join(folder, 'generated/x/types.ts'), 'utf8');
    const { code, stdout } = await specwright(['generate', 'x.yaml', 'y.yaml'], folder);
    expect(code).toBe(0);
    expect(stdout).toContain('wrote generated/x/operations.ts');
    expect(stdout).not.toContain('generated/y/operations.ts');
    expect(await types()).toContain('at?: Date;');
    const checked = await specwright(['check', 'x.yaml', '--no-cache'], folder);
    expect(checked.stdout + checked.stderr).not.toContain('the file is');
    await specwright(['generate', 'x.yaml', '--dates', 'string'], folder);
    expect(await types()).toContain('at?: string;');
    const again = await specwright(['check', 'x.yaml', '--no-cache'], folder);
    expect(again.stdout + again.stderr).toContain('the file is stale');
  });

  test('rejects unknown settings', async () => {
    const folder = await folderOf({
      'x.yaml': described('X'),
      'specwright.config.json': JSON.stringify({ apis: { x: { generate: { dates: 'moment' } } } }),
    });
    expect(await specwright(['generate', 'x.yaml'], folder)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(
        '"apis.x.generate.dates" is "moment", but must be one of string, date, temporal',
      ),
    });
  });

  test('rejects invalid arguments', async () => {
    const folder = await folderOf({ 'x.yaml': described('X') });
    expect(await specwright(['generate', 'x.yaml', '--check', '--watch'], folder)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('nothing to --watch for'),
    });
    expect((await specwright(['generate', 'x.yaml', '--dates', 'moment'], folder)).code).toBe(2);
  });

  test('--watch writes again after a change, keeps its files while a document is broken, and ends cleanly', async () => {
    const folder = await folderOf({ 'x.yaml': described('Old') });
    const document = path.join(folder, 'x.yaml');
    const program = path.resolve('bin/specwright.js');
    const child = spawn(process.execPath, [program, 'generate', 'x.yaml', '--watch'], {
      cwd: folder,
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    let told = '';
    let heard = 0;
    const hears = (text: string) =>
      vi.waitFor(
        () => {
          const at = told.indexOf(text, heard);
          expect(at, `"${text}" in what was told: ${told}`).not.toBe(-1);
          heard = at + text.length;
        },
        { timeout: 150_000 },
      );
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        told += chunk;
      });
    }
    const client = () => readFile(path.join(folder, 'generated/x/client.ts'), 'utf8');

    await hears('waiting for a change');
    expect(await client()).toContain('/** Old 1: ');
    await writeFile(document, 'openapi: [');
    await hears('cannot read "x.yaml"');
    await hears('waiting for a change');
    expect(await client()).toContain('/** Old 1: ');
    await writeFile(document, described('New'));
    await hears('wrote generated/x/client.ts');
    await hears('waiting for a change');
    expect(await client()).toContain('/** New 1: ');

    const ended = new Promise((resolve) => child.on('exit', resolve));
    child.kill('SIGINT');
    expect(await ended).toBe(0);
  });
});
