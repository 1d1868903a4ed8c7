import { type ExpressionContext, fillExpressions } from '../../api/runtime-expression.ts';
import { pointerOfFragment, valueAt } from '../../json/pointer.ts';

/** A value with what its expressions stand for, or which of them stands for nothing. */
export type FilledValue =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: string };

/**
 * Puts values of the request where a text has runtime expressions (OpenAPI 3.1 section 4.8.20.3):
 * `{$request.body#/name}`, `{$request.path.id}`. A text that is one such expression becomes the value
 * itself, a number or an object; elsewhere in a text stands its text.
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

/** Whether a value takes something of the request. */
export function hasExpressions(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('{$');
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(hasExpressions);
}

/** What a text that is one expression stands for, where that has a type. */
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
