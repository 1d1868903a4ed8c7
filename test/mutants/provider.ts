import { amount, list, oneOf } from './check.ts';
import type { Handle, Incoming, Outgoing } from './http.ts';
import {
  cookie,
  decoded,
  elementOf,
  fields,
  form,
  integer,
  json,
  mediaType,
  multipart,
  number,
  queryValue,
  Refusal,
  refuseUnless,
} from './read.ts';
import { categories, newOrder, newPart, partChange, partForm } from './validate.ts';

export const credentials = {
  key: 'key-1',
  queryKey: 'query-1',
  clerk: 'token-1',
  desk: 'user:pass',
};

interface Part extends Record<string, unknown> {
  readonly id: string;
  readonly version: number;
}

/** The data of the depot. */
export interface Depot {
  readonly parts: Map<string, Part>;
  /** The number of all parts that ever existed, so that no id is used twice. */
  made: number;
  readonly orders: Map<number, Record<string, unknown>>;
}

/** A provider that keeps contract.yaml, and its data, which faults can change. */
export function createProvider(): { readonly handle: Handle; readonly store: Depot } {
  const depot: Depot = { parts: new Map(), made: 0, orders: new Map() };
  for (let count = 1; count <= 45; count += 1) {
    keep(depot, {
      name: `Part ${count}`,
      price: count + 0.5,
      category: categories[count % 3],
      shape:
        count % 2 === 0
          ? { kind: 'round', diameter: count }
          : { kind: 'square', side: 2, corner: 'soft' },
      note: count % 5 === 0 ? null : 'in stock',
      tags: ['steel', 'new'],
    });
  }
  for (let count = 1; count <= 7; count += 1) take(depot, firstOrder, count);
  return { store: depot, handle: (request) => answer(request, depot) };
}

const firstOrder = {
  customer: { name: 'Ada', email: 'ada@example.com', phone: '12345' },
  lines: [
    { part: 'p-1', quantity: 2, remark: 'soon' },
    { part: 'p-2', quantity: 1 },
  ],
  delivery: { street: 'Main Street 1', zip: '12345' },
  priority: 'high',
  approvedBy: 'Bob',
  gift: true,
  giftText: 'Hello',
  labels: { shelf: 4 },
};

function answer(request: Incoming, depot: Depot): Outgoing {
  try {
    if (request.method === 'HEAD') {
      const { status, headers } = route({ ...request, method: 'GET' }, depot);
      return { status, headers };
    }
    return route(request, depot);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return problem(error.status, error.message);
  }
}

export function problem(status: number, title: string): Outgoing {
  return {
    status,
    headers: {
      'content-type': 'application/problem+json',
      ...(status === 401 ? { 'www-authenticate': 'Bearer realm="depot"' } : {}),
    },
    json: { title, status },
  };
}

function ok(value: unknown, status = 200, headers: Record<string, string> = {}): Outgoing {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    json: structuredClone(value),
  };
}

function route(request: Incoming, depot: Depot): Outgoing {
  const [first = '', second, third] = request.path.slice(1).split('/');
  if (third !== undefined) return problem(404, 'there is nothing here');
  const table = second === undefined ? collections[first] : members[first];
  if (table === undefined) return problem(404, 'there is nothing here');
  const operation = table[request.method];
  if (operation === undefined) {
    const { headers, ...rest } = problem(405, 'there is no such method');
    return { ...rest, headers: { ...headers, allow: Object.keys(table).join(', ') } };
  }
  return operation(request, depot, decoded((second ?? '').replaceAll('+', '%2B')));
}

type Serve = (request: Incoming, depot: Depot, id: string) => Outgoing;
type Table = Readonly<Record<string, Readonly<Record<string, Serve>>>>;

