import type { Handle, Incoming, Outgoing } from '../http.ts';
import { type Domain, endpointOf, type Mutant, requestOf } from './domain.ts';
import { type Rule, sampleOf, samplesOf, type Thing, type Value } from './rule.ts';
import { changesOf } from './rule-operators.ts';
import { type Endpoint, handleOf, idsIn, type Service, type Shelves } from './service.ts';
import { type Shelf, shelfOperators } from './shelf.ts';

// Operators make mutants of a provider mechanically, whether or not these break its contract. The
// proof drops the mutants that keep it.

export function* mutantsOf(domain: Domain): Iterable<Mutant> {
  const service = domain.create();
  for (const endpoint of service.endpoints) {
    const valid = requestOf(endpoint, domain.paths[endpoint.id]!, domain.access);
    const answer = handleOf(domain.create())(valid);
    yield* bodyMutants(domain, endpoint, valid, answer);
    yield* envelopeMutants(domain, endpoint, valid, answer);
    yield* ruleMutants(domain, endpoint);
    yield* refusalMutants(domain, endpoint);
    yield* writeMutants(domain, endpoint);
    yield* parentMutants(domain, endpoint);
  }
  yield* createMutants(domain, service);
  yield* itemMutants(domain);
  yield* shelfMutants(domain, service);
  yield* pageMutants(domain);
}

/** A provider that changes some answers of an operation. */
function answering(
  domain: Domain,
  { method, path }: Endpoint,
  isMeant: (answer: Outgoing) => boolean,
  change: (answer: Outgoing, request: Incoming) => void,
): Mutant['handle'] {
  return () => {
    const handle = handleOf(domain.create());
    return (request) => {
      const answer = handle(request);
      const isOwn = request.method === method && idsIn(path, request.path) !== undefined;
      if (isOwn && isMeant(answer)) change(answer, request);
      return answer;
    };
  };
}

const isSuccess = ({ status }: Outgoing) => status < 300;

/** All changes to a value of an answer. */
function* changesOfValue(value: unknown): Iterable<readonly [operator: string, changed: unknown]> {
  yield ['drop', undefined];
  if (value !== null) yield ['null', null];
  if (typeof value === 'string') {
    yield ['retype', 7];
    yield ['empty', ''];
    yield ['another text', `${value}?!`];
  } else if (typeof value === 'number') {
    yield ['retype', String(value)];
    yield ['negative', -Math.abs(value) - 1];
    yield ['a fraction', value + 0.5];
  } else if (typeof value === 'boolean') {
    yield ['retype', String(value)];
  } else if (Array.isArray(value)) {
    yield ['retype', {}];
  } else yield ['retype', []];
}

function* bodyMutants(
  domain: Domain,
  endpoint: Endpoint,
  witness: Incoming,
  answer: Outgoing,
): Iterable<Mutant> {
  for (const path of placesIn(answer.json)) {
    for (const [operator] of changesOfValue(at(answer.json, path))) {
      const change = (sent: Outgoing) => {
        const value = at(sent.json, path);
        const changed = [...changesOfValue(value)].find(([name]) => name === operator);
        if (value !== undefined && changed !== undefined) put(sent, path, changed[1]);
      };
      const name = `${endpoint.id}: ${operator} /${path.join('/')}`;
      const handle = answering(domain, endpoint, isSuccess, change);
      yield { operator: `answer: ${operator}`, name, handle, witness };
    }
  }
}

type Path = readonly (string | number)[];

/** The places of an answer; in a list, only the last of the longest items. */
function* placesIn(value: unknown, path: Path = []): Iterable<Path> {
  if (value === undefined) return;
  if (path.length > 0) yield path;
  if (Array.isArray(value)) {
    const longest = value.reduce(
      (best, one, index) => (size(one) >= size(value[best]) ? index : best),
      0,
    );
    if (value.length > 0) yield* placesIn(value[longest], [...path, longest]);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) yield* placesIn(member, [...path, name]);
  }
}

const size = (value: unknown) => JSON.stringify(value ?? null).length;

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, name) =>
      typeof inner === 'object' && inner !== null ? (inner as Value)[name as string] : undefined,
    value,
  );
}

function put(answer: Outgoing, path: Path, value: unknown): void {
  const holder = at(answer.json, path.slice(0, -1));
  const name = path.at(-1)!;
  if (value !== undefined) (holder as Record<string, unknown>)[name] = value;
  else if (Array.isArray(holder)) holder.splice(Number(name), 1);
  else delete (holder as Record<string, unknown>)[name];
}

