// Calls of an operation from a program with a generated client, with valid examples and samples.

import { parameterExample } from '../dist/lib/example/parameter.js';
import { exampleCalls } from '../dist/lib/example/request.js';
import {
  isForm,
  isJson,
  isMultipart,
  isText as isTextual,
  isWildcard,
  isXml,
} from '../dist/lib/http/media-type.js';

/** The arguments of an operation: the required ones, then all of its parameters. */
export function callsOf(operation, schemas) {
  const required = exampleCalls(operation, schemas);
  const all = exampleCalls(operation, schemas, {
    valueFor: (parameter) => parameterExample(parameter, schemas)?.value,
  });
  const isMore = all[0]?.call.parameters.length > (required[0]?.call.parameters.length ?? 0);
  return [...required, ...(isMore ? all.slice(0, 1) : [])];
}

/** Parameters by place. */
export function paramsOf({ parameters }) {
  const params = {};
  for (const { parameter, value } of parameters) {
    if (parameter.in === 'querystring') params.query = value;
    else params[parameter.in] = { ...params[parameter.in], [parameter.name]: value };
  }
  return params;
}

/** A body: with files where the contract describes them, and bytes if it describes nothing else. */
export function bodyOf({ body }) {
  if (body === undefined) return {};
  const { media, example } = body;
  const { range } = media;
  const contentType = isWildcard(range) ? example.sent.content.contentType : media.name;
  if (example.isText) return { given: example.written, contentType };
  if (isMultipart(range)) return { given: withFiles(example.value, media), contentType };
  const isValue = isJson(range) || isXml(range) || isForm(range) || isTextual(range);
  return { given: isValue ? example.value : example.sent.content.body, contentType };
}

function withFiles(value, { schema }) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const file = (item) => new File([item], 'a file é.bin', { type: 'application/octet-stream' });
  const properties = Object.assign({}, ...kindsOf(schema).map((kind) => kind.properties));
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      const kinds = kindsOf(schema, properties[name]);
      const items = kinds.flatMap((kind) => kindsOf(schema, kind.items));
      const isOne = member instanceof Uint8Array || (kinds.some(isFile) && isText(member));
      if (isOne) return [name, file(member)];
      const areFiles = Array.isArray(member) && items.some(isFile);
      return [name, areFiles ? member.map(file) : member];
    }),
  );
}

const isText = (value) => typeof value === 'string';

function isFile({ format, contentMediaType, contentEncoding }) {
  return format === 'binary' || (contentMediaType !== undefined && contentEncoding === undefined);
}

/** The facts of a schema in a document, with its references and branches. */
function kindsOf(schema, value = schema?.value) {
  if (typeof value !== 'object' || value === null) return [];
  const { $ref, allOf = [], anyOf = [], oneOf = [] } = value;
  const referred =
    typeof $ref === 'string' && $ref.startsWith('#/') ? targetOf($ref, schema) : undefined;
  return [
    value,
    ...[referred, ...allOf, ...anyOf, ...oneOf].flatMap((part) =>
      part === undefined ? [] : kindsOf(schema, part),
    ),
  ];
}

function targetOf(reference, { at }) {
  const tokens = reference.slice(2).split('/');
  return tokens.reduce(
    (value, token) => value?.[token.replaceAll('~1', '/').replaceAll('~0', '~')],
    at.document.value,
  );
}
