import { type Draft, edited } from '../edit.ts';
import type { Fault } from '../fault.ts';
import type { Handle, Incoming, Outgoing } from '../http.ts';
import type { Depot } from '../provider.ts';
import { newPart, type OperationId, operationOf, requests } from '../requests.ts';
import { forgets } from './make.ts';

const { createPart, getPart, replacePart, changePart, deletePart, listParts } = requests;
const { createOrder, getOrder } = requests;
const at = (request: Incoming, path: string): Incoming => ({ ...request, path });
const asking = (request: Incoming, edit: (draft: Draft) => void) => edited(request, edit);

const onePart = '/paths/~1parts~1{id}';
const creation = ['/paths/~1parts/post', onePart];
const created = '/parts/p-46';

/** Changes the successes of an operation. */
const after =
  (operation: OperationId, change: (answer: Outgoing, request: Incoming) => void) =>
  (handle: Handle): Handle =>
  (request) => {
    const answer = handle(request);
    if (operationOf(request) === operation && answer.status < 300) change(answer, request);
    return answer;
  };

const last = (answers: readonly Outgoing[]) => answers.at(-1)!;

/** Writes are not stored, or stored wrongly. */
export const stateFaults: readonly Fault<Depot>[] = [
  forgets<Depot>(
    ['a created part is missing', 'createPart', creation],
    (handle, { parts }) => after('createPart', ({ json }) => parts.delete(json.id))(handle),
    [createPart, at(getPart, created)],
  ),
  forgets<Depot>(
    ['a part created from XML is missing', 'createPart', creation],
    (handle, { parts }) =>
      after('createPart', ({ json }, { headers }) => {
        if (/xml/.test(headers['content-type'] ?? '')) parts.delete(json.id);
      })(handle),
    [
      asking(createPart, (draft) => {
        delete draft.json;
        draft.headers['content-type'] = 'application/xml';
        draft.body = Buffer.from(
          '<part><name>Gear</name><price>1</price><category>gear</category></part>',
        );
      }),
      at(getPart, created),
    ],
  ),
  forgets<Depot>(
    ['a created part has another price', 'createPart', [...creation, '/components/schemas/Part']],
    (handle, { parts }) =>
      after('createPart', ({ json }) => {
        const part = parts.get(json.id);
        if (part) parts.set(json.id, { ...part, price: part.price === 1 ? 2 : 1 });
      })(handle),
    [createPart, at(getPart, created)],
    (answers) => last(answers).json.price === newPart.price,
  ),
  forgets<Depot>(
    ['a created part loses its tags', 'createPart', [...creation, '/components/schemas/Part']],
    (handle, { parts }) =>
      after('createPart', ({ json }) => {
        const part = parts.get(json.id);
        if (part) parts.set(json.id, { ...part, tags: [] });
      })(handle),
    [createPart, at(getPart, created)],
    (answers) => last(answers).json.tags.length === 1,
  ),
  forgets<Depot>(
    ['a deletion deletes nothing', 'deletePart', onePart],
    (handle, { parts }) =>
      (request) => {
        const part = parts.get(request.path.slice('/parts/'.length));
        const answer = handle(request);
        if (operationOf(request) === 'deletePart' && part) parts.set(part.id, part);
        return answer;
      },
    [deletePart, getPart],
  ),
  forgets<Depot>(
    ['a deleted part can be deleted again', 'deletePart', onePart],
    (handle) => (request) => {
      const answer = handle(request);
      return operationOf(request) === 'deletePart' && answer.status === 404
        ? { status: 204, headers: {} }
        : answer;
    },
    [deletePart, deletePart],
  ),
  forgets<Depot>(
    ['a replacement is not kept', 'replacePart', onePart],
    (handle, { parts }) =>
      (request) => {
        const part = parts.get(request.path.slice('/parts/'.length));
        const answer = handle(request);
        if (operationOf(request) === 'replacePart' && part) parts.set(part.id, part);
        return answer;
      },
    [replacePart, getPart],
    (answers) => last(answers).json.name === newPart.name,
  ),
  forgets<Depot>(
    ['a replacement keeps a member that it omits', 'replacePart', [onePart, '/components/schemas']],
    (handle, { parts }) =>
      (request) => {
        const before = parts.get(request.path.slice('/parts/'.length));
        const answer = handle(request);
        const part = parts.get(request.path.slice('/parts/'.length));
        if (operationOf(request) === 'replacePart' && before && part && answer.status === 200) {
          parts.set(part.id, { ...before, ...part });
        }
        return answer;
      },
    [asking(replacePart, ({ json }) => delete json.note), getPart],
    (answers) => last(answers).json.note === undefined,
  ),
  forgets<Depot>(
    ['the second replacement raises the price', 'replacePart', onePart],
    (handle, { parts }) =>
      after('replacePart', (answer) => {
        const part = parts.get(answer.json.id);
        if (!part || part.version < 3) return;
        const price = Math.min(9999, Number(part.price) + 1);
        parts.set(part.id, { ...part, price });
        answer.json.price = price;
      })(handle),
    [replacePart, replacePart],
    (answers) => last(answers).json.price === newPart.price,
  ),
  forgets<Depot>(
    ['a change is not kept', 'changePart', onePart],
    (handle, { parts }) =>
      (request) => {
        const part = parts.get(request.path.slice('/parts/'.length));
        const answer = handle(request);
        if (operationOf(request) === 'changePart' && part) parts.set(part.id, part);
        return answer;
      },
    [changePart, getPart],
    (answers) => last(answers).json.price === 7,
  ),
  forgets<Depot>(
    ['a change clears the tags', 'changePart', [onePart, '/components/schemas']],
    (handle, { parts }) =>
      after('changePart', (answer) => {
        const part = parts.get(answer.json.id);
        if (part) parts.set(part.id, { ...part, tags: [] });
        answer.json.tags = [];
      })(handle),
    [changePart, getPart],
    (answers) => last(answers).json.tags.length === 2,
  ),
  forgets<Depot>(
    ['If-Match is ignored', 'replacePart', onePart],
    (handle) => (request) =>
      handle(
        operationOf(request) === 'replacePart'
          ? edited(request, ({ headers }) => delete headers['if-match'])
          : request,
      ),
    [asking(replacePart, ({ headers }) => (headers['if-match'] = '"999"'))],
  ),
  forgets<Depot>(
    ['any ETag satisfies If-Match', 'replacePart', onePart],
    (handle) => (request) =>
      handle(
        operationOf(request) === 'replacePart'
          ? edited(request, ({ headers }) => {
              if (/^"[0-9]+"$/.test(headers['if-match'] ?? '')) delete headers['if-match'];
            })
          : request,
      ),
    [asking(replacePart, ({ headers }) => (headers['if-match'] = '"999"'))],
  ),
  forgets<Depot>(
    ['no ETag satisfies If-Match', 'replacePart', onePart],
    (handle) => (request) =>
      handle(
        operationOf(request) === 'replacePart'
          ? edited(request, ({ headers }) => {
              if (/^"[0-9]+"$/.test(headers['if-match'] ?? '')) headers['if-match'] = '"999"';
            })
          : request,
      ),
    [asking(replacePart, ({ headers }) => (headers['if-match'] = '"1"'))],
  ),
  forgets<Depot>(
    ['every page is the first', 'listParts', '/paths/~1parts/get'],
    (handle) => (request) => {
      const answer = handle(
        operationOf(request) === 'listParts'
          ? edited(request, (draft) => (draft.query = draft.query.replace(/cursor=c\d+/, '')))
          : request,
      );
      return answer;
    },
    [listParts, asking(listParts, (draft) => (draft.query = 'cursor=c20'))],
    ([first, second]) => first!.json.items[0].id !== second!.json.items[0].id,
  ),
  forgets<Depot>(
    ['a page repeats the last item of the previous one', 'listParts', '/paths/~1parts/get'],
    (handle) => (request) =>
      handle(
        operationOf(request) === 'listParts'
          ? edited(request, (draft) => {
              draft.query = draft.query.replace(
                /cursor=c(\d+)/,
                (_, start) => `cursor=c${Math.max(0, Number(start) - 1)}`,
              );
            })
          : request,
      ),
    [listParts, asking(listParts, (draft) => (draft.query = 'cursor=c20'))],
    ([first, second]) => first!.json.items.at(-1).id !== second!.json.items[0].id,
  ),
  forgets<Depot>(
    ['Location names a missing part', 'createPart', creation],
    after('createPart', ({ headers }) => (headers.location = '/parts/p-99999')),
    [createPart],
    ([answer]) => answer!.headers.location === `/parts/${answer!.json.id}`,
  ),
  forgets<Depot>(
    [
      'a created order is missing',
      'createOrder',
      ['/paths/~1orders/post', '/paths/~1orders~1{id}/get'],
    ],
    (handle, { orders }) => after('createOrder', ({ json }) => orders.delete(json.id))(handle),
    [createOrder, at(getOrder, '/orders/8')],
  ),
  forgets<Depot>(
    [
      'a created order has another customer',
      'createOrder',
      ['/paths/~1orders', '/components/schemas'],
    ],
    (handle, { orders }) =>
      after('createOrder', ({ json }) => {
        const order = orders.get(json.id);
        if (order)
          orders.set(json.id, { ...order, customer: { name: 'Eve', email: 'eve@example.com' } });
      })(handle),
    [createOrder, at(getOrder, '/orders/8')],
    (answers) => last(answers).json.customer.name === 'Ada',
  ),
];
