// Each marked expression has one fault, so that `tsc` fails if it compiles.

import { orThrow, retry } from 'specwright/client';
import { createKaitenClient } from '../../generated/kaiten/client.ts';
import { createKhorosClient } from '../../generated/khoros/client.ts';
import { createMaiascoreClient } from '../../generated/maiascore/client.ts';
import { createPatascoreClient } from '../../generated/patascore/client.ts';

const maiascore = createMaiascoreClient();
const kaiten = createKaitenClient({ credentials: { bearer: 'secret' } });
const patascore = createPatascoreClient({ baseUrl: 'http://127.0.0.1:4010/patascore' });
const khoros = createKhorosClient({ baseUrl: 'http://127.0.0.1:4010/khoros' });

// @ts-expect-error The server of PataScore is a variable, and its default cannot exist.
createPatascoreClient();

export async function requests() {
  await maiascore.POST('/customers', { body: { gender: 'male', dateOfBirth: '2019-08-24' } });
  // @ts-expect-error A value outside the enum.
  await maiascore.POST('/customers', { body: { gender: 'unknown' } });
  // @ts-expect-error A number for a string.
  await maiascore.POST('/customers', { body: { uuid: 1 } });
  // @ts-expect-error A property that is not described.
  await maiascore.POST('/customers', { body: { uid: '1' } });
  // @ts-expect-error The body is required.
  await maiascore.POST('/customers', {});
  // @ts-expect-error The body is required, so is the argument.
  await maiascore.POST('/customers');
  // @ts-expect-error The path has no such method.
  await maiascore.GET('/customers', {});
  // @ts-expect-error There is no such path.
  await maiascore.POST('/clients', { body: {} });
  // @ts-expect-error The path parameter is missing.
  await maiascore.PUT('/customers/{id}', { body: {} });
  // @ts-expect-error The path parameter is a string.
  await maiascore.PUT('/customers/{id}', { params: { path: { id: 1 } }, body: {} });
  await maiascore.POST('/customers', { body: { uuid: '1' }, contentType: 'application/xml' });
  // @ts-expect-error A media type that is not described.
  await maiascore.POST('/customers', { body: { uuid: '1' }, contentType: 'application/yaml' });
  // @ts-expect-error The body of another media type has the same properties, and no other.
  await maiascore.POST('/customers', { body: { uid: '1' }, contentType: 'application/xml' });

  await kaiten.POST('/customers', { body: { name: 'Awesome', externalCustomerId: null } });
  // @ts-expect-error The name is required.
  await kaiten.POST('/customers', { body: { externalCustomerId: '1' } });
  // @ts-expect-error The name is not nullable.
  await kaiten.POST('/customers', { body: { name: null } });
  // @ts-expect-error The provider gives the identifier; a request has none.
  await kaiten.POST('/customers', { body: { name: 'Awesome', id: '1' } });

  const register = '/api/v1/customer/mfi/register';
  const registered = {
    full_name: 'Anthony Kamau',
    national_id: '21314151',
    phone: '0707888888',
    location: 'Kwale',
    gender: 'Female',
  } as const;
  await patascore.POST(register, { body: registered });
  // @ts-expect-error The gender has a capital.
  await patascore.POST(register, { body: { ...registered, gender: 'female' } });
  // @ts-expect-error The location is a name in requests, though a number in answers.
  await patascore.POST(register, { body: { ...registered, location: 132890 } });
  // @ts-expect-error Four of five required properties are missing.
  await patascore.POST(register, { body: { full_name: 'Anthony Kamau' } });
  // @ts-expect-error A property that is not described.
  await patascore.POST(register, { body: { ...registered, county: 'Kwale' } });

  await khoros.POST('/customer', { body: { customSearchableCustomerFieldOne: 'a' } });
  // @ts-expect-error A number for a string.
  await khoros.POST('/customer', { body: { customSearchableCustomerFieldOne: 1 } });
  // @ts-expect-error A header that is not described.
  await khoros.POST('/customer', { params: { header: { 'x-sf-user': 'a' } }, body: {} });
}