const collections: Table = {
  health: {
    GET: () => ({
      status: 200,
      headers: { 'content-type': 'text/plain; charset=utf-8', 'x-load': '7' },
      text: 'open',
    }),
  },
  parts: {
    GET(request, depot) {
      withKey(request);
      return pageOfParts(request, depot);
    },
    POST(request, depot) {
      withKey(request);
      const part = keep(depot, partOf(request));
      return ok(shown(part), 201, { location: `/parts/${part.id}` });
    },
  },
  orders: {
    GET(request, depot) {
      withKey(request);
      const text = queryValue(request, 'offset');
      refuseUnless(text !== undefined, 'offset is missing');
      const offset = integer(text);
      refuseUnless(offset >= 0, 'offset is below 0');
      const heads = [...depot.orders.values()].map(({ id, at, state }) => ({ id, at, state }));
      return ok(heads.slice(offset, offset + 3));
    },
    POST(request, depot) {
      const { headers } = request;
      const isClerk = hasKey(request) && hasToken(request);
      refuseUnless(isClerk || headers.authorization === basic, 'who are you?', 401);
      const id = headers['idempotency-key'] ?? '';
      const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
      refuseUnless(uuid.test(id), 'Idempotency-Key is no UUID');
      mediaType(request, 'application/json');
      const order = json(request.body);
      newOrder(order, 'the order');
      return ok(take(depot, order as object, depot.orders.size + 1), 201);
    },
  },
  uploads: {
    POST(request) {
      withKey(request);
      mediaType(request, 'multipart/form-data');
      const parts = multipart(request);
      const [title, file, about] = ['title', 'file', 'about'].map((name) => parts.get(name));
      refuseUnless(title !== undefined && file !== undefined, 'title or file is missing');
      const { length } = [...title.content.toString()];
      refuseUnless(length >= 1 && length <= 20, 'the title is too short or too long');
      refuseUnless(/^(text\/plain)?$/.test(title.type), 'the title is no text');
      refuseUnless(/^(application\/octet-stream)?$/.test(file.type), 'the file has another type');
      if (about !== undefined) {
        refuseUnless(/^(application\/json)?$/.test(about.type), 'about has another type');
        const { pages } = Object(json(about.content)) as { pages?: unknown };
        refuseUnless(Number.isInteger(pages) && (pages as number) >= 1, 'pages is wrong');
      }
      return ok({ bytes: file.content.length });
    },
  },
  me: {
    GET(request) {
      if (queryValue(request, 'key') === credentials.queryKey)
        return ok({ name: 'Ada', via: 'key' });
      refuseUnless(hasToken(request), 'who are you?', 401);
      return ok({ name: 'Ada', via: 'token' });
    },
  },
  report: {
    GET(request) {
      withKey(request);
      const text = queryValue(request, 'year');
      refuseUnless(text !== undefined, 'year is missing');
      const year = integer(text);
      refuseUnless(year >= 2000 && year <= 2100, 'there is no report of that year');
      if (/text\/csv/.test(request.headers.accept ?? '')) {
        return {
          status: 200,
          headers: { 'content-type': 'text/csv' },
          text: 'month,sold\n1,20\n2,30\n',
        };
      }
      return ok({
        year,
        months: { m01: 20, m02: 30 },
        totals: { gear: 30.5, belt: 19.5 },
        marks: ['draft', 'closed'],
      });
    },
  },
};

