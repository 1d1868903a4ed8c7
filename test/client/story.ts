import { createKaitenClient } from '../../generated/kaiten/client.ts';
import { createKhorosClient } from '../../generated/khoros/client.ts';
import { createMaiascoreClient } from '../../generated/maiascore/client.ts';
import { createPatascoreClient } from '../../generated/patascore/client.ts';
import type { AnyResult } from '../../src/client/result.ts';

/** The result of each call, as plain data that Node and a browser can report. */
export type Told = readonly (readonly [call: string, outcome: string])[];

/**
 * Calls all four APIs at a server that serves each under its name, and that answers with the status that a request
 * prefers. Runs on any platform with `fetch`.
 */
export async function story(origin: string): Promise<Told> {
  const told: [string, string][] = [];
  const tell = (call: string, { ok, status, contentType, ...rest }: AnyResult, shown = '') => {
    const kind = ok ? 'success' : rest.problem === undefined ? 'failure' : 'problem';
    told.push([call, [kind, status, contentType ?? 'no content', shown].join(' ').trim()]);
  };

  const maiascore = createMaiascoreClient({
    baseUrl: `${origin}/maiascore`,
    credentials: { bearer: async () => 'TOKEN' },
  });
  const body = { uuid: 'é & <b>', gender: 'female' } as const;
  for (const contentType of [
    'application/json',
    'application/xml',
    'application/x-www-form-urlencoded',
  ] as const) {
    const result = await maiascore.createCustomer({ body, contentType });
    const id = result.ok ? typeof result.data.id : result.status;
    tell(`maiascore ${contentType}`, result, `id: ${id}`);
  }
  const path = { id: 'a/b c' };
  tell('maiascore update', await maiascore.PUT('/customers/{id}', { params: { path }, body }));
  const anonymous = createMaiascoreClient({ baseUrl: `${origin}/maiascore` });
  tell('maiascore without a token', await anonymous.createCustomer({ body }));

  const kaiten = createKaitenClient({ baseUrl: `${origin}/kaiten`, credentials: { bearer: 'T' } });
  for (const code of [201, 400, 401, 403, 404, 409, 422, 500, 503]) {
    const headers = { Prefer: `code=${code}` };
    const result = await kaiten.createCustomer({ body: { name: 'A' }, headers });
    tell(`kaiten ${code}`, result, typeof result.problem?.title);
  }

  const patascore = createPatascoreClient({
    baseUrl: `${origin}/patascore`,
    credentials: { authentication: 'TOKEN' },
  });
  const registered = await patascore.registerCustomer({
    body: {
      ...{ full_name: 'A', national_id: '1', phone: '0707888888' },
      ...{ location: 'Kwale', gender: 'Female' },
    },
  });
  tell('patascore', registered, registered.ok ? typeof registered.data.data?.location : '');

  const khoros = createKhorosClient({ baseUrl: `${origin}/khoros` });
  const asked = (code: number, Accept: string) =>
    khoros.createCustomer({
      body: { customSearchableCustomerFieldOne: 'a' },
      params: { header: { 'x-sf-initiative': '1001' } },
      headers: { Prefer: `code=${code}`, Accept },
    });
  for (const code of [201, 400, 401, 422] as const) {
    const result = await asked(code, 'application/json');
    const fields =
      result.status === 400 && result.contentType === 'application/json'
        ? `one field: ${typeof result.error.fields?.name}`
        : result.status === 422 && result.contentType === 'application/json'
          ? `fields: ${result.error.fields?.length}`
          : '';
    tell(`khoros ${code}`, result, fields);
  }
  const text = await asked(422, 'text/plain');
  tell('khoros 422 as text', text, typeof text.error);
  return told;
}
