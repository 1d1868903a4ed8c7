import { readFileSync } from 'node:fs';
import { setShouldValidateFormat } from '@hyperjump/json-schema/draft-2020-12';
import '@hyperjump/json-schema/formats';
import '@hyperjump/json-schema/openapi-3-1';
import { registerSchema, validate } from '@hyperjump/json-schema/openapi-3-1';
import { parse } from 'yaml';
import type { Incoming, Outgoing } from './http.ts';
import { written } from './http.ts';
import type { Subject } from './subject.ts';

// A second opinion on a provider and its faults. It checks the same contract with another
// implementation of JSON Schema, and shares no code with the tool under test.

setShouldValidateFormat(true);

/** Checks messages against a contract with a second implementation of JSON Schema. */
export interface Oracle {
  /** The faults of an answer; none if it keeps the contract. */
  readonly faultOf: (request: Incoming, answer: Outgoing) => Promise<string | undefined>;
  /** Whether the JSON of a request is valid; `undefined` if the request has no JSON. */
  readonly isDescribed: (request: Incoming) => Promise<boolean | undefined>;
}

export function createOracle(
  subject: Pick<Subject, 'name' | 'contract' | 'operationOf' | 'readers'>,
): Oracle {
  const { name, operationOf, readers } = subject;
  // biome-ignore lint/suspicious/noExplicitAny: a document as it was read.
  const contract = parse(readFileSync(subject.contract, 'utf8')) as any;
  const uri = `https://${name}.example/contract`;
  registerSchema(structuredClone(contract), uri, 'https://spec.openapis.org/oas/3.1/schema-base');

  async function fits(pointer: string, value: unknown): Promise<boolean> {
    const validator = await validate(`${uri}#${encodeURI(pointer)}`);
    return validator(value as never).valid;
  }

  async function faultOf(request: Incoming, answer: Outgoing): Promise<string | undefined> {
    const operation = find(operationOf(request));
    if (operation === undefined) return 'no operation is asked for';
    const { responses } = operation.value;
    const status = Object.hasOwn(responses, answer.status) ? String(answer.status) : 'default';
    if (!Object.hasOwn(responses, status)) return `${answer.status} is not described`;
    const { value: response, pointer } = followed({
      value: responses[status],
      pointer: `${operation.pointer}/responses/${status}`,
    });
    for (const [header, { required, schema }] of Object.entries<Header>(response.headers ?? {})) {
      const value = answer.headers[header.toLowerCase()];
      if (value === undefined && required) return `${header} is missing`;
      const at = `${pointer}/headers/${header}/schema`;
      if (value !== undefined && !(await fits(at, coerced(value, schema)))) {
        return `${header} is wrong`;
      }
    }
    return contentFault(answer, response.content, pointer);
  }

  async function contentFault(
    answer: Outgoing,
    content: object | undefined,
    pointer: string,
  ): Promise<string | undefined> {
    const text = written(answer).body.toString();
    if (content === undefined) return text === '' ? undefined : 'a body is not described';
    const type = mediaType(answer);
    if (!Object.hasOwn(content, type)) return `"${type}" is not described`;
    const read = readers?.[type] ?? (type.includes('json') ? json : String);
    const value = read(text);
    if (value === undefined) return `the body is no ${type}`;
    const at = `${pointer}/content/${type.replace('/', '~1')}/schema`;
    return (await fits(at, value)) ? undefined : `the body does not fit ${at}`;
  }

  async function isDescribed(request: Incoming): Promise<boolean | undefined> {
    const operation = find(operationOf(request));
    const type = mediaType(request);
    if (operation?.value.requestBody === undefined || !type.includes('json')) return undefined;
    const { value, pointer } = followed({
      value: operation.value.requestBody,
      pointer: `${operation.pointer}/requestBody`,
    });
    const body = json(request.body.toString());
    if (body === undefined || !Object.hasOwn(value.content, type)) return undefined;
    return fits(`${pointer}/content/${type.replace('/', '~1')}/schema`, body);
  }

  /** An operation and its place. */
  function find(id: string | undefined): Placed | undefined {
    for (const [path, item] of Object.entries<object>(contract.paths)) {
      for (const [method, value] of Object.entries(item)) {
        const pointer = `/paths/${path.replaceAll('/', '~1')}/${method}`;
        if (id !== undefined && value.operationId === id) return { value, pointer };
      }
    }
    return undefined;
  }

  /** The target of a reference to a component. */
  function followed(placed: Placed): Placed {
    const [, kind = '', name = ''] = /^#\/components\/(\w+)\/(\w+)$/.exec(placed.value.$ref) ?? [];
    return kind === ''
      ? placed
      : { value: contract.components[kind][name], pointer: `/components/${kind}/${name}` };
  }

  return { faultOf, isDescribed };
}

interface Placed {
  // biome-ignore lint/suspicious/noExplicitAny: a document as it was read.
  readonly value: any;
  readonly pointer: string;
}

interface Header {
  readonly required?: boolean;
  readonly schema: { readonly type?: string };
}

function mediaType({ headers }: Pick<Incoming, 'headers'>): string {
  return (headers['content-type'] ?? '').split(';')[0]!;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function coerced(text: string, { type }: Header['schema']): unknown {
  if (type === 'array') return text === '' ? [] : text.split(',');
  return type === 'integer' && /^-?\d+$/.test(text) ? Number(text) : text;
}
