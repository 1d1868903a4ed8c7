import { describe, expect, test } from 'vitest';
import { formCodec, multipartCodec, xmlWriter } from '../../src/client/client.ts';
import type { ApiContract, BodyContract } from '../../src/client/contract.ts';
import { answer, answering, clientOf } from './exchange.ts';

/** A sent body, with `B` for its boundary and `\n` for each end of a line. */
async function written(
  contentType: string,
  body: unknown,
  described: BodyContract = {},
  contract: Partial<ApiContract> = {},
): Promise<{ readonly type: string; readonly text: string }> {
  const { sent, fetch } = answering(answer(200, 'application/json', '{}'));
  const codecs = [formCodec, multipartCodec, xmlWriter];
  const operation = { method: 'POST', body: { [contentType]: described } };
  await clientOf(operation, { fetch }, { codecs, ...contract }).call({ body, contentType });
  const type = sent[0]!.headers.get('content-type')!;
  const boundary = /boundary=([\w-]+)$/.exec(type)![1]!;
  const plain = (text: string) => text.replaceAll(boundary, 'B').replaceAll('\r\n', '\n');
  return { type: plain(type), text: plain(sent[0]!.text) };
}

const form = 'multipart/form-data';

/** The header fields and contents of all parts. */
async function parts(...given: Parameters<typeof written>): Promise<readonly string[]> {
  const { text } = await written(...given);
  expect(text.endsWith('--B--\n')).toBe(true);
  return text.slice('--B\n'.length, -'\n--B--\n'.length).split('\n--B\n');
}

describe('a part of form data', () => {
  test.each<[string, unknown, string]>([
    ['a number', 7, 'Content-Disposition: form-data; name="x"\n\n7'],
    [
      'a text with its ends of lines',
      'a\r\nb\nc',
      'Content-Disposition: form-data; name="x"\n\na\nb\nc',
    ],
    ['null, which is empty', null, 'Content-Disposition: form-data; name="x"\n\n'],
    [
      'an object, which is not a file',
      { city: 'Oslo', at: new Date(0) },
      'Content-Disposition: form-data; name="x"\nContent-Type: application/json\n\n' +
        '{"city":"Oslo","at":"1970-01-01T00:00:00.000Z"}',
    ],
    [
      'a file with its name',
      new File(['hi'], 'hé "1".txt', { type: 'text/plain' }),
      'Content-Disposition: form-data; name="x"; filename="hé %221%22.txt"\nContent-Type: text/plain\n\nhi',
    ],
    [
      'a file of unknown type',
      new File(['hi'], 'data'),
      'Content-Disposition: form-data; name="x"; filename="data"\nContent-Type: application/octet-stream\n\nhi',
    ],
    [
      'a blob',
      new Blob(['hi'], { type: 'image/png' }),
      'Content-Disposition: form-data; name="x"; filename="blob"\nContent-Type: image/png\n\nhi',
    ],
    [
      'bytes as Node reads them',
      Buffer.from('hi'),
      'Content-Disposition: form-data; name="x"; filename="blob"\nContent-Type: application/octet-stream\n\nhi',
    ],
    [
      'an ArrayBuffer',
      new TextEncoder().encode('hi').buffer,
      'Content-Disposition: form-data; name="x"; filename="blob"\nContent-Type: application/octet-stream\n\nhi',
    ],
  ])('is %s', async (_, x, part) => {
    expect(await parts(form, { x, none: undefined })).toEqual([part]);
  });

  test('is for each item of an array, and a name is escaped', async () => {
    expect(await parts(form, { 'a"b': ['1', { c: [2] }] })).toEqual([
      'Content-Disposition: form-data; name="a%22b"\n\n1',
      'Content-Disposition: form-data; name="a%22b"\nContent-Type: application/json\n\n{"c":[2]}',
    ]);
  });

  test.each<[string, unknown, string, string]>([
    ['text/markdown', '# A', 'text/markdown; charset=utf-8', '# A'],
    ['application/json', 'a', 'application/json', '"a"'],
    ['application/problem+json', { a: 1 }, 'application/problem+json', '{"a":1}'],
    [
      'application/x-www-form-urlencoded',
      { a: '1 2' },
      'application/x-www-form-urlencoded',
      'a=1%202',
    ],
    ['application/pdf', 'JVBERg==', 'application/pdf', 'JVBERg=='],
    // The sender chooses: the first entry that is a media type.
    ['text/*, text/csv, text/tab-separated-values', 'a,b', 'text/csv; charset=utf-8', 'a,b'],
  ])('has the media type of its encoding: %s', async (contentType, x, type, text) => {
    expect(await parts(form, { x }, { encoding: { x: { contentType } } })).toEqual([
      `Content-Disposition: form-data; name="x"\nContent-Type: ${type}\n\n${text}`,
    ]);
  });

  test.each([
    ['image/png, image/jpeg', new File(['x'], 'a.jpg', { type: 'image/jpeg' }), 'image/jpeg'],
    ['image/png', new File(['x'], 'a.png'), 'image/png'],
    ['image/png', new Uint8Array([120]), 'image/png'],
    ['image/*', new Uint8Array([120]), 'application/octet-stream'],
  ])(
    'is a file of its own type, or else of the type in its encoding: %s',
    async (contentType, x, type) => {
      const name = x instanceof File ? x.name : 'blob';
      expect(await parts(form, { x }, { encoding: { x: { contentType } } })).toEqual([
        `Content-Disposition: form-data; name="x"; filename="${name}"\nContent-Type: ${type}\n\nx`,
      ]);
    },
  );

  test('is XML by its schema', async () => {
    const encoding = { x: { contentType: 'application/xml' } };
    const shapes = [
      { types: ['object'], properties: { x: 1 } },
      { types: ['object'], xml: { name: 'pet' }, properties: { id: 2 } },
      { types: ['integer'], xml: { attribute: true } },
    ] as const;
    expect(await parts(form, { x: { id: 1 } }, { encoding, shape: 0 }, { shapes })).toEqual([
      'Content-Disposition: form-data; name="x"\nContent-Type: application/xml\n\n' +
        '<?xml version="1.0" encoding="UTF-8"?><pet id="1"/>',
    ]);
  });
});

