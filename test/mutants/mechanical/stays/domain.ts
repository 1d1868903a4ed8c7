import { Refusal, refuseUnless } from '../../read.ts';
import type { Domain } from '../domain.ts';
import { choice, flag, list, nullable, text, thing, type Value, whole } from '../rule.ts';
import { type Endpoint, found, type Service, type Shelves, said } from '../service.ts';
import { createShelf } from '../shelf.ts';

const status = choice('asked', 'confirmed', 'left');
const company = nullable(text('Acme', { max: 30 }));
const nights = whole(3, 1, 30);

const booking = thing({
  guest: thing({
    name: text('Ada', { min: 2, max: 40 }),
    'phone?': text('12345', { pattern: /^[0-9]{5,12}$/ }),
  }),
  nights,
  room: whole(101, 1, 9999),
  'status?': status,
  'wishes?': list(text('a quiet room', { min: 1, max: 20 }), 4, true),
  'company?': company,
  'paid?': flag,
});

const change = thing({ 'nights?': nights, 'status?': status, 'company?': company, 'paid?': flag });

const note = thing({ text: text('Late', { min: 1, max: 200 }), 'urgent?': flag });

const rooms: readonly Value[] = [
  { number: 101, kind: 'single', floor: 1, beds: 1, view: null },
  { number: 102, kind: 'double', floor: 1, beds: 2, view: 'sea' },
  { number: 201, kind: 'suite', floor: 2, beds: 4, salon: { area: 30, piano: true } },
];

/** An id in a path, which is an integer from 1. */
function numbered(value: string | undefined, max = Number.MAX_SAFE_INTEGER): string {
  refuseUnless(/^[1-9]\d*$/.test(value ?? '') && Number(value) <= max, 'the id is no number');
  return value!;
}

function endpointsOf(shelves: Shelves): readonly Endpoint[] {
  const bookings = shelves.bookings!;
  const notes = shelves.notes!;
  const item = '/bookings/{bookingId}';
  return [
    {
      id: 'signIn',
      method: 'POST',
      path: '/auth',
      body: {
        type: 'application/x-www-form-urlencoded',
        rule: thing(
          { user: text('desk', { min: 1, max: 30 }), secret: text('bell', { min: 1 }) },
          true,
        ),
      },
      answer() {
        return said(200, { token: 'token-of-the-desk' });
      },
    },
    {
      id: 'listRooms',
      method: 'GET',
      path: '/rooms',
      query: thing({ 'kind?': choice('single', 'double', 'suite'), 'floor?': whole(1, 0, 9) }),
      answer({ query: { kind, floor } }) {
        const fitting = rooms.filter(
          (room) =>
            (kind === undefined || room.kind === kind) &&
            (floor === undefined || room.floor === Number(floor)),
        );
        return said(200, fitting);
      },
    },
    {
      id: 'readRoom',
      method: 'GET',
      path: '/rooms/{number}',
      answer({ ids }) {
        const number = Number(numbered(ids[0], 9999));
        return said(200, found(rooms.find((room) => room.number === number)));
      },
    },
    {
      id: 'listBookings',
      method: 'GET',
      path: '/bookings',
      query: thing({ 'status?': status, 'limit?': whole(10, 1, 50), 'offset?': whole(0, 0) }),
      answer({ query: { status, limit = '10', offset = '0' } }) {
        const fitting = bookings
          .all()
          .filter((one) => status === undefined || one.status === status)
          .map(({ bookingid, guest, status }) => ({
            bookingid,
            guest: (guest as Value).name,
            ...(status !== undefined && { status }),
          }));
        const page = fitting.slice(Number(offset), Number(offset) + Number(limit));
        return said(200, { bookings: page, total: fitting.length });
      },
    },
    {
      id: 'book',
      method: 'POST',
      path: '/bookings',
      body: { type: 'application/json', rule: booking },
      answer({ body }) {
        const bookingid = bookings.next();
        bookings.put(String(bookingid), { bookingid, ...body });
        return said(201, { bookingid, booking: body });
      },
    },
    {
      id: 'readBooking',
      method: 'GET',
      path: item,
      answer: ({ ids }) => said(200, shown(found(bookings.get(numbered(ids[0]))))),
    },
    {
      id: 'rebook',
      method: 'PUT',
      path: item,
      access: true,
      body: { type: 'application/json', rule: booking },
      answer({ ids, body }) {
        const { bookingid } = found(bookings.get(numbered(ids[0])));
        bookings.put(String(bookingid), { bookingid, ...body });
        return said(200, body);
      },
    },
    {
      id: 'changeBooking',
      method: 'PATCH',
      path: item,
      access: true,
      body: { type: 'application/json', rule: change },
      answer({ ids, body }) {
        const changed = { ...found(bookings.get(numbered(ids[0]))), ...body };
        bookings.put(String(changed.bookingid), changed);
        return said(200, shown(changed));
      },
    },
    {
      id: 'cancel',
      method: 'DELETE',
      path: item,
      access: true,
      answer({ ids }) {
        found(bookings.get(numbered(ids[0])));
        bookings.remove(ids[0]!);
        return said(204);
      },
    },
    {
      id: 'listNotes',
      method: 'GET',
      path: `${item}/notes`,
      answer({ ids }) {
        found(bookings.get(numbered(ids[0])));
        return said(
          200,
          notes
            .all()
            .filter((one) => one.booking === ids[0])
            .map(noteShown),
        );
      },
    },
    {
      id: 'addNote',
      method: 'POST',
      path: `${item}/notes`,
      body: { type: 'application/json', rule: note },
      answer({ ids, body }) {
        found(bookings.get(numbered(ids[0])));
        const note_id = notes.next();
        const added = { note_id, booking: ids[0], ...body };
        notes.put(String(note_id), added);
        return said(201, noteShown(added), { location: `/bookings/${ids[0]}/notes/${note_id}` });
      },
    },
    {
      id: 'readNote',
      method: 'GET',
      path: `${item}/notes/{noteId}`,
      answer: ({ ids }) => said(200, noteShown(noteOf(ids, shelves))),
    },
    {
      id: 'removeNote',
      method: 'DELETE',
      path: `${item}/notes/{noteId}`,
      answer({ ids }) {
        noteOf(ids, shelves);
        notes.remove(ids[1]!);
        return said(204);
      },
    },
  ];
}

