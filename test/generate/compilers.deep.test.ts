import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { generateFiles } from '../../src/generate/generate.ts';
import { outputOf } from '../../src/generate/output.ts';
import { loadApi } from '../../src/index.ts';
import { documents } from '../corpus/documents.ts';
import { usesAny } from './compile.ts';

const project = join(import.meta.dirname, '../..');
const compilers = ['typescript', 'typescript-6', 'typescript-7'] as const;
/** Only the newest is fast enough for large documents; SPECWRIGHT_FULL includes the others. */
const forLargeOnes = process.env.SPECWRIGHT_FULL ? compilers : (['typescript-7'] as const);

/** All files that can be generated, with every option once. */
const variants = {
  first: outputOf({ schemas: 'zod', queries: 'core', names: true, enums: true }),
  second: outputOf({ schemas: 'valibot', queries: 'react', lenient: true, int64: 'bigint' }),
} as const;

let folder: string;

beforeAll(async () => {
  // Inside the project, where `specwright/client` leads to its own source.
  await mkdir(join(project, 'dist'), { recursive: true });
  folder = await mkdtemp(join(project, 'dist/compiled-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** The errors of a compiler in a folder, with strict options. */
async function errors(compiler: string, at: string): Promise<string> {
  const settings = {
    extends: '../../../tsconfig.json',
    compilerOptions: { types: [], rootDir: '../../..' },
    include: ['./**/*.ts'],
  };
  await writeFile(join(at, 'tsconfig.json'), JSON.stringify(settings));
  return new Promise((resolve) => {
    const args = [`node_modules/${compiler}/bin/tsc`, '-p', at, '--pretty', 'false'];
    execFile(process.execPath, args, { cwd: project }, (error, stdout) =>
      resolve(error === null ? '' : stdout || error.message),
    );
  });
}

test.each(compilers)('the four generated clients compile with %s', async (compiler) => {
  const at = join(folder, compiler);
  await cp(join(project, 'generated'), at, { recursive: true });
  for (const name of ['kaiten', 'khoros', 'maiascore', 'patascore']) {
    const { api } = await loadApi(join(project, 'specs', name, 'openapi.yaml'));
    for (const [variant, options] of Object.entries(variants)) {
      const own = join(at, variant === 'first' ? name : `${name}-${variant}`);
      await mkdir(own, { recursive: true });
      const files = await generateFiles({ ...api!, name }, project, options);
      expect([...files.keys()]).toContain('queries.ts');
      for (const [file, text] of files) await writeFile(join(own, file), text);
    }
  }
  const use = join(project, 'test/generate/types.test-d.ts');
  // Each compiler checks the types, including the lines that must not compile.
  const text = await readFile(use, 'utf8');
  await writeFile(join(at, 'use.ts'), text.replaceAll('../../generated/', './'));
  expect(await errors(compiler, at)).toBe('');
});

/** Programs that use large third-party APIs, with lines that must not compile. */
const uses: Readonly<Record<string, string>> = {
  'redocly-museum.yaml': `
import { createRedoclyMuseumClient } from './client.ts';
const museum = createRedoclyMuseumClient({ credentials: { MuseumPlaceholderAuth: { username: 'a', password: 'b' } } });
const hours = await museum.getMuseumHours({ params: { query: { startDate: '2026-01-01', limit: 3 } } });
if (hours.ok) hours.data[0]?.timeOpen satisfies string | undefined;
const bought = await museum.buyMuseumTickets({
  body: { ticketType: 'general', ticketDate: '2026-01-01', email: 'a@example.com' },
});
switch (bought.status) {
  case 201: bought.data.ticketId satisfies string | undefined; break;
  case 404: bought.error satisfies { title?: string }; break;
}
// @ts-expect-error A page is a number.
await museum.GET('/museum-hours', { params: { query: { page: 'first' } } });
// @ts-expect-error No ticket is of this type.
await museum.buyMuseumTickets({ body: { ticketType: 'special', ticketDate: '2026-01-01', email: 'a@example.com' } });
`,
  'swagger-petstore3.yaml': `
import { createSwaggerPetstore3Client } from './client.ts';
const store = createSwaggerPetstore3Client({ credentials: { petstore_auth: async () => 'token', api_key: 'key' } });
const added = await store.addPet({
  body: { name: 'Rex', photoUrls: [] },
  contentType: 'application/json',
});
if (added.status === 200) added.data.name satisfies string;
const found = await store.getPetById({ params: { path: { petId: 7 } } });
if (found.ok) found.data.tags?.[0]?.name satisfies string | undefined;
// @ts-expect-error A pet has a name.
await store.addPet({ body: { photoUrls: [] }, contentType: 'application/json' });
// @ts-expect-error A pet is found by number.
await store.getPetById({ params: { path: { petId: 'Rex' } } });
`,
  'openai.yaml': `
import { createOpenaiClient } from './client.ts';
const openai = createOpenaiClient({ credentials: { ApiKeyAuth: async () => 'key' } });
const messages = [{ role: 'user', content: 'Hi' } as const];
const chat = await openai.createChatCompletion({ body: { model: 'gpt-4o', messages } });
if (chat.status === 200 && chat.contentType === 'application/json') {
  chat.data.choices[0]?.message.content satisfies string | null | undefined;
} else if (chat.status === 200) {
  chat.data satisfies ReadableStream;
}
// @ts-expect-error No role is called so.
await openai.createChatCompletion({ body: { model: 'gpt-4o', messages: [{ role: 'me', content: '' }] } });
// @ts-expect-error A message has content.
await openai.POST('/chat/completions', { body: { model: 'gpt-4o', messages: [{ role: 'user' }] } });
await openai.createTranscription({
  body: { file: new Blob(['']), model: 'whisper-1' },
  contentType: 'multipart/form-data',
});
const models = await openai.GET('/models');
if (models.ok) models.data.data.map(({ id }) => id satisfies string);
`,
  'discord-3.1.json': `
import { createDiscord31Client } from './client.ts';
const discord = createDiscord31Client({ credentials: { BotToken: 'Bot token' } });
const params = { path: { channel_id: '1' } };
const sent = await discord.create_message({ params, body: { content: 'Hi' } });
switch (sent.status) {
  case 200: sent.data.id satisfies string; break;
  case 429: sent.error.retry_after satisfies number; break;
  case 404: sent.error.message satisfies string; break;
}
// @ts-expect-error A content is text.
await discord.create_message({ params, body: { content: 7 } });
// @ts-expect-error The channel is missing.
await discord.create_message({ body: { content: 'Hi' } });
`,
  'adyen-checkout-v71.json': `
import { createAdyenCheckoutV71Client } from './client.ts';
const adyen = createAdyenCheckoutV71Client({ credentials: { BasicAuth: { username: 'a', password: 'b' } } });
const amount = { currency: 'EUR', value: 1000 };
const paid = await adyen.postPayments({
  body: {
    amount, merchantAccount: 'A', reference: 'R', returnUrl: 'https://shop.example',
    paymentMethod: { type: 'scheme', number: '4111' },
  },
  params: { header: { 'Idempotency-Key': 'k' } },
});
if (paid.ok) paid.data.resultCode satisfies string | undefined;
// @ts-expect-error An amount is a number.
await adyen.postPayments({ body: { amount: { currency: 'EUR', value: '1' }, merchantAccount: 'A', reference: 'R', returnUrl: '', paymentMethod: { type: 'scheme' } } });
`,
  'twilio-verify-v2.json': `
import { createTwilioVerifyV2Client } from './client.ts';
const twilio = createTwilioVerifyV2Client({ credentials: { accountSid_authToken: { username: 'a', password: 'b' } } });
const made = await twilio.CreateVerification({
  params: { path: { ServiceSid: 'VA' } },
  body: { To: '+1', Channel: 'sms' },
});
if (made.ok) made.data.status satisfies string | null | undefined;
const listed = await twilio.ListService({ params: { query: { PageSize: 20 } } });
if (listed.ok) listed.data.services?.[0]?.sid satisfies string | null | undefined;
// @ts-expect-error Whom it goes to is missing.
await twilio.CreateVerification({ params: { path: { ServiceSid: 'VA' } }, body: { Channel: 'sms' } });
`,
};

test.each(forLargeOnes)(
  'documents of other people have clients without any that compile with %s',
  { timeout: 300_000 },
  async (compiler) => {
    const at = join(folder, `corpus-${compiler}`);
    for (const path of documents) {
      const file = basename(path);
      const { api } = await loadApi(path);
      for (const [variant, options] of Object.entries(variants)) {
        const own = join(at, variant === 'first' ? api!.name : `${api!.name}-${variant}`);
        await mkdir(own, { recursive: true });
        for (const [name, text] of await generateFiles(api!, project, options)) {
          expect(`${file} ${name}: ${usesAny(text)}`).toBe(`${file} ${name}: false`);
          await writeFile(join(own, name), text);
        }
      }
      const use = uses[file];
      if (use !== undefined) await writeFile(join(at, api!.name, 'use.ts'), `${use}export {};\n`);
    }
    expect(await errors(compiler, at)).toBe('');
  },
);
