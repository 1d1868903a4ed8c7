import { describe, expect, test } from 'vitest';
import { createMaiascoreClient, type MaiascoreClient } from '../../generated/maiascore/client.ts';
import { formCodec, multipartCodec, xmlWriter } from '../../src/client/client.ts';
import type { OperationContract } from '../../src/client/contract.ts';
import { answer, answering, clientOf } from './exchange.ts';

const customer = { uuid: 'u & v', gender: 'female', maritalStatus: 'single' } as const;

describe('a body of MaiaScore', () => {
  test.each<[string, (client: MaiascoreClient) => Promise<unknown>, string, string]>([
    [
      'JSON when nothing is said',
      (client) => client.createCustomer({ body: customer }),
      'application/json',
      JSON.stringify(customer),
    ],
    [
      'a form',
      (client) =>
        client.createCustomer({ body: customer, contentType: 'application/x-www-form-urlencoded' }),
      'application/x-www-form-urlencoded',
      'uuid=u%20%26%20v&gender=female&maritalStatus=single',
    ],
    [
      'a form whose media type has a parameter',
      (client) =>
        client.createCustomer({
          body: customer,
          contentType: 'application/x-www-form-urlencoded; charset=utf-8',
        }),
      'application/x-www-form-urlencoded; charset=utf-8',
      'uuid=u%20%26%20v&gender=female&maritalStatus=single',
    ],
    [
      'XML with the root that the document names',
      (client) => client.createCustomer({ body: customer, contentType: 'application/xml' }),
      'application/xml',
      '<?xml version="1.0" encoding="UTF-8"?><item><uuid>u &amp; v</uuid>' +
        '<gender>female</gender><maritalStatus>single</maritalStatus></item>',
    ],
    [
      'XML in UTF-8, whatever charset is asked for',
      (client) =>
        client.POST('/customers', {
          body: { uuid: 'é' },
          contentType: 'application/xml; charset=iso-8859-1',
        }),
      'application/xml; charset=utf-8',
      '<?xml version="1.0" encoding="UTF-8"?><item><uuid>é</uuid></item>',
    ],
  ])('is %s', async (_, call, contentType, text) => {
    const { sent, fetch } = answering(answer(200, 'application/json', '{"id":"1"}'));
    await call(createMaiascoreClient({ fetch }));
    expect(sent).toMatchObject([{ text }]);
    expect(sent[0]!.headers.get('content-type')).toBe(contentType);
  });

  test('has the media type of a variable, which may be any of them', async () => {
    const { sent, fetch } = answering(answer(200, 'application/json', '{"id":"1"}'));
    const client = createMaiascoreClient({ fetch });
    for (const contentType of ['application/json', 'application/xml'] as const) {
      await client.createCustomer({ body: customer, contentType });
    }
    expect(sent.map(({ headers }) => headers.get('content-type'))).toEqual([
      'application/json',
      'application/xml',
    ]);
  });
});

describe('a body', () => {
  async function written(
    body: unknown,
    contentType: string,
    described: OperationContract['body'] = {},
  ): Promise<{ readonly type: string | null; readonly text: string; readonly request: Request }> {
    const { sent, fetch } = answering(answer(200, 'application/json', '{}'));
    const codecs = [formCodec, multipartCodec, xmlWriter];
    const client = clientOf({ method: 'POST', body: described }, { fetch }, { codecs });
    await client.call({ body, contentType });
    const [first] = sent;
    return { type: first!.headers.get('content-type'), text: first!.text, request: first!.request };
  }

  test.each<[unknown, string, string, string]>([
    [{ a: 1 }, 'application/merge-patch+json', 'application/merge-patch+json', '{"a":1}'],
    ['é', 'text/plain', 'text/plain; charset=utf-8', 'é'],
    ['é', 'text/csv; charset=latin1; header=absent', 'text/csv; header=absent; charset=utf-8', 'é'],
    ['<a/>', 'application/xml', 'application/xml', '<a/>'],
    ['a=1', 'application/x-www-form-urlencoded', 'application/x-www-form-urlencoded', 'a=1'],
    [new Uint8Array([65]), 'image/png', 'image/png', 'A'],
    [new Blob(['B']), 'image/png', 'image/png', 'B'],
    [
      new URLSearchParams({ a: ' ' }),
      'application/x-www-form-urlencoded',
      'application/x-www-form-urlencoded',
      'a=+',
    ],
    [
      { at: new Date(0) },
      'application/json',
      'application/json',
      '{"at":"1970-01-01T00:00:00.000Z"}',
    ],
    [
      { at: new Date(0) },
      'application/x-www-form-urlencoded',
      'application/x-www-form-urlencoded',
      'at=1970-01-01T00%3A00%3A00.000Z',
    ],
  ])('%j of %s is sent as %s: %s', async (body, contentType, type, text) => {
    expect(await written(body, contentType)).toMatchObject({ type, text });
  });

  test('that is a form has the styles of its encoding, arrays and objects (3.1 section 4.8.15)', async () => {
    const form = 'application/x-www-form-urlencoded';
    const encoding = {
      ids: { style: 'spaceDelimited', explode: false },
      filter: { style: 'deepObject', explode: true },
    };
    const body = { ids: [1, 2], filter: { a: 'b' }, tags: ['x', 'y'], rest: { c: [1] } };
    expect(await written(body, form, { [form]: { encoding } })).toMatchObject({
      text: 'ids=1%202&filter%5Ba%5D=b&tags=x&tags=y&rest=%7B%22c%22%3A%5B1%5D%7D',
    });
  });

  test('that is FormData is sent unchanged, and the platform sets its boundary', async () => {
    const form = new FormData();
    form.append('a', 'b');
    const { type, request } = await written(form, 'multipart/form-data');
    expect(type).toMatch(/boundary=/);
    expect([...(await request.formData())]).toEqual([['a', 'b']]);
  });

  test('that is a stream is sent as it arrives', async () => {
    const stream = new Blob(['streamed']).stream();
    expect(await written(stream, 'application/octet-stream')).toMatchObject({ text: 'streamed' });
  });

  test('that its media type cannot carry is refused, and nothing is sent', async () => {
    await expect(written({ a: 1 }, 'image/png')).rejects.toThrow(
      'Cannot write a body of image/png: it is bytes, a Blob or a stream, and not object',
    );
  });
});