/** The status, the media type, a header field or the body is wrong or missing. */
function* envelopeMutants(
  domain: Domain,
  endpoint: Endpoint,
  witness: Incoming,
  answer: Outgoing,
): Iterable<Mutant> {
  const make = (operator: string, name: string, change: (answer: Outgoing) => void): Mutant => ({
    operator,
    name: `${endpoint.id}: ${name}`,
    handle: answering(domain, endpoint, isSuccess, change),
    witness,
  });
  for (const status of [200, 201, 202, 204, 302, 500]) {
    if (status === answer.status) continue;
    yield make('wrong status', `${answer.status} becomes ${status}`, (sent) => {
      sent.status = status;
      if (status === 204) {
        delete sent.json;
        delete sent.text;
        delete sent.headers['content-type'];
      }
    });
  }
  const type = answer.headers['content-type'];
  if (type !== undefined) {
    yield make('wrong media type', 'text/html', ({ headers }) => {
      headers['content-type'] = 'text/html';
    });
    yield make('no media type', 'no Content-Type', ({ headers }) => {
      delete headers['content-type'];
    });
    yield make('no body', 'no body', (sent) => {
      delete sent.json;
      sent.text = '';
    });
    yield make('cut off', 'its body is cut off', (sent) => {
      sent.text = (sent.text ?? JSON.stringify(sent.json)).slice(0, -1);
    });
  }
  for (const field of Object.keys(answer.headers)) {
    if (field === 'content-type') continue;
    yield make('drop a field', `without ${field}`, ({ headers }) => {
      delete headers[field];
    });
    yield make('wrong field', `another ${field}`, ({ headers }) => {
      headers[field] = 'no such thing';
    });
  }
}

/** The rules for a request are weaker, stronger or different. */
function* ruleMutants(domain: Domain, endpoint: Endpoint): Iterable<Mutant> {
  const target = domain.paths[endpoint.id]!;
  const changedTo = (part: Partial<Endpoint>) => () => {
    const service = domain.create();
    const endpoints = service.endpoints.map((one) =>
      one.id === endpoint.id ? { ...one, ...part } : one,
    );
    return handleOf({ ...service, endpoints });
  };
  const { body, query } = endpoint;
  if (body !== undefined) {
    for (const { operator, where, rule, witness } of changesOf(body.rule)) {
      yield {
        operator: `request: ${operator}`,
        name: `${endpoint.id}: ${operator} at ${where} of the body (${size(witness)})`,
        handle: changedTo({ body: { ...body, rule } }),
        witness: requestOf(endpoint, target, domain.access, witness),
      };
    }
  }
  if (query === undefined) return;
  const [path = ''] = target.split('?');
  for (const [name, rule] of Object.entries(query.members)) {
    for (const change of changesOf(rule)) {
      const members = { ...query.members, [name]: change.rule };
      yield {
        operator: `request: ${change.operator}`,
        name: `${endpoint.id}: ${change.operator} of the parameter ${name} (${change.witness})`,
        handle: changedTo({ query: { ...query, members } as Thing }),
        witness: requestOf(
          endpoint,
          `${path}?${name}=${encodeURIComponent(String(change.witness))}`,
          domain.access,
        ),
      };
    }
  }
}

