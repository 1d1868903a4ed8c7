import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { createJournal, type JournalEntry } from '../../../src/mock/journal/journal.ts';
import { asking, json, petsMock, read, type Shown } from './pets.ts';

const journal = '/__specwright/journal';

describe('the journal', () => {
  test('has each exchange with its findings and the reason of its answer', async () => {
    const mock = await petsMock();
    const ask = asking(mock);
    await ask('/pets/2');
    await ask('/pets', json('POST', { name: 'A' }));
    await ask('/petz');
    const { entries } = await read(await ask(`${journal}?after=0`));
    expect(entries.map((one: Shown) => [one.id, one.operation, one.verdict])).toEqual([
      [1, 'getPet', 'kept'],
      [2, 'addPet', 'broken'],
      [3, null, 'unknown'],
    ]);
    expect(entries[0]).toMatchObject({
      api: 'pets',
      session: '',
      request: { method: 'GET', target: '/pets/2', body: '', size: 0, isCut: false },
      response: { status: 200, body: '{"id":2,"name":"Rex"}', size: 21 },
      findings: [],
    });
    const steps = Object.fromEntries(entries[0].trail.map((one: Shown) => [one.step, one]));
    expect(steps.routed.text).toBe('GET /pets/2 is getPet, GET /pets/{id} of "pets"');
    expect(steps.routed.at).toMatch(/pets\.yaml:7:5$/);
    expect(steps.candidates.text).toBe('200 application/json (cat, dog); 404');
    expect(steps.chosen.text).toBe(
      '200 application/json, because it is the first success that is described',
    );
    expect(steps.body.text).toBe('what the contract shows: the example "dog"');
    expect(steps.body.at).toMatch(/pets\.yaml:19:24$/);
    expect(entries[1].findings).toMatchObject([
      { code: 'value-invalid', severity: 'violation', place: { in: 'body', pointer: '/name' } },
    ]);
    expect(entries[1].trail[1].text).toMatch(/^the request breaks the contract: request body at/);
    expect(entries[2].trail[0].text).toBe('"pets": no operation has the path "/petz"');
    expect(await mock.journal()).toEqual(entries);
  });

  test('names the example that the path changed', async () => {
    const ask = asking(await petsMock());
    for (let count = 0; count < 2; count += 1) await ask('/pets/7');
    const { entries } = await read(await ask(`${journal}?after=0`));
    const body = entries.map(({ trail }: Shown) =>
      trail.find(({ step }: Shown) => step === 'body'),
    );
    const text = 'the example "cat", with values of the path';
    expect(body).toMatchObject([
      { text: `what the contract shows: ${text}`, at: expect.stringMatching(/pets\.yaml:18:24$/) },
      { text: expect.stringContaining(text) },
    ]);
  });

  test('explains the effect of a preference', async () => {
    const ask = asking(await petsMock());
    await ask('/pets/1', { headers: { prefer: 'code=404' } });
    await ask('/pets/1', { headers: { prefer: 'code=500' } });
    const { entries } = await read(await ask(`${journal}?after=0`));
    const chosen = (index: number) =>
      entries[index].trail.find(({ step }: Shown) => step === 'chosen').text;
    expect(chosen(0)).toBe('404, because the request prefers code=404');
    expect(chosen(1)).toMatch(/^404 application\/problem\+json, because the contract describes no/);
  });

  test('is shown in pages, the newest first, and can be filtered', async () => {
    const ask = asking(await petsMock());
    for (const id of [1, 2, 3, 4, 5]) {
      await ask(`/pets/${id}`, { headers: { 'specwright-session': id % 2 ? 'odd' : 'even' } });
    }
    await ask('/pets', json('POST', {}));
    const page = async (query: string) => read(await ask(`${journal}${query}`));
    const ids = (shown: Shown) => shown.entries.map(({ id }: Shown) => id);
    const first = await page('?session=odd&limit=2');
    expect(ids(first)).toEqual([5, 3]);
    expect(first.next).toBe(`${journal}?session=odd&before=3&limit=2`);
    expect(ids(await page('?session=odd&before=3&limit=2'))).toEqual([1]);
    expect(ids(await page('?after=3&limit=2'))).toEqual([4, 5]);
    expect(ids(await page('?status=2xx&operation=getPet&path=/pets/4'))).toEqual([4]);
    expect(ids(await page('?verdict=broken&method=post'))).toEqual([6]);
    expect(ids(await page('?code=value-invalid'))).toEqual([6]);
    const wrong = await ask(`${journal}?sesion=odd`);
    expect([wrong.status, (await read(wrong)).detail]).toEqual([
      400,
      'there is no filter "sesion"; did you mean "session"?',
    ]);
    expect((await ask(`${journal}?limit=-1`)).status).toBe(400);
    expect((await ask(`${journal}?verdict=fine`)).status).toBe(400);
    expect((await page('/3')).id).toBe(3);
    expect((await ask(`${journal}/99`)).status).toBe(404);
    expect((await ask(journal, { method: 'DELETE' })).status).toBe(204);
    expect(ids(await page(''))).toEqual([]);
    expect((await ask(journal, { method: 'POST' })).headers.get('allow')).toBe('GET, HEAD, DELETE');
  });

  test('shows no secrets', async () => {
    const ask = asking(await petsMock());
    const headers = { authorization: 'Bearer s3cr3t-token', cookie: 'sid=abcdef' };
    await ask('/pets/1?api_key=k-12345', { headers });
    for (const format of ['json', 'har']) {
      const text = await (await ask(`${journal}?format=${format}`)).text();
      expect(text).toContain('REDACTED_KEY');
      expect(text).not.toMatch(/s3cr3t|abcdef|k-12345/);
    }
  });

  test('is an HTTP Archive, without truncated bodies', async () => {
    const ask = asking(await petsMock({ journal: { bodyLimit: 10 } }));
    await ask('/pets', json('POST', { name: 'Rex' }));
    await ask('/pets/1');
    const { log } = await read(await ask(`${journal}?format=har`));
    expect(log.entries.map(({ request }: Shown) => request.url)).toEqual([
      'http://127.0.0.1:4010/pets',
      'http://127.0.0.1:4010/pets/1',
    ]);
    expect(log.entries[0].request.postData).toEqual({ mimeType: 'application/json' });
    expect(log.entries[1].response.content).toEqual({ size: 21, mimeType: 'application/json' });
  });

  test('has a compressed body decoded, without its secrets', async () => {
    const mock = await petsMock();
    const init = json(
      'POST',
      { name: 'Rex of s3cr3t-token' },
      { authorization: 'Bearer s3cr3t-token' },
    );
    const body = new Uint8Array(gzipSync(init.body));
    const headers = { ...init.headers, 'content-encoding': 'gzip' };
    await asking(mock)('/pets', { ...init, headers, body });
    const [entry] = await mock.journal();
    expect(entry!.request).toMatchObject({
      body: '{"name":"Rex of REDACTED_AUTHORIZATION"}',
      size: init.body.length,
      isCut: false,
    });
  });

  test('keeps only the beginning of a long body, compressed or not', async () => {
    const text = JSON.stringify({ name: 'a'.repeat(100_000) });
    for (const coding of ['gzip', 'identity']) {
      const entries: JournalEntry[] = [];
      const ring = createJournal({ bodyLimit: 10 });
      ring.follow((entry) => entries.push(entry));
      const plain = Buffer.from(text);
      const request = {
        ...{ method: 'POST', target: '/pets', headers: { 'content-encoding': coding } },
        body: coding === 'gzip' ? gzipSync(plain) : plain,
      };
      const response = { status: 201, headers: {}, body: new Uint8Array() };
      const inside = { ...request, body: plain };
      const made = {
        operation: undefined,
        findings: [],
        source: 'shown' as const,
        milliseconds: 1,
      };
      ring.add({ ...made, api: 'pets', request, response, inside });
      const { event, requestSize } = entries[0]!;
      expect([requestSize, event.inside]).toEqual([text.length, undefined]);
      expect(Buffer.from(event.request.body).toString()).toBe(text.slice(0, 10));
      expect(event.request.body.buffer.byteLength).toBeLessThan(10_000);
    }
  });

  test('keeps as many entries as there is room for', async () => {
    const mock = await petsMock({ journal: { entries: 3 } });
    for (const id of [1, 2, 3, 4, 5]) await asking(mock)(`/pets/${id}`);
    expect((await mock.journal()).map(({ id }) => id)).toEqual([3, 4, 5]);
    const ring = createJournal({ entries: 2 });
    ring.clear();
    expect(ring.entry(1)).toBeUndefined();
  });

  test('is available as server-sent events, from an entry on', async () => {
    const mock = await petsMock();
    const ask = asking(mock);
    await ask('/pets/1');
    await ask('/pets/2');
    const followed = await ask(journal, {
      headers: { accept: 'text/event-stream', 'last-event-id': '1' },
    });
    expect(followed.headers.get('content-type')).toBe('text/event-stream');
    const reader = followed.body!.pipeThrough(new TextDecoderStream()).getReader();
    await ask('/pets/3');
    let text = '';
    while (!text.includes('id: 3')) text += (await reader.read()).value;
    expect(
      [...text.matchAll(/^id: (\d+)\nevent: exchange\ndata: (.*)$/gm)].map(([, id]) => id),
    ).toEqual(['2', '3']);
    await reader.cancel();
  });

  test('can be turned off', async () => {
    const mock = await petsMock({ journal: false });
    await asking(mock)('/pets/1');
    expect(await mock.journal()).toEqual([]);
    expect((await asking(mock)(journal)).status).toBe(404);
  });
});

