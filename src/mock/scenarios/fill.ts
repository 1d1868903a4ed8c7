import { type ExpressionContext, fillExpressions } from '../../api/runtime-expression.ts';
import { pointerOfFragment, valueAt } from '../../json/pointer.ts';

/** A value with its expressions replaced, or the expressions without a value. */
export type FilledValue =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: string };

/**
 * Inserts values of the request into runtime expressions (OpenAPI 3.1 section 4.8.20.3):
 * `{$request.body#/name}`, `{$request.path.id}`. A text that is exactly one expression becomes the
 * value itself, such as a number or an object; within a longer text, the value becomes text.
 */
export function fillValue(written: unknown, context: ExpressionContext): FilledValue {
  const reasons: string[] = [];
  const value = filled(written);
  return reasons.length === 0 ? { ok: true, value } : { ok: false, reason: reasons[0]! };

  function filled(value: unknown): unknown {
    if (typeof value === 'string') return value.includes('{$') ? filledText(value) : value;
    if (Array.isArray(value)) return value.map(filled);
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [name, filled(member)]),
    );
  }

  function filledText(text: string): unknown {
    const typed = typedValue(text, context);
    if (typed !== undefined) return typed;
    const read = fillExpressions(text, context);
    if (read.ok) return read.text;
    reasons.push(read.reason);
    return text;
  }
}

/** Whether a value uses something from the request. */
export function hasExpressions(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('{$');
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(hasExpressions);
}

/** The typed value of a text that is exactly one expression. */
function typedValue(text: string, { request }: ExpressionContext): unknown {
  const match = /^\{\$request\.(?:path\.([^{}#]+)|body(#[^{}]*)?)\}$/.exec(text);
  if (match === null) return undefined;
  const [, name, fragment = ''] = match;
  if (name !== undefined) {
    return Object.hasOwn(request.path, name) ? request.path[name] : undefined;
  }
  const pointer = pointerOfFragment(fragment);
  return pointer === undefined ? undefined : valueAt(request.body, pointer);
}
