import { expect, test } from 'vitest';
import { createMock } from '../../src/index.ts';
import { apiOf } from '../mock/api.ts';

const spec = `
openapi: 3.1.0
info: { title: Vault, version: '1' }
paths:
  /boxes:
    post:
      operationId: addBox
      parameters: [{ name: Opens-With, in: header, schema: { type: string, format: password } }, { name: word, in: query, schema: { $ref: '#/components/schemas/Word' } }]
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Box' } } } }
      responses: { '201': { description: Made., content: { application/json: { schema: { $ref: '#/components/schemas/Box' }, example: { pin: shown-to-all, color: red } } } } }
components:
  schemas:
    Word: { type: string, format: password }
    Box: { type: object, properties: { pin: { type: string, format: password, maxLength: 20 }, lock: { $ref: '#/components/schemas/Word' }, color: { type: string } } }
`;

test('what the contract calls a password is hidden by its name, wherever it stands', async () => {
  const mock = createMock([{ name: 'vault', api: await apiOf(spec) }]);
  const body = { pin: 'hush-pin-that-is-too-long', lock: 'hush-lock', color: 'blue' };
  await mock.fetch(
    new Request('http://localhost/boxes?word=hush-word', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'opens-with': 'hush-key' },
      body: JSON.stringify(body),
    }),
  );
  const [entry] = await mock.journal();
  expect(entry!.findings).toMatchObject([{ code: 'value-invalid' }]);
  const text = JSON.stringify(entry);
  for (const secret of ['hush-pin', 'hush-lock', 'hush-word', 'hush-key']) {
    expect(text).not.toContain(secret);
  }
  expect(text).toContain('blue');
});
