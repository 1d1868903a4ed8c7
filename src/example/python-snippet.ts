import { jsonText } from '../json/integers.ts';
import { type Payload, type PayloadPart, payloadOf } from './payload.ts';
import type { RequestExample } from './request.ts';

/** An example in Python 3, with the library `requests`. */
export function pythonSnippet(example: RequestExample, origin: string): string {
  const { method, target, headers } = example.request;
  const payload = payloadOf(example);
  const implied = impliedTypes[payload.kind];
  const sent = Object.entries(headers).filter(
    ([name, value]) => name !== 'content-type' || implied?.test(String(value)) !== true,
  );
  const isUsual = /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/.test(method);
  const call = isUsual ? `requests.${method.toLowerCase()}` : 'requests.request';
  const body = bodyText(payload);
  const members = [
    ...(isUsual ? [] : [textLiteral(method)]),
    textLiteral(origin + target),
    ...(sent.length === 0 ? [] : [`headers=${literal(Object.fromEntries(sent), step)}`]),
    ...(body === undefined ? [] : [body]),
  ];
  const inside =
    members.length === 1 ? members[0] : `\n${members.map((text) => `${step}${text},\n`).join('')}`;
  return `import requests\n\nresponse = ${call}(${inside})`;
}

const step = '    ';

/** The media types that `requests` sets itself. It also sets the boundary of parts. */
const impliedTypes: Partial<Record<Payload['kind'], RegExp>> = {
  json: /^application\/json$/,
  form: /^application\/x-www-form-urlencoded$/,
  multipart: /^multipart\/form-data\b/,
};

function bodyText(payload: Payload): string | undefined {
  switch (payload.kind) {
    case 'none':
      return undefined;
    case 'json':
      // `json=None` means no body.
      return payload.value === null ? 'data="null"' : `json=${literal(payload.value, step)}`;
    case 'form':
      return `data=${membersText(payload.pairs.map(([name, value]) => [name, textLiteral(value)]))}`;
    case 'multipart':
      return `files=${membersText(payload.parts.map((part) => [part.name, partText(part)]))}`;
    case 'text': {
      const text = linesLiteral(payload.text);
      // The library writes a text in Latin-1.
      return `data=${text}${/^\p{ASCII}*$/u.test(payload.text) ? '' : '.encode()'}`;
    }
    case 'file':
      return 'data=open("file", "rb")';
  }
}

/** A part of a multipart body: its file name, its content, and its media type. */
function partText({ contentType, text }: PayloadPart): string {
  const type = contentType === undefined ? '' : `, ${textLiteral(contentType)}`;
  return text === undefined
    ? `("file", open("file", "rb")${type})`
    : `(None, ${textLiteral(text)}${type})`;
}

/** A dictionary, or a list of pairs if a name occurs twice. */
function membersText(members: readonly (readonly [name: string, text: string])[]): string {
  const isUnique = new Set(members.map(([name]) => name)).size === members.length;
  const entries = members.map(([name, text]) =>
    isUnique ? `${textLiteral(name)}: ${text}` : `(${textLiteral(name)}, ${text})`,
  );
  return isUnique ? listed('{', entries, '}', step) : listed('[', entries, ']', step);
}

/** A JSON value as Python has it. */
function literal(value: unknown, indent: string): string {
  if (typeof value === 'string') return textLiteral(value);
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value !== 'object') return jsonText(value);
  const inner = indent + step;
  if (Array.isArray(value)) {
    return listed(
      '[',
      value.map((item) => literal(item, inner)),
      ']',
      indent,
    );
  }
  const entries = Object.entries(value).map(
    ([name, member]) => `${textLiteral(name)}: ${literal(member, inner)}`,
  );
  return listed('{', entries, '}', indent);
}

/** A list of entries; a short one is on one line. */
function listed(open: string, entries: readonly string[], close: string, indent: string): string {
  const line = `${open}${entries.join(', ')}${close}`;
  if (indent.length + line.length < 80 && !line.includes('\n')) return line;
  const inner = indent + step;
  return `${open}\n${entries.map((entry) => `${inner}${entry},\n`).join('')}${indent}${close}`;
}

/** The escapes of JSON are those of Python. */
function textLiteral(text: string): string {
  return JSON.stringify(text);
}

/** A text of several lines as one is written by hand. */
function linesLiteral(text: string): string {
  if (!text.includes('\n') || text.includes('\r')) return textLiteral(text);
  return `"""${text.replace(/["\\]/g, '\\$&')}"""`;
}