const members: Table = {
  parts: {
    GET(request, depot, id) {
      const part = partBy(request, depot, id);
      const etag = `"${part.version}"`;
      if (/xml/.test(request.headers.accept ?? '') && !/json/.test(request.headers.accept ?? '')) {
        return {
          status: 200,
          headers: { 'content-type': 'application/xml', etag },
          text: xml(part),
        };
      }
      return ok(shown(part), 200, { etag });
    },
    PUT(request, depot, id) {
      const match = request.headers['if-match'];
      withKey(request);
      refuseUnless(match === undefined || /^"[0-9]+"$/.test(match), 'If-Match is no tag');
      refuseUnless(/^p-[0-9]+$/.test(id), 'the id has another form');
      const value = bodyOf(request, 'application/json', newPart);
      const part = partBy(request, depot, id);
      refuseUnless(match === undefined || match === `"${part.version}"`, 'it changed', 412);
      const { createdAt, version } = part;
      return ok(shown(put(depot, { ...value, createdAt, id, version: version + 1 })));
    },
    PATCH(request, depot, id) {
      withKey(request);
      refuseUnless(/^p-[0-9]+$/.test(id), 'the id has another form');
      const change = bodyOf(request, 'application/merge-patch+json', partChange);
      const part = partBy(request, depot, id);
      const changed: Part = { ...part, ...change, version: part.version + 1 };
      if (change.note === null) delete changed.note;
      return ok(shown(put(depot, changed)));
    },
    DELETE(request, depot, id) {
      partBy(request, depot, id);
      depot.parts.delete(id);
      return { status: 204, headers: {} };
    },
  },
  orders: {
    GET(request, depot, id) {
      withKey(request);
      const value = integer(id);
      refuseUnless(value >= 1 && value <= 2 ** 31 - 1, 'the id is out of bounds');
      const order = depot.orders.get(value);
      refuseUnless(order !== undefined, 'there is no such order', 404);
      return ok(order);
    },
  },
  codes: {
    GET(request) {
      withKey(request);
      const written = request.path.slice('/codes/'.length);
      refuseUnless(written.startsWith('.'), 'the codes do not begin with a dot');
      const codes = written
        .slice(1)
        .split('.')
        .map((code) => integer(decoded(code)));
      list(amount({ min: 1, max: 99 }))(codes, 'codes');
      const weights = queryValue(request, 'weights');
      const halves = (weights ?? '').split(/\||%7C/i).filter((text) => text !== '');
      refuseUnless(halves.length <= 4, 'there are too many weights');
      const isHalf = (text: string) => Number.isInteger(number(decoded(text)) * 2);
      refuseUnless(halves.every(isHalf), 'a weight is no half');
      const session = cookie(request, 'session');
      refuseUnless(session === undefined || [...session].length >= 4, 'the session is too short');
      return ok({ sum: codes.reduce((sum, code) => sum + code, 0) });
    },
  },
};

function pageOfParts(request: Incoming, depot: Depot): Outgoing {
  const limit = integer(queryValue(request, 'limit') ?? '20');
  refuseUnless(limit >= 1 && limit <= 50, 'limit is out of bounds');
  const cursor = decoded(queryValue(request, 'cursor') ?? 'c0');
  refuseUnless(/^c[0-9]+$/.test(cursor), 'the cursor has another form');
  const wanted = queryValue(request, 'category')?.split(/,|%2C/i).map(decoded);
  if (wanted) list(oneOf(...categories), { min: 1, max: 3, unique: true })(wanted, 'category');
  const tenant = request.headers['x-tenant'];
  refuseUnless(tenant === undefined || (tenant.length >= 2 && tenant.length <= 8), 'the tenant');
  const { min = 0, max = Infinity } = priceOf(request);
  const found = [...depot.parts.values()].filter(
    ({ category, price }) =>
      (wanted === undefined || wanted.includes(category as string)) &&
      (price as number) >= min &&
      (price as number) <= max,
  );
  const start = Number(cursor.slice(1));
  const items = found.slice(start, start + limit);
  const next = start + limit < found.length ? `c${start + limit}` : null;
  const seen = [...new Set(items.map(({ category }) => category))];
  return ok({ items: items.map(shown), next }, 200, {
    'x-total': String(found.length),
    'x-categories': seen.join(','),
  });
}

function priceOf(request: Incoming): { min?: number; max?: number } {
  const price: Record<string, number> = {};
  for (const pair of request.query.split('&')) {
    const [key = '', value = ''] = pair.split('=');
    const name = decoded(key);
    if (!/^price\b/.test(name)) continue;
    const member = /^price\[(min|max)\]$/.exec(name)?.[1];
    refuseUnless(member !== undefined && price[member] === undefined, `${name} is not known`);
    price[member] = number(decoded(value));
    refuseUnless(price[member] >= 0, `${name} is below 0`);
  }
  return price;
}

const readers: Readonly<Record<string, (body: Buffer) => unknown>> = {
  'application/json': json,
  'application/xml': partOfXml,
  'application/x-www-form-urlencoded': partOfForm,
};

function partOfForm(body: Buffer): Record<string, unknown> {
  const found = form(body);
  return found.price === undefined ? found : { ...found, price: number(found.price) };
}

