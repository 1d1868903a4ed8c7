import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { folderOf, specwright } from './run.ts';

const contract = `# The notes of a team.
openapi: 3.1.0
info: { title: Notes, version: '1' }
security: [{ token: [] }]
paths:
  /notes/{id}:
    put:
      operationId: putNote
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      requestBody:
        content:
          application/json:
            schema: { $ref: '#/components/schemas/Note' }
            example: { text: first } # shown in the guide
      responses:
        '200':
          description: the note
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Note' } # as it was sent
components:
  securitySchemes: { token: { type: http, scheme: bearer } }
  schemas:
    Note:
      type: object
      required: [text]
      properties: { text: { type: string }, apiKey: { type: string } }
`;

function line(sent: unknown, answered: unknown, status = 200): string {
  const headers = { 'content-type': 'application/json' };
  return JSON.stringify({
    request: {
      ...{ method: 'PUT', url: '/notes/7' },
      headers: { ...headers, authorization: 'Bearer hush-hush-1234' },
      body: JSON.stringify(sent),
    },
    response: { status, headers, body: JSON.stringify(answered) },
  });
}

const seen = [
  line({ text: 'first' }, { text: 'by hush-hush-1234', apiKey: 'letmein-77' }),
  line({ text: 'second' }, { text: 5 }),
  line({ text: 6 }, { text: 'no' }, 400),
].join('\n');

test('recorded contents become examples, without secrets, and all other text stays as written', async () => {
  const folder = await folderOf({ 'notes.yaml': contract, 'seen.ndjson': seen });
  const apply = (...flags: string[]) =>
    specwright(['record', 'apply', 'seen.ndjson', 'notes.yaml', ...flags], folder);
  const text = () => readFile(path.join(folder, 'notes.yaml'), 'utf8');

  const shown = await apply('--dry-run');
  expect(shown.code).toBe(0);
  expect(await text()).toBe(contract);

  const applied = await apply();
  expect(applied.code).toBe(0);
  expect(applied.stdout).toBe(shown.stdout);
  expect(applied.stdout).toMatchInlineSnapshot(`
    "--- notes.yaml
    +++ notes.yaml
    @@ -11,13 +11,25 @@
             content:
               application/json:
                 schema: { $ref: '#/components/schemas/Note' }
    -            example: { text: first } # shown in the guide
    +            examples:
    +              example:
    +                value: { text: first } # shown in the guide
    +              recorded:
    +                summary: Recorded from PUT /notes/7
    +                value:
    +                  text: second
           responses:
             '200':
               description: the note
               content:
                 application/json:
                   schema: { $ref: '#/components/schemas/Note' } # as it was sent
    +              examples:
    +                recorded:
    +                  summary: Recorded from PUT /notes/7
    +                  value:
    +                    text: by REDACTED_AUTHORIZATION
    +                    apiKey: "[redacted]"
     components:
       securitySchemes: { token: { type: http, scheme: bearer } }
       schemas:
    "
  `);
  expect(applied.stderr).toContain('left out line 2: the response breaks the contract');
  expect(applied.stderr).toContain('changed notes.yaml: 2 examples');

  const again = await apply();
  expect(again.stderr).toContain('the recording has no new examples');
  const lint = await specwright(['lint', 'notes.yaml', '--json'], folder);
  expect(lint.stdout).not.toContain('example-invalid');
});

test('an unreadable recording changes nothing', async () => {
  const folder = await folderOf({ 'notes.yaml': contract, 'seen.ndjson': `${seen}\n{` });
  const applied = await specwright(['record', 'apply', 'seen.ndjson', 'notes.yaml'], folder);
  expect(applied.code).toBe(2);
  expect(applied.stderr).toContain('cannot read line 4 of "seen.ndjson"');
  expect(await readFile(path.join(folder, 'notes.yaml'), 'utf8')).toBe(contract);
});

test('the final state of recorded items becomes the records of a stateful mock, without secrets', async () => {
  const pets = `openapi: 3.1.0
info: { title: Pets, version: '1' }
paths:
  /pets:
    get: { operationId: listPets, responses: { '200': { description: All., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Pet' } }, example: [{ id: p9, name: Shown }] } } } } }
    post:
      operationId: addPet
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
      responses: { '201': { description: Made., content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } } }
  /pets/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get: { operationId: getPet, responses: { '200': { description: One., content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }, '404': { description: None. } } }
    put:
      operationId: putPet
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
      responses: { '200': { description: Kept., content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } } }
    delete: { operationId: deletePet, responses: { '204': { description: Gone. } } }
components:
  schemas:
    Pet: { type: object, required: [name], properties: { id: { type: string, readOnly: true }, name: { type: string }, pin: { type: string, format: password } } }
`;
  const json = { 'content-type': 'application/json' };
  const exchange = (method: string, url: string, status: number, value?: unknown) =>
    JSON.stringify({
      request: { method, url, headers: {}, body: '' },
      response: { status, headers: json, body: value === undefined ? '' : JSON.stringify(value) },
    });
  const all = [
    exchange('GET', '/pets', 200, [
      { id: 'p1', name: 'Rex' },
      { id: 'p2', name: 'Tom' },
    ]),
    exchange('POST', '/pets', 201, { id: 'p3', name: 'New', pin: 'hush-1234' }),
    exchange('PUT', '/pets/p3', 200, { id: 'p3', name: 'Newer', pin: 'hush-1234' }),
    exchange('DELETE', '/pets/p1', 204),
    exchange('GET', '/pets/p2', 200, { id: 'p2', name: 5 }),
  ].join('\n');
  const folder = await folderOf({ 'pets.yaml': pets, 'seen.ndjson': all });
  const apply = (...flags: string[]) =>
    specwright(
      ['record', 'apply', 'seen.ndjson', 'pets.yaml', '--seed-data', 'records.yaml', ...flags],
      folder,
    );
  const shown = await apply('--dry-run');
  expect(shown).toMatchObject({ code: 0, stdout: expect.stringContaining('+  - id: p2') });
  expect(shown.stderr).toContain('breaks the contract');
  await expect(readFile(path.join(folder, 'records.yaml'))).rejects.toThrow();
  expect(await apply()).toMatchObject({ code: 0, stdout: shown.stdout });
  const text = await readFile(path.join(folder, 'records.yaml'), 'utf8');
  expect(text).toContain('name: Newer');
  expect(text).not.toMatch(/hush|p1|p9/);
  expect((await apply()).stderr).toContain('records.yaml has these records already');

  const client = `import { writeFileSync } from 'node:fs';
    writeFileSync('answer.json', await (await fetch(process.env.SPECWRIGHT_URL + '/pets')).text());`;
  await writeFile(path.join(folder, 'client.mjs'), client);
  const flags = ['--stateful', '--seed-data', 'records.yaml', '-p', '0'];
  const command = ['--', process.execPath, 'client.mjs'];
  const served = await specwright(['mock', 'pets.yaml', ...flags, ...command], folder);
  expect(served.code).toBe(0);
  const answer = await readFile(path.join(folder, 'answer.json'), 'utf8');
  expect(answer).toContain('"name":"Newer"');
});
