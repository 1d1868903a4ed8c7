import type { Handle, Incoming, Outgoing } from '../http.ts';
import { decoded, form, json, mediaType, multipart, Refusal, refuseUnless } from '../read.ts';
import { keep, type Rule, type Thing, type Value } from './rule.ts';
import type { Shelf } from './shelf.ts';

/** An operation of a provider: its rules for a request, and its answer. */
export interface Endpoint {
  readonly id: string;
  readonly method: string;
  /** `/projects/{gid}`. */
  readonly path: string;
  /** Whether a request needs credentials. */
  readonly access?: boolean;
  readonly query?: Thing;
  readonly body?: { readonly type: string; readonly rule: Rule };
  readonly answer: (call: Call) => Outgoing;
}

export interface Call {
  readonly request: Incoming;
  /** The values of the path parameters, in the order of the path. */
  readonly ids: readonly string[];
  readonly query: Readonly<Record<string, string | undefined>>;
  // biome-ignore lint/suspicious/noExplicitAny: the body has kept its rule.
  readonly body: any;
}

export type Shelves = Readonly<Record<string, Shelf<Value>>>;

export interface Service {
  readonly endpoints: readonly Endpoint[];
  readonly shelves: Shelves;
  /** @throws {Refusal} for a request without the right credentials. */
  readonly admit: (request: Incoming) => void;
  readonly refusal: (status: number, title: string) => Outgoing;
  /** The status for a value that breaks a rule: 400 or 422. */
  readonly invalid: number;
}

/** The function that answers the requests of a service. */
export function handleOf({ endpoints, admit, refusal, invalid }: Service): Handle {
  const answered = (request: Incoming): Outgoing => {
    const found = endpoints.filter((one) => idsIn(one.path, request.path) !== undefined);
    if (found.length === 0) return refusal(404, 'there is nothing here');
    const isHead = request.method === 'HEAD';
    const endpoint = found.find(({ method }) => method === (isHead ? 'GET' : request.method));
    if (endpoint === undefined) {
      const refused = refusal(405, 'there is no such method');
      const allow = found.map(({ method }) => method).join(', ');
      return { ...refused, headers: { ...refused.headers, allow } };
    }
    try {
      if (endpoint.access === true) admit(request);
      return endpoint.answer(callOf(endpoint, request, invalid));
    } catch (error) {
      if (error instanceof Refusal) return refusal(error.status, error.message);
      // A mutant that skips a check may throw later. Frameworks then answer 500.
      return { status: 500, headers: { 'content-type': 'text/plain' }, text: 'it failed' };
    }
  };
  return (request) => {
    const answer = answered(request);
    return request.method === 'HEAD' ? { status: answer.status, headers: answer.headers } : answer;
  };
}

function callOf({ path, query, body }: Endpoint, request: Incoming, invalid: number): Call {
  const ids = idsIn(path, request.path)!.map((one) => decoded(one.replaceAll('+', '%2B')));
  const values: Record<string, string> = {};
  for (const pair of request.query.split('&')) {
    const [name = '', ...value] = pair.split('=');
    if (name !== '') values[decoded(name)] = decoded(value.join('='));
  }
  if (query !== undefined)
    keep({ ...query, open: true }, coerced(query, values), 'the query', invalid);
  return { request, ids, query: values, body: body && bodyOf(request, body, invalid) };
}

/** The values of a query, as numbers if their rules require numbers. */
function coerced({ members }: Thing, values: Readonly<Record<string, string>>): Value {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const rule = members[name];
      const isNumber = rule?.is === 'whole' && /^-?(?:0|[1-9]\d*)$/.test(value);
      return [name, isNumber ? Number(value) : value];
    }),
  );
}

function bodyOf(request: Incoming, { type, rule }: Endpoint['body'] & object, invalid: number) {
  mediaType(request, type);
  const value = type.includes('json')
    ? json(request.body)
    : type.startsWith('multipart')
      ? Object.fromEntries(
          [...multipart(request)].map(([name, { content, type: own }]) => [
            name,
            /^image/.test(own) ? `${own} ${content.length}` : content.toString(),
          ]),
        )
      : form(request.body);
  keep(rule, value, 'the body', invalid);
  return value;
}

/** The values of the path parameters; `undefined` if the path does not match the template. */
export function idsIn(template: string, path: string): readonly string[] | undefined {
  const [wanted, given] = [template.split('/'), path.split('/')];
  const fits = wanted.every((one, index) =>
    one.startsWith('{') ? (given[index] ?? '') !== '' : one === given[index],
  );
  if (!fits || wanted.length !== given.length) return undefined;
  return given.filter((_, index) => wanted[index]!.startsWith('{'));
}

export function said(status: number, value?: unknown, headers: Outgoing['headers'] = {}): Outgoing {
  if (value === undefined) return { status, headers };
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    json: structuredClone(value),
  };
}

/** The item, or a refusal with 404 if there is none. */
export function found<Item>(item: Item | undefined): Item {
  refuseUnless(item !== undefined, 'there is no such thing', 404);
  return item as Item;
}
