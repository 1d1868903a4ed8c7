import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  createProtocolConnection,
  type Diagnostic,
  InitializeRequest,
  type Position,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';

const root = `openapi: 3.1.0
info: {title: Pets, version: '1'}
paths:
  /pets:
    get:
      operationId: listPets
      parameters:
        - $ref: './shared.yaml#/components/parameters/Limit'
      responses:
        '200':
          description: the pets
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Pet'
              example: {name: 7}
components:
  schemas:
    Pet:
      type: object
      required: [name]
      properties: {name: {type: string}}
  responses:
    Gone: {description: gone}
`;

const shared = `components:
  parameters:
    Limit: {name: limit, in: query, schema: {type: integer}}
  schemas:
    Toy: {type: object}
`;

let folder: string;
let connection: ProtocolConnection;
let ended: Promise<number | null>;
const diagnostics = new Map<string, readonly Diagnostic[]>();
let told = () => {};

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'specwright-lsp-'));
  mkdirSync(path.join(folder, '.git'));
  writeFileSync(path.join(folder, 'redocly.yaml'), 'apis: {pets: {root: pets.yaml}}\n');
  writeFileSync(path.join(folder, 'pets.yaml'), root);
  writeFileSync(path.join(folder, 'shared.yaml'), shared);
  const server = spawn(process.execPath, [path.resolve('bin/specwright.js'), 'lsp'], {
    cwd: folder,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  ended = new Promise((resolve) => server.once('exit', resolve));
  connection = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  connection.onNotification('textDocument/publishDiagnostics', (sent) => {
    diagnostics.set(path.basename(sent.uri), sent.diagnostics);
    told();
  });
  connection.listen();
  const { capabilities } = await connection.sendRequest(InitializeRequest.type, {
    ...{ processId: process.pid, rootUri: uriOf(''), capabilities: {} },
  });
  expect(capabilities).toMatchObject({ hoverProvider: true, definitionProvider: true });
  await connection.sendNotification('initialized', {});
});

beforeEach(() => diagnostics.clear());

afterAll(async () => {
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
  expect(await ended).toBe(0);
  connection.dispose();
  rmSync(folder, { recursive: true, force: true });
});

const uriOf = (name: string) => pathToFileURL(path.join(folder, name)).href;

let version = 0;

async function open(name: string, text: string): Promise<void> {
  version += 1;
  const textDocument = { uri: uriOf(name), languageId: 'yaml', version, text };
  await connection.sendNotification('textDocument/didOpen', { textDocument });
}

async function change(name: string, text: string): Promise<void> {
  version += 1;
  await connection.sendNotification('textDocument/didChange', {
    ...{ textDocument: { uri: uriOf(name), version }, contentChanges: [{ text }] },
  });
}

async function close(name: string): Promise<void> {
  await connection.sendNotification('textDocument/didClose', {
    textDocument: { uri: uriOf(name) },
  });
}

/** Waits until the diagnostics of a file are as expected. */
async function until(name: string, fits: (found: readonly Diagnostic[]) => boolean) {
  for (;;) {
    const found = diagnostics.get(name);
    if (found !== undefined && fits(found)) return found;
    await new Promise<void>((resolve) => {
      told = resolve;
    });
  }
}

const has = (code: string) => (found: readonly Diagnostic[]) =>
  found.some((one) => one.code === code);

/** The position at the end of a text in another one. */
function behind(text: string, part: string): Position {
  const lines = text.slice(0, text.indexOf(part) + part.length).split('\n');
  return { line: lines.length - 1, character: lines.at(-1)!.length };
}

const at = (name: string, position: Position) => ({
  ...{ textDocument: { uri: uriOf(name) }, position },
});

test('nullable is read as currently configured', async () => {
  const text = root
    .replace('3.1.0', '3.0.3')
    .replace('{type: string}', '{nullable: true, allOf: [{type: string}]}');
  await open('pets.yaml', text);
  await until('pets.yaml', has('keyword-unfit'));
  const config = path.join(folder, 'specwright.config.json');
  writeFileSync(config, '{"apis": {"pets": {"lenientNullable": true}}}');
  await change('pets.yaml', `${text}\n`);
  const found = await until('pets.yaml', (now) => !has('keyword-unfit')(now));
  expect(found).toSatisfy(has('example-invalid'));
  rmSync(config);
  await change('pets.yaml', text);
  await until('pets.yaml', has('keyword-unfit'));
  await close('pets.yaml');
});

