import type { Schema } from '../../api/model.ts';
import { child, type Pointer } from '../../json/pointer.ts';
import { itemNodes, propertyNodes } from '../../schema/members.ts';
import { described } from './described.ts';
import { isList, tightest } from './limits.ts';
import { propertiesOf, type Subject } from './subject.ts';

/**
 * A value with nothing in it that need not be there, at every depth; but for what is at `kept` and
 * around it. Where the optional properties depend on one another, it may be invalid.
 */
export function leastValue(subject: Subject, whole: unknown, kept?: Pointer): unknown {
  function reduce(value: unknown, nodes: readonly Schema[], pointer: Pointer): unknown {
    if (typeof value !== 'object' || value === null) return value;
    const isKept = kept === pointer || kept?.startsWith(`${pointer}/`) === true;
    const here = described(nodes, value, subject);
    if (isList(value)) {
      const contains = here.schemas.some(({ keywords }) => keywords.contains !== undefined);
      const least = tightest(here.schemas, 'minItems', 'least')?.value ?? 0;
      const items = isKept || contains ? value : value.slice(0, least);
      return items.map((item, index) =>
        reduce(item, itemNodes(here.schemas, index), child(pointer, index)),
      );
    }
    const { required } = propertiesOf(here.schemas, subject);
    const members = Object.entries(value).flatMap(([name, member]) => {
      const place = child(pointer, name);
      const stays = required.has(name) || kept === place || kept?.startsWith(`${place}/`);
      if (!stays) return [];
      return [[name, reduce(member, propertyNodes(here.schemas, name), place)]];
    });
    return Object.fromEntries(members);
  }

  return reduce(whole, [subject.schema], '');
}