/** A bad request is accepted, or its refusal differs from the described one. */
function* refusalMutants(domain: Domain, endpoint: Endpoint): Iterable<Mutant> {
  const { id, method, path, access, body } = endpoint;
  const target = domain.paths[id]!;
  const valid = requestOf(endpoint, target, domain.access);
  const refused: (readonly [string, Incoming])[] = [];
  if (access === true)
    refused.push(['without access', { ...valid, headers: withoutAccess(valid, domain) }]);
  const missing = domain.missing[id];
  if (missing !== undefined) {
    refused.push(['a missing item', requestOf(endpoint, missing, domain.access)]);
  }
  if (body !== undefined) {
    const headers = { ...valid.headers, 'content-type': 'application/x-strange' };
    refused.push(['an unknown media type', { ...valid, headers }]);
    refused.push(['broken bytes', { ...valid, body: valid.body.subarray(0, -2) }]);
  }
  for (const [name, witness] of refused) {
    const { status } = handleOf(domain.create())(witness);
    if (status < 400) continue;
    const isIt = (answer: Outgoing) => answer.status === status;
    const make = (operator: string, change: (answer: Outgoing) => void): Mutant => ({
      operator,
      name: `${id}: ${operator} for ${name}`,
      handle: answering(domain, endpoint, isIt, change),
      witness,
    });
    // The answer to a valid request.
    const success = handleOf(domain.create())(valid);
    yield make('refusal: accept', (answer) => {
      Object.assign(answer, { json: undefined, ...structuredClone(success) });
    });
    yield make('refusal: crash', (answer) => {
      Object.assign(answer, { status: 500, headers: { 'content-type': 'text/plain' }, text: 'oh' });
      delete answer.json;
    });
    yield make('refusal: no body', (answer) => {
      delete answer.json;
      delete answer.headers['content-type'];
    });
    yield make('refusal: another media type', (answer) => {
      answer.headers['content-type'] = 'text/html';
    });
    yield make('refusal: drop a member', ({ json }) => {
      delete json[Object.keys(json)[0]!];
    });
  }
  if (access === true) {
    const handle = () => {
      const service = domain.create();
      const endpoints = service.endpoints.map((one) =>
        one.id === id ? { ...one, access: false } : one,
      );
      return handleOf({ ...service, endpoints });
    };
    const witness = { ...valid, headers: withoutAccess(valid, domain) };
    yield { operator: 'access: skip the check', name: `${id}: anybody`, handle, witness };
    const [field = ''] = Object.keys(domain.access);
    const anyValue =
      (inner: Handle): Handle =>
      (request) =>
        request.method === method &&
        idsIn(path, request.path) &&
        request.headers[field] !== undefined
          ? inner({ ...request, headers: { ...request.headers, ...domain.access } })
          : inner(request);
    yield {
      operator: 'access: accept any credential',
      name: `${id}: any credential`,
      handle: () => anyValue(handleOf(domain.create())),
      witness: {
        ...valid,
        headers: { ...valid.headers, [field]: `${domain.access[field]}x` },
      },
    };
  }
}

function withoutAccess({ headers }: Incoming, { access }: Domain): Incoming['headers'] {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !Object.hasOwn(access, name)),
  );
}

/** A write stores a part of its body, or a wrong number. */
function* writeMutants(domain: Domain, endpoint: Endpoint): Iterable<Mutant> {
  const { id, body, method } = endpoint;
  if (body === undefined || !body.type.includes('json')) return;
  const make = (operator: string, name: string, changed: (value: unknown) => unknown): Mutant => ({
    operator,
    name: `${id}: ${name}`,
    witness: undefined,
    handle: () => {
      const service = domain.create();
      const endpoints = service.endpoints.map((one) =>
        one.id === id
          ? {
              ...one,
              answer: (call: Parameters<typeof one.answer>[0]) => {
                const honest = one.answer(call);
                // The answer is right, and the stored value is wrong. Its condition is already checked.
                const { 'if-match': _, ...headers } = call.request.headers;
                const request = { ...call.request, headers };
                one.answer({ ...call, request, body: changed(call.body) });
                return honest;
              },
            }
          : one,
      );
      return handleOf({ ...service, endpoints });
    },
  });
  if (method === 'POST') return;
  const sample = sampleOf(body.rule as Rule);
  for (const path of placesIn(sample)) {
    yield make('keep less than was written', `keeps all but /${path.join('/')}`, (value) => {
      const copy: Outgoing = { status: 0, headers: {}, json: structuredClone(value) };
      if (at(copy.json, path) !== undefined) put(copy, path, undefined);
      return copy.json;
    });
    if (typeof at(sample, path) === 'number') {
      yield make('off by one', `keeps one more at /${path.join('/')}`, (value) => {
        const copy: Outgoing = { status: 0, headers: {}, json: structuredClone(value) };
        const number = at(copy.json, path);
        if (typeof number === 'number') put(copy, path, number + 1);
        return copy.json;
      });
    }
  }
}

function* shelfMutants(domain: Domain, { shelves }: Service): Iterable<Mutant> {
  for (const name of Object.keys(shelves)) {
    for (const [operator, change] of Object.entries(shelfOperators)) {
      yield {
        operator: `state: ${operator}`,
        name: `${name}: ${operator}`,
        witness: undefined,
        handle: () =>
          handleOf(
            domain.create({ shelf: (own, shelf) => (own === name ? change(shelf) : shelf) }),
          ),
      };
    }
  }
  // Faults of a single operation.
  for (const { create, change, replace, remove, parts = [] } of domain.stories) {
    const puts = parts.map(({ put }) => put);
    for (const id of [create, change, replace, remove, ...puts]) {
      if (id !== undefined) yield idleMutant(domain, id);
    }
    if (change === undefined) continue;
    yield {
      operator: 'state: clear unnamed members',
      name: `${change}: clears the rest`,
      witness: undefined,
      handle: () => clearing(domain, change, create),
    };
  }
}

