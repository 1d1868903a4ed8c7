import { expect, test } from 'vitest';
import { problemResponse } from '../../src/http/problem-details.ts';

test('problemResponse() answers with the status, members and extensions (RFC 9457 section 3)', () => {
  const problem = {
    type: 'https://example.com/probs/out-of-credit',
    title: 'You do not have enough credit',
    status: 403,
    balance: 30,
  };
  const response = problemResponse(problem, { 'retry-after': '5', 'content-type': 'text/html' });
  expect(response.status).toBe(403);
  expect(response.headers).toEqual({
    'retry-after': '5',
    'content-type': 'application/problem+json',
  });
  expect(JSON.parse(new TextDecoder().decode(response.body))).toEqual(problem);
});
