import type { Schema } from '../api/model.ts';
import type { Place } from '../finding.ts';
import type { JudgedContent } from '../judge/body.ts';
import { type JudgedRequest, type JudgedResponse, valuesAt } from '../judge/judged.ts';
import { isSetCookie } from '../judge/set-cookie.ts';

/** A value of a message, and the schema that it was judged by. */
export interface DescribedValue {
  readonly schema: Schema;
  readonly value: unknown;
  /** Whether the value has `bigint`s for integers beyond a double. */
  readonly isExact: boolean;
  readonly in: Place['in'];
  /** The parameter's or header's name. */
  readonly name: string | undefined;
  /** The value's position in a sequence. */
  readonly index: number | undefined;
}

/** The values of a request that have a schema. */
export function* valuesOfRequest(request: JudgedRequest): Iterable<DescribedValue> {
  for (const parameter of request.operation?.parameters ?? []) {
    const { name, content } = parameter;
    const schema = content?.schema ?? parameter.schema;
    const values = valuesAt(request, parameter.in);
    if (schema === undefined || !Object.hasOwn(values, name)) continue;
    const exact = request.exact?.get(parameter);
    const where = parameter.in === 'querystring' ? 'query' : parameter.in;
    const value = exact ?? values[name];
    yield { schema, value, isExact: exact !== undefined, in: where, name, index: undefined };
  }
  yield* valuesOfContent(request.content);
}

/** The values of an answer that have a schema. */
export function* valuesOfResponse(response: JudgedResponse): Iterable<DescribedValue> {
  for (const header of response.described?.headers ?? []) {
    const { name } = header;
    const schema = header.content?.schema ?? header.schema;
    if (schema === undefined || !Object.hasOwn(response.headers, name)) continue;
    const value = response.headers[name];
    const lines = isSetCookie(header) ? (value as readonly unknown[]) : [value];
    for (const line of lines) {
      yield { schema, value: line, isExact: false, in: 'header', name, index: undefined };
    }
  }
  yield* valuesOfContent(response.content);
}

/** The content itself; for a sequence, the list of its values and each value. */
function* valuesOfContent(content: JudgedContent): Iterable<DescribedValue> {
  const { media, value, instance, isExact, sequence } = content;
  if (media === undefined || value === undefined) return;
  const body = { isExact, in: 'body', name: undefined } as const;
  const schema = sequence === undefined ? media.schema : sequence.whole;
  if (schema !== undefined) yield { schema, value: instance, ...body, index: undefined };
  if (sequence?.each === undefined || !Array.isArray(instance)) return;
  for (const [index, one] of instance.entries()) {
    yield { schema: sequence.each, value: one, ...body, index };
  }
}
