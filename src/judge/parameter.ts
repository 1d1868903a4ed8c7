import type { Operation, Parameter } from '../api/model.ts';
import { decodeBody } from '../body/codec.ts';
import { formDecode, percentDecode } from '../body/percent.ts';
import { takeParameter } from '../body/query.ts';
import type { Decoded } from '../body/shape.ts';
import { readStyled } from '../body/style.ts';
import { type Finding, finding, type Place } from '../finding.ts';
import { type HttpRequest, headerValue } from '../http/exchange.ts';
import type { Schemas } from '../schema/schemas.ts';
import type { RequestParts } from './parts.ts';
import { judgeValue } from './value.ts';

/** What was read of the parameters, and what is wrong with them. */
export interface ParametersVerdict {
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly findings: readonly Finding[];
}

/** Judges all parameters of a request (OpenAPI 3.1 section 4.8.12). */
export function judgeParameters(
  operation: Operation,
  request: HttpRequest,
  parts: RequestParts,
  schemas: Schemas,
): ParametersVerdict {
  const findings: Finding[] = [];
  const values = { path: new Map<string, unknown>(), query: new Map<string, unknown>() };
  const described = new Set<string>();
  const names = new Set(operation.parameters.map(({ name }) => name));

  for (const parameter of operation.parameters) {
    const raw = rawText(parameter, request, parts, schemas, names);
    for (const name of raw?.names ?? []) described.add(name);
    const place = placeOf(parameter);
    if (raw === undefined) {
      if (parameter.required) findings.push(finding('parameter-missing', parameter.at, place));
      continue;
    }
    if (raw.text === '' && parameter.allowEmptyValue) continue;
    if (!raw.decoded.ok) {
      const { reason } = raw.decoded;
      findings.push(
        finding('parameter-malformed', parameter.at, place, { received: raw.text, reason }),
      );
      continue;
    }
    const { value } = raw.decoded;
    if (parameter.in === 'path') values.path.set(parameter.name, value);
    if (parameter.in === 'query') values.query.set(parameter.name, value);
    const exact = exactInteger(value, raw.text);
    findings.push(
      ...judgeValue(exact ?? value, schemaOf(parameter), place, schemas, exact !== undefined),
    );
  }

  findings.push(...undocumented(operation, parts, described));
  return {
    path: Object.fromEntries(values.path),
    query: Object.fromEntries(values.query),
    findings,
  };
}

/** An integer that a double does not hold, as it was written. */
function exactInteger(value: unknown, text: string): bigint | undefined {
  const isGreat = typeof value === 'number' && !Number.isSafeInteger(value);
  return isGreat && /^-?\d+$/.test(text) ? BigInt(text) : undefined;
}

interface Raw {
  readonly text: string;
  readonly decoded: Decoded;
  /** The query's names that belong to the parameter. */
  readonly names: readonly string[];
}

/** Takes a parameter out of the request and reads it; `undefined` when it is not there. */
function rawText(
  parameter: Parameter,
  request: HttpRequest,
  parts: RequestParts,
  schemas: Schemas,
  others: ReadonlySet<string>,
): Raw | undefined {
  const shape = schemas.shape(schemaOf(parameter));
  switch (parameter.in) {
    case 'path':
      return single(parts.path.get(parameter.name), percentDecode);
    case 'header':
      return single(headerValue(request.headers, parameter.name.toLowerCase()), (raw) => raw);
    case 'querystring':
      return parts.queryText === ''
        ? undefined
        : { ...single(parts.queryText, (raw) => raw)!, names: [...parts.query.keys()] };
    case 'query':
    case 'cookie': {
      const source = parameter.in === 'query' ? parts.query : parts.cookies;
      const first = source.get(parameter.name)?.[0];
      if (parameter.content !== undefined) {
        const decode = parameter.in === 'query' ? formDecode : percentDecode;
        const raw = single(first, decode);
        return raw && { ...raw, names: [parameter.name] };
      }
      const taken = takeParameter(parameter, source, shape, others);
      if (taken.decoded === undefined) return undefined;
      const names = parameter.in === 'query' ? taken.names : [];
      return { text: first ?? '', decoded: taken.decoded, names };
    }
  }

  function single(
    text: string | undefined,
    decode: (raw: string) => string | undefined,
  ): Raw | undefined {
    if (text === undefined) return undefined;
    const { content } = parameter;
    if (content === undefined)
      return { text, decoded: readStyled(parameter, text, shape), names: [] };
    const plain = decode(text);
    const decoded: Decoded =
      plain === undefined
        ? { ok: false, reason: 'it is not percent-encoded UTF-8' }
        : decodeBody(new TextEncoder().encode(plain), content.range, shape, content.encoding);
    return { text, decoded, names: [] };
  }
}

function schemaOf(parameter: Parameter) {
  return parameter.content?.schema ?? parameter.schema;
}

function placeOf(parameter: Parameter): Place {
  const where = parameter.in === 'querystring' ? 'query' : parameter.in;
  return { part: 'request', in: where, name: parameter.name };
}

/** Names in the query that neither a parameter nor a key of the security schemes has. */
function undocumented(
  operation: Operation,
  parts: RequestParts,
  described: ReadonlySet<string>,
): readonly Finding[] {
  const strangers = [...parts.query.keys()].filter((name) => !described.has(name));
  if (strangers.length === 0) return [];
  const keys = new Set(
    operation.security
      .flat()
      .flatMap(({ scheme: { credential } }) =>
        credential.type === 'apiKey' && credential.in === 'query' ? [credential.name] : [],
      ),
  );
  return strangers
    .filter((name) => !keys.has(name))
    .map((name) =>
      finding('parameter-undocumented', operation.at, { part: 'request', in: 'query', name }),
    );
}
