import type { Example, Header, Parameter, ParameterPlace } from '../api/model.ts';
import type { Finding } from '../finding.ts';
import { emptyBody, fieldOf } from '../http/exchange.ts';
import { type JudgedParameters, judgeParameters } from '../judge/parameter.ts';
import { partsOf } from '../judge/parts.ts';
import { parameterNames, prepareParameter } from '../judge/prepared.ts';
import { judgeHeaders } from '../judge/response.ts';
import { isSetCookie } from '../judge/set-cookie.ts';
import { sample } from '../schema/sample.ts';
import type { Direction, Schemas } from '../schema/schemas.ts';
import { writtenValue } from '../schema/written-number.ts';
import { refuseInField, writeHeader, writeParameter } from './write.ts';

/** A value of a parameter or a header that is valid on the wire. */
export interface ParameterExample {
  /** The contract's example; `undefined` for a generated value. */
  readonly documented: Example | undefined;
  /** The value as the contract writes it. */
  readonly written: unknown;
  /** The value that it is read as. */
  readonly value: unknown;
  /** The form on the wire, encoded for its location; Set-Cookie line by line. */
  readonly text: string;
}

/**
 * The first valid documented value of a parameter or its content, else a sample; `undefined` if
 * there is neither.
 */
export function parameterExample(
  parameter: Parameter,
  schemas: Schemas,
): ParameterExample | undefined {
  return firstValid(parameter, 'request', schemas, (written) => {
    const text = writeParameter(parameter, written, schemas);
    if (parameter.in === 'header' || parameter.in === 'cookie') refuseInField(text);
    const { findings, ...values } = judgeTogether([parameter], [{ parameter, text }], schemas);
    const place = parameter.in === 'querystring' ? 'query' : parameter.in;
    return { text, findings, value: values[place][parameter.name] };
  });
}

/**
 * Some parameters together in one request, in which exploded objects share the query's names, also
 * with parameters that are not sent.
 */
export function judgeTogether(
  described: readonly Parameter[],
  sent: readonly { readonly parameter: Parameter; readonly text: string }[],
  schemas: Schemas,
): JudgedParameters {
  const textsIn = (...places: readonly ParameterPlace[]) =>
    sent.filter(({ parameter }) => places.includes(parameter.in));
  const query = textsIn('query', 'querystring').flatMap(({ text }) => text || []);
  const cookie = textsIn('cookie').flatMap(({ text }) => text || []);
  const headers = textsIn('header').map(({ parameter, text }) => [
    parameter.name.toLowerCase(),
    text,
  ]);
  const queryText = query.join('&');
  const request = {
    method: 'GET',
    target: `/?${queryText}`,
    headers: {
      ...Object.fromEntries(headers),
      ...(cookie.length > 0 && { cookie: cookie.join('; ') }),
    },
    body: emptyBody,
  };
  // An empty segment is not a segment.
  const segments = textsIn('path').filter(({ text }) => text !== '');
  const path = new Map(segments.map(({ parameter, text }) => [parameter.name, text]));
  const queryKeys = new Set<string>();
  const prepared = {
    operation: described[0]!,
    parameters: described.map((parameter) => prepareParameter(parameter, schemas)),
    names: parameterNames(described, queryKeys),
    queryKeys,
  };
  const parts = partsOf(request, path, queryText);
  return judgeParameters(prepared, request, parts, schemas);
}

/** The example of an answer's header. */
export function headerExample(header: Header, schemas: Schemas): ParameterExample | undefined {
  return firstValid(header, 'response', schemas, (written) => {
    const text = writeHeader(header, written, schemas);
    const headers = { [header.name.toLowerCase()]: fieldOf(header.name, text) };
    const answer = { status: 200, headers, body: emptyBody };
    const { findings, values } = judgeHeaders([header], answer, schemas);
    const value = isSetCookie(header) ? written : values[header.name];
    return { text, findings, value };
  });
}

/** The examples of a parameter or a header, or of its content. */
export function documentedValues({
  examples,
  content,
}: Pick<Parameter, 'examples' | 'content'>): readonly Example[] {
  return [...examples, ...(content?.examples ?? [])].filter(({ value }) => value !== undefined);
}

/** Whether findings forbid nothing. */
export function keepsContract(findings: readonly Finding[]): boolean {
  return findings.every(({ severity }) => severity !== 'violation');
}

/** A value in its form on the wire, read and judged. */
interface JudgedText {
  readonly text: string;
  readonly value: unknown;
  readonly findings: readonly Finding[];
}

function firstValid(
  described: Parameter | Header,
  direction: Direction,
  schemas: Schemas,
  judge: (written: unknown) => JudgedText,
): ParameterExample | undefined {
  const exampleOf = (
    written: unknown,
    documented?: Example,
    exact: unknown = documented && writtenValue(written, documented.at),
  ): ParameterExample | undefined => {
    let judged: JudgedText;
    try {
      judged = judge(exact ?? written);
    } catch (error) {
      // The media type or a header field cannot carry the value.
      if (error instanceof TypeError) return undefined;
      throw error;
    }
    const { text, value = written, findings } = judged;
    return keepsContract(findings)
      ? { documented, written: exact ?? written, value, text }
      : undefined;
  };
  for (const documented of documentedValues(described)) {
    const example = exampleOf(documented.value, documented);
    if (example !== undefined) return example;
  }
  const schema = described.content?.schema ?? described.schema;
  // An undescribed header need not be sent; without its parameters, a path is another one.
  if (schema === undefined) return direction === 'request' ? exampleOf('string') : undefined;
  const made = sample(schemas, schema, direction);
  return made.ok ? exampleOf(made.value, undefined, made.exact) : undefined;
}
