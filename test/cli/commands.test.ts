import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderOf, specwright } from './run.ts';

describe('specwright', () => {
  test('--help lists the commands, on stdout', async () => {
    const { code, stdout } = await specwright(['--help']);
    expect(code).toBe(0);
    for (const command of ['mock', 'generate', 'docs', 'lint']) expect(stdout).toContain(command);
  });

  test('--version prints the version of the package', async () => {
    const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
    expect(await specwright(['--version'])).toEqual({
      code: 0,
      stdout: `${version}\n`,
      stderr: '',
    });
  });
});

describe('specwright lint', () => {
  test('reports no findings in the contracts of this repository', async () => {
    const { code, stdout } = await specwright(['lint']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
  });

  test('reports file, line and column of an example that violates its schema', async () => {
    const folder = await folderOf({ 'api.yaml': withExample('{id: seven}') });
    const { code, stdout } = await specwright(['lint', 'api.yaml'], folder);
    expect(code).toBe(1);
    expect(stdout).toContain(
      'api.yaml:22:31: error: the example "pet" must be integer, but is "seven" [example-invalid]',
    );
  });

  test('reports the same as JSON', async () => {
    const folder = await folderOf({ 'api.yaml': withExample('{id: seven}') });
    const { stdout } = await specwright(['lint', 'api.yaml', '--json'], folder);
    expect(JSON.parse(stdout).problems).toContainEqual({
      file: 'api.yaml',
      line: 22,
      column: 31,
      severity: 'error',
      rule: 'example-invalid',
      message: 'the example "pet" must be integer, but is "seven"',
    });
  });
});

describe('specwright generate', () => {
  async function project(): Promise<string> {
    const folder = await folderOf({});
    await cp('specs', path.join(folder, 'specs'), { recursive: true });
    return folder;
  }

  test('--check lists stale, missing and extra files, and the command that fixes them', async () => {
    const folder = await project();
    expect((await specwright(['generate'], folder)).code).toBe(0);
    expect((await specwright(['generate', '--check'], folder)).code).toBe(0);

    await writeFile(path.join(folder, 'generated/kaiten/types.ts'), '// stale\n');
    await rm(path.join(folder, 'generated/khoros/client.ts'));
    await writeFile(path.join(folder, 'generated/maiascore/extra.ts'), '');
    const { code, stdout } = await specwright(['generate', '--check'], folder);
    expect(code).toBe(1);
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toEqual([
      expect.stringMatching(/^generated\/kaiten\/types\.ts is not what/),
      expect.stringMatching(/^generated\/khoros\/client\.ts is missing/),
      expect.stringMatching(/^generated\/maiascore\/extra\.ts is not a generated file/),
      expect.stringContaining('npx specwright generate'),
    ]);
  });

  test('the generated files of this repository are up to date', async () => {
    expect(await specwright(['generate', '--check'])).toMatchObject({ code: 0, stdout: '' });
  });
});

/** A document that passes the strict rules, with one example to fill in. */
function withExample(example: string): string {
  return `openapi: 3.1.0
info: {title: T, version: '1', license: {name: MIT, url: 'https://example.com'}}
servers: [{url: 'https://api.example.org'}]
security: []
tags: [{name: Pets, description: Pets.}]
paths:
  /pets:
    get:
      operationId: listPets
      summary: List pets
      tags: [Pets]
      responses:
        '200':
          description: A pet.
          content:
            application/json:
              schema:
                type: object
                properties:
                  id: {type: integer}
              examples:
                pet: {value: ${example}}
        '404': {description: None.}
`;
}
