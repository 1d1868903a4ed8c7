import { request } from './edit.ts';
import type { Incoming } from './http.ts';
import { credentials } from './provider.ts';

const key = { 'x-key': credentials.key };
const json = { 'content-type': 'application/json' };

export const newPart = {
  name: 'Gear',
  price: 19.99,
  category: 'gear',
  shape: { kind: 'round', diameter: 30 },
  note: 'blue',
  tags: ['steel'],
};

export const newOrder = {
  customer: { name: 'Ada', email: 'ada@example.com' },
  lines: [
    { part: 'p-1', quantity: 2 },
    { part: 'p-2', quantity: 1 },
  ],
  delivery: { street: 'Main Street 1', zip: '12345' },
  priority: 'low',
  gift: true,
  labels: { shelf: 4 },
};

const uploaded = [
  '--b',
  'Content-Disposition: form-data; name="title"',
  '',
  'Plan',
  '--b',
  'Content-Disposition: form-data; name="file"; filename="plan"',
  'Content-Type: application/octet-stream',
  '',
  'bytes',
  '--b',
  'Content-Disposition: form-data; name="about"',
  'Content-Type: application/json',
  '',
  '{"pages":2}',
  '--b--',
  '',
].join('\r\n');

/** One valid request of each operation. */
export const requests = {
  getHealth: request('GET /health'),
  listParts: request('GET /parts', key),
  createPart: request('POST /parts', { ...key, ...json }, JSON.stringify(newPart)),
  getPart: request('GET /parts/p-2', key),
  replacePart: request('PUT /parts/p-2', { ...key, ...json }, JSON.stringify(newPart)),
  changePart: request(
    'PATCH /parts/p-2',
    { ...key, 'content-type': 'application/merge-patch+json' },
    '{"price":7}',
  ),
  deletePart: request('DELETE /parts/p-2', key),
  readCodes: request('GET /codes/.1.2', key),
  listOrders: request('GET /orders?offset=0', key),
  createOrder: request(
    'POST /orders',
    {
      ...key,
      ...json,
      authorization: `Bearer ${credentials.clerk}`,
      'idempotency-key': '0b8bd4b4-6c0f-4b9e-9a39-3b6e1a1c2d3e',
    },
    JSON.stringify(newOrder),
  ),
  getOrder: request('GET /orders/1', key),
  upload: request(
    'POST /uploads',
    { ...key, 'content-type': 'multipart/form-data; boundary=b' },
    uploaded,
  ),
  whoAmI: request(`GET /me?key=${credentials.queryKey}`),
  readReport: request('GET /report?year=2026', key),
} as const satisfies Record<string, Incoming>;

export type OperationId = keyof typeof requests;

/** The operation of a request, whose path is always in the contract. */
export function operationOf({ method, path }: Incoming): OperationId | undefined {
  const shape = path.replace(/^\/(parts|orders|codes)\/.+$/, '/$1/*');
  return byShape[`${method} ${shape}`];
}

const byShape: Readonly<Record<string, OperationId>> = Object.fromEntries(
  (Object.keys(requests) as OperationId[]).map((id) => {
    const { method, path } = requests[id];
    return [`${method} ${path.replace(/^\/(parts|orders|codes)\/.+$/, '/$1/*')}`, id];
  }),
);
