import { type Edit, set, toBytes } from '../edit.ts';
import { type Fault, schema } from '../fault.ts';
import { newOrder } from '../requests.ts';
import { refuses } from './make.ts';

const listParts = '/paths/~1parts/get';
const createPart = [
  '/paths/~1parts/post',
  schema('NewPart'),
  schema('Category'),
  schema('Shape'),
  schema('Round'),
  schema('Square'),
  schema('PartForm'),
];
const createOrder = [
  '/paths/~1orders/post',
  schema('NewOrder'),
  schema('Line'),
  schema('Customer'),
  schema('Address'),
  schema('Pickup'),
];

const ask =
  (query: string): Edit =>
  (draft) => {
    draft.query = query;
  };

const characters = (text: string) => [...text].length;

/** Valid requests are refused. */
export const refusalFaults: readonly Fault[] = [
  refuses(
    ['a name of 12 characters', 'createPart', createPart],
    set('name', 'x'.repeat(12)),
    ({ json }) => json.name.length === 12 && characters(json.name) === 12,
  ),
  refuses(
    ['a name of 12 characters outside the BMP', 'createPart', createPart],
    set('name', '𝄞'.repeat(12)),
    ({ json }) => json.name.length > 12 && characters(json.name) <= 12,
  ),
  refuses(
    ['a name of one character', 'createPart', createPart],
    set('name', 'x'),
    ({ json }) => json.name.length === 1,
  ),
  refuses(
    ['a price of 9999', 'createPart', createPart],
    set('price', 9999),
    ({ json }) => json.price === 9999,
  ),
  refuses(
    ['a price of 0.01', 'createPart', createPart],
    set('price', 0.01),
    ({ json }) => json.price === 0.01,
  ),
  refuses(
    ['seals', 'createPart', createPart],
    set('category', 'seal'),
    ({ json }) => json.category === 'seal',
  ),
  refuses(
    ['null as note', 'createPart', createPart],
    set('note', null),
    ({ json }) => json.note === null,
  ),
  refuses(
    ['a part without a note', 'createPart', createPart],
    ({ json }) => delete json.note,
    ({ json }) => json.name !== undefined && json.note === undefined,
  ),
  refuses(
    ['a part without tags', 'replacePart', [schema('NewPart'), '/paths/~1parts~1{id}/put']],
    ({ json }) => delete json.tags,
    ({ json }) => json.tags === undefined,
  ),
  refuses(
    ['a part without optional properties', 'createPart', createPart],
    (draft) => (draft.json = { name: 'Gear', price: 1, category: 'gear' }),
    ({ json }) => Object.keys(json).length === 3,
  ),
  refuses(
    ['an empty list of tags', 'createPart', createPart],
    set('tags', []),
    ({ json }) => json.tags.length === 0,
  ),
  refuses(
    ['three tags', 'createPart', createPart],
    set('tags', ['a', 'b', 'c']),
    ({ json }) => json.tags.length === 3,
  ),
  refuses(
    ['squares', 'createPart', createPart],
    set('shape', { kind: 'square', side: 2 }),
    ({ json }) => json.shape.kind === 'square',
  ),
  refuses(
    ['soft corners', 'createPart', createPart],
    set('shape', { kind: 'square', side: 2, corner: 'soft' }),
    ({ json }) => json.shape.corner === 'soft',
  ),
  refuses(
    ['a diameter of 500', 'createPart', createPart],
    set('shape', { kind: 'round', diameter: 500 }),
    ({ json }) => json.shape.diameter === 500,
  ),
  refuses(
    ['XML', 'createPart', createPart],
    toBytes(
      'application/xml',
      '<part><name>Gear</name><price>1</price><category>gear</category></part>',
    ),
    ({ headers }) => /xml/.test(headers['content-type'] ?? ''),
    415,
  ),
  refuses(
    ['forms', 'createPart', createPart],
    toBytes('application/x-www-form-urlencoded', 'name=Gear&price=1&category=gear'),
    ({ headers }) => /urlencoded/.test(headers['content-type'] ?? ''),
    415,
  ),
  refuses(['a limit of 50', 'listParts', listParts], ask('limit=50'), ({ query }) =>
    /limit=50/.test(query),
  ),
  refuses(['a limit of 1', 'listParts', listParts], ask('limit=1'), ({ query }) =>
    /limit=1(&|$)/.test(query),
  ),
  refuses(
    ['two categories', 'listParts', [listParts, schema('Category')]],
    ask('category=gear,belt'),
    ({ query }) => /category=\w+(,|%2C)/i.test(query),
  ),
  refuses(['a page after the first', 'listParts', listParts], ask('cursor=c1'), ({ query }) =>
    /cursor=/.test(query),
  ),
  refuses(
    ['a maximum price without a minimum', 'listParts', listParts],
    ask('price[max]=10'),
    ({ query }) => /price(\[|%5B)max/i.test(query) && !/min/.test(query),
  ),
  refuses(
    ['a tenant of 8 characters', 'listParts', listParts],
    ({ headers }) => (headers['x-tenant'] = 'x'.repeat(8)),
    ({ headers }) => headers['x-tenant']?.length === 8,
  ),
  refuses(
    ['a pickup', 'createOrder', createOrder],
    set('delivery', { pickup: '2026-02-03' }),
    ({ json }) => json.delivery.pickup !== undefined,
  ),
  refuses(
    ['an address', 'createOrder', createOrder],
    set('delivery', newOrder.delivery),
    ({ json }) => json.delivery.zip !== undefined,
  ),
  refuses(
    ['four lines', 'createOrder', createOrder],
    set(
      'lines',
      [1, 2, 3, 4].map((quantity) => ({ part: 'p-1', quantity })),
    ),
    ({ json }) => json.lines.length === 4,
  ),
  refuses(
    ['a quantity of 100', 'createOrder', createOrder],
    set('lines', [{ part: 'p-1', quantity: 100 }]),
    ({ json }) => json.lines.some((line: { quantity: number }) => line.quantity === 100),
  ),
  refuses(
    ['false as gift', 'createOrder', createOrder],
    set('gift', false),
    ({ json }) => json.gift === false,
  ),
  refuses(
    ['normal priority', 'createOrder', createOrder],
    set('priority', 'normal'),
    ({ json }) => json.priority === 'normal',
  ),
  refuses(
    ['an approval that is not needed', 'createOrder', createOrder],
    set('approvedBy', 'Bob'),
    ({ json }) => json.approvedBy !== undefined && json.priority !== 'high',
  ),
  refuses(
    ['three labels', 'createOrder', createOrder],
    set('labels', { a: 1, b: 2, c: 3 }),
    ({ json }) => Object.keys(json.labels).length === 3,
  ),
  refuses(
    ['an address with an additional property', 'createOrder', createOrder],
    set('delivery', { ...newOrder.delivery, floor: 3 }),
    ({ json }) => Object.keys(json.delivery).some((name) => !/^(street|zip|pickup)$/.test(name)),
  ),
  refuses(
    ['an order without labels', 'createOrder', createOrder],
    ({ json }) => delete json.labels,
    ({ json }) => json.labels === undefined,
  ),
  refuses(
    [
      'a change of only the note',
      'changePart',
      [schema('PartChange'), '/paths/~1parts~1{id}/patch'],
    ],
    (draft) => (draft.json = { note: 'red' }),
    ({ json }) => Object.keys(json).length === 1 && json.note !== undefined,
  ),
  refuses(
    ['several codes', 'readCodes', '/paths/~1codes~1{codes}/get'],
    () => {},
    ({ path }) => /\.\d+\.\d+/.test(path),
  ),
  refuses(
    ['several weights', 'readCodes', '/paths/~1codes~1{codes}/get'],
    ask('weights=1|2'),
    ({ query }) => /weights=[^&]*(\||%7C)/i.test(query),
  ),
  refuses(['the year 2100', 'readReport', '/paths/~1report/get'], ask('year=2100'), ({ query }) =>
    /year=2100/.test(query),
  ),
  refuses(
    ['requests for CSV', 'readReport', '/paths/~1report/get'],
    ({ headers }) => (headers.accept = 'text/csv'),
    ({ headers }) => headers.accept === 'text/csv',
  ),
  refuses(
    ['an upload without about', 'upload', '/paths/~1uploads/post'],
    (draft) => {
      const text = draft.body.toString();
      draft.body = Buffer.from(text.replace(/--b\r\n[^\r]*name="about"[\s\S]*(?=--b--)/, ''));
    },
    ({ body }) => body.length > 0 && !/name="?about"?/.test(body.toString('latin1')),
  ),
];