test('findings follow the unsaved text', async () => {
  await open('pets.yaml', root);
  const found = await until('pets.yaml', has('example-invalid'));
  const invalid = found.find(({ code }) => code === 'example-invalid')!;
  expect(invalid).toMatchObject({ severity: 1, source: 'specwright' });
  expect(invalid.range.start.line).toBe(15);
  await change('pets.yaml', root.replace('name: 7', 'name: Rex'));
  await until('pets.yaml', (now) => !has('example-invalid')(now));
  await change('pets.yaml', `${root}  x: [\n`);
  await until('pets.yaml', has('document-unreadable'));
  await change('pets.yaml', root);
  await until('pets.yaml', has('example-invalid'));
  await close('pets.yaml');
  await until('pets.yaml', (now) => now.length === 0);
});

test('a finding shows its page', async () => {
  await open('pets.yaml', root);
  const found = await until('pets.yaml', has('example-invalid'));
  const { range } = found.find(({ code }) => code === 'example-invalid')!;
  const hover = await connection.sendRequest('textDocument/hover', at('pets.yaml', range.start));
  expect(JSON.stringify(hover)).toContain('# ');
  expect(JSON.stringify(hover)).toContain('example-invalid');
  const nothing = at('pets.yaml', { line: 1, character: 0 });
  expect(await connection.sendRequest('textDocument/hover', nothing)).toBeNull();
  await close('pets.yaml');
});

test('violations of the contract are shown in the file that contains them', async () => {
  await open('shared.yaml', shared.replace('type: integer', 'type: whole'));
  await until('shared.yaml', has('schema-uncompilable'));
  await change('shared.yaml', `${shared}  y: [\n`);
  await until('shared.yaml', has('document-unreadable'));
  await change('shared.yaml', shared);
  await until('shared.yaml', (now) => now.every(({ severity }) => severity !== 1));
  await close('shared.yaml');
});

test('go to definition leads to the target of a reference, in this file and in others', async () => {
  await open('pets.yaml', root);
  const definition = (position: Position) =>
    connection.sendRequest('textDocument/definition', at('pets.yaml', position));
  expect(await definition(behind(root, "$ref: '#/comp"))).toMatchObject({
    uri: uriOf('pets.yaml'),
    range: { start: { line: 18, character: 4 } },
  });
  expect(await definition(behind(root, './shared'))).toMatchObject({
    uri: uriOf('shared.yaml'),
    range: { start: { line: 2, character: 4 } },
  });
  expect(await definition({ line: 0, character: 3 })).toBeNull();
  await close('pets.yaml');
});

test('references are completed with components that are valid there', async () => {
  await open('pets.yaml', root);
  await until('pets.yaml', has('example-invalid'));
  const labels = async (text: string, part: string) => {
    await change('pets.yaml', text);
    const items = await connection.sendRequest(
      'textDocument/completion',
      at('pets.yaml', behind(text, part)),
    );
    return (items as { label: string }[]).map(({ label }) => label);
  };
  // A quote is open, so that the text does not parse.
  const schema = root.replace("'#/components/schemas/Pet'", "'#/co");
  expect(await labels(schema, "$ref: '#/co")).toEqual([
    '#/components/schemas/Pet',
    './shared.yaml#/components/schemas/Toy',
    './redocly.yaml',
    './shared.yaml',
  ]);
  expect(await labels(root, './shared.yaml#/components/par')).toContain(
    './shared.yaml#/components/parameters/Limit',
  );
  const response = root.replace("'200':", "'410':\n          $ref: ''\n        '200':");
  expect(await labels(response, "'410':\n          $ref: '")).toContain(
    '#/components/responses/Gone',
  );
  expect(await labels(response, "'410':\n          $ref: '")).not.toContain(
    '#/components/schemas/Pet',
  );
  expect(await labels(root, 'title: Pets')).toEqual([]);
  await close('pets.yaml');
});

test('operations and schemas are the symbols of a document', async () => {
  await open('pets.yaml', root);
  await until('pets.yaml', has('example-invalid'));
  const symbols = await connection.sendRequest('textDocument/documentSymbol', {
    textDocument: { uri: uriOf('pets.yaml') },
  });
  expect((symbols as { name: string }[]).map(({ name }) => name)).toEqual(['GET /pets', 'Pet']);
  await close('pets.yaml');
});
