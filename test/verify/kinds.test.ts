import { expect, test } from 'vitest';
import { judgeOf } from './planned.ts';
import { type Answer, type Received, runAt } from './reference.ts';

const contract = `
  /parcels:
    post:
      operationId: book
      requestBody: {required: true, content: {application/json: {schema: {type: object, required: [contents], properties: {floor: {type: integer, minimum: -2, maximum: 40}, isUrgent: {type: boolean}, contents: {oneOf: [{type: object, required: [kind, title], properties: {kind: {const: book}, title: {type: string}}}, {type: object, required: [kind, species], properties: {kind: {const: animal}, species: {type: string}}}]}}}}}}
      responses: {'201': {description: d, content: {application/json: {schema: &parcel {type: object, required: [id], properties: {id: {type: string}}}}}}, '400': {description: no}, '415': {description: no}}
  /parcels/{id}:
    get:
      operationId: read
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {'200': {description: d, content: {application/json: {schema: *parcel}}}, '404': {description: none}}`;

type Parcel = Record<string, unknown> & { contents: Record<string, unknown> };

/** How a provider stores a parcel. */
type Store = (parcel: Parcel) => object;

test.each<[name: string, store: Store, want: RegExp | undefined]>([
  ['everything', (parcel) => parcel, undefined],
  [
    'one kind of contents without a member',
    (parcel) => {
      const { species: _, ...contents } = parcel.contents;
      return { ...parcel, contents };
    },
    /^\w+ book\/chain\/read\/kind2: .*species/,
  ],
  [
    'each floor up to the first',
    (parcel) => ({ ...parcel, floor: Math.min(1, Number(parcel.floor ?? 1)) }),
    /floor is 1/,
  ],
  ['each parcel as urgent', (parcel) => ({ ...parcel, isUrgent: true }), /isUrgent/],
])('a provider keeps %s', async (_, store, want) => {
  const parcels = new Map<unknown, object>();
  const handle = ({ operation, body, path }: Received): Answer => {
    if (operation === 'read') return parcels.has(path.id) ? [200, parcels.get(path.id)] : [404];
    const id = `p${parcels.size + 1}`;
    parcels.set(id, { ...store(body), id });
    return [201, { id }];
  };
  const { found } = await runAt(await judgeOf(contract), { handle });
  if (want === undefined) expect(found).toEqual([]);
  else expect(found.join('\n')).toMatch(want);
});
