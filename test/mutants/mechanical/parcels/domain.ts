import { Refusal, refuseUnless } from '../../read.ts';
import type { Domain } from '../domain.ts';
import { choice, flag, list, nullable, text, thing, union, type Value, whole } from '../rule.ts';
import { type Endpoint, found, type Service, type Shelves, said } from '../service.ts';
import { createShelf } from '../shelf.ts';

const service = choice('standard', 'express', 'overnight');
const weight_grams = whole(500, 1, 30_000);
const note = nullable(text('ring twice', { max: 140 }));

const recipient = thing({
  name: text('Ada', { min: 1, max: 50 }),
  city: text('Bergen', { min: 2, max: 30 }),
  'postcode?': text('5003', { pattern: /^\d{4}$/ }),
});

const contents = union('kind', {
  documents: thing({ kind: choice('documents'), pages: whole(12, 1, 2000), 'sealed?': flag }),
  goods: thing({ kind: choice('goods'), value_cents: whole(9900, 0), 'fragile?': flag }),
  animal: thing({
    kind: choice('animal'),
    species: text('newt', { min: 1, max: 20 }),
    'food?': text('flies', { max: 20 }),
  }),
});

const newParcel = thing({
  recipient,
  weight_grams,
  service,
  contents,
  'note?': note,
  'marks?': list(text('this side up', { min: 2, max: 12 }), 4, true),
  'notify_url?': text('https://shop.example/moved', { max: 60 }),
});

const amendment = thing({ 'weight_grams?': weight_grams, 'service?': service, 'note?': note });

const newStop = thing({
  place: text('Oslo', { min: 1, max: 40 }),
  'minutes?': whole(30, 0, 1440),
  'signed_by?': nullable(text('Grace', { min: 1, max: 40 })),
});

const claim = thing({
  photo: text('image/png 12', { pattern: /^image\/png / }),
  parcel_id: text('pcl_000001'),
  reason: choice('lost', 'late', 'broken'),
  'words?': text('It was wet', { max: 60 }),
});

const subscription = thing({
  url: text('https://shop.example/moved', {
    pattern: /^https:\/\/[a-z0-9.-]+(\/[a-z0-9-]*)*$/,
    max: 80,
  }),
  events: list(choice('booked', 'moved', 'delivered'), 3, true),
  'secret?': text('a long secret', { min: 8, max: 40 }),
});

const wanted = thing(
  {
    service,
    country: choice('NO', 'SE', 'DK'),
    'coupon?': text('SUN10', { pattern: /^[A-Z]{3}\d{2}$/ }),
  },
  true,
);

const currencies: Readonly<Record<string, string>> = { NO: 'NOK', SE: 'SEK', DK: 'DKK' };
const parcelId = (turn: number) => `pcl_${turn.toString(36).padStart(6, '0')}`;
const claimId = (turn: number) => `CL-${String(turn).padStart(4, '0')}`;
const stopKey = (parcel: string, stop: unknown) => `${parcel} ${stop}`;
const tagOf = ({ turn }: Value) => `"t${turn}"`;
const shown = ({ turn: _, ...others }: Value) => others;
const positive = (digits: string) => {
  refuseUnless(/^[1-9]\d*$/.test(digits), 'it is no number of a stop', 422);
  return digits;
};

/** The items of a page from a start, and where the next page starts. */
function pageOf(all: readonly Value[], start: number, size: number) {
  const end = start + size;
  const next_cursor = end < all.length ? Buffer.from(String(end)).toString('base64url') : null;
  return { data: all.slice(start, end), meta: { count: all.length, next_cursor } };
}

function endpointsOf(shelves: Shelves): readonly Endpoint[] {
  return [...parcelsOf(shelves), ...stopsOf(shelves), ...claimsOf(shelves), ...hooksOf(shelves)];
}