function idleMutant(domain: Domain, id: string): Mutant {
  return {
    operator: 'state: answer and do nothing',
    name: `${id}: does nothing`,
    witness: undefined,
    handle() {
      const service = domain.create();
      const endpoints = service.endpoints.map((one) =>
        one.id === id ? { ...one, answer: onNothing(one, service.shelves) } : one,
      );
      return handleOf({ ...service, endpoints });
    },
  };
}

/** Answers as if the operation had changed something, and takes its changes back. */
function onNothing(endpoint: Endpoint, shelves: Shelves): Endpoint['answer'] {
  return (call) => {
    const all = Object.values(shelves);
    const before = all.map((shelf) => shelf.entries());
    const answered = endpoint.answer(call);
    for (const [index, shelf] of all.entries()) {
      for (const [id] of shelf.entries()) shelf.remove(id);
      for (const [id, item] of before[index]!) shelf.put(id, item);
    }
    return answered;
  };
}

/** A change that removes the optional members that it does not name. */
function clearing(domain: Domain, id: string, create: string): Handle {
  const service = domain.create();
  const endpoints = service.endpoints.map((one) => {
    if (one.id !== id) return one;
    const answer: Endpoint['answer'] = (call) => {
      const rule = one.body!.rule as Thing;
      const whole = endpointOf(service, create).body!.rule as Thing;
      const isNeeded = (name: string) =>
        Object.hasOwn(whole.members, name) && !whole.optional.includes(name);
      for (const shelf of Object.values(service.shelves)) {
        const item = shelf.get(call.ids[0]!);
        if (item === undefined) continue;
        const names = Object.keys(rule.members).filter((name) => rule.optional.includes(name));
        const kept = Object.entries(item).filter(
          ([name]) => !names.includes(name) || Object.hasOwn(call.body, name) || isNeeded(name),
        );
        shelf.put(call.ids[0]!, Object.fromEntries(kept));
      }
      return one.answer(call);
    };
    return { ...one, answer };
  });
  return handleOf({ ...service, endpoints });
}

/** A creation stores less than it says, or another value. */
function* createMutants(domain: Domain, service: Service): Iterable<Mutant> {
  for (const { create } of domain.stories) {
    const { rule } = endpointOf(service, create).body!;
    const places = samplesOf(rule).flatMap((sample) =>
      [...placesIn(sample)].map((path) => [path, at(sample, path)] as const),
    );
    const known = new Map(places.map(([path, value]) => [path.join('/'), { path, value }]));
    for (const { path, value } of known.values()) {
      const make = (operator: string, changed: (was: unknown) => unknown): Mutant => ({
        operator: `creation: ${operator}`,
        name: `${create}: ${operator} at /${path.join('/')}`,
        witness: undefined,
        handle: () =>
          handleOf(domain.create({ shelf: (_, shelf) => storing(shelf, path, changed) })),
      });
      yield make('keep less', () => undefined);
      if (typeof value === 'number') yield make('off by one', (was) => Number(was) + 1);
      if (typeof value === 'string') yield make('another case', (was) => String(was).toUpperCase());
      if (typeof value === 'boolean') yield make('the contrary', (was) => !was);
      if (value !== null) yield make('null', () => null);
    }
  }
}

/** A shelf that changes one place of new items. */
function storing(
  shelf: Shelf<Value>,
  path: Path,
  changed: (was: unknown) => unknown,
): Shelf<Value> {
  return {
    ...shelf,
    put(id, item) {
      const copy: Outgoing = { status: 0, headers: {}, json: structuredClone(item) };
      const was = at(item, path);
      if (shelf.get(id) === undefined && was !== undefined) put(copy, path, changed(was));
      shelf.put(id, copy.json);
    },
  };
}

/** An operation finds what is at another parent, so a parent that does not exist has items. */
function* parentMutants(domain: Domain, endpoint: Endpoint): Iterable<Mutant> {
  const { id, method, path } = endpoint;
  const [, before = '', after = ''] = /^(.*?)\{[^}]*\}(\/.*)$/.exec(path) ?? [];
  if (after === '') return;
  const [own = ''] = idsIn(path, domain.paths[id]!.split('?')[0]!)!;
  const target = `${before}no-parent${domain.paths[id]!.slice(before.length + own.length)}`;
  yield {
    operator: 'scope: another parent',
    name: `${id}: another parent`,
    witness: requestOf(endpoint, target, domain.access),
    handle() {
      const handle = handleOf(domain.create());
      return (request) => {
        const given = idsIn(path, request.path);
        if (request.method !== method || given === undefined) return handle(request);
        const elsewhere = `${before}${own}${request.path.slice(before.length + given[0]!.length)}`;
        return handle({ ...request, path: elsewhere });
      };
    },
  };
}

