import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  dateObjects,
  type EventStream,
  eventData,
  type JsonLines,
  jsonLines,
  temporalDates,
} from '../../src/client/client.ts';
import type { ApiContract } from '../../src/client/contract.ts';
import { xmlCodec } from '../../src/client/xml.ts';
import { answer, answering, clientOf } from './exchange.ts';

afterEach(() => vi.unstubAllGlobals());

/** A node with dates in it, which may contain more nodes of its kind. */
const dateShapes: NonNullable<ApiContract['dateShapes']> = [
  { properties: { at: 1, on: 2, list: 3, next: 0 }, others: 1 },
  { format: 'date-time' },
  { format: 'date' },
  { items: 1 },
];

function read(body: string, dates: NonNullable<ApiContract['dates']>) {
  const { fetch } = answering(answer(200, 'application/json', body));
  const answers = { 200: { 'application/json': { dates: 0 } } };
  return clientOf({ answers }, { fetch }, { dates, dateShapes }).call();
}

const instant = '2026-11-21T10:00:00Z';

describe('dates in an answer', () => {
  test('are Dates if they are described, and nowhere else', async () => {
    const given = {
      at: instant,
      on: '2026-11-21',
      list: [instant, null],
      next: { at: null },
      __proto__: null,
    };
    const result = await read(JSON.stringify({ ...given, other: instant, no: 7 }), dateObjects);
    const date = new Date(instant);
    expect(result.data).toEqual({
      ...{ at: date, on: '2026-11-21', list: [date, null], next: { at: null } },
      ...{ other: date, no: 7 },
    });
  });

  test('make the answer unreadable if they are invalid', async () => {
    expect(await read('{"at":"soon"}', dateObjects)).toMatchObject({
      status: 'unreadable',
      error: '{"at":"soon"}',
      reason: 'the content is not application/json: "soon" is not a date-time',
    });
  });

  test('become Temporal objects if the platform has Temporal', async () => {
    const kind = (name: string) => ({ from: (text: string) => `${name} ${text}` });
    const Temporal = {
      Instant: kind('Instant'),
      PlainDate: kind('PlainDate'),
      Duration: kind('Duration'),
    };
    vi.stubGlobal('Temporal', Temporal);
    const result = await read(`{"at":"${instant}","on":"2026-11-21"}`, temporalDates);
    expect(result.data).toEqual({ at: `Instant ${instant}`, on: 'PlainDate 2026-11-21' });
  });

  test('have the first format that fits the text, if several are possible', async () => {
    const kind = (name: string, pattern: RegExp) => ({
      from(text: string) {
        if (!pattern.test(text)) throw new RangeError(`${text} is none`);
        return `${name} ${text}`;
      },
    });
    const Temporal = {
      Instant: kind('Instant', /T/),
      PlainDate: kind('PlainDate', /^\d{4}-\d\d-\d\d$/),
    };
    vi.stubGlobal('Temporal', Temporal);
    const several = [
      { items: 1 },
      { format: 'date-time', otherwise: 2 },
      { format: 'date', otherwise: 3 },
      {},
    ];
    const given = [instant, '2026-11-21', 'soon'];
    const wanted = [`Instant ${instant}`, 'PlainDate 2026-11-21', 'soon'];
    expect(temporalDates(given, 0, several)).toEqual(wanted);
  });

  test('work in XML and in texts, too', async () => {
    const answerOf = (mediaType: string, body: string, dates: number) => {
      const { fetch } = answering(answer(200, mediaType, body));
      const answers = { 200: { [mediaType]: { dates, shape: 0 } } };
      const shapes = [{ properties: { at: 1 } }, {}];
      const codecs = [xmlCodec];
      return clientOf(
        { answers },
        { fetch },
        { dates: dateObjects, dateShapes, shapes, codecs },
      ).call();
    };
    const date = new Date(instant);
    const xml = await answerOf('application/xml', `<a><at>${instant}</at></a>`, 0);
    expect(xml.data).toEqual({ at: date });
    expect((await answerOf('text/plain', instant, 1)).data).toEqual(date);
  });

  test('work in streams, too', async () => {
    const streamOf = async (mediaType: string, body: string) => {
      const { fetch } = answering(answer(200, mediaType, body));
      const answers = { 200: { [mediaType]: { dates: 0 } } };
      return (await clientOf({ answers }, { fetch }, { dates: dateObjects, dateShapes }).call())
        .data;
    };
    const body = `{"at":"${instant}"}`;
    const read: unknown[] = [];
    const lines = await streamOf('application/x-ndjson', `${body}\n${body}`);
    for await (const value of jsonLines(lines as JsonLines)) read.push(value);
    const events = await streamOf('text/event-stream', `data: ${body}\n\n`);
    for await (const value of eventData(events as EventStream)) read.push(value);
    const value = { at: new Date(instant) };
    expect(read).toEqual([value, value, value]);
  });

  test('report what to do if Temporal is missing', async () => {
    vi.stubGlobal('Temporal', undefined);
    expect(await read(`{"at":"${instant}"}`, temporalDates)).toMatchObject({
      status: 'unreadable',
      reason: expect.stringContaining('load a polyfill, or generate with `--dates date`'),
    });
  });
});
