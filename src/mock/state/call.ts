import type { Operation, Parameter } from '../../api/model.ts';
import { isObject } from '../../api/node.ts';
import { type HttpRequest, headerValue } from '../../http/exchange.ts';
import { type JudgedRequest, valuesAt } from '../../judge/judged.ts';
import type { OperationRole, QueryPart } from '../../resources/resource.ts';
import type { RequestPreferences, ResponseSelection } from '../select-response.ts';
import { keyText } from './item.ts';

/** A valid call of an operation, with the answer that was selected for it. */
export interface OperationCall {
  readonly operation: Operation;
  readonly judged: JudgedRequest;
  /** In the terms of the contract: `base` is the prefix of its target. */
  readonly request: HttpRequest;
  readonly base: string;
  /** `http` or `https`. */
  readonly scheme: string;
  readonly selection: ResponseSelection;
  readonly preferences: RequestPreferences;
  readonly session: string;
}

/** The value of a parameter as text; an integer keeps all of its digits. */
export function parameterValue({ judged }: OperationCall, parameter: Parameter): unknown {
  return judged.exact?.get(parameter) ?? valuesAt(judged, parameter.in)[parameter.name];
}

/** The value of a part of a query as text. */
export function queryPartValue(call: OperationCall, part: QueryPart | undefined): unknown {
  return part && partOf(parameterValue(call, part.parameter), part);
}

/** The part of a parameter's value: the whole value, or one of its members. */
export function partOf(value: unknown, { member }: QueryPart): unknown {
  if (member === undefined) return value;
  return isObject(value) && Object.hasOwn(value, member) ? value[member] : undefined;
}

/** The ids that a request gives for the parents of an item, by their names. */
export function parentsOf(
  call: OperationCall,
  { parents }: OperationRole,
): ReadonlyMap<string, string> {
  const known = new Map<string, string>();
  for (const { parameter, parent } of parents) {
    const value = keyText(parameterValue(call, parameter));
    if (value !== undefined) known.set(parent.name, value);
  }
  return known;
}

/** A target of the API as a client of the mock writes it: as a path, and as a whole URL. */
export function urlsOf(
  { base, scheme, request }: OperationCall,
  target: string,
): { readonly path: string; readonly whole: string } {
  const host = headerValue(request.headers, 'host') ?? 'localhost';
  return { path: base + target, whole: `${scheme}://${host}${base}${target}` };
}