/** A read shows another item or an old answer, and a deletion takes a neighbor with it. */
function* itemMutants(domain: Domain): Iterable<Mutant> {
  for (const { read, list, remove } of domain.stories) {
    const make = (operator: string, id: string, handle: () => Handle): Mutant => ({
      operator: `state: ${operator}`,
      name: `${id}: ${operator}`,
      witness: undefined,
      handle,
    });
    const reading = endpointOf(domain.create(), read);
    yield make('read another item', read, () => {
      const handle = handleOf(domain.create());
      const isOwn = ({ method, path }: Incoming) =>
        method === 'GET' && idsIn(reading.path, path) !== undefined;
      return (request) => {
        const answer = handle(request);
        const path = domain.paths[read]!.split('?')[0]!;
        return isOwn(request) && isSuccess(answer) ? handle({ ...request, path }) : answer;
      };
    });
    for (const id of [read, list]) yield make('answer from a cache', id, () => cached(domain, id));
    if (remove !== undefined) {
      yield make('delete the neighbor', remove, () => removingMore(domain, remove));
    }
  }
}

/** Repeats the first success for each target. */
function cached(domain: Domain, id: string): Handle {
  const service = domain.create();
  const { path } = endpointOf(service, id);
  const handle = handleOf(service);
  const known = new Map<string, Outgoing>();
  return (request) => {
    const answer = handle(request);
    if (request.method !== 'GET' || idsIn(path, request.path) === undefined) return answer;
    // Without credentials, a cache knows nothing.
    if (answer.status === 401) return answer;
    const target = `${request.path}?${request.query}`;
    const old = known.get(target);
    if (old === undefined && isSuccess(answer)) known.set(target, structuredClone(answer));
    return structuredClone(old) ?? answer;
  };
}

function removingMore(domain: Domain, id: string): Handle {
  const service = domain.create();
  const endpoints = service.endpoints.map((one) => {
    if (one.id !== id) return one;
    const answer: Endpoint['answer'] = (call) => {
      const shelves = Object.values(service.shelves);
      const before = shelves.map((shelf) => shelf.entries().length);
      const answered = one.answer(call);
      for (const [index, shelf] of shelves.entries()) {
        const left = shelf.entries();
        const [last] = left.at(-1) ?? [];
        if (left.length < before[index]! && last !== undefined) shelf.remove(last);
      }
      return answered;
    };
    return { ...one, answer };
  });
  return handleOf({ ...service, endpoints });
}

/** Pages repeat items, skip items, or never end. */
function* pageMutants(domain: Domain): Iterable<Mutant> {
  for (const { list, next } of domain.stories) {
    if (next === undefined) continue;
    const endpoint = endpointOf(domain.create(), list);
    const isLater = ({ query }: Incoming) =>
      /(?:^|&)(?:cursor=.|offset=[1-9]|page=(?:[2-9]|1\d))/.test(query);
    const itemsOf = (answer: Outgoing): unknown[] | undefined =>
      Object.values(answer.json as object).find((one) => Array.isArray(one));
    const make = (
      operator: string,
      change: (answer: Outgoing, request: Incoming) => void,
    ): Mutant => ({
      operator: `pages: ${operator}`,
      name: `${list}: ${operator}`,
      handle: answering(domain, endpoint, isSuccess, change),
      witness: undefined,
    });
    yield make('skip an item', (answer, request) => {
      if (isLater(request)) itemsOf(answer)?.shift();
    });
    yield make('repeat an item', (answer, request) => {
      if (!isLater(request)) return;
      const first = handleOf(domain.create())({ ...request, query: '' });
      itemsOf(answer)?.unshift(itemsOf(first)?.[0]);
    });
    yield make('repeat the first page', (answer, request) => {
      if (!isLater(request)) return;
      const query = request.query.replace(/(?:cursor|offset|page)=[^&]*&?/, '');
      answer.json = handleOf(domain.create())({ ...request, query }).json;
    });
    yield make('end too early', (answer, request) => {
      if (isLater(request)) itemsOf(answer)?.splice(0);
    });
    yield make('never end', (answer, request) => {
      const { json } = answer;
      if (json.next_cursor === null && isLater(request)) {
        json.next_cursor = Buffer.from('0').toString('base64url');
      }
    });
  }
}