function parcelsOf({ parcels, stops }: Shelves): readonly Endpoint[] {
  const item = '/parcels/{parcel_id}';
  const answered = (one: Value) => ({ data: shown(one) });
  return [
    {
      id: 'listParcels',
      method: 'GET',
      path: '/parcels',
      access: true,
      query: thing({ 'limit?': whole(4, 1, 50), 'service?': service }),
      answer({ query: { limit = '10', cursor, service: only } }) {
        const fitting = parcels!
          .all()
          .filter((one) => only === undefined || one.service === only)
          .map(shown);
        const start =
          cursor === undefined ? 0 : Number(Buffer.from(cursor, 'base64url').toString());
        refuseUnless(Number.isInteger(start) && start >= 0, 'the cursor is none', 422);
        return said(200, pageOf(fitting, start, Number(limit)));
      },
    },
    {
      id: 'bookParcel',
      method: 'POST',
      path: '/parcels',
      access: true,
      body: { type: 'application/json', rule: newParcel },
      answer({ body }) {
        const parcel_id = parcelId(parcels!.next());
        const made = { parcel_id, state: 'booked', ...body, turn: 1 };
        parcels!.put(parcel_id, made);
        return said(201, answered(made), { location: `/parcels/${parcel_id}` });
      },
    },
    {
      id: 'readParcel',
      method: 'GET',
      path: item,
      access: true,
      answer({ ids }) {
        const one = found(parcels!.get(ids[0]!));
        return said(200, answered(one), { etag: tagOf(one) });
      },
    },
    {
      id: 'replaceParcel',
      method: 'PUT',
      path: item,
      access: true,
      body: { type: 'application/json', rule: newParcel },
      answer({ ids, body }) {
        const { parcel_id, state, turn } = found(parcels!.get(ids[0]!));
        const made = { parcel_id, state, ...body, turn: (turn as number) + 1 };
        parcels!.put(ids[0]!, made);
        return said(200, answered(made));
      },
    },
    {
      id: 'amendParcel',
      method: 'PATCH',
      path: item,
      access: true,
      body: { type: 'application/json', rule: amendment },
      answer({ ids, body, request: { headers } }) {
        const one = found(parcels!.get(ids[0]!));
        refuseUnless(Object.keys(body).length > 0, 'it changes nothing', 422);
        const condition = headers['if-match'];
        const isMet =
          condition === undefined ||
          condition === '*' ||
          condition.split(/, */).includes(tagOf(one));
        refuseUnless(isMet, 'it has changed', 412);
        const made = { ...one, ...body, turn: (one.turn as number) + 1 };
        parcels!.put(ids[0]!, made);
        return said(200, answered(made));
      },
    },
    {
      id: 'cancelParcel',
      method: 'DELETE',
      path: item,
      access: true,
      answer({ ids }) {
        found(parcels!.get(ids[0]!));
        parcels!.remove(ids[0]!);
        for (const [key] of stops!.entries()) {
          if (key.startsWith(`${ids[0]} `)) stops!.remove(key);
        }
        return said(204);
      },
    },
    {
      id: 'redirectParcel',
      method: 'PUT',
      path: `${item}/recipient`,
      access: true,
      body: { type: 'application/json', rule: recipient },
      answer({ ids, body }) {
        const one = found(parcels!.get(ids[0]!));
        parcels!.put(ids[0]!, { ...one, recipient: body, turn: (one.turn as number) + 1 });
        return said(204);
      },
    },
  ];
}

