import { expect, test } from 'vitest';
import { createMock } from '../../../src/index.ts';
import { apiOf } from '../../api/source.ts';
import { callerOf } from './library.ts';

const contract = `openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /prescriptions/{number}:
    parameters: [{name: number, in: path, required: true, schema: {type: string}}]
    get: {responses: {'200': {$ref: '#/components/responses/One'}, '404': {description: none}}}
    put:
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Prescription'}}}}
      responses: {'200': {$ref: '#/components/responses/One'}, '201': {$ref: '#/components/responses/One'}}
components:
  responses:
    One: {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Prescription'}}}}
  schemas:
    Prescription: {type: object, required: [number], properties: {number: {type: string}, drug: {type: string}}}
`;

test('PUT gives an item the id of its path, whether it creates or replaces the item', async () => {
  const call = callerOf(createMock([await apiOf(contract)], { stateful: true }));
  const path = '/prescriptions/A';
  const written = [
    await call('PUT', path, { number: 'B', drug: 'one' }),
    await call('PUT', path, { number: 'C', drug: 'two' }),
  ];
  expect(written.map(({ status, body }) => [status, body.number])).toEqual([
    [201, 'A'],
    [200, 'A'],
  ]);
  expect((await call('GET', path)).body).toEqual({ number: 'A', drug: 'two' });
  expect((await call('GET', '/prescriptions/C')).status).toBe(404);
});
