import { existsSync } from 'node:fs';
import { join } from 'node:path';
import MiniSearch from 'minisearch';
import { beforeAll, describe, expect, test } from 'vitest';
import { createFinder, type EngineConstructor, type Hit } from '../../src/docs/browser/find.ts';
import { describeOperations } from '../../src/docs/describe.ts';
import { schemaSlugs } from '../../src/docs/paths.ts';
import { type SearchedApi, searchIndex } from '../../src/docs/search-index.ts';
import { finderParts } from '../../src/docs/search-script.ts';
import { loadApi } from '../../src/index.ts';
import { createSchemas } from '../../src/schema/schemas.ts';
import { describedIn } from './site.ts';

const project = join(import.meta.dirname, '../..');
const corpus = join(project, '../../shared/corpus');
const own = ['kaiten', 'khoros', 'maiascore', 'patascore'].map((name) =>
  join(project, 'specs', name, 'openapi.yaml'),
);
const documents = join(project, 'test/corpus/documents');

/** Queries by document, and the results that must come first. */
const tables: readonly {
  readonly name: string;
  readonly sources: readonly string[];
  readonly rows: readonly (readonly [query: string, wanted: string])[];
}[] = [
  {
    name: 'the four APIs',
    sources: own,
    rows: [
      ['register customer', 'patascore POST /api/v1/customer/mfi/register'],
      ['registercustomer', 'patascore POST /api/v1/customer/mfi/register'],
      ['registr custmer', 'patascore POST /api/v1/customer/mfi/register'],
      ['mfi', 'patascore POST /api/v1/customer/mfi/register'],
      ['update customer', 'maiascore PUT /customers/{id}'],
      ['edit customer', 'maiascore PUT /customers/{id}'],
      ['upadte customers', 'maiascore PUT /customers/{id}'],
      ['PUT', 'maiascore PUT /customers/{id}'],
      ['PUT /customers/77', 'maiascore PUT /customers/{id}'],
      ['/customers/8d0e', 'maiascore PUT /customers/{id}'],
      ['/api/v1/customer/mfi/register', 'patascore POST /api/v1/customer/mfi/register'],
      ['externalCustomerId', 'kaiten POST /customers'],
      ['external customer id', 'kaiten POST /customers'],
      ['errorId', 'kaiten POST /customers'],
      ['/customer', 'khoros POST /customer'],
    ],
  },
  {
    name: 'a store of pets',
    sources: [join(documents, 'swagger-petstore3.yaml')],
    rows: [
      ['add pet', 'POST /pet'],
      ['create pet', 'POST /pet'],
      ['new pet', 'POST /pet'],
      ['delete pet', 'DELETE /pet/{petId}'],
      ['remove a pet', 'DELETE /pet/{petId}'],
      ['delte pet', 'DELETE /pet/{petId}'],
      ['find by status', 'GET /pet/findByStatus'],
      ['findByTags', 'GET /pet/findByTags'],
      ['finbytags', 'GET /pet/findByTags'],
      ['upload image', 'POST /pet/{petId}/uploadImage'],
      ['uplaod', 'POST /pet/{petId}/uploadImage'],
      ['octet-stream', 'POST /pet/{petId}/uploadImage'],
      ['inventory', 'GET /store/inventory'],
      ['inventry', 'GET /store/inventory'],
      ['place order', 'POST /store/order'],
      ['purchase order', 'GET /store/order/{orderId}'],
      ['delete order', 'DELETE /store/order/{orderId}'],
      ['login', 'GET /user/login'],
      ['logn', 'GET /user/login'],
      ['log out', 'GET /user/logout'],
      ['X-Rate-Limit', 'GET /user/login'],
      ['create users from a list', 'POST /user/createWithList'],
      ['get user', 'GET /user/{username}'],
      ['update user', 'PUT /user/{username}'],
      ['/pet/12345', 'GET /pet/{petId}'],
      ['DELETE /pet/12345', 'DELETE /pet/{petId}'],
      ['/pet/findByStatus?status=sold', 'GET /pet/findByStatus'],
      ['https://petstore3.swagger.io/api/v3/store/order/9', 'GET /store/order/{orderId}'],
      ['/store/inv', 'GET /store/inventory'],
      ['photoUrls', 'POST /pet'],
      ['petId', 'GET /pet/{petId}'],
      ['additionalMetadata', 'POST /pet/{petId}/uploadImage'],
      ['shipDate', 'GET /store/order/{orderId}'],
      ['Category', 'schema Category'],
    ],
  },
  {
    name: 'a museum',
    sources: [join(documents, 'redocly-museum.yaml')],
    rows: [
      ['hours', 'GET /museum-hours'],
      ['opening hours', 'GET /museum-hours'],
      ['musuem hours', 'GET /museum-hours'],
      ['buy tickets', 'POST /tickets'],
      ['tickt', 'POST /tickets'],
      ['qr code', 'GET /tickets/{ticketId}/qr'],
      ['image/png', 'GET /tickets/{ticketId}/qr'],
      ['png', 'GET /tickets/{ticketId}/qr'],
      ['special events', 'GET /special-events'],
      ['create event', 'POST /special-events'],
      ['change special event', 'PATCH /special-events/{eventId}'],
      ['cancel event delete', 'DELETE /special-events/{eventId}'],
      ['PATCH', 'PATCH /special-events/{eventId}'],
      ['/tickets/a54a57ca/qr', 'GET /tickets/{ticketId}/qr'],
      ['/special-events/dad4bce8', 'GET /special-events/{eventId}'],
      ['startDate', 'GET /museum-hours'],
    ],
  },
  {
    name: 'a galaxy',
    sources: [join(documents, 'scalar-galaxy.yaml')],
    rows: [
      ['all planets', 'GET /planets'],
      ['all planits', 'GET /planets'],
      ['create planet', 'POST /planets'],
      ['delete planet', 'DELETE /planets/{planetId}'],
      ['/planets/1', 'GET /planets/{planetId}'],
      ['upload image', 'POST /planets/{planetId}/image'],
      ['multipart', 'POST /planets/{planetId}/image'],
      ['token', 'POST /auth/token'],
      ['sign up', 'POST /user/signup'],
      ['me', 'GET /me'],
    ],
  },
  {
    name: 'trains',
    sources: [join(corpus, 'train-travel.yaml')],
    rows: [
      ['stations', 'GET /stations'],
      ['train stations', 'GET /stations'],
      ['statoins', 'GET /stations'],
      ['trips', 'GET /trips'],
      ['bicycles', 'GET /trips'],
      ['list bookings', 'GET /bookings'],
      ['cancel booking', 'DELETE /bookings/{bookingId}'],
      ['create booking', 'POST /bookings'],
      ['pay', 'POST /bookings/{bookingId}/payment'],
      ['payment', 'POST /bookings/{bookingId}/payment'],
      ['/bookings/1725ff48', 'GET /bookings/{bookingId}'],
      ['POST /bookings/17/payment', 'POST /bookings/{bookingId}/payment'],
      ['delete booking 204', 'DELETE /bookings/{bookingId}'],
    ],
  },
  {
    name: 'payments',
    sources: [join(corpus, 'adyen-checkout-v71.json')],
    rows: [
      ['refund', 'POST /payments/{paymentPspReference}/refunds'],
      ['refnd', 'POST /payments/{paymentPspReference}/refunds'],
      ['capture payment', 'POST /payments/{paymentPspReference}/captures'],
      ['payment link', 'POST /paymentLinks'],
      ['create payment link', 'POST /paymentLinks'],
      ['start transaction', 'POST /payments'],
      ['apple pay', 'POST /applePay/sessions'],
      ['aple pay', 'POST /applePay/sessions'],
      ['gift card balance', 'POST /paymentMethods/balance'],
      ['donations', 'POST /donations'],
      ['donation campains', 'POST /donationCampaigns'],
      ['payment methods', 'POST /paymentMethods'],
      ['paymentMethods', 'POST /paymentMethods'],
      ['session result', 'GET /sessions/{sessionId}'],
      ['delete token', 'DELETE /storedPaymentMethods/{storedPaymentMethodId}'],
      ['/payments/8815/refunds', 'POST /payments/{paymentPspReference}/refunds'],
      ['https://checkout-test.adyen.com/v71/orders/cancel', 'POST /orders/cancel'],
      ['cancel order', 'POST /orders/cancel'],
      ['paypal order', 'POST /paypal/updateOrder'],
      ['validate shopper', 'POST /validateShopperId'],
    ],
  },
  {
    name: 'models',
    sources: [join(corpus, 'openai.yaml')],
    rows: [
      ['create assistant', 'POST /assistants'],
      ['embeddings', 'POST /embeddings'],
      ['embedings', 'POST /embeddings'],
      ['chat completion', 'GET /chat/completions'],
      ['createChatCompletion', 'POST /chat/completions'],
      ['upload file', 'POST /files'],
      ['delete file', 'DELETE /files/{file_id}'],
      ['list models', 'GET /models'],
      ['transcribe audio', 'POST /audio/transcriptions'],
      ['create transcription', 'POST /audio/transcriptions'],
      ['moderation', 'POST /moderations'],
      ['fine tuning job', 'GET /fine_tuning/jobs'],
      ['pause fine-tune', 'POST /fine_tuning/jobs/{fine_tuning_job_id}/pause'],
      ['/threads/thread_abc/runs/run_abc/steps', 'GET /threads/{thread_id}/runs/{run_id}/steps'],
      [
        'https://api.openai.com/v1/vector_stores/vs_1/files',
        'GET /vector_stores/{vector_store_id}/files',
      ],
      ['search vector store', 'POST /vector_stores/{vector_store_id}/search'],
      ['cancel batch', 'POST /batches/{batch_id}/cancel'],
      ['remix video', 'POST /videos/{video_id}/remix'],
    ],
  },
  {
    name: 'verifications',
    sources: [join(corpus, 'twilio-verify-v2.json')],
    rows: [
      ['create verification', 'POST /v2/Services/{ServiceSid}/Verifications'],
      ['rate limit', 'GET /v2/Services/{ServiceSid}/RateLimits'],
      ['delete bucket', 'DELETE /v2/Services/{ServiceSid}/RateLimits/{RateLimitSid}/Buckets/{Sid}'],
      ['safe list', 'POST /v2/SafeList/Numbers'],
      ['safelist add number', 'POST /v2/SafeList/Numbers'],
      ['access token', 'POST /v2/Services/{ServiceSid}/AccessTokens'],
      ['/v2/Services/VA1/Verifications/VE2', 'GET /v2/Services/{ServiceSid}/Verifications/{Sid}'],
      ['attempts', 'GET /v2/Attempts'],
      ['list challanges', 'GET /v2/Services/{ServiceSid}/Entities/{Identity}/Challenges'],
      [
        'messaging configuration country',
        'GET /v2/Services/{ServiceSid}/MessagingConfigurations/{Country}',
      ],
    ],
  },
];

