import { afterEach, describe, expect, test, vi } from 'vitest';
import { dateObjects, temporalDates } from '../../src/client/client.ts';
import type { ApiContract } from '../../src/client/contract.ts';
import { answer, answering, clientOf } from './exchange.ts';

afterEach(() => vi.unstubAllGlobals());

/** A node with dates in it, which may hold more of its kind. */
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
  test('are Dates where they are described, and nowhere else', async () => {
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

  test('that are none make the answer unreadable', async () => {
    expect(await read('{"at":"soon"}', dateObjects)).toMatchObject({
      status: 'unreadable',
      error: '{"at":"soon"}',
      reason: 'the content is not application/json: "soon" is no date-time',
    });
  });

  test('are what Temporal makes of them, where it is there', async () => {
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

  test('say what to do where Temporal is not there', async () => {
    vi.stubGlobal('Temporal', undefined);
    expect(await read(`{"at":"${instant}"}`, temporalDates)).toMatchObject({
      status: 'unreadable',
      reason: expect.stringContaining('load a polyfill, or generate with `--dates date`'),
    });
  });
});
