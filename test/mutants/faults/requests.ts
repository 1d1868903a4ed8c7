import { type Edit, fill, isReadable, mend, set, toBytes } from '../edit.ts';
import { type Fault, schema } from '../fault.ts';
import { newOrder, newPart } from '../requests.ts';
import { accepts } from './make.ts';

const part = (name = '') => schema(`NewPart${name === '' ? '' : `/properties/${name}`}`);
const order = (name = '') => schema(`NewOrder${name === '' ? '' : `/properties/${name}`}`);
const listParts = '/paths/~1parts/get';
const codes = '/paths/~1codes~1{codes}/get';
const shapes = [schema('Shape'), schema('Round'), schema('Square')];
const deliveries = [order('delivery'), schema('Pickup'), schema('Address')];

const ask =
  (query: string): Edit =>
  (draft) => {
    draft.query = query;
  };

/** Removes the parts of the query that match the pattern. */
const leaveOut =
  (pattern: RegExp): Edit =>
  (draft) => {
    draft.query = draft.query
      .split('&')
      .filter((pair) => !pattern.test(pair))
      .join('&');
  };

const only =
  (names: readonly string[]): Edit =>
  ({ json }) => {
    for (const name of Object.keys(json)) if (!names.includes(name)) delete json[name];
  };

const goodPart: Edit = (draft) => {
  toBytes('application/json', JSON.stringify(newPart))(draft);
};

const quantityOf =
  (change: (quantity: unknown) => unknown): Edit =>
  ({ json }) => {
    for (const line of json.lines) line.quantity = change(line.quantity);
  };

const partNames = ['name', 'price', 'category', 'shape', 'note', 'tags'];
const round = { kind: 'round', diameter: 30 };

