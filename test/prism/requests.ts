import { requestExamples } from '../../src/example/request.ts';
import { emptyBody, type HttpRequest } from '../../src/http/exchange.ts';
import type { Api, Operation } from '../../src/index.ts';
import type { Schemas } from '../../src/schema/schemas.ts';

/** A request for the comparison, and its topic. */
export interface Case {
  /** `getPet: Prefer code=404`. */
  readonly name: string;
  /** The varied part: `prefer code`, `accept`, `body malformed` … */
  readonly about: string;
  readonly operation: Operation;
  readonly request: HttpRequest;
}

/** For each operation, a valid request, invalid ones, and some with preferences. */
export function casesOf(api: Api, schemas: Schemas): readonly Case[] {
  return api.operations.flatMap((operation) => {
    const [valid] = requestExamples(operation, schemas);
    return valid === undefined ? [] : variants(operation, valid.request);
  });
}

function variants(operation: Operation, valid: HttpRequest): readonly Case[] {
  const cases: Case[] = [];
  const add = (about: string, detail: string, request: Partial<HttpRequest>) => {
    const name = `${operation.id}: ${about} ${detail}`.trim();
    cases.push({ name, about, operation, request: { ...valid, ...request } });
  };
  const field = (name: string, value: string | undefined) => ({
    headers: { ...valid.headers, [name]: value },
  });
  const query = (pair: string) => ({
    target: `${valid.target}${valid.target.includes('?') ? '&' : '?'}${pair}`,
  });
  const media = operation.responses.flatMap(({ content }) => content);
  const examples = new Set(
    media.flatMap((one) => one.examples.map(({ name = 'default' }) => name)),
  );

  add('valid', '', {});
  for (const { status } of operation.responses.filter((one) => /^\d+$/.test(one.status))) {
    add('prefer code', status, field('prefer', `code=${status}`));
    for (const { name = 'default' } of described(operation, status).slice(0, 3)) {
      add('prefer code and example', `${status} ${name}`, {
        ...field('prefer', `code=${status}, example=${name}`),
      });
    }
  }
  for (const name of [...examples].slice(0, 4)) {
    add('prefer example', name, field('prefer', `example=${name}`));
    add('query example', name, query(`__example=${encodeURIComponent(name)}`));
  }
  add('prefer code', '418', field('prefer', 'code=418'));
  add('prefer code', 'abc', field('prefer', 'code=abc'));
  add('prefer example', 'nobody', field('prefer', 'example=nobody'));
  add('prefer dynamic', 'true', field('prefer', 'dynamic=true'));
  add('prefer dynamic', 'maybe', field('prefer', 'dynamic=maybe'));
  add('prefer other', 'return=minimal', field('prefer', 'return=minimal'));
  add('query code', '418', query('__code=418'));
  add('query server', 'unknown', query('__server=http%3A%2F%2Fnowhere.test'));
  for (const accept of [
    '*/*',
    'application/json',
    'text/html',
    'application/xml;q=0.9, application/json;q=0.1',
    'text/html, */*;q=0.1',
    'application/*',
  ]) {
    add('accept', accept, field('accept', accept));
  }
  add('method', 'PATCH', { method: 'PATCH' });
  add('method', 'HEAD', { method: 'HEAD' });
  add('path', 'unknown', { target: `/nowhere${valid.target}` });
  if (operation.security.length > 0) {
    const { authorization: _, ...headers } = valid.headers;
    const target = valid.target.replace(/=TOKEN\b/g, '');
    const bare = Object.entries(headers).filter(([, value]) => value !== 'TOKEN');
    add('credentials', 'none', { headers: Object.fromEntries(bare), target });
    add('credentials', 'of another scheme', field('authorization', 'Custom abc'));
  }
  if (valid.target.includes('?')) {
    add('query', 'none', { target: valid.target.slice(0, valid.target.indexOf('?')) });
  }
  for (const { name } of operation.parameters.filter((one) => one.in === 'query').slice(0, 3)) {
    add('query', `${name} wrong`, query(`${name}=%00wrong`));
  }
  if (operation.requestBody !== undefined) {
    const encode = (text: string) => new TextEncoder().encode(text);
    add('body', 'none', { body: emptyBody });
    const [media] = operation.requestBody.content;
    const type = valid.headers['content-type'] ?? media?.name;
    add('body', 'array', { ...field('content-type', type as string), body: encode('[]') });
    add('body', 'object', { ...field('content-type', type as string), body: encode('{}') });
    add('media type', 'text/csv', { ...field('content-type', 'text/csv'), body: encode('a,b') });
  }
  return cases;
}

function described({ responses }: Operation, status: string) {
  const response = responses.find((one) => one.status === status);
  return response?.content.flatMap(({ examples }) => examples) ?? [];
}

/** Requests that crash Prism, or that it never answers. */
export function hostile(operation: Operation, valid: HttpRequest): readonly Case[] {
  const headers = { ...valid.headers };
  const body = new TextEncoder().encode('{');
  const accept = { ...valid, headers: { ...headers, accept: 'garbage' } };
  const type = { ...valid, headers: { ...headers, 'content-type': 'garbage' }, body };
  return [
    { name: 'accept garbage', about: 'accept garbage', operation, request: accept },
    { name: 'content-type garbage', about: 'type garbage', operation, request: type },
    {
      name: 'body malformed',
      about: 'body malformed',
      operation,
      request: { ...valid, headers: { ...headers, 'content-type': 'application/json' }, body },
    },
  ];
}