function stopsOf({ parcels, stops }: Shelves): readonly Endpoint[] {
  const all = '/parcels/{parcel_id}/stops';
  const stopAt = ([parcel, stop]: readonly string[]) => {
    found(parcels!.get(parcel!));
    return found(stops!.get(stopKey(parcel!, positive(stop!))));
  };
  return [
    {
      id: 'listStops',
      method: 'GET',
      path: all,
      access: true,
      answer({ ids }) {
        found(parcels!.get(ids[0]!));
        const own = stops!.all().filter(({ parcel }) => parcel === ids[0]);
        return said(200, { data: own.map(({ parcel: _, ...others }) => others) });
      },
    },
    {
      id: 'addStop',
      method: 'POST',
      path: all,
      access: true,
      body: { type: 'application/json', rule: newStop },
      answer({ ids, body }) {
        found(parcels!.get(ids[0]!));
        const data = { stop_no: stops!.next(), ...body };
        stops!.put(stopKey(ids[0]!, data.stop_no), { ...data, parcel: ids[0] });
        return said(201, { data });
      },
    },
    {
      id: 'readStop',
      method: 'GET',
      path: `${all}/{stop_no}`,
      access: true,
      answer({ ids }) {
        const { parcel: _, ...data } = stopAt(ids);
        return said(200, { data });
      },
    },
    {
      id: 'correctStop',
      method: 'PUT',
      path: `${all}/{stop_no}`,
      access: true,
      body: { type: 'application/json', rule: newStop },
      answer({ ids, body }) {
        const { stop_no, parcel } = stopAt(ids);
        stops!.put(stopKey(ids[0]!, ids[1]), { stop_no, parcel, ...body });
        return said(200, { data: { stop_no, ...body } });
      },
    },
    {
      id: 'dropStop',
      method: 'DELETE',
      path: `${all}/{stop_no}`,
      access: true,
      answer({ ids }) {
        stopAt(ids);
        stops!.remove(stopKey(ids[0]!, ids[1]));
        return said(204);
      },
    },
  ];
}

function claimsOf({ parcels, claims }: Shelves): readonly Endpoint[] {
  return [
    {
      id: 'fileClaim',
      method: 'POST',
      path: '/claims',
      access: true,
      body: { type: 'multipart/form-data', rule: claim },
      answer({ body: { photo, ...others } }) {
        refuseUnless(parcels!.get(others.parcel_id) !== undefined, 'there is no such parcel', 422);
        const claim_id = claimId(claims!.next());
        const photo_bytes = Math.max(1, Number(String(photo).split(' ')[1]));
        const data = { claim_id, ...others, photo_bytes };
        claims!.put(claim_id, data);
        return said(201, { data });
      },
    },
    {
      id: 'listClaims',
      method: 'GET',
      path: '/claims',
      access: true,
      query: thing({ 'page?': whole(1, 1), 'page_size?': whole(4, 1, 20) }),
      answer({ query: { page = '1', page_size = '10' } }) {
        const all = claims!.all();
        const start = (Number(page) - 1) * Number(page_size);
        const count = String(Math.ceil(all.length / Number(page_size)));
        return said(
          200,
          { data: all.slice(start, start + Number(page_size)) },
          { 'x-page-count': count },
        );
      },
    },
    {
      id: 'readClaim',
      method: 'GET',
      path: '/claims/{claim_id}',
      access: true,
      answer({ ids }) {
        refuseUnless(/^CL-\d{4,9}$/.test(ids[0]!), 'it is no id of a claim', 422);
        return said(200, { data: found(claims!.get(ids[0]!)) });
      },
    },
  ];
}

