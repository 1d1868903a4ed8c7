import { Refusal, refuseUnless } from '../../read.ts';
import type { Domain } from '../domain.ts';
import { choice, flag, list, nullable, text, thing, union, type Value, whole } from '../rule.ts';
import { type Endpoint, found, type Service, type Shelves, said } from '../service.ts';
import { createShelf } from '../shelf.ts';

const title = text('Dusk', { min: 1, max: 50 });
const tags = ['oil', 'ink', 'photo'];

const upload = thing({
  file: text('image/png 12', { pattern: /^image\/(?:png|jpeg) / }),
  title,
  'tag?': choice(...tags),
});

const words = thing({
  title,
  'words?': text('Blue, mostly', { max: 100 }),
  'artist?': nullable(thing({ name: text('Ada', { min: 1 }), 'born?': whole(1970, 1000, 2020) })),
});

const wall = thing({
  length: whole(7, 1, 100),
  paint: choice('white', 'grey'),
  'lamps?': list(text('small', { min: 1 }), 3),
});

const shape = union('form', {
  circle: thing({ form: choice('circle'), radius: whole(3, 1, 50) }),
  box: thing({ form: choice('box'), width: whole(2, 1), height: whole(4, 1), 'rounded?': flag }),
});

function slugged(value: string): string {
  refuseUnless(/^[a-z0-9-]{1,40}$/.test(value), 'the slug is none');
  return value;
}

function uuid(value: string): string {
  refuseUnless(/^[0-9a-f]{8}-[0-9a-f]{12}$/.test(value), 'the id is none');
  return value;
}

const tagOf = ({ version }: Value) => `"v${version}"`;
const shown = ({ version: _, ...others }: Value) => others;

function endpointsOf({ pictures, walls }: Shelves): readonly Endpoint[] {
  const item = '/pictures/{slug}';
  return [
    {
      id: 'listPictures',
      method: 'GET',
      path: '/pictures',
      query: thing({
        'page?': whole(1, 1),
        'per_page?': whole(4, 1, 40),
        'sort?': choice('title', 'bytes'),
      }),
      answer({ request, query: { page = '1', per_page = '10', sort, tag } }) {
        refuseUnless((request.query.match(/(?:^|&)tag=/g)?.length ?? 0) < 2, 'the tag comes twice');
        const wanted = tag === undefined || tag === '' ? undefined : tag.split(',');
        refuseUnless(wanted?.every((one) => tags.includes(one)) ?? true, 'there is no such tag');
        refuseUnless((wanted?.length ?? 0) <= 3, 'there are too many tags');
        const fitting = pictures!
          .all()
          .filter((one) => wanted === undefined || wanted.includes(one.tag as string))
          .map(shown);
        if (sort === 'bytes') fitting.sort((a, b) => (a.bytes as number) - (b.bytes as number));
        if (sort === 'title') fitting.sort((a, b) => (String(a.title) < String(b.title) ? -1 : 1));
        const start = (Number(page) - 1) * Number(per_page);
        const last = start + Number(per_page) >= fitting.length;
        return said(
          200,
          {
            items: fitting.slice(start, start + Number(per_page)),
            page: { number: Number(page), last },
          },
          { 'x-total': String(fitting.length) },
        );
      },
    },
    {
      id: 'uploadPicture',
      method: 'POST',
      path: '/pictures',
      access: true,
      body: { type: 'multipart/form-data', rule: upload },
      answer({ body }) {
        const slug = `picture-${pictures!.next()}`;
        const bytes = Math.max(1, Number(String(body.file).split(' ')[1]));
        const { file: _, ...others } = body;
        pictures!.put(slug, { slug, ...others, bytes, version: 1 });
        return said(201, undefined, { location: `/pictures/${slug}` });
      },
    },
    {
      id: 'readPicture',
      method: 'GET',
      path: item,
      answer({ ids }) {
        const one = found(pictures!.get(slugged(ids[0]!)));
        return said(200, shown(one), { etag: tagOf(one) });
      },
    },
    {
      id: 'describePicture',
      method: 'PUT',
      path: item,
      access: true,
      body: { type: 'application/json', rule: words },
      answer({ ids, body, request: { headers } }) {
        const one = found(pictures!.get(slugged(ids[0]!)));
        const wanted = headers['if-match'];
        const matches =
          wanted === undefined || wanted === '*' || wanted.split(/, */).includes(tagOf(one));
        refuseUnless(matches, 'it has changed', 412);
        const { slug, bytes, tag, version } = one;
        const kept = { slug, bytes, ...(tag !== undefined && { tag }) };
        pictures!.put(ids[0]!, { ...kept, ...body, version: (version as number) + 1 });
        return said(204);
      },
    },
    {
      id: 'takeDown',
      method: 'DELETE',
      path: item,
      access: true,
      answer({ ids }) {
        found(pictures!.get(slugged(ids[0]!)));
        pictures!.remove(ids[0]!);
        return said(204);
      },
    },
    {
      id: 'downloadPicture',
      method: 'GET',
      path: `${item}/bytes`,
      answer({ ids }) {
        found(pictures!.get(slugged(ids[0]!)));
        return {
          status: 200,
          headers: { 'content-type': 'image/png' },
          text: 'not really a picture',
        };
      },
    },
    {
      id: 'listWalls',
      method: 'GET',
      path: '/walls',
      answer: () => said(200, { walls: walls!.all() }),
    },
    {
      id: 'buildWall',
      method: 'POST',
      path: '/walls',
      body: { type: 'application/json', rule: wall },
      answer({ body }) {
        const wall_uuid = `00000000-${String(walls!.next()).padStart(12, '0')}`;
        walls!.put(wall_uuid, { wall_uuid, ...body });
        return said(200, { wall: { wall_uuid, ...body } });
      },
    },
    {
      id: 'readWall',
      method: 'GET',
      path: '/walls/{wallUuid}',
      answer: ({ ids }) => said(200, { wall: found(walls!.get(uuid(ids[0]!))) }),
    },
    {
      id: 'paintWall',
      method: 'PUT',
      path: '/walls/{wallUuid}',
      body: { type: 'application/json', rule: wall },
      answer({ ids, body }) {
        const { wall_uuid } = found(walls!.get(uuid(ids[0]!)));
        walls!.put(ids[0]!, { wall_uuid, ...body });
        return said(200, { wall: { wall_uuid, ...body } });
      },
    },
    {
      id: 'measure',
      method: 'POST',
      path: '/measure',
      body: { type: 'application/json', rule: shape },
      answer({ body }) {
        const area = body.form === 'box' ? body.width * body.height : 3.14 * body.radius ** 2;
        return said(200, { shape: body, area });
      },
    },
  ];
}

