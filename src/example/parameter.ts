import type { Example, Header, Parameter } from '../api/model.ts';
import type { Finding } from '../finding.ts';
import { type HttpRequest, noBody, splitTarget } from '../http/exchange.ts';
import { judgeParameters } from '../judge/parameter.ts';
import { partsOf } from '../judge/parts.ts';
import { prepareParameter } from '../judge/prepared.ts';
import { judgeHeaders } from '../judge/response.ts';
import { sample } from '../schema/sample.ts';
import type { Direction, Schemas } from '../schema/schemas.ts';
import { writeHeader, writeParameter } from './write.ts';

/** A value of a parameter or of a header that the contract allows as it is sent. */
export interface ParameterExample {
  /** What the contract shows; `undefined` for a value that was made. */
  readonly documented: Example | undefined;
  /** The value as the contract writes it. */
  readonly written: unknown;
  /** The value that it is read as. */
  readonly value: unknown;
  /** As it is sent: encoded as it stands in the path, the query or the field. */
  readonly text: string;
}

/**
 * The first documented value of a parameter, or of its content, that is valid, else a sample;
 * `undefined` where there is neither.
 */
export function parameterExample(
  parameter: Parameter,
  schemas: Schemas,
): ParameterExample | undefined {
  const prepared = {
    operation: parameter,
    parameters: [prepareParameter(parameter, schemas)],
    names: new Set([parameter.name]),
    queryKeys: new Set<string>(),
  };
  return firstValid(parameter, 'request', schemas, (written) => {
    const text = writeParameter(parameter, written, schemas);
    const request = requestWith(parameter, text);
    // An empty segment is none.
    const isSegment = parameter.in === 'path' && text !== '';
    const path = new Map(isSegment ? [[parameter.name, text]] : []);
    const parts = partsOf(request, path, splitTarget(request.target).query);
    const { findings, ...values } = judgeParameters(prepared, request, parts, schemas);
    const place = parameter.in === 'querystring' ? 'query' : parameter.in;
    return { text, findings, value: values[place][parameter.name] };
  });
}

/** The same of a header of an answer. */
export function headerExample(header: Header, schemas: Schemas): ParameterExample | undefined {
  return firstValid(header, 'response', schemas, (written) => {
    const text = writeHeader(header, written, schemas);
    const headers = { [header.name.toLowerCase()]: text };
    const answer = { status: 200, headers, body: noBody };
    const { findings, values } = judgeHeaders([header], answer, schemas);
    return { text, findings, value: values[header.name] };
  });
}

/** What shows a parameter or a header, or its content. */
export function documentedValues({
  examples,
  content,
}: Pick<Parameter, 'examples' | 'content'>): readonly Example[] {
  return [...examples, ...(content?.examples ?? [])].filter(({ value }) => value !== undefined);
}

function requestWith({ in: place, name }: Parameter, text: string): HttpRequest {
  const request = { method: 'GET', target: '/', headers: {}, body: noBody };
  switch (place) {
    case 'path':
      return request;
    case 'query':
    case 'querystring':
      return { ...request, target: `/?${text}` };
    case 'header':
      return { ...request, headers: { [name.toLowerCase()]: text } };
    case 'cookie':
      return { ...request, headers: { cookie: text } };
  }
}

/** A value as it is sent, read and judged. */
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
  const exampleOf = (written: unknown, documented?: Example): ParameterExample | undefined => {
    let judged: JudgedText;
    try {
      judged = judge(written);
    } catch (error) {
      // Its media type cannot carry the value.
      if (error instanceof TypeError) return undefined;
      throw error;
    }
    const { text, value = written, findings } = judged;
    const isValid = findings.every(({ severity }) => severity !== 'violation');
    return isValid ? { documented, written, value, text } : undefined;
  };
  for (const documented of documentedValues(described)) {
    const example = exampleOf(documented.value, documented);
    if (example !== undefined) return example;
  }
  const schema = described.content?.schema ?? described.schema;
  // A header that nothing is said of need not be sent; a path without its parameter is another one.
  if (schema === undefined) return direction === 'request' ? exampleOf('string') : undefined;
  const made = sample(schemas, schema, direction);
  return made.ok ? exampleOf(made.value) : undefined;
}
