import type { Edit } from '../edit.ts';
import { type Fault, schema } from '../fault.ts';
import { answers, says } from './make.ts';

const toXml: Edit = ({ headers }) => Object.assign(headers, { accept: 'application/xml' });
const toCsv: Edit = ({ headers }) => Object.assign(headers, { accept: 'text/csv' });
const secondPage: Edit = (draft) => Object.assign(draft, { query: 'cursor=c20' });
const fourthOrder: Edit = (draft) => Object.assign(draft, { query: 'offset=3' });
const squarePart: Edit = (draft) => Object.assign(draft, { path: '/parts/p-1' });

const part = (rest: string) => schema(`Part${rest}`);
const order = (rest: string) => schema(`Order/allOf/1/properties/${rest}`);

/** The provider's values do not satisfy their schemas. */
export const answerFaults: readonly Fault[] = [
  says(['part without its name', 'getPart', part('')], (it) => delete it.name),
  says(['price as text', 'getPart', part('/properties/price')], (it) => (it.price = '7')),
  says(['note as a number', 'getPart', part('/properties/note')], (it) => (it.note = 5)),
  says(['unknown category', 'getPart', schema('Category')], (it) => (it.category = 'bolt')),
  says(
    ['name of 13 characters', 'getPart', part('/properties/name')],
    (it) => (it.name = '𝄞'.repeat(13)),
  ),
  says(['empty name', 'getPart', part('/properties/name')], (it) => (it.name = '')),
  says(
    ['price with three decimals', 'getPart', part('/properties/price')],
    (it) => (it.price = 19.999),
  ),
  says(['price too high', 'getPart', part('/properties/price')], (it) => (it.price = 9999.01)),
  says(['price of 0', 'getPart', part('/properties/price')], (it) => (it.price = 0)),
  says(
    ['four tags', 'getPart', part('/properties/tags')],
    (it) => (it.tags = ['a', 'b', 'c', 'd']),
  ),
  says(['a tag twice', 'getPart', part('/properties/tags')], (it) => (it.tags = ['a', 'a'])),
  says(['a tag in capitals', 'getPart', part('/properties/tags')], (it) => (it.tags = ['A'])),
  says(['additional property', 'getPart', part('')], (it) => (it.stock = 3)),
  says(
    ['a shape of an unknown kind', 'getPart', [schema('Shape'), schema('Round'), schema('Square')]],
    (it) => (it.shape = { kind: 'oval', diameter: 3 }),
  ),
  says(
    ['a round shape with the side of a square', 'getPart', [schema('Shape'), schema('Round')]],
    (it) => (it.shape = { kind: 'round', side: 3 }),
  ),
  says(
    ['an unknown corner of a square', 'getPart', [schema('Shape'), schema('Square')]],
    (it) => {
      if (it.shape?.corner) it.shape.corner = 'oval';
    },
    squarePart,
  ),
  says(['a time without offset', 'getPart', part('/properties/createdAt')], (it) => {
    it.createdAt = '2026-01-02T03:04:05';
  }),
  says(
    ['an id that violates its pattern', 'getPart', part('/properties/id')],
    (it) => (it.id = '7'),
  ),
  says(['tags as text', 'getPart', part('/properties/tags')], (it) => (it.tags = 'steel')),
  says(
    ['a shape as a list', 'getPart', [schema('Shape'), schema('Round'), schema('Square')]],
    (it) => (it.shape = [it.shape]),
  ),
  says(['a diameter of 0', 'listParts', [schema('Shape'), schema('Round')]], ({ items }) => {
    const round = items.find((item: { shape?: { kind: string } }) => item.shape?.kind === 'round');
    if (round) round.shape.diameter = 0;
  }),
  says(['the fourth item without a price', 'listParts', part('')], ({ items }) => {
    delete items[3]?.price;
  }),
  says(
    ['an unknown category on the second page', 'listParts', schema('Category')],
    ({ items }, { query }) => {
      if (/cursor=/.test(query) && items[0]) items[0].category = 'bolt';
    },
    secondPage,
  ),
  says(['the cursor as a number', 'listParts', schema('PartPage')], (it) => {
    if (it.next !== null) it.next = 20;
  }),
  says(['items as an object', 'listParts', schema('PartPage')], (it) => {
    it.items = { ...it.items };
  }),
  says(
    ['a page with an additional property', 'listParts', schema('PartPage')],
    (it) => (it.total = 45),
  ),
  says(['null among the items', 'listParts', part('')], ({ items }) => items.push(null)),
  says(['a created part without id', 'createPart', part('')], (it) => delete it.id),
  says(
    ['null as name after a creation in XML', 'createPart', part('/properties/name')],
    (it, { headers }) => {
      if (/xml/.test(headers['content-type'] ?? '')) it.name = null;
    },
    (draft) => {
      draft.headers['content-type'] = 'application/xml';
      delete draft.json;
      draft.body = Buffer.from(
        '<part><name>Gear</name><price>1</price><category>gear</category></part>',
      );
    },
  ),
  says(['a replaced part without createdAt', 'replacePart', part('')], (it) => delete it.createdAt),
  says(['a changed part with its price as text', 'changePart', part('/properties/price')], (it) => {
    it.price = String(it.price);
  }),
  says(['an order without lines', 'getOrder', order('lines')], (it) => (it.lines = [])),
  says(['a line twice', 'getOrder', order('lines')], ({ lines }) => {
    lines[1] = structuredClone(lines[0]);
  }),
  says(['a quantity of 0', 'getOrder', schema('Line')], ({ lines }) => {
    lines.at(-1).quantity = 0;
  }),
  says(['a fraction as quantity', 'getOrder', schema('Line')], ({ lines }) => {
    lines.at(-1).quantity = 1.5;
  }),
  says(['an invalid e-mail address', 'getOrder', schema('Customer')], ({ customer }) => {
    customer.email = 'nobody';
  }),
  says(['a customer without a name', 'getOrder', schema('Customer')], ({ customer }) => {
    delete customer.name;
  }),
  says(
    [
      'a delivery without zip and pickup',
      'getOrder',
      [order('delivery'), schema('Address'), schema('Pickup')],
    ],
    (it) => (it.delivery = { street: 'Main Street 1' }),
  ),
  says(['a place with three numbers', 'getOrder', order('place')], ({ place }) => place.push(3)),
  says(['a place with latitude 91', 'getOrder', order('place')], ({ place }) => (place[0] = 91)),
  says(['a place with one number', 'getOrder', order('place')], ({ place }) => place.pop()),
  says(['a step without text at depth three', 'getOrder', schema('Step')], ({ history }) => {
    delete history.before[0].before[0].text;
  }),
  says(['a label as text', 'getOrder', order('labels')], (it) => {
    if (it.labels) it.labels.shelf = 'four';
  }),
  says(['a label in capitals', 'getOrder', order('labels')], (it) => {
    if (it.labels) it.labels = { Shelf: 4 };
  }),
  says(['an unknown carrier', 'getOrder', order('carrier')], (it) => (it.carrier = 'pigeon')),
  says(['an invalid tracking number', 'getOrder', order('tracking')], (it) => {
    if (it.tracking) it.tracking = it.tracking.slice(1);
  }),
  says(['an invalid website', 'getOrder', order('website')], (it) => {
    if (it.website) it.website = 'not a site';
  }),
  says(
    ['an order with an additional property', 'getOrder', schema('Order')],
    (it) => (it.secret = 1),
  ),
  says(['an unknown state', 'getOrder', order('state')], (it) => (it.state = 'lost')),
  says(['a total with three decimals', 'getOrder', order('total')], (it) => (it.total = 10.255)),
  {
    ...says(['an id beyond 32 bits', 'getOrder', schema('Entity')], (it) => (it.id = 2 ** 31)),
    promise: ([answer]) => answer!.json.id < 2 ** 31,
  },
  says(['true as text', 'getOrder', order('gift')], (it) => (it.gift = 'true')),
  says(['no time', 'createOrder', schema('Entity')], (it) => delete it.at),
  says(['1 for true in a created order', 'createOrder', order('gift')], (it) => {
    if (it.gift === true) it.gift = 1;
  }),
  says(
    [
      'a pickup on an invalid date',
      'createOrder',
      [order('delivery'), schema('Pickup'), schema('Address')],
    ],
    ({ delivery }) => {
      if (delivery.pickup !== undefined) delivery.pickup = '2026-02-30';
    },
    ({ json }) => (json.delivery = { pickup: '2026-02-03' }),
  ),
  says(['four orders on a page', 'listOrders', '/paths/~1orders/get'], (it) => {
    if (it.length === 3) it.push(structuredClone(it[0]));
  }),
  says(
    ['an order without state on the second page', 'listOrders', schema('OrderHead')],
    (it, { query }) => {
      if (!/offset=[0-2]$/.test(query) && it[0]) delete it[0].state;
    },
    fourthOrder,
  ),
  says(
    ['an order in a list with an additional property', 'listOrders', schema('OrderHead')],
    (it) => {
      for (const head of it) head.total = 1;
    },
  ),
  says(['no months', 'readReport', schema('Report/properties/months')], (it) => (it.months = {})),
  says(
    ['a month whose name violates its pattern', 'readReport', schema('Report/properties/months')],
    (it) => {
      it.months.may = 3;
    },
  ),
  says(['a negative month', 'readReport', schema('Report/properties/months')], (it) => {
    it.months.m02 = -1;
  }),
  says(['a total as text', 'readReport', schema('Report/properties/totals')], (it) => {
    it.totals.belt = '19.5';
  }),
  says(['no mark "closed"', 'readReport', schema('Report/properties/marks')], (it) => {
    it.marks = ['draft', 'open'];
  }),
  says(
    ['one mark', 'readReport', schema('Report/properties/marks')],
    (it) => (it.marks = ['closed']),
  ),
  answers(
    ['a table with a wrong header line', 'readReport', '/paths/~1report/get'],
    (answer) => {
      if (answer.text) answer.text = answer.text.replace('month', 'Month');
    },
    toCsv,
  ),
  says(
    ['a sum with a fraction', 'readCodes', '/paths/~1codes~1{codes}/get'],
    (it) => (it.sum += 0.5),
  ),
  says(
    ['an unknown value of via', 'whoAmI', '/paths/~1me/get'],
    (it) => {
      if (it.via === 'token') it.via = 'cookie';
    },
    (draft) => {
      draft.query = '';
      draft.headers.authorization = 'Bearer token-1';
    },
  ),
  answers(
    ['an unknown health', 'getHealth', '/paths/~1health/get'],
    (answer) => (answer.text = 'ajar'),
  ),
  answers(
    ['XML without a price', 'getPart', part('')],
    (answer) => {
      if (answer.text) answer.text = answer.text.replace(/<price>.*<\/price>/, '');
    },
    toXml,
  ),
  answers(
    ['XML without the id', 'getPart', part('')],
    (answer) => {
      if (answer.text) answer.text = answer.text.replace(/ id="[^"]*"/, '');
    },
    toXml,
  ),
  answers(
    ['XML that does not end', 'getPart', '/paths/~1parts~1{id}/get'],
    (answer) => {
      if (answer.text) answer.text = answer.text.replace('</part>', '');
    },
    toXml,
  ),
  says(['a negative number of bytes', 'upload', '/paths/~1uploads/post'], (it) => (it.bytes = -1)),
];