describe('a multipart body', () => {
  test.each([
    ['multipart/form-data', 'multipart/form-data; boundary=B'],
    ['multipart/mixed', 'multipart/mixed; boundary=B'],
    ['multipart/mixed; boundary=mine', 'multipart/mixed; boundary=B'],
    ['multipart/related', 'multipart/related; type="application/json"; boundary=B'],
    ['multipart/related; type="text/plain"', 'multipart/related; type="text/plain"; boundary=B'],
  ])('has the described type: %s', async (described, sent) => {
    const { type, text } = await written(described, { meta: { a: 1 } });
    expect({ type, text }).toEqual({
      type: sent,
      text: '--B\nContent-Disposition: form-data; name="meta"\nContent-Type: application/json\n\n{"a":1}\n--B--\n',
    });
  });

  test('of an array has parts without names, each with the encoding of its position (OpenAPI 3.2)', async () => {
    const encoding = { '0': { contentType: 'text/csv' }, '': { contentType: 'application/json' } };
    const file = new File(['%'], 'a.pdf', { type: 'application/pdf' });
    expect(await parts('multipart/mixed', ['a,b', 'c', file], { encoding })).toEqual([
      'Content-Type: text/csv; charset=utf-8\n\na,b',
      'Content-Type: application/json\n\n"c"',
      'Content-Disposition: attachment; filename="a.pdf"\nContent-Type: application/pdf\n\n%',
    ]);
  });

  test('is built from FormData if it is not a form', async () => {
    const data = new FormData();
    data.append('a', 'b');
    data.append('c', new File(['d'], 'e.txt', { type: 'text/plain' }));
    expect(await parts('multipart/related', data)).toEqual([
      'Content-Disposition: form-data; name="a"\n\nb',
      'Content-Disposition: form-data; name="c"; filename="e.txt"\nContent-Type: text/plain\n\nd',
    ]);
  });

  test('has no parts if there is nothing to send', async () => {
    expect((await written(form, {})).text).toBe('--B--\n');
  });

  test('that its media type cannot carry is refused', async () => {
    for (const body of ['text', 7, [1]]) {
      await expect(written(form, body)).rejects.toThrow(
        'Cannot write a multipart body: the value is not an object',
      );
    }
    const encoding = { x: { contentType: 'image/png' } };
    await expect(written(form, { x: { a: 1 } }, { encoding })).rejects.toThrow(
      'Cannot write a part of image/png: it is bytes or a Blob, and not an object',
    );
  });
});