function noteOf([booking, id]: readonly string[], { bookings, notes }: Shelves): Value {
  found(bookings!.get(numbered(booking)));
  const note = found(notes!.get(numbered(id)));
  return found(note.booking === booking ? note : undefined);
}

const noteShown = ({ booking: _, ...others }: Value) => others;
const shown = ({ bookingid: _, ...others }: Value) => others;

const problem = (code: number, title: string) => ({
  ...said(code, { title, status: code }),
  headers: {
    'content-type': 'application/problem+json',
    ...(code === 401 && { 'www-authenticate': 'Bearer' }),
  },
});

export const stays: Domain = {
  name: 'stays',
  contract: new URL('contract.yaml', import.meta.url),
  credentials: { token: 'token-of-the-desk' },
  access: { authorization: 'Bearer token-of-the-desk' },
  create(change = {}): Service {
    const shelves = { bookings: createShelf<Value>(), notes: createShelf<Value>() };
    const used = Object.fromEntries(
      Object.entries(shelves).map(([name, shelf]) => [name, change.shelf?.(name, shelf) ?? shelf]),
    );
    for (let count = 0; count < 14; count += 1) {
      const bookingid = shelves.bookings.next();
      shelves.bookings.put(String(bookingid), {
        bookingid,
        guest: { name: `Guest ${count}` },
        nights: 1 + count,
        room: 101,
        ...(count % 3 !== 0 && { status: ['asked', 'confirmed', 'left'][count % 3] }),
        ...(count === 5 && { company: null }),
      });
    }
    for (const booking of ['1', '1', '2']) {
      const note_id = shelves.notes.next();
      shelves.notes.put(String(note_id), { note_id, booking, text: 'Late', urgent: true });
    }
    return {
      endpoints: endpointsOf(used),
      shelves: used,
      invalid: 400,
      refusal: problem,
      admit({ headers }) {
        const token = /^bearer +(.*)$/i.exec(headers.authorization ?? '')?.[1];
        if (token !== 'token-of-the-desk') throw new Refusal(401, 'who are you?');
      },
    };
  },
  paths: {
    signIn: '/auth',
    listRooms: '/rooms?kind=suite',
    readRoom: '/rooms/201',
    listBookings: '/bookings?limit=5',
    book: '/bookings',
    readBooking: '/bookings/2',
    rebook: '/bookings/3',
    changeBooking: '/bookings/4',
    cancel: '/bookings/5',
    listNotes: '/bookings/1/notes',
    addNote: '/bookings/1/notes',
    readNote: '/bookings/1/notes/1',
    removeNote: '/bookings/1/notes/2',
  },
  missing: {
    readRoom: '/rooms/999',
    readBooking: '/bookings/99999',
    rebook: '/bookings/99999',
    changeBooking: '/bookings/99999',
    cancel: '/bookings/99999',
    listNotes: '/bookings/99999/notes',
    addNote: '/bookings/99999/notes',
    readNote: '/bookings/1/notes/99999',
    removeNote: '/bookings/1/notes/99999',
  },
  stories: [
    {
      create: 'book',
      read: 'readBooking',
      list: 'listBookings',
      replace: 'rebook',
      change: 'changeBooking',
      remove: 'cancel',
      item: (id) => `/bookings/${id}`,
      idOf: ({ json }) => json?.bookingid,
      itemOf: ({ json }) => json,
      idsOf: ({ json }) => json?.bookings?.map((one: Value) => one.bookingid),
      next: ({ json }, turn) =>
        json?.bookings?.length > 0 ? `/bookings?limit=5&offset=${turn * 5}` : undefined,
    },
    {
      create: 'addNote',
      read: 'readNote',
      list: 'listNotes',
      remove: 'removeNote',
      item: (id) => `/bookings/1/notes/${id}`,
      idOf: ({ json }) => json?.note_id,
      itemOf: ({ json }) => json,
      idsOf: ({ json }) => json?.map?.((one: Value) => one.note_id),
    },
  ],
};
