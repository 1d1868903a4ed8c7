import { fileURLToPath } from 'node:url';
import { createMock, loadApi, openJudge } from 'specwright';
import 'specwright/vitest';
import { describe, expect, test } from 'vitest';
import { warmestDay } from '../src/forecast.js';
import { handle } from '../src/server.js';

const contract = fileURLToPath(new URL('../openapi.yaml', import.meta.url));
const judge = await openJudge(contract);

describe('the application, against a mock in the same process', async () => {
  const { api } = await loadApi(contract);
  const { mockFetch } = createMock([api]);

  test('finds the warmest day', async () => {
    expect(await warmestDay('oslo', { fetch: mockFetch })).toEqual({
      day: '2026-03-01',
      degrees: 11.5,
      wind: null,
    });
  });

  test('asks as the contract says', async () => {
    const seen = [];
    const fetch = (request) => {
      seen.push(request.clone());
      return mockFetch(request);
    };
    await warmestDay('oslo', { fetch });
    await expect(seen[0]).toKeepContract({ judge, operation: 'getWeather' });
  });

  test('copes with a city that nobody knows', async () => {
    const fetch = (request) => {
      const headers = { ...Object.fromEntries(request.headers), prefer: 'code=404' };
      return mockFetch(new Request(request, { headers }));
    };
    expect(await warmestDay('atlantis', { fetch })).toBeUndefined();
  });
});

describe('the provider', () => {
  test.each(['oslo', 'atlantis'])('answers for %s as the contract says', async (city) => {
    const request = new Request(`https://weather.example.com/v1/cities/${city}/weather`);
    const response = await handle(request);
    await expect({ request, response }).toKeepContract({ judge });
  });

  test('would be caught telling the wind in words', async () => {
    const request = new Request('https://weather.example.com/v1/cities/oslo/weather');
    const response = Response.json([{ day: '2026-03-01', degrees: 1, wind: 'strong' }]);
    await expect(response).not.toKeepContract({ judge, request });
  });
});
