import { readFile } from 'node:fs/promises';
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

test('recorded contents become examples, without secrets, all else staying as it is written', async () => {
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

test('a recording that cannot be read changes nothing', async () => {
  const folder = await folderOf({ 'notes.yaml': contract, 'seen.ndjson': `${seen}\n{` });
  const applied = await specwright(['record', 'apply', 'seen.ndjson', 'notes.yaml'], folder);
  expect(applied.code).toBe(2);
  expect(applied.stderr).toContain('cannot read line 4 of "seen.ndjson"');
  expect(await readFile(path.join(folder, 'notes.yaml'), 'utf8')).toBe(contract);
});
