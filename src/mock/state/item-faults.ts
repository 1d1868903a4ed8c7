import type { Pointer } from '../../json/pointer.ts';
import { judgeValue } from '../../judge/value.ts';
import { messageOf } from '../../report/message.ts';
import type { Schemas } from '../../schema/schemas.ts';
import type { ResourceModel } from './model.ts';

/** The faults of items, with their places. */
export interface ItemFault {
  readonly pointer: Pointer;
  readonly message: string;
}

/** The faults of a value as an item of the state. */
export function faultsOf(
  value: unknown,
  { resource }: ResourceModel,
  schemas: Schemas,
): readonly ItemFault[] {
  if (resource.schema === undefined) return [];
  const place = { part: 'response', in: 'body' } as const;
  return judgeValue(value, resource.schema, place, schemas)
    .filter(({ severity }) => severity === 'violation')
    .map((found) => ({
      pointer: found.place?.pointer ?? '',
      message: messageOf(found)
        .replace(/^(?:the )?response body(?: at)?/, '')
        .trim(),
    }));
}
