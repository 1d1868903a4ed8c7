import { type HttpRequest, headerValue, splitTarget } from '../../http/exchange.ts';
import { valueAt } from '../../json/pointer.ts';
import type { JudgedRequest } from '../../judge/judge.ts';
import { isEqual } from '../../schema/equality.ts';
import type { Conditions, Values } from './scenario.ts';

/** Whether a request has each of the values; `*` matches any existing value. */
export function isMet(when: Conditions, request: HttpRequest, judged: JudgedRequest): boolean {
  return (
    holds(when.path, (name) => member(judged.path, name)) &&
    holds(when.query, (name) => member(judged.query, name) ?? rawQuery(request, name)) &&
    holds(when.headers, (name) => headerValue(request.headers, name.toLowerCase())) &&
    holds(when.body, (pointer) => valueAt(judged.body, pointer))
  );
}

function holds(wanted: Values, find: (name: string) => unknown): boolean {
  return Object.entries(wanted).every(([name, value]) => {
    const found = find(name);
    if (value === '*') return found !== undefined;
    return isEqual(found, value) || isSameText(found, value);
  });
}

/** Parameters without a schema, and header fields, are texts: `7` in a file means `"7"`. */
function isSameText(found: unknown, wanted: unknown): boolean {
  return (
    typeof found === 'string' &&
    (typeof wanted === 'number' || typeof wanted === 'boolean') &&
    found === String(wanted)
  );
}

function member(values: Values, name: string): unknown {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

/** A parameter that is not described. */
function rawQuery({ target }: HttpRequest, name: string): string | undefined {
  return new URLSearchParams(splitTarget(target).query).get(name) ?? undefined;
}