function hooksOf({ hooks }: Shelves): readonly Endpoint[] {
  return [
    {
      id: 'listHooks',
      method: 'GET',
      path: '/hooks',
      access: true,
      answer: () => said(200, { data: hooks!.all() }),
    },
    {
      id: 'subscribe',
      method: 'POST',
      path: '/hooks',
      access: true,
      body: { type: 'application/json', rule: subscription },
      answer({ body: { secret: _, ...others } }) {
        const hook_id = `hook${hooks!.next()}`;
        const data = { hook_id, active: true, ...others };
        hooks!.put(hook_id, data);
        return said(201, { data });
      },
    },
    {
      id: 'readHook',
      method: 'GET',
      path: '/hooks/{hook_id}',
      access: true,
      answer: ({ ids }) => said(200, { data: found(hooks!.get(ids[0]!)) }),
    },
    {
      id: 'unsubscribe',
      method: 'DELETE',
      path: '/hooks/{hook_id}',
      access: true,
      answer({ ids }) {
        found(hooks!.get(ids[0]!));
        hooks!.remove(ids[0]!);
        return said(204);
      },
    },
    {
      id: 'quote',
      method: 'POST',
      path: '/quotes',
      body: { type: 'application/x-www-form-urlencoded', rule: wanted },
      answer({ body }) {
        const days = body.service === 'standard' ? 5 : body.service === 'express' ? 2 : 1;
        const data = {
          price_cents: 20_000 / days,
          currency: currencies[body.country],
          days,
          ...(body.coupon !== undefined && { discount: 0.1 }),
        };
        return said(200, { data });
      },
    },
  ];
}

const samples: readonly Value[] = [
  { kind: 'documents', pages: 3, sealed: true },
  { kind: 'goods', value_cents: 100, fragile: true },
  { kind: 'animal', species: 'newt', food: 'flies' },
];

/** What the provider holds at first. */
function fill({ parcels, stops, claims, hooks }: Shelves): void {
  for (let count = 0; count < 14; count += 1) {
    const turn = parcels!.next();
    parcels!.put(parcelId(turn), {
      parcel_id: parcelId(turn),
      state: ['booked', 'underway', 'delivered'][count % 3],
      recipient: { name: `Person ${count}`, city: 'Oslo', ...(count % 2 && { postcode: '0150' }) },
      weight_grams: 100 + count,
      service: ['standard', 'express', 'overnight'][count % 3],
      contents: samples[count % 3],
      ...(count % 4 === 0 && { note: count === 0 ? null : 'leave it at the door' }),
      ...(count % 5 === 0 && { marks: ['top', 'glass'] }),
      turn: 1,
    });
  }
  for (let count = 0; count < 4; count += 1) {
    const stop_no = stops!.next();
    const parcel = parcelId(count < 3 ? 1 : 2);
    stops!.put(stopKey(parcel, stop_no), {
      stop_no,
      place: `Place ${count}`,
      ...(count > 0 && { minutes: count * 10 }),
      ...(count === 2 && { signed_by: null }),
      parcel,
    });
  }
  for (let count = 0; count < 6; count += 1) {
    const claim_id = claimId(claims!.next());
    const reason = ['lost', 'late', 'broken'][count % 3];
    claims!.put(claim_id, { claim_id, parcel_id: parcelId(1), reason, photo_bytes: 40 + count });
  }
  const hook_id = `hook${hooks!.next()}`;
  const url = 'https://shop.example/moved';
  hooks!.put(hook_id, { hook_id, active: true, url, events: ['moved'] });
}

const firstParcel = `/parcels/${parcelId(1)}`;
const noParcel = '/parcels/pcl_zzzzzz';
const key = 'key-of-the-carrier';