export const gallery: Domain = {
  name: 'gallery',
  contract: new URL('contract.yaml', import.meta.url),
  credentials: { token: 'token-of-the-keeper' },
  access: { authorization: 'Bearer token-of-the-keeper' },
  create(change = {}): Service {
    const shelves = { pictures: createShelf<Value>(), walls: createShelf<Value>() };
    const used = Object.fromEntries(
      Object.entries(shelves).map(([name, shelf]) => [name, change.shelf?.(name, shelf) ?? shelf]),
    );
    for (let count = 0; count < 17; count += 1) {
      const slug = `picture-${shelves.pictures.next()}`;
      shelves.pictures.put(slug, {
        slug,
        title: `Picture ${count}`,
        ...(count % 4 !== 0 && { tag: tags[count % 3] }),
        bytes: 100 + ((count * 7) % 11),
        ...(count % 5 === 1 && { artist: count === 6 ? null : { name: 'Ada', born: 1970 } }),
        version: 1,
      });
    }
    const first = `00000000-${String(shelves.walls.next()).padStart(12, '0')}`;
    shelves.walls.put(first, { wall_uuid: first, length: 5, paint: 'grey', lamps: ['big'] });
    return {
      endpoints: endpointsOf(used),
      shelves: used,
      invalid: 400,
      refusal: (status, message) => ({
        ...said(status, { code: status, message }),
        headers: {
          'content-type': 'application/json',
          ...(status === 401 && { 'www-authenticate': 'Bearer' }),
        },
      }),
      admit({ headers }) {
        const token = /^bearer +(.*)$/i.exec(headers.authorization ?? '')?.[1];
        if (token !== 'token-of-the-keeper') throw new Refusal(401, 'who are you?');
      },
    };
  },
  paths: {
    listPictures: '/pictures?per_page=4',
    uploadPicture: '/pictures',
    readPicture: '/pictures/picture-2',
    describePicture: '/pictures/picture-3',
    takeDown: '/pictures/picture-4',
    downloadPicture: '/pictures/picture-5/bytes',
    listWalls: '/walls',
    buildWall: '/walls',
    readWall: '/walls/00000000-000000000001',
    paintWall: '/walls/00000000-000000000001',
    measure: '/measure',
  },
  missing: {
    readPicture: '/pictures/no-picture',
    describePicture: '/pictures/no-picture',
    takeDown: '/pictures/no-picture',
    downloadPicture: '/pictures/no-picture/bytes',
    readWall: '/walls/00000000-999999999999',
    paintWall: '/walls/00000000-999999999999',
  },
  stories: [
    {
      create: 'uploadPicture',
      read: 'readPicture',
      list: 'listPictures',
      replace: 'describePicture',
      remove: 'takeDown',
      sentOf(body) {
        const { file: _, ...others } = body as Value;
        return others;
      },
      item: (id) => `/pictures/${id}`,
      idOf: ({ headers }) => headers.location?.split('/').at(-1),
      itemOf: ({ json }) => json,
      idsOf: ({ json }) => json?.items?.map?.((one: Value) => one.slug),
      next: ({ json }, turn) =>
        json?.page?.last === false ? `/pictures?per_page=4&page=${turn + 1}` : undefined,
    },
    {
      create: 'buildWall',
      read: 'readWall',
      list: 'listWalls',
      replace: 'paintWall',
      item: (id) => `/walls/${id}`,
      idOf: ({ json }) => json?.wall?.wall_uuid,
      itemOf: ({ json }) => json?.wall,
      idsOf: ({ json }) => json?.walls?.map?.((one: Value) => one.wall_uuid),
    },
  ],
};