/** A part in XML: `<part><name>…</name>…</part>`. */
function partOfXml(body: Buffer): Record<string, unknown> {
  const root = elementOf(body);
  refuseUnless(root.name === 'part', `the root is "${root.name}"`);
  return fields(root, (child) => {
    switch (child.name) {
      case 'price':
        return number(child.text.trim());
      case 'shape':
        return fields(child, ({ name, text }) =>
          name === 'diameter' || name === 'side' ? number(text.trim()) : text,
        );
      case 'tags':
        return child.children.map(({ name, text }) => {
          refuseUnless(name === 'tag', `"${name}" is among the tags`);
          return text;
        });
      default:
        refuseUnless(child.children.length === 0, `"${child.name}" holds elements`);
        return child.isNil ? null : child.text;
    }
  });
}

function partOf(request: Incoming): object {
  const type = mediaType(request, ...Object.keys(readers));
  const value = readers[type]!(request.body);
  const check = type === 'application/x-www-form-urlencoded' ? partForm : newPart;
  check(value, 'the part');
  const { name, price, category } = value as Record<string, unknown>;
  return check === partForm
    ? { name, price: Math.round((price as number) * 100) / 100 || 0.01, category }
    : (value as object);
}

function bodyOf(request: Incoming, type: string, check: (value: unknown, where: string) => void) {
  mediaType(request, type);
  const value = json(request.body);
  check(value, 'the body');
  return value as Record<string, unknown>;
}

const basic = `Basic ${btoa(credentials.desk)}`;

function withKey(request: Incoming): void {
  refuseUnless(hasKey(request), 'who are you?', 401);
}

function hasKey({ headers }: Incoming): boolean {
  return headers['x-key'] === credentials.key;
}

function hasToken({ headers }: Incoming): boolean {
  const [scheme = '', token] = (headers.authorization ?? '').split(' ');
  return scheme.toLowerCase() === 'bearer' && token === credentials.clerk;
}

function partBy(request: Incoming, depot: Depot, id: string): Part {
  withKey(request);
  refuseUnless(/^p-[0-9]+$/.test(id), 'the id has another form');
  const part = depot.parts.get(id);
  refuseUnless(part !== undefined, 'there is no such part', 404);
  return part;
}

function keep(depot: Depot, value: object): Part {
  depot.made += 1;
  const createdAt = '2026-01-02T03:04:05Z';
  return put(depot, { ...value, id: `p-${depot.made}`, version: 1, createdAt });
}

function put(depot: Depot, part: Part): Part {
  depot.parts.set(part.id, part);
  return part;
}

function shown({ version: _, ...part }: Part): object {
  return part;
}

function take(depot: Depot, value: object, id: number): object {
  const { secret: _, ...order } = value as Record<string, unknown>;
  const kept = {
    ...order,
    id,
    at: '2026-01-02T03:04:05+01:00',
    state: ['open', 'packed', 'sent'][id % 3],
    total: 10.25,
    place: [52.5, 13.4],
    ...(id === 1
      ? {
          carrier: 'bicycle',
          tracking: '0b8bd4b4-6c0f-4b9e-9a39-3b6e1a1c2d3e',
          website: 'https://example.com/track?id=1',
        }
      : {}),
    history: { text: 'taken', before: [{ text: 'asked', before: [{ text: 'seen' }] }] },
  };
  depot.orders.set(id, kept);
  return kept;
}

function xml({ id, name, price, category, shape, note, tags, createdAt }: Part): string {
  const element = (label: string, value: unknown) =>
    value === undefined || value === null ? '' : `<${label}>${escaped(String(value))}</${label}>`;
  const inner = Object.entries((shape ?? {}) as object).map(([key, value]) => element(key, value));
  const labels = ((tags ?? []) as string[]).map((tag) => element('tag', tag));
  return [
    `<part id="${id}">`,
    element('name', name),
    element('price', price),
    element('category', category),
    shape === undefined ? '' : `<shape>${inner.join('')}</shape>`,
    element('note', note),
    tags === undefined ? '' : `<tags>${labels.join('')}</tags>`,
    element('createdAt', createdAt),
    '</part>',
  ].join('');
}

function escaped(text: string): string {
  return text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
}
