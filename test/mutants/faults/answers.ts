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
  says(['price too fine', 'getPart', part('/properties/price')], (it) => (it.price = 19.999)),
  says(['price too high', 'getPart', part('/properties/price')], (it) => (it.price = 9999.01)),
  says(['price of nothing', 'getPart', part('/properties/price')], (it) => (it.price = 0)),
  says(
    ['four tags', 'getPart', part('/properties/tags')],
    (it) => (it.tags = ['a', 'b', 'c', 'd']),
  ),
  says(['a tag twice', 'getPart', part('/properties/tags')], (it) => (it.tags = ['a', 'a'])),
  says(['a tag in capitals', 'getPart', part('/properties/tags')], (it) => (it.tags = ['A'])),
  says(['one property more', 'getPart', part('')], (it) => (it.stock = 3)),
  says(
    ['a shape of no kind', 'getPart', [schema('Shape'), schema('Round'), schema('Square')]],
    (it) => (it.shape = { kind: 'oval', diameter: 3 }),
  ),
  says(
    ['a shape mixed up', 'getPart', [schema('Shape'), schema('Round')]],
    (it) => (it.shape = { kind: 'round', side: 3 }),
  ),
  says(
    ['a corner of squares alone', 'getPart', [schema('Shape'), schema('Square')]],
    (it) => {
      if (it.shape?.corner) it.shape.corner = 'oval';
    },
    squarePart,
  ),
  says(['a time without offset', 'getPart', part('/properties/createdAt')], (it) => {
    it.createdAt = '2026-01-02T03:04:05';
  }),
  says(['an id of another form', 'getPart', part('/properties/id')], (it) => (it.id = '7')),
  says(['tags as one text', 'getPart', part('/properties/tags')], (it) => (it.tags = 'steel')),
  says(
    ['a shape as a list', 'getPart', [schema('Shape'), schema('Round'), schema('Square')]],
    (it) => (it.shape = [it.shape]),
  ),
  says(['a diameter of nothing', 'listParts', [schema('Shape'), schema('Round')]], ({ items }) => {
    const round = items.find((item: { shape?: { kind: string } }) => item.shape?.kind === 'round');
    if (round) round.shape.diameter = 0;
  }),
  says(['the fourth item without a price', 'listParts', part('')], ({ items }) => {
    delete items[3]?.price;
  }),
  says(
    ['the second page with a category of its own', 'listParts', schema('Category')],
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
  says(['a page with one property more', 'listParts', schema('PartPage')], (it) => (it.total = 45)),
  says(['nothing among the items', 'listParts', part('')], ({ items }) => items.push(null)),
  says(['a created part without id', 'createPart', part('')], (it) => delete it.id),
  says(
    ['no name where XML was sent', 'createPart', part('/properties/name')],
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
  says(['a replaced part without its time', 'replacePart', part('')], (it) => delete it.createdAt),
  says(['a changed part with a price of text', 'changePart', part('/properties/price')], (it) => {
    it.price = String(it.price);
  }),
  says(['an order without lines', 'getOrder', order('lines')], (it) => (it.lines = [])),
  says(['a line twice', 'getOrder', order('lines')], ({ lines }) => {
    lines[1] = structuredClone(lines[0]);
  }),
  says(['a quantity of nothing', 'getOrder', schema('Line')], ({ lines }) => {
    lines.at(-1).quantity = 0;
  }),
  says(['half a quantity', 'getOrder', schema('Line')], ({ lines }) => {
    lines.at(-1).quantity = 1.5;
  }),
  says(['an e-mail that is none', 'getOrder', schema('Customer')], ({ customer }) => {
    customer.email = 'nobody';
  }),
  says(['a customer without a name', 'getOrder', schema('Customer')], ({ customer }) => {
    delete customer.name;
  }),
  says(
    ['a delivery to nowhere', 'getOrder', [order('delivery'), schema('Address'), schema('Pickup')]],
    (it) => (it.delivery = { street: 'Main Street 1' }),
  ),
  says(['a place of three', 'getOrder', order('place')], ({ place }) => place.push(3)),
  says(['a place beyond the pole', 'getOrder', order('place')], ({ place }) => (place[0] = 91)),
  says(['a place of one', 'getOrder', order('place')], ({ place }) => place.pop()),
  says(['a step without text, three deep', 'getOrder', schema('Step')], ({ history }) => {
    delete history.before[0].before[0].text;
  }),
  says(['a label of text', 'getOrder', order('labels')], (it) => {
    if (it.labels) it.labels.shelf = 'four';
  }),
  says(['a label in capitals', 'getOrder', order('labels')], (it) => {
    if (it.labels) it.labels = { Shelf: 4 };
  }),
  says(['a pigeon', 'getOrder', order('carrier')], (it) => (it.carrier = 'pigeon')),
  says(['a tracking number that is none', 'getOrder', order('tracking')], (it) => {
    if (it.tracking) it.tracking = it.tracking.slice(1);
  }),
  says(['a website that is none', 'getOrder', order('website')], (it) => {
    if (it.website) it.website = 'not a site';
  }),
  says(['an order with one property more', 'getOrder', schema('Order')], (it) => (it.secret = 1)),
  says(['an unknown state', 'getOrder', order('state')], (it) => (it.state = 'lost')),
  says(['a total too fine', 'getOrder', order('total')], (it) => (it.total = 10.255)),
  {
    ...says(['an id beyond 32 bits', 'getOrder', schema('Entity')], (it) => (it.id = 2 ** 31)),
    promise: ([answer]) => answer!.json.id < 2 ** 31,
  },
  says(['true as text', 'getOrder', order('gift')], (it) => (it.gift = 'true')),
  says(['no time at all', 'createOrder', schema('Entity')], (it) => delete it.at),
  says(['a created order that is a gift, oddly', 'createOrder', order('gift')], (it) => {
    if (it.gift === true) it.gift = 1;
  }),
  says(
    ['a pickup on no day', 'createOrder', [order('delivery'), schema('Pickup'), schema('Address')]],
    ({ delivery }) => {
      if (delivery.pickup !== undefined) delivery.pickup = '2026-02-30';
    },
    ({ json }) => (json.delivery = { pickup: '2026-02-03' }),
  ),
  says(['four orders on a page', 'listOrders', '/paths/~1orders/get'], (it) => {
    if (it.length === 3) it.push(structuredClone(it[0]));
  }),
  says(
    ['a head without state on the second page', 'listOrders', schema('OrderHead')],
    (it, { query }) => {
      if (!/offset=[0-2]$/.test(query) && it[0]) delete it[0].state;
    },
    fourthOrder,
  ),
  says(['a head with one property more', 'listOrders', schema('OrderHead')], (it) => {
    for (const head of it) head.total = 1;
  }),
  says(['no months', 'readReport', schema('Report/properties/months')], (it) => (it.months = {})),
  says(['a month of another name', 'readReport', schema('Report/properties/months')], (it) => {
    it.months.may = 3;
  }),
  says(['a month below nothing', 'readReport', schema('Report/properties/months')], (it) => {
    it.months.m02 = -1;
  }),
  says(['a total as text', 'readReport', schema('Report/properties/totals')], (it) => {
    it.totals.belt = '19.5';
  }),
  says(['no mark that says closed', 'readReport', schema('Report/properties/marks')], (it) => {
    it.marks = ['draft', 'open'];
  }),
  says(
    ['one mark', 'readReport', schema('Report/properties/marks')],
    (it) => (it.marks = ['closed']),
  ),
  answers(
    ['a table with another head', 'readReport', '/paths/~1report/get'],
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
    ['an unknown way to come in', 'whoAmI', '/paths/~1me/get'],
    (it) => {
      if (it.via === 'token') it.via = 'cookie';
    },
    (draft) => {
      draft.query = '';
      draft.headers.authorization = 'Bearer token-1';
    },
  ),
  answers(['a depot ajar', 'getHealth', '/paths/~1health/get'], (answer) => (answer.text = 'ajar')),
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
  says(['fewer bytes than none', 'upload', '/paths/~1uploads/post'], (it) => (it.bytes = -1)),
];
