import { describe, expect, test } from 'vitest';
import { createJudge, messageOf } from '../../src/index.ts';
import { loadTexts } from '../api/source.ts';

const contract = `
openapi: 3.1.0
info: {title: Depot, version: '1'}
paths:
  /boxes:
    post:
      requestBody:
        content:
          application/json:
            schema:
              type: array
              items:
                anyOf:
                  - {type: object, additionalProperties: false, required: [id], properties: {id: {type: integer}}}
                  - {type: integer}
      responses: {'204': {description: d}}
`;
const { api } = await loadTexts({ 'depot.yaml': contract });
const judge = createJudge(api!);

const findingsOf = (boxes: readonly unknown[]) =>
  judge.request({
    method: 'POST',
    target: '/boxes',
    headers: { 'content-type': 'application/json' },
    body: new TextEncoder().encode(JSON.stringify(boxes)),
  }).findings;

const boxes = (count: number, box: unknown) => Array.from({ length: count }, () => box);

describe('of a body with very many faults', () => {
  test('hundreds of faults are explained like a few', () => {
    const wrong = { id: 'a', lid: true };
    const [few, many] = [findingsOf(boxes(2, wrong)), findingsOf(boxes(20_000, wrong))];
    expect(many.length).toBeGreaterThan(100);
    expect(many.length).toBeLessThan(1000);
    expect(many.slice(0, 2)).toEqual(few.slice(0, 2));
  });

  test('the first is explained if the body is very large', () => {
    const [found, ...others] = findingsOf([...boxes(300_000, 1), 'a', 'b']);
    expect(messageOf(found!)).toMatch(/^request body at \/300000 must be /);
    expect(others).toEqual([]);
  });

  test('a fault beyond the explained ones still counts', () => {
    expect(findingsOf([...boxes(250_000, 1), { id: 'a' }])).toHaveLength(1);
    expect(findingsOf(boxes(250_000, { id: 1 }))).toEqual([]);
  });
});
