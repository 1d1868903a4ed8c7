import { documentedValues } from '../../example/parameter.ts';
import type { Paging, QueryPart } from '../../resources/resource.ts';
import type { DescribedValue } from '../../resources/value.ts';
import {
  type Acting,
  describesExactly,
  findItem,
  type Outcome,
  type Prepared,
  refusalOf,
  showItem,
} from './acting.ts';
import { type OperationCall, partOf, queryPartValue } from './call.ts';
import { tagOf, tagTexts } from './entity-tag.ts';
import { keyText } from './item.ts';
import { type ReadQuery, selectItems } from './list.ts';
import { afterAll, type LimitsOf, pageOf } from './page.ts';
import { show } from './show.ts';
import { fillList, type Listed, listFields } from './show-list.ts';
import type { Bucket } from './store.ts';

export function read(acting: Acting, id: string, prepared: Prepared, bucket: Bucket): Outcome {
  const found = findItem(bucket, id, acting.parents, acting.model);
  if (found === undefined) return notThere(acting, id);
  const [, item] = found;
  return refusalOf(acting, item.value, true) ?? showItem(acting, prepared, item);
}

export function notThere({ model }: Acting, id: string): Outcome {
  const { name, isSingleton } = model.resource;
  const what = isSingleton ? name : `item ${JSON.stringify(id)} of ${name}`;
  return { kind: 'refused', status: 404, why: `there is no ${what}` };
}

export function list(acting: Acting, { selection }: Prepared, bucket: Bucket): Outcome {
  const { call, role, model, parents, world } = acting;
  const controls = role.list;
  if (controls === undefined) return { kind: 'plain', reason: 'its answer has no list' };
  const readQuery = (part: QueryPart | undefined) => queryPartValue(call, part);
  const properties = [...(model.item?.properties.keys() ?? [])];
  const all = selectItems(world.indexOf(bucket), parents, controls, readQuery, properties);
  const described = ({ parameter, member }: QueryPart) => {
    const own = parameter.schema ?? parameter.content?.schema;
    const whole = own && world.describe(own);
    return member === undefined ? whole : whole?.properties.get(member);
  };
  const limitsOf: LimitsOf = (part) => limitsIn(described(part));
  const found =
    pageOf(all, controls.paging, readQuery, limitsOf) ??
    pageOf(all, controls.paging, withoutExampleCursor(call, controls.paging, readQuery), limitsOf);
  const status = ([400, 422, 404] as const).find((one) => describesExactly(call, one));
  if (found === undefined && status !== undefined) {
    return { kind: 'refused', status, why: 'no item has the cursor of the request' };
  }
  // After the last item: a client that asks for page after page ends.
  const page = found ?? afterAll(all);
  const isNumber = (part: QueryPart) => {
    const types = described(part)?.types;
    return types?.has('integer') === true && !types.has('string');
  };
  const listed: Listed = { call, controls, all, page, isNumber };
  const values = page.items.map(({ value }) => value);
  const refused = refusalOf(acting, values, true);
  if (refused !== undefined) return refused;
  const hasFields = selection.response.headers.length > 0;
  const texts = new Map(
    hasFields ? [...listFields(listed), ['etag', tagTexts(tagOf(values))] as const] : [],
  );
  const shown = show(role, selection, fillList(listed, model, world), texts, world);
  return shown.ok ? { kind: 'made', made: shown.made } : { kind: 'plain', reason: shown.reason };
}

/**
 * Leaves out a cursor that the contract shows: clients send the example, but no item has it, so the
 * list begins.
 */
function withoutExampleCursor(
  call: OperationCall,
  paging: Paging | undefined,
  readQuery: ReadQuery,
) {
  const cursors = paging?.kind === 'cursor' ? [paging.cursor, paging.before] : [];
  const isExample = (part: QueryPart) =>
    documentedValues(part.parameter).some(
      ({ value }) => keyText(partOf(value, part)) === keyText(queryPartValue(call, part)),
    );
  return (part: QueryPart | undefined) =>
    part !== undefined && cursors.includes(part) && isExample(part) ? undefined : readQuery(part);
}

function limitsIn(described: DescribedValue | undefined): ReturnType<LimitsOf> {
  // A default is an annotation, and in 3.0 only the original schema has it.
  const all = (described?.schemas ?? []).flatMap(({ written, isReference }) =>
    isReference ? [] : [written],
  );
  const number = (name: string) =>
    all.map((written) => written[name]).find((value) => typeof value === 'number');
  return { fallback: number('default'), maximum: number('maximum') };
}
