import { describe, expect, test } from 'vitest';
import { createKaitenClient } from '../../generated/kaiten/client.ts';
import { createKhorosClient } from '../../generated/khoros/client.ts';
import { createMaiascoreClient } from '../../generated/maiascore/client.ts';
import { createPatascoreClient } from '../../generated/patascore/client.ts';
import { loadApi } from '../../src/api/load.ts';
import { createMock } from '../../src/mock/mock.ts';

/** The mock of an API as the `fetch` of its client: no port, no network. */
async function mockOf(name: string) {
  const { api } = await loadApi(`specs/${name}/openapi.yaml`);
  const { fetch } = createMock([{ name, api: api! }]);
  return { fetch, baseUrl: 'http://mock.test' };
}

describe('the generated clients against the mocks', () => {
  test('MaiaScore takes a customer as JSON, as XML and as a form', async () => {
    const maiascore = createMaiascoreClient({
      ...(await mockOf('maiascore')),
      credentials: { bearer: 'TOKEN' },
    });
    const body = { gender: 'female', dateOfBirth: '2019-08-24' } as const;
    for (const result of [
      await maiascore.createCustomer({ body }),
      await maiascore.createCustomer({ body, contentType: 'application/xml' }),
      await maiascore.createCustomer({
        body,
        contentType: 'application/x-www-form-urlencoded',
      }),
    ]) {
      expect(result).toMatchObject({ ok: true, status: 200, data: { id: 'string' } });
    }
  });

  test('MaiaScore updates a customer', async () => {
    const maiascore = createMaiascoreClient({
      ...(await mockOf('maiascore')),
      credentials: { bearer: 'TOKEN' },
    });
    const params = { path: { id: 'a/b c' } };
    const result = await maiascore.updateCustomer({ params, body: { gender: 'male' } });
    expect(result).toMatchObject({ ok: true, status: 200 });
  });

  test('MaiaScore refuses a client without a token', async () => {
    const maiascore = createMaiascoreClient(await mockOf('maiascore'));
    const result = await maiascore.createCustomer({ body: {} });
    expect(result).toMatchObject({ ok: false, status: 401, error: { code: 500 } });
  });

  test.each([400, 401, 403, 404, 409, 422, 500, 503] as const)(
    'Kaiten’s problem %d is typed and read',
    async (status) => {
      const kaiten = createKaitenClient(await mockOf('kaiten'));
      const headers = { Prefer: `code=${status}` };
      const result = await kaiten.createCustomer({ body: { name: 'A' }, headers });
      if (result.ok) throw new Error(`the status was ${result.status}`);
      expect(result.status).toBe(status);
      if (result.status === status) expect(result.error.status).toBe(status);
    },
  );

  test('PataScore registers a customer', async () => {
    const patascore = createPatascoreClient({
      ...(await mockOf('patascore')),
      credentials: { bearer: 'TOKEN' },
    });
    const result = await patascore.registerCustomer({
      body: {
        full_name: 'A',
        national_id: '1',
        phone: '0707888888',
        location: 'Kwale',
        gender: 'Female',
      },
    });
    expect(result).toMatchObject({ ok: true, data: { data: { location: 132890 } } });
  });

  test('Khoros answers 400 with a field, 422 with fields, and either as text', async () => {
    const khoros = createKhorosClient(await mockOf('khoros'));
    const ask = (code: number, accept = 'application/json') =>
      khoros.createCustomer({ body: {}, headers: { Prefer: `code=${code}`, Accept: accept } });
    expect(await ask(400)).toMatchObject({
      status: 400,
      error: { fields: { name: expect.any(String) } },
    });
    expect(await ask(422)).toMatchObject({ status: 422, error: { fields: [{}, {}] } });
    expect(await ask(422, 'text/plain')).toMatchObject({ error: 'Two fields must be corrected' });
    expect(await ask(401)).toMatchObject({ ok: false, status: 401, error: undefined });
  });
});