describe('the control API of the mock', () => {
  test.each([
    ['no origin', {}, 200],
    [
      'a page of its own',
      {
        origin: 'http://localhost:4010',
        host: 'localhost:4010',
        'sec-fetch-site': 'same-origin',
      },
      200,
    ],
    ['a page that is allowed', { origin: 'http://localhost:5173', host: 'localhost:4010' }, 200],
    ['a page of another port', { origin: 'http://localhost:3000', host: 'localhost:4010' }, 403],
    ['a script of another port', { 'sec-fetch-site': 'same-site' }, 403],
    [
      'a link in another page',
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' },
      403,
    ],
    ['a page of another site', { origin: 'https://evil.example' }, 403],
    ['a page without an origin of its own', { origin: 'null' }, 403],
    ['a picture in a page of another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a name that was made to lead here', { host: 'evil.com:4010' }, 403],
    ['an address', { host: '192.168.0.7:4010' }, 200],
    ['a name of this network', { host: 'mock:4010' }, 200],
  ])('is for %s: %j %i', async (_, headers, status) => {
    const mock = await petsMock({ allowAdmin: ['http://localhost:5173'] });
    const request = { method: 'GET', target: journal, headers, body: new Uint8Array() };
    expect((await mock.handle(request)).status).toBe(status);
    const preflight = { ...headers, 'access-control-request-method': 'DELETE' };
    const asked = await mock.handle({ ...request, method: 'OPTIONS', headers: preflight });
    if (status === 403) expect(asked.status).toBe(403);
  });

  test('suggests a name for an unknown resource', async () => {
    const response = await asking(await petsMock())('/__specwright/jurnal');
    expect([response.status, (await read(response)).detail]).toEqual([
      404,
      'the mock has no "/__specwright/jurnal"; did you mean "journal"?',
    ]);
  });
});