export async function answers() {
  const created = await kaiten.POST('/customers', { body: { name: 'Awesome' } });
  if (created.ok) {
    created.status satisfies 201;
    created.data.slug satisfies string;
    // @ts-expect-error An answer has no such property.
    created.data.surname;
    return;
  }
  if (created.status === 'undocumented' || created.status === 'unreadable') {
    created.reason satisfies string;
    return;
  }
  created.status satisfies 400 | 401 | 403 | 404 | 409 | 422 | 500 | 503;
  created.problem.title satisfies string | undefined;
  created.error.title satisfies string | undefined;
  // @ts-expect-error A failure has no data.
  created.data.slug;

  const khorosResult = await khoros.POST('/customer', { body: {} });
  if (khorosResult.status === 401) {
    khorosResult.error satisfies undefined;
  } else if (khorosResult.status === 422 && typeof khorosResult.error !== 'string') {
    khorosResult.error.fields?.map(({ name }) => name satisfies string);
  } else if (khorosResult.status === 400 && typeof khorosResult.error !== 'string') {
    khorosResult.error.fields?.name satisfies string | undefined;
    // @ts-expect-error The fields of a 400 are one object, those of a 422 a list.
    khorosResult.error.fields?.map(({ name }) => name);
  }

  const updated = await maiascore.PUT('/customers/{id}', {
    params: { path: { id: '1' } },
    body: {},
  });
  if (updated.status === 418) updated.error.message satisfies string;
  if (updated.status === 200) updated.data.id satisfies string;
}

/** Each case has its type; after all cases, `never` remains. */
export async function exhausted(): Promise<string> {
  const result = await kaiten.createCustomer({ body: { name: 'Awesome' } });
  switch (result.status) {
    case 201:
      return result.data.id;
    case 400:
    case 401:
    case 403:
    case 404:
    case 409:
    case 422:
    case 500:
    case 503:
      return result.problem.title ?? 'no title';
    case 'undocumented':
      // @ts-expect-error What is not described has no type.
      return result.error.message;
    case 'unreadable':
      return result.reason;
    default:
      return result satisfies never;
  }
}

export async function forgotten(): Promise<string> {
  const result = await khoros.createCustomer({ body: {} });
  switch (result.status) {
    case 201:
      return result.data.customerId ?? '';
    case 401:
      return (result.error satisfies undefined) ?? '';
    case 400:
    case 422:
      if (result.contentType === 'text/plain') return result.error;
      // @ts-expect-error Of two media types, this one is no text.
      return result.error;
    case 'undocumented':
    case 'unreadable':
      return result.reason;
    default:
      // @ts-expect-error 500 was forgotten.
      return result satisfies never;
  }
}

export async function mediaTypes(contentType: 'application/json' | 'application/xml') {
  await maiascore.createCustomer({ body: { uuid: '1' }, contentType });
  await maiascore.createCustomer({ body: {}, contentType: 'application/xml; charset=utf-8' });
  // @ts-expect-error Any text is no described media type.
  await maiascore.createCustomer({ body: {}, contentType: String(contentType) });
}

export async function thrown() {
  const customer = await orThrow(kaiten.createCustomer({ body: { name: 'Awesome' } }));
  customer.slug satisfies string;
  // @ts-expect-error The thrown problem is not a part of the result.
  customer.problem;
}

export function made() {
  createMaiascoreClient({
    credentials: { bearer: () => undefined },
    timeout: 1,
    middleware: [retry(1)],
  });
  // @ts-expect-error The document has no such scheme.
  createMaiascoreClient({ credentials: { basic: 'secret' } });
  createKhorosClient({ server: { 'your-domain': 'acme' } });
  // @ts-expect-error The server has no such variable.
  createKhorosClient({ server: { domain: 'acme' } });
}

export async function optional(limit: number | undefined) {
  // @ts-expect-error Under exactOptionalPropertyTypes, what is absent is not undefined.
  await kaiten.createCustomer({ body: { name: 'Awesome', slug: limit === 1 ? undefined : 'a' } });
  // What need not be said may be said as undefined, outside of bodies.
  await kaiten.createCustomer({
    ...{ body: { name: 'Awesome' }, contentType: undefined, signal: undefined },
  });
}