export const parcels: Domain = {
  name: 'parcels',
  contract: new URL('contract.yaml', import.meta.url),
  credentials: { carrier: key },
  access: { 'x-carrier-key': key },
  create(change = {}): Service {
    const shelves = {
      parcels: createShelf<Value>(),
      stops: createShelf<Value>(),
      claims: createShelf<Value>(),
      hooks: createShelf<Value>(),
    };
    fill(shelves);
    const used = Object.fromEntries(
      Object.entries(shelves).map(([name, shelf]) => [name, change.shelf?.(name, shelf) ?? shelf]),
    );
    return {
      endpoints: endpointsOf(used),
      shelves: used,
      invalid: 422,
      refusal: (code, message) => said(code, { error: { code, message } }),
      admit({ headers }) {
        if (headers['x-carrier-key'] !== key) throw new Refusal(401, 'who are you?');
      },
    };
  },
  paths: {
    listParcels: '/parcels?limit=4',
    bookParcel: '/parcels',
    readParcel: firstParcel,
    replaceParcel: '/parcels/pcl_000002',
    amendParcel: '/parcels/pcl_000003',
    cancelParcel: '/parcels/pcl_000004',
    redirectParcel: '/parcels/pcl_000005/recipient',
    listStops: `${firstParcel}/stops`,
    addStop: `${firstParcel}/stops`,
    readStop: `${firstParcel}/stops/2`,
    correctStop: `${firstParcel}/stops/1`,
    dropStop: `${firstParcel}/stops/3`,
    fileClaim: '/claims',
    listClaims: '/claims?page_size=4',
    readClaim: '/claims/CL-0002',
    listHooks: '/hooks',
    subscribe: '/hooks',
    readHook: '/hooks/hook1',
    unsubscribe: '/hooks/hook1',
    quote: '/quotes',
  },
  missing: {
    readParcel: noParcel,
    replaceParcel: noParcel,
    amendParcel: noParcel,
    cancelParcel: noParcel,
    redirectParcel: `${noParcel}/recipient`,
    listStops: `${noParcel}/stops`,
    addStop: `${noParcel}/stops`,
    readStop: `${firstParcel}/stops/900000`,
    correctStop: `${firstParcel}/stops/900000`,
    dropStop: `${firstParcel}/stops/900000`,
    readClaim: '/claims/CL-999999',
    readHook: '/hooks/hook999999',
    unsubscribe: '/hooks/hook999999',
  },
  stories: [
    {
      create: 'bookParcel',
      read: 'readParcel',
      list: 'listParcels',
      replace: 'replaceParcel',
      change: 'amendParcel',
      remove: 'cancelParcel',
      item: (id) => `/parcels/${id}`,
      idOf: ({ json }) => json?.data?.parcel_id,
      itemOf: ({ json }) => json?.data,
      idsOf: ({ json }) => json?.data?.map?.((one: Value) => one.parcel_id),
      next: ({ json }) =>
        typeof json?.meta?.next_cursor === 'string'
          ? `/parcels?limit=4&cursor=${json.meta.next_cursor}`
          : undefined,
      parts: [
        {
          put: 'redirectParcel',
          at: (id) => `/parcels/${id}/recipient`,
          partOf: (item) => item?.recipient,
        },
      ],
    },
    {
      create: 'addStop',
      read: 'readStop',
      list: 'listStops',
      replace: 'correctStop',
      remove: 'dropStop',
      item: (id) => `${firstParcel}/stops/${id}`,
      idOf: ({ json }) => json?.data?.stop_no,
      itemOf: ({ json }) => json?.data,
      idsOf: ({ json }) => json?.data?.map?.((one: Value) => one.stop_no),
    },
    {
      create: 'fileClaim',
      read: 'readClaim',
      list: 'listClaims',
      sentOf(body) {
        const { photo: _, ...others } = body as Value;
        return others;
      },
      item: (id) => `/claims/${id}`,
      idOf: ({ json }) => json?.data?.claim_id,
      itemOf: ({ json }) => json?.data,
      idsOf: ({ json }) => json?.data?.map?.((one: Value) => one.claim_id),
      next: ({ headers, json }, turn) =>
        Number(headers['x-page-count']) > turn && json?.data?.length > 0
          ? `/claims?page_size=4&page=${turn + 1}`
          : undefined,
    },
    {
      create: 'subscribe',
      read: 'readHook',
      list: 'listHooks',
      remove: 'unsubscribe',
      sentOf(body) {
        const { secret: _, ...others } = body as Value;
        return others;
      },
      item: (id) => `/hooks/${id}`,
      idOf: ({ json }) => json?.data?.hook_id,
      itemOf: ({ json }) => json?.data,
      idsOf: ({ json }) => json?.data?.map?.((one: Value) => one.hook_id),
    },
  ],
};