for (const { name, sources, rows } of tables) {
  const missing = sources.find((source) => !existsSync(source));
  describe.skipIf(missing !== undefined)(
    `the search of ${name}${missing === undefined ? '' : `, skipped: there is no ${missing}`}`,
    () => {
      let find: (query: string) => readonly Hit[];
      let apis: readonly SearchedApi[];
      beforeAll(async () => {
        apis = await searched(sources);
        find = finderFor(apis);
      });

      test.each(rows)('for "%s" shows %s first', (query, wanted) => {
        const [first] = find(query);
        const shown = first && shortName(first, sources.length > 1);
        expect(shown).toBe(wanted);
      });
    },
  );
}

test('with the corpus, the test has at least a hundred queries', () => {
  expect(tables.flatMap(({ rows }) => rows).length).toBeGreaterThanOrEqual(100);
});

describe('the search', () => {
  test('shows why it found a page without the word in its title', async () => {
    const find = await finderOf({ notes });
    expect(find('pageSize').map(told)).toContainEqual(['GET /notes', 'parameter', 'pageSize']);
    expect(find('list notes pageSize')[0]).toMatchObject({ where: 'parameter' });
    expect(find('notes xml').map(told)[0]).toEqual(['GET /notes', 'media', 'application/xml']);
    expect(find('notes 409').map(told)[0]).toEqual(['POST /notes', 'status', '409']);
    expect(find('heading').map(told)).toContainEqual(['POST /notes', 'field', 'heading']);
  });

  test('finds deep parts of a body, and terminates for recursive schemas', async () => {
    const find = await finderOf({ notes });
    expect(find('streetName').map(told)[0]).toEqual(['POST /notes', 'field', 'streetName']);
  });

  test('finds nothing for unknown words', async () => {
    const find = await finderOf({ notes });
    expect(find('zeppelin')).toEqual([]);
    expect(find('   ')).toEqual([]);
    expect(find('/no/such/path/at/all/here')).toEqual([]);
  });

  test('treats special characters of patterns as text', async () => {
    const find = await finderOf({ notes });
    for (const query of ['(', '/notes/[', '.*', '/notes/{id}', '\\', '%E0%A4%A']) {
      expect(() => find(query)).not.toThrow();
    }
    expect(find('/notes/{id}').map(told)[0]).toEqual(['GET /notes/{id}', undefined, undefined]);
  });

  test('prefers the current API', async () => {
    const first = { openapi: '3.0.3', info: { title: 'First', version: '1' }, paths: notes.paths };
    const find = await finderOf({ first, notes });
    expect(find('list notes', 'notes/')[0]!.entry.href).toMatch(/^notes\//);
    expect(find('list notes', 'first/')[0]!.entry.href).toMatch(/^first\//);
  });
});

const note = { type: 'object', properties: { heading: { type: 'string' }, author: {} } };
const author = {
  type: 'object',
  properties: { friends: { type: 'array', items: {} }, address: {} },
};
author.properties.friends.items = { $ref: '#/components/schemas/Author' };
author.properties.address = { type: 'object', properties: { streetName: { type: 'string' } } };
note.properties.author = { $ref: '#/components/schemas/Author' };
const content = { 'application/json': { schema: note } };
const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };

const notes = {
  openapi: '3.1.0',
  info: { title: 'Notes', version: '1' },
  paths: {
    '/notes': {
      get: {
        summary: 'List notes',
        parameters: [{ name: 'pageSize', in: 'query', schema: { type: 'integer' } }],
        responses: { 200: { description: 'ok', content: { 'application/xml': {} } } },
      },
      post: {
        summary: 'Write a note',
        requestBody: { content },
        responses: { 201: { description: 'ok' }, 409: { description: 'there is one' } },
      },
    },
    '/notes/{id}': {
      get: { parameters: [id], responses: { 200: { description: 'ok' } } },
      delete: { parameters: [id], deprecated: true, responses: { 204: { description: 'ok' } } },
    },
  },
  components: { schemas: { Author: author } },
};

function told({ entry, where, because }: Hit): readonly unknown[] {
  const name = entry.method === undefined ? entry.title : `${entry.method} ${entry.path}`;
  return [name, where, because];
}

function shortName({ entry }: Hit, withApi: boolean): string {
  const { method, path, kind, title, href } = entry;
  const name = method === undefined ? `${kind} ${title}` : `${method} ${path}`;
  return withApi ? `${href.split('/')[0]} ${name}` : name;
}

async function searched(sources: readonly string[]): Promise<readonly SearchedApi[]> {
  return Promise.all(
    sources.map(async (source) => {
      const name = source.split('/').at(-2)!;
      const { api } = await loadApi(source, { name });
      return searchedApi(api!);
    }),
  );
}

type Loaded = NonNullable<Awaited<ReturnType<typeof loadApi>>['api']>;

function searchedApi(api: Loaded): SearchedApi {
  const schemas = createSchemas(api);
  const at = (file: string) => `${api.name}/${file}`;
  return {
    ...{ api, schemas, slugs: schemaSlugs(api), operations: describeOperations(api, schemas) },
    pages: {
      ...{
        reference: at('index.html'),
        redoc: at('redoc.html'),
        evidence: undefined,
        changes: undefined,
      },
      authentication: undefined,
      ...{ yaml: '', json: '', text: '', navigation: '' },
    },
  };
}

async function finderOf(
  documents: Readonly<Record<string, unknown>>,
): Promise<(query: string, near?: string) => readonly Hit[]> {
  const { apis } = await describedIn(documents);
  return finderFor(apis.map(searchedApi));
}

function finderFor(apis: readonly SearchedApi[]): (query: string, near?: string) => readonly Hit[] {
  const engine = MiniSearch as unknown as EngineConstructor;
  return createFinder(engine, searchIndex(apis), finderParts);
}