/** Invalid requests are accepted although the contract describes the refusal. */
export const acceptedFaults: readonly Fault[] = [
  accepts(['no name', 'createPart', part()], ({ json }) => delete json.name, fill('name', 'Gear')),
  accepts(['no price', 'createPart', part()], ({ json }) => delete json.price, fill('price', 1)),
  accepts(
    ['no category', 'replacePart', part()],
    ({ json }) => delete json.category,
    fill('category', 'gear'),
  ),
  accepts(
    ['a name of 13 characters', 'createPart', part('name')],
    set('name', 'x'.repeat(13)),
    mend('name', (it: string) => it.length > 12, 'Gear'),
  ),
  accepts(
    ['an empty name', 'createPart', part('name')],
    set('name', ''),
    mend('name', (it) => it === '', 'Gear'),
  ),
  accepts(
    ['null as name', 'createPart', part('name')],
    set('name', null),
    mend('name', (it) => it === null, 'Gear'),
  ),
  accepts(
    ['a price of 0', 'createPart', part('price')],
    set('price', 0),
    mend('price', (it) => typeof it === 'number' && it < 0.01, 1),
  ),
  accepts(
    ['a price too high', 'createPart', part('price')],
    set('price', 9999.01),
    mend('price', (it) => typeof it === 'number' && it > 9999, 9999),
  ),
  accepts(
    ['a price with three decimals', 'createPart', part('price')],
    set('price', 19.999),
    mend('price', (it) => typeof it === 'number' && !/^-?\d+(\.\d\d?)?$/.test(String(it)), 1),
  ),
  accepts(
    ['a price as text', 'createPart', part('price')],
    set('price', '7'),
    mend('price', (it) => typeof it === 'string', 7),
  ),
  accepts(
    ['an unknown category', 'createPart', schema('Category')],
    set('category', 'bolt'),
    mend('category', (it) => typeof it === 'string', 'gear'),
  ),
  accepts(['an additional property', 'createPart', part()], set('stock', 3), only(partNames)),
  accepts(
    ['a round shape with the side of a square', 'createPart', shapes],
    set('shape', { kind: 'round', side: 3 }),
    mend('shape', (it: typeof round) => it.kind === 'round' && !('diameter' in it), round),
  ),
  accepts(
    ['a shape with an additional property', 'createPart', shapes],
    set('shape', { ...round, colour: 'red' }),
    mend(
      'shape',
      (it: object) => Object.keys(it).some((name) => !/^(kind|diameter|side|corner)$/.test(name)),
      round,
    ),
  ),
  accepts(
    ['a shape of an unknown kind', 'createPart', shapes],
    set('shape', { kind: 'oval', diameter: 30 }),
    mend('shape', (it: typeof round) => !/^(round|square)$/.test(it.kind), round),
  ),
  accepts(
    ['a diameter of 0', 'createPart', shapes],
    set('shape', { kind: 'round', diameter: 0 }),
    mend(
      'shape',
      ({ diameter }: typeof round) => typeof diameter === 'number' && diameter <= 0,
      round,
    ),
  ),
  accepts(
    ['a diameter of 501', 'createPart', shapes],
    set('shape', { kind: 'round', diameter: 501 }),
    mend(
      'shape',
      ({ diameter }: typeof round) => typeof diameter === 'number' && diameter > 500,
      round,
    ),
  ),
  accepts(
    ['an unknown corner', 'createPart', shapes],
    set('shape', { kind: 'square', side: 2, corner: 'oval' }),
    mend(
      'shape',
      ({ corner }: { corner?: string }) => corner !== undefined && !/^(sharp|soft)$/.test(corner),
      round,
    ),
  ),
  accepts(
    ['a note as a number', 'createPart', part('note')],
    set('note', 5),
    mend('note', (it) => typeof it === 'number'),
  ),
  accepts(
    ['a long note', 'changePart', schema('PartChange')],
    set('note', 'x'.repeat(21)),
    mend('note', (it: string) => it.length > 20, 'blue'),
  ),
  accepts(
    ['four tags', 'createPart', part('tags')],
    set('tags', ['a', 'b', 'c', 'd']),
    mend('tags', (it: unknown[]) => it.length > 3, ['a']),
  ),
  accepts(
    ['a tag twice', 'createPart', part('tags')],
    set('tags', ['a', 'a']),
    mend('tags', (it: unknown[]) => new Set(it).size < it.length, ['a']),
  ),
  accepts(
    ['a tag in capitals', 'createPart', part('tags')],
    set('tags', ['a', 'B']),
    mend(
      'tags',
      (it: unknown[]) => it.some((tag) => typeof tag === 'string' && !/^[a-z]+$/.test(tag)),
      ['a'],
    ),
  ),
  accepts(
    ['tags as text', 'createPart', part('tags')],
    set('tags', 'a'),
    mend('tags', (it) => typeof it === 'string', ['a']),
  ),
  accepts(
    ['truncated JSON', 'createPart', '/paths/~1parts/post'],
    toBytes('application/json', '{"name":"Gear"'),
    (draft) => {
      const isJson = draft.headers['content-type']?.startsWith('application/json');
      if (isJson && draft.body.length > 0 && !isReadable(draft)) goodPart(draft);
    },
  ),
  accepts(
    ['an undescribed media type', 'createPart', '/paths/~1parts/post'],
    toBytes('text/plain', 'Gear'),
    (draft) => {
      const type = draft.headers['content-type'] ?? '';
      if (!/^application\/(json|xml|x-www-form-urlencoded)/.test(type)) goodPart(draft);
    },
  ),
  accepts(
    ['truncated XML', 'createPart', '/paths/~1parts/post'],
    toBytes('application/xml', '<part><name>'),
    (draft) => {
      const isXml = draft.headers['content-type']?.startsWith('application/xml');
      if (isXml && !draft.body.toString().trimEnd().endsWith('</part>')) goodPart(draft);
    },
  ),
  accepts(
    ['XML without a price', 'createPart', part()],
    toBytes('application/xml', '<part><name>Gear</name><category>gear</category></part>'),
    (draft) => {
      const text = draft.body.toString();
      if (/^\s*<part>|^<\?xml/.test(text) && !text.includes('<price>')) goodPart(draft);
    },
  ),
  accepts(['no body', 'createPart', '/paths/~1parts/post'], toBytes(undefined, ''), (draft) => {
    if (draft.body.length === 0) goodPart(draft);
  }),
  accepts(
    ['a form without a price', 'createPart', schema('PartForm')],
    toBytes('application/x-www-form-urlencoded', 'name=Gear&category=gear'),
    (draft) => {
      const text = draft.body.toString();
      if (/urlencoded/.test(draft.headers['content-type'] ?? '') && !text.includes('price='))
        goodPart(draft);
    },
  ),
  accepts(['a limit of 0', 'listParts', listParts], ask('limit=0'), leaveOut(/^limit=(0|-\d+)$/)),
  accepts(['a limit of 51', 'listParts', listParts], ask('limit=51'), leaveOut(/^limit=\d\d+$/)),
  accepts(
    ['a limit that is not a number', 'listParts', listParts],
    ask('limit=many'),
    leaveOut(/^limit=.*[^\d.-]/),
  ),
  accepts(
    ['an unknown category in the query', 'listParts', [listParts, schema('Category')]],
    ask('category=bolt'),
    leaveOut(/^category=(?!((gear|belt|seal)(,|%2C|$))+$)/i),
  ),
  accepts(
    ['a category twice', 'listParts', listParts],
    ask('category=gear,gear'),
    leaveOut(/^category=.*(gear|belt|seal).*\1/),
  ),
  accepts(
    ['a cursor that violates its pattern', 'listParts', listParts],
    ask('cursor=x'),
    leaveOut(/^cursor=(?!c\d+$)/),
  ),
  accepts(
    ['a negative price', 'listParts', listParts],
    ask('price[min]=-1'),
    leaveOut(/^price.*=-/),
  ),
  accepts(
    ['an unknown member of price', 'listParts', listParts],
    ask('price[mid]=1'),
    leaveOut(/^price(\[|%5B)(?!min|max)/i),
  ),
  accepts(
    ['a tenant of 9 characters', 'listParts', listParts],
    ({ headers }) => (headers['x-tenant'] = 'x'.repeat(9)),
    ({ headers }) => {
      if ((headers['x-tenant'] ?? '').length > 8) delete headers['x-tenant'];
    },
  ),
  accepts(
    ['no Idempotency-Key', 'createOrder', '/paths/~1orders/post'],
    ({ headers }) => delete headers['idempotency-key'],
    ({ headers }) => (headers['idempotency-key'] ??= '0b8bd4b4-6c0f-4b9e-9a39-3b6e1a1c2d3e'),
  ),
  accepts(
    ['an Idempotency-Key that is not a UUID', 'createOrder', '/paths/~1orders/post'],
    ({ headers }) => (headers['idempotency-key'] = 'seven'),
    ({ headers }) => {
      if (headers['idempotency-key']) {
        headers['idempotency-key'] = '0b8bd4b4-6c0f-4b9e-9a39-3b6e1a1c2d3e';
      }
    },
  ),
  accepts(
    ['an order without lines', 'createOrder', order('lines')],
    set('lines', []),
    mend('lines', (it: unknown[]) => it.length === 0, newOrder.lines),
  ),
  accepts(
    ['five lines', 'createOrder', order('lines')],
    set(
      'lines',
      [1, 2, 3, 4, 5].map((quantity) => ({ part: 'p-1', quantity })),
    ),
    mend('lines', (it: unknown[]) => it.length > 4, newOrder.lines),
  ),
  accepts(
    ['a line twice', 'createOrder', order('lines')],
    set('lines', [newOrder.lines[0], newOrder.lines[0]]),
    ({ json }) => {
      const texts = json.lines.map((line: unknown) => JSON.stringify(line));
      json.lines = json.lines.filter((_: unknown, at: number) => texts.indexOf(texts[at]) === at);
    },
  ),
  accepts(
    ['a quantity of 0', 'createOrder', schema('Line')],
    quantityOf(() => 0),
    quantityOf((it) => (typeof it === 'number' && it < 1 ? 1 : it)),
  ),
  accepts(
    ['a quantity of 101', 'createOrder', schema('Line')],
    quantityOf(() => 101),
    quantityOf((it) => (typeof it === 'number' && it > 100 ? 100 : it)),
  ),
  accepts(
    ['a fraction as quantity', 'createOrder', schema('Line')],
    quantityOf(() => 1.5),
    quantityOf((it) => (typeof it === 'number' ? Math.ceil(it) : it)),
  ),
  accepts(
    ['a quantity as text', 'createOrder', schema('Line')],
    quantityOf(() => '2'),
    quantityOf((it) => (typeof it === 'string' ? 2 : it)),
  ),
  accepts(
    ['a second line without a part', 'createOrder', schema('Line')],
    ({ json }) => delete json.lines[1].part,
    ({ json }) => {
      for (const line of json.lines.slice(1)) line.part ??= 'p-9';
    },
  ),
  accepts(
    ['a long remark', 'createOrder', schema('Line')],
    ({ json }) => (json.lines[0].remark = 'x'.repeat(11)),
    ({ json }) => {
      for (const line of json.lines) if (line.remark?.length > 10) delete line.remark;
    },
  ),
  accepts(
    ['a customer without an e-mail', 'createOrder', schema('Customer')],
    ({ json }) => delete json.customer.email,
    ({ json }) => (json.customer.email ??= 'ada@example.com'),
  ),
  accepts(
    ['an invalid e-mail address', 'createOrder', schema('Customer')],
    ({ json }) => (json.customer.email = 'nobody'),
    ({ json }) => {
      if (typeof json.customer.email === 'string') json.customer.email = 'ada@example.com';
    },
  ),
  accepts(
    ['a short phone', 'createOrder', schema('Customer')],
    ({ json }) => (json.customer.phone = '1234'),
    ({ json }) => {
      if (json.customer.phone?.length < 5) delete json.customer.phone;
    },
  ),
  accepts(
    ['a delivery without zip and pickup', 'createOrder', deliveries],
    set('delivery', { street: 'Main Street 1' }),
    mend(
      'delivery',
      (it: { zip?: string; pickup?: string }) => it.zip === undefined && it.pickup === undefined,
      newOrder.delivery,
    ),
  ),
  accepts(
    ['a zip of letters', 'createOrder', deliveries],
    set('delivery', { street: 'Main Street 1', zip: 'abcde' }),
    mend('delivery', (it: { zip?: string }) => it.zip !== undefined, newOrder.delivery),
  ),
  accepts(
    ['a pickup on an invalid date', 'createOrder', deliveries],
    set('delivery', { pickup: '2026-02-30' }),
    mend('delivery', (it: { pickup?: string }) => typeof it.pickup === 'string', newOrder.delivery),
  ),
  accepts(
    ['an unknown priority', 'createOrder', order('priority')],
    set('priority', 'urgent'),
    mend('priority', (it) => typeof it === 'string' && !/^(low|normal|high)$/.test(it), 'low'),
  ),
  accepts(
    ['a gift text without a gift', 'createOrder', order()],
    (draft) => {
      delete draft.json.gift;
      draft.json.giftText = 'Hello';
    },
    ({ json }) => {
      if (json.giftText !== undefined) json.gift ??= true;
    },
  ),
  accepts(
    ['high priority without approval', 'createOrder', order()],
    set('priority', 'high'),
    ({ json }) => {
      if (json.priority === 'high') json.approvedBy ??= 'Bob';
    },
  ),
  accepts(
    ['a label in capitals', 'createOrder', order('labels')],
    set('labels', { Shelf: 4 }),
    mend('labels', (it: object) => Object.keys(it).some((name) => !/^[a-z]+$/.test(name)), {}),
  ),
  accepts(
    ['four labels', 'createOrder', order('labels')],
    set('labels', { a: 1, b: 2, c: 3, d: 4 }),
    mend('labels', (it: object) => Object.keys(it).length > 3, {}),
  ),
  accepts(
    ['a label as text', 'createOrder', order('labels')],
    set('labels', { shelf: 'four' }),
    mend(
      'labels',
      (it: object) => Object.values(it).some((value) => typeof value === 'string'),
      {},
    ),
  ),
  accepts(
    ['a short secret', 'createOrder', order('secret')],
    set('secret', 'ab'),
    mend('secret', (it: string) => it.length < 3),
  ),
  accepts(
    ['an order with an additional property', 'createOrder', order()],
    set('total', 3),
    ({ json }) => {
      const known = /^(customer|lines|delivery|priority|approvedBy|gift|giftText|secret|labels)$/;
      for (const name of Object.keys(json)) if (!known.test(name)) delete json[name];
    },
  ),
  accepts(['no offset', 'listOrders', '/paths/~1orders/get'], ask(''), (draft) => {
    if (!draft.query.includes('offset=')) draft.query = 'offset=0';
  }),
  accepts(['a negative offset', 'listOrders', '/paths/~1orders/get'], ask('offset=-1'), (draft) => {
    draft.query = draft.query.replace(/offset=-\d+$/, 'offset=0');
  }),
  accepts(
    ['a code of 100', 'readCodes', codes],
    (draft) => (draft.path = '/codes/.1.100'),
    (draft) => (draft.path = draft.path.replace(/\.\d{3,}/g, '.1')),
  ),
  accepts(
    ['a code of 0', 'readCodes', codes],
    (draft) => (draft.path = '/codes/.1.0'),
    (draft) => (draft.path = draft.path.replace(/\.0(?=\.|$)/g, '.1')),
  ),
  accepts(
    ['0.25 as a weight', 'readCodes', codes],
    ask('weights=0.25|1'),
    leaveOut(/^weights=.*\.\d*[1-46-9]/),
  ),
  accepts(
    ['five weights', 'readCodes', codes],
    ask('weights=1|2|3|4|5'),
    leaveOut(/^weights=.*((\||%7C).*){4}/i),
  ),
  accepts(
    ['a short session', 'readCodes', codes],
    ({ headers }) => (headers.cookie = 'session=abc'),
    ({ headers }) => {
      if (/session=.{0,3}(;|$)/.test(headers.cookie ?? '')) delete headers.cookie;
    },
  ),
  accepts(
    ['an order with id 0', 'getOrder', '/paths/~1orders~1{id}/get'],
    (draft) => (draft.path = '/orders/0'),
    (draft) => (draft.path = draft.path.replace(/\/orders\/(0|-\d+)$/, '/orders/1')),
  ),
  accepts(
    ['an empty change', 'changePart', schema('PartChange')],
    (draft) => (draft.json = {}),
    (draft) => {
      if (Object.keys(draft.json).length === 0) draft.json = { price: 7 };
    },
  ),
  accepts(
    ['the year 1999', 'readReport', '/paths/~1report/get'],
    ask('year=1999'),
    (draft) => (draft.query = draft.query.replace(/year=1\d{3}$/, 'year=2000')),
  ),
  accepts(['no year', 'readReport', '/paths/~1report/get'], ask(''), (draft) => {
    if (!draft.query.includes('year=')) draft.query = 'year=2026';
  }),
  accepts(
    ['an upload without a title', 'upload', '/paths/~1uploads/post'],
    (draft) =>
      (draft.body = Buffer.from(draft.body.toString().replace('name="title"', 'name="name"'))),
    (draft) => {
      const text = draft.body.toString('latin1');
      const boundary = /^--(\S+)\r\n/.exec(text)?.[1];
      if (boundary === undefined || /name="?title"?/.test(text)) return;
      const title = `--${boundary}\r\nContent-Disposition: form-data; name="title"\r\n\r\nPlan\r\n`;
      draft.body = Buffer.from(title + text, 'latin1');
    },
  ),
  accepts(
    ['an upload with 0 pages', 'upload', '/paths/~1uploads/post'],
    (draft) => (draft.body = Buffer.from(draft.body.toString().replace('"pages":2', '"pages":0'))),
    (draft) => {
      const text = draft.body.toString('latin1');
      draft.body = Buffer.from(text.replace(/"pages":\s*(0|-\d+)/, '"pages":1'), 'latin1');
    },
  ),
];
