import type { Operation, Parameter } from '../api/model.ts';
import { decodeBody } from '../body/codec.ts';
import { exactInteger } from '../body/coerce.ts';
import { takeParameter } from '../body/query.ts';
import type { Decoded } from '../body/shape.ts';
import { readStyled } from '../body/style.ts';
import { type Finding, finding, type Place } from '../finding.ts';
import { type HttpRequest, headerValue } from '../http/exchange.ts';
import { isForm, isJson } from '../http/media-type.ts';
import { formDecode, percentDecode } from '../http/percent.ts';
import type { Schemas } from '../schema/schemas.ts';
import type { RequestParts } from './parts.ts';
import type { PreparedOperation, PreparedParameter } from './prepared.ts';
import { judgeValue, likelierReading } from './value.ts';

/** The decoded parameters, and their findings. */
export interface JudgedParameters {
  /** Decoded values by name, if they could be read. */
  readonly path: Values;
  /** A whole-query parameter (`in: querystring`) is here as well. */
  readonly query: Values;
  readonly header: Values;
  readonly cookie: Values;
  /** The integers beyond a double, if there are any. */
  readonly exact: ReadonlyMap<Parameter, bigint> | undefined;
  readonly findings: readonly Finding[];
}

/** The parts of a prepared operation for its parameters. */
export type PreparedParameters = Pick<PreparedOperation, 'parameters' | 'names' | 'queryKeys'> & {
  readonly operation: Pick<Operation, 'at'>;
};

/** Decoded values by the names in the contract. */
export type Values = Readonly<Record<string, unknown>>;

export const noValues: Values = Object.freeze({});

/** Judges all parameters of a request (OpenAPI 3.1 section 4.8.12). */
export function judgeParameters(
  { operation, parameters, names, queryKeys }: PreparedParameters,
  request: HttpRequest,
  parts: RequestParts,
  schemas: Schemas,
): JudgedParameters {
  const findings: Finding[] = [];
  const path: Record<string, unknown> = {};
  const query: Record<string, unknown> = {};
  let header = noValues;
  let cookie = noValues;
  let exacts: Map<Parameter, bigint> | undefined;
  const described = new Set<string>();

  for (const prepared of parameters) {
    const { parameter, place } = prepared;
    const raw = rawText(prepared, request, parts, names);
    if (raw === undefined) {
      if (parameter.required) findings.push(finding('parameter-missing', parameter.at, place));
      continue;
    }
    for (const name of raw.names) described.add(name);
    if (raw.text === '' && parameter.allowEmptyValue) continue;
    if (!raw.decoded.ok) {
      const { reason } = raw.decoded;
      findings.push(
        finding('parameter-malformed', parameter.at, place, { received: raw.text, reason }),
      );
      continue;
    }
    const exact = exactInteger(raw.decoded.value, raw.text);
    const isExact = exact !== undefined;
    if (isExact) {
      exacts ??= new Map();
      exacts.set(parameter, exact);
    }
    let { value } = raw.decoded;
    let found = judgeValue(exact ?? value, prepared.schema, place, schemas, isExact);
    if (found.length > 0 && !isExact && isOfText(parameter)) {
      const reading = { value, findings: found };
      const likelier = likelierReading(reading, prepared.schema, place, schemas);
      value = likelier.value;
      found = likelier.findings;
    }
    if (place.in === 'path') define(path, parameter.name, value);
    else if (place.in === 'query') define(query, parameter.name, value);
    else if (place.in === 'header') header = withValue(header, parameter.name, value);
    else cookie = withValue(cookie, parameter.name, value);
    if (found.length > 0) findings.push(...found.map((one) => withEncodedComma(one, raw.text)));
  }

  for (const name of parts.query.keys()) {
    if (described.has(name) || queryKeys.has(name)) continue;
    const place: Place = { part: 'request', in: 'query', name };
    findings.push(finding('parameter-undocumented', operation.at, place));
  }
  return { path, query, header, cookie, exact: exacts, findings };
}

/** Whether a parameter or a header is text in a style, or in a media type of texts. */
export function isOfText({ content }: Pick<Parameter, 'content'>): boolean {
  return content === undefined || !isJson(content.range);
}

/**
 * A percent-encoded comma is part of an item, although the sender may have meant two items (RFC
 * 6570 section 3.2.1).
 */
function withEncodedComma(found: Finding, raw: string): Finding {
  if (found.code !== 'value-invalid' || found.place?.pointer === undefined) return found;
  const received = [found.args.received].flat();
  const isMeant = /%2c/i.test(raw) && received.some((one) => /,/.test(String(one)));
  return isMeant ? { ...found, args: { ...found.args, encoded: '%2C' } } : found;
}

/** Defines an own property with any name. */
export function define(values: Record<string, unknown>, name: string, value: unknown): void {
  if (name in Object.prototype) Object.defineProperty(values, name, { value, enumerable: true });
  else values[name] = value;
}

/** Most requests lack values in some locations, and share an empty result. */
function withValue(values: Values, name: string, value: unknown): Values {
  const own = values === noValues ? {} : values;
  define(own as Record<string, unknown>, name, value);
  return own;
}

interface Raw {
  readonly text: string;
  readonly decoded: Decoded;
  /** The query's names that belong to the parameter. */
  readonly names: readonly string[];
}

/** Takes a parameter out of the request and decodes it; `undefined` if it is missing. */
function rawText(
  prepared: PreparedParameter,
  request: HttpRequest,
  parts: RequestParts,
  declared: PreparedOperation['names'],
): Raw | undefined {
  const { parameter, shape } = prepared;
  switch (parameter.in) {
    case 'path':
      return single(prepared, parts.path.get(parameter.name), percentDecode);
    case 'header':
      return single(prepared, headerValue(request.headers, prepared.field), asItIs);
    case 'querystring': {
      if (parts.queryText === '') return undefined;
      // A form is percent-encoded itself; other content is encoded as a whole to be part of a URL.
      const isOwnText = parameter.content !== undefined && isForm(parameter.content.range);
      const decode = isOwnText ? asItIs : percentDecode;
      return single(prepared, parts.queryText, decode, [...parts.query.keys()]);
    }
    case 'query':
    case 'cookie': {
      const isQuery = parameter.in === 'query';
      const source = isQuery ? parts.query : parts.cookies;
      const first = source.get(parameter.name)?.[0];
      if (parameter.content !== undefined) {
        const names = isQuery ? [parameter.name] : noNames;
        return single(prepared, first, isQuery ? formDecode : percentDecode, names);
      }
      const { decoded, names } = takeParameter(parameter, source, shape, declared[parameter.in]);
      if (decoded === undefined) return undefined;
      return { text: first ?? '', decoded, names: isQuery ? names : noNames };
    }
  }
}

/** A parameter in the form of one text: in its style, or in the media type of its `content`. */
function single(
  { parameter, shape }: PreparedParameter,
  text: string | undefined,
  decode: (raw: string) => string | undefined,
  names: readonly string[] = noNames,
): Raw | undefined {
  if (text === undefined) return undefined;
  const { content } = parameter;
  if (content === undefined) return { text, decoded: readStyled(parameter, text, shape), names };
  const plain = decode(text);
  const decoded: Decoded =
    plain === undefined
      ? { ok: false, reason: 'it is not percent-encoded UTF-8' }
      : decodeBody(new TextEncoder().encode(plain), content.range, shape, content.encoding);
  return { text, decoded, names };
}

const noNames: readonly string[] = [];

function asItIs(raw: string): string {
  return raw;
}
