import type { Operation } from '../../api/model.ts';
import { isObject } from '../../api/node.ts';
import type { RequestDraft } from '../../example/draft.ts';
import { valueAt } from '../../json/pointer.ts';
import { bodyValue, successContents } from '../../resources/content.ts';
import { described as describedAtPointer } from '../../resources/ids.ts';
import { plain } from '../../resources/names.ts';
import { valueDescriber } from '../../resources/value.ts';
import { hasFlag } from '../../schema/direction.ts';
import { namedBy } from '../../schema/members.ts';
import { described, describedAt } from '../values/described.ts';
import { propertiesOf } from '../values/subject.ts';
import type { Planning } from './planning.ts';

/** The properties that requests of an operation may write, if they are described. */
export function writable(draft: RequestDraft, planning: Planning): readonly string[] {
  const { judge } = planning;
  const schemas = itemSchemas(draft, planning);
  const properties = namedBy(schemas, 'properties');
  return propertiesOf(schemas, judge).named.filter(
    (name) =>
      !properties.get(name)?.some((node) => hasFlag(node, 'writeOnly', judge.schemas.views)),
  );
}

/** Whether a provider may choose the value of a property: it has a default, or few values. */
export function mayBeDefault(draft: RequestDraft, name: string, planning: Planning): boolean {
  const nodes = namedBy(itemSchemas(draft, planning), 'properties').get(name) ?? [];
  return described(nodes, undefined, planning.judge).schemas.some(({ keywords }) => {
    const isOneOfFew = ['default', 'enum', 'const'].some((one) => Object.hasOwn(keywords, one));
    return isOneOfFew || [keywords.type].flat().includes('boolean');
  });
}

/** The schemas of the item in a request's body. */
function itemSchemas({ body, operation }: RequestDraft, planning: Planning) {
  const { judge } = planning;
  if (body === undefined || !('media' in body) || body.media.schema === undefined) return [];
  const pointer = planning.resources().roleOf(operation).requestItem(body.media) ?? '';
  return describedAt([body.media.schema], body.value, pointer, judge);
}

/** The properties of the item that a request names. */
export function namesIn({ operation, body }: RequestDraft, planning: Planning): readonly string[] {
  if (body === undefined || !('media' in body)) return [];
  const pointer = planning.resources().roleOf(operation).requestItem(body.media);
  const item = pointer === undefined ? body.value : valueAt(body.value, pointer);
  return isObject(item) ? Object.keys(item) : [];
}

/** Whether the item in an operation's answer has a property of this name. */
export function describesProperty(read: Operation, name: string, planning: Planning): boolean {
  const describe = valueDescriber(planning.judge.schemas);
  const role = planning.resources().roleOf(read);
  return successContents(read).some((media) => {
    const value = bodyValue(media, describe);
    const item = value && describedAtPointer(value, role.responseItem(media)?.pointer ?? '');
    return (
      item !== undefined && [...item.properties.keys()].some((one) => plain(one) === plain(name))
    );
  });
}
