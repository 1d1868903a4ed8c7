import { readFileSync } from 'node:fs';
import { setShouldValidateFormat } from '@hyperjump/json-schema/draft-2020-12';
import '@hyperjump/json-schema/formats';
import '@hyperjump/json-schema/openapi-3-1';
import { registerSchema, validate } from '@hyperjump/json-schema/openapi-3-1';
import { SaxesParser } from 'saxes';
import { parse } from 'yaml';
import type { Incoming, Outgoing } from './http.ts';
import { written } from './http.ts';
import { type OperationId, operationOf } from './requests.ts';

// A second opinion on the provider and its faults: it reads the same contract by another
// implementation of JSON Schema, and shares no code with what is tested.

setShouldValidateFormat(true);
const file = new URL('contract.yaml', import.meta.url);
// biome-ignore lint/suspicious/noExplicitAny: a document as it was read.
const contract = parse(readFileSync(file, 'utf8')) as any;
const uri = 'https://depot.example/contract';
registerSchema(structuredClone(contract), uri, 'https://spec.openapis.org/oas/3.1/schema-base');

/** What is wrong with an answer by the contract; nothing when it keeps it. */
export async function faultOf(request: Incoming, answer: Outgoing): Promise<string | undefined> {
  const id = operationOf(request);
  if (id === undefined) return 'no operation is asked for';
  const described = describedBy(id, answer.status);
  if (described === undefined) return `${answer.status} is not described`;
  const { response, pointer } = described;
  for (const [name, { required, schema }] of Object.entries(response.headers ?? {})) {
    const value = answer.headers[name.toLowerCase()];
    if (value === undefined && required) return `${name} is missing`;
    const at = `${pointer}/headers/${name}/schema`;
    if (value !== undefined && !(await fits(at, coerced(value, schema)))) return `${name} is wrong`;
  }
  return contentFault(answer, response, pointer);
}

interface Header {
  readonly required?: boolean;
  readonly schema: { readonly type?: string };
}

async function contentFault(
  answer: Outgoing,
  response: { readonly content?: object },
  pointer: string,
): Promise<string | undefined> {
  const text = written(answer).body.toString();
  if (response.content === undefined) return text === '' ? undefined : 'a body is not described';
  const [type = ''] = (answer.headers['content-type'] ?? '').split(';');
  if (!Object.hasOwn(response.content, type)) return `"${type}" is not described`;
  let value: unknown = text;
  if (type.includes('json')) {
    try {
      value = JSON.parse(text);
    } catch {
      return 'the body is no JSON';
    }
  }
  if (type === 'application/xml') {
    value = partOfXml(text);
    if (value === undefined) return 'the body is no XML';
  }
  const at = `${pointer}/content/${type.replace('/', '~1')}/schema`;
  return (await fits(at, value)) ? undefined : `the body does not fit ${at}`;
}

interface Described {
  readonly response: {
    readonly headers?: Readonly<Record<string, Header>>;
    readonly content?: object;
  };
  readonly pointer: string;
}

/** The described response for a status, and where it stands. */
function describedBy(id: OperationId, status: number): Described | undefined {
  for (const [path, item] of Object.entries<object>(contract.paths)) {
    for (const [method, operation] of Object.entries(item)) {
      if (operation.operationId !== id) continue;
      const response = operation.responses[status];
      if (response === undefined) return undefined;
      const name = /^#\/components\/responses\/(.*)$/.exec(response.$ref ?? '')?.[1];
      return name === undefined
        ? {
            response,
            pointer: `/paths/${path.replaceAll('/', '~1')}/${method}/responses/${status}`,
          }
        : {
            response: contract.components.responses[name],
            pointer: `/components/responses/${name}`,
          };
    }
  }
  return undefined;
}

async function fits(pointer: string, value: unknown): Promise<boolean> {
  const validator = await validate(`${uri}#${encodeURI(pointer)}`);
  return validator(value as never).valid;
}

function coerced(text: string, { type }: Header['schema']): unknown {
  if (type === 'array') return text === '' ? [] : text.split(',');
  return type === 'integer' && /^-?\d+$/.test(text) ? Number(text) : text;
}

function partOfXml(text: string): unknown {
  const parser = new SaxesParser();
  const part: Record<string, unknown> = {};
  const open: { name: string; text: string; members: Record<string, unknown>; list: string[] }[] =
    [];
  let isWrong = false;
  parser.on('error', () => {
    isWrong = true;
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (open.length === 0) Object.assign(part, attributes);
    open.push({ name, text: '', members: {}, list: [] });
  });
  parser.on('text', (more) => {
    if (open.length > 0) open.at(-1)!.text += more;
  });
  parser.on('closetag', () => {
    const { name, text: said, members, list } = open.pop()!;
    const parent = open.at(-1);
    const value = /^(price|diameter|side)$/.test(name) ? Number(said) : said;
    if (name === 'tag') parent?.list.push(said);
    else if (open.length === 2) parent!.members[name] = value;
    else if (open.length === 1) {
      part[name] = name === 'tags' ? list : name === 'shape' ? members : value;
    }
  });
  try {
    parser.write(text).close();
  } catch {
    isWrong = true;
  }
  return isWrong ? undefined : part;
}
