import { describe, expect, test } from 'vitest';
import { createMock } from '../../../src/index.ts';
import { readScenarios } from '../../../src/mock/scenarios/read.ts';
import { apiOf } from '../api.ts';
import { pets } from '../journal/pets.ts';

const scenarios = {
  busy: { faults: ['getPet: 503 x1'] },
  calm: { answers: [] },
};

async function mockWith(faults: readonly string[] = []) {
  const mock = createMock([await apiOf(pets, 'pets')], {
    ...{ faults, scenarios: { pets: { scenarios } } },
  });
  const ask = (path: string, session: string, more: RequestInit & { scenario?: string } = {}) => {
    const { scenario, ...init } = more;
    const headers = {
      ...(session !== '' && { 'specwright-session': session }),
      ...(scenario !== undefined && { 'specwright-scenario': scenario }),
    };
    return mock.fetch(new Request(`http://localhost${path}`, { ...init, headers }));
  };
  const status = async (session: string, scenario?: string) =>
    (await ask('/pets/1', session, scenario === undefined ? {} : { scenario })).status;
  const put = (what: string, session: string, content: object) =>
    ask(`/__specwright/${what}`, session, { method: 'PUT', body: JSON.stringify(content) });
  return { ask, status, put };
}

describe('the faults of a scenario', () => {
  test('are met by each session that is in it, by its own count', async () => {
    const { status, put } = await mockWith();
    await put('scenario', 'a', { scenario: 'busy' });
    expect([await status('a'), await status('a'), await status('b')]).toEqual([503, 200, 200]);
    expect([await status('b', 'busy'), await status('b', 'busy')]).toEqual([503, 200]);
    await put('scenario', 'a', { scenario: 'busy' });
    expect([await status('a'), await status('a', 'calm')]).toEqual([503, 200]);
  });

  test('are read with their places', async () => {
    const api = await apiOf(pets, 'pets');
    const written = { scenarios: { bad: { faults: ['getPet: crash', 'getPets: reset', 5] } } };
    expect(readScenarios(written, api).problems).toMatchObject([
      { pointer: '/scenarios/bad/faults/0', message: expect.stringContaining('cannot be read') },
      {
        pointer: '/scenarios/bad/faults/1',
        message: 'the fault "getPets: reset" is for no operation; did you mean "getPet"?',
      },
      { pointer: '/scenarios/bad/faults/2', message: 'expected a text, as "getPet: reset 10%" is' },
    ]);
  });
});

test('a session has faults of its own, in the place of those for all', async () => {
  const { ask, status, put } = await mockWith(['getPet: 503']);
  expect((await put('faults', 'a', { faults: [] })).status).toBe(200);
  expect([await status('a'), await status('b'), await status('')]).toEqual([200, 503, 503]);
  await put('faults', 'a', { faults: ['getPet: 429'] });
  expect([await status('a'), await status('b')]).toEqual([429, 503]);
  const shown = await ask('/__specwright/faults', 'a');
  expect(await shown.json()).toEqual({ faults: ['getPet: 429'] });
  await ask('/__specwright/faults', 'a', { method: 'DELETE' });
  expect(await status('a')).toBe(503);
  await ask('/__specwright/faults', '', { method: 'DELETE' });
  expect([await status('a'), await status('')]).toEqual([200, 200]);
});
