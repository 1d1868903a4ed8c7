import { parseQuery } from '../body/query.ts';
import { type HttpHeaders, headerValue, splitTarget } from '../http/exchange.ts';
import { formDecode } from '../http/percent.ts';
import { pointerOfFragment, valueAt } from '../json/pointer.ts';

/** The exchange that runtime expressions read. */
export interface ExpressionContext {
  readonly url: string;
  readonly method: string;
  readonly statusCode: number;
  readonly request: MessageContext & {
    readonly target: string;
    readonly path: Readonly<Record<string, unknown>>;
  };
  readonly response: MessageContext;
}

interface MessageContext {
  readonly headers: HttpHeaders;
  /** The decoded content. */
  readonly body: unknown;
}

export type Filled =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: string };

/**
 * Replaces the runtime expressions (OpenAPI 3.1 section 4.8.20.3) in a text: those in braces, or
 * the whole text if it is one.
 */
export function fillExpressions(text: string, context: ExpressionContext): Filled {
  const missing: string[] = [];
  const fill = (expression: string) => {
    const value = evaluate(expression, context);
    if (value === undefined) missing.push(expression);
    return value ?? '';
  };
  const filled = text.startsWith('$')
    ? fill(text)
    : text.replace(/\{(\$[^{}]*)\}/g, (_, expression: string) => fill(expression));
  if (missing.length > 0) return { ok: false, reason: `there is no ${missing.join(', ')}` };
  return { ok: true, text: filled };
}

/** The value of an expression; `undefined` if it is missing or not a text. */
function evaluate(expression: string, context: ExpressionContext): string | undefined {
  if (expression === '$url') return context.url;
  if (expression === '$method') return context.method;
  if (expression === '$statusCode') return String(context.statusCode);
  const match = /^\$(request|response)\.(header|query|path|body)(?:\.([^#]+)|(#.*))?$/.exec(
    expression,
  );
  if (match === null) return undefined;
  const [, part, source, name, fragment] = match;
  const { headers, body } = part === 'request' ? context.request : context.response;
  if (source === 'body') return textOf(inBody(body, fragment ?? ''));
  if (name === undefined) return undefined;
  if (source === 'header') return headerValue(headers, name.toLowerCase());
  if (part === 'response') return undefined;
  if (source === 'path') return textOf(ownMember(context.request.path, name));
  const { query } = splitTarget(context.request.target);
  const raw = parseQuery(query).get(name)?.[0];
  return raw === undefined ? undefined : formDecode(raw);
}

function inBody(body: unknown, fragment: string): unknown {
  const pointer = pointerOfFragment(fragment);
  return pointer === undefined ? undefined : valueAt(body, pointer);
}

function ownMember(values: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}
