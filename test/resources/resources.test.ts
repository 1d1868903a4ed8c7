import { expect, test } from 'vitest';
import { apiOfLines } from './operations.ts';
import { rolesOf } from './roles.ts';

const schemas = { Order: 'id status total#' };

/** Operations, each with what is inferred for it behind `=`. */
const cases: readonly (readonly [title: string, operations: string])[] = [
  [
    'a collection, its members, and actions on them',
    `GET /orders > 200 [Order]                        = list orders
     POST /orders < Order > 201 Order                 = create orders
     GET /orders/{orderId} > 200 Order                = read orders
     PUT /orders/{orderId} < Order > 200 Order        = replace orders
     PATCH /orders/{orderId} < Order > 200 Order      = update orders
     DELETE /orders/{orderId}                         = delete orders
     POST /orders/{orderId}/cancel > 200 Order        = action orders`,
  ],
];

test.each(cases)('%s', async (_, text) => {
  const lines = text.split('\n').map((line) => line.split(/\s+= /));
  const api = await apiOfLines(lines.map(([operation]) => operation).join('\n'), schemas);
  const inferred = new Map(
    [...rolesOf(api)].map(([{ method, path }, role]) => [`${method} ${path}`, role]),
  );
  const received = lines.map(([operation]) => {
    const [method, target] = operation!.trim().split(/\s+/);
    const name = `${method} ${target!.split('?')[0]}`;
    return `${name} = ${inferred.get(name)}`;
  });
  const expected = lines.map(([operation, role]) => {
    const [method, target] = operation!.trim().split(/\s+/);
    return `${method} ${target!.split('?')[0]} = ${role}`;
  });
  expect(received.join('\n')).toBe(expected.join('\n'));
});
