import { linkTarget } from '../../api/link-target.ts';
import type { Api, Link, Operation, Parameter } from '../../api/model.ts';
import { type ExpressionContext, fillExpressions } from '../../api/runtime-expression.ts';
import { idIn } from '../ids.ts';
import type { ItemPaths } from '../item-paths.ts';
import { locationId } from '../location-path.ts';

/** Connects the answer of one operation to a request of another. */
export interface Relation {
  readonly target: Operation;
  /** The link that connects them; `undefined` if only the ids match. */
  readonly link: Link | undefined;
  /** The parameters that the answer gives. */
  readonly follow: (context: ExpressionContext) => Followed;
}

export interface Linked extends Relation {
  readonly link: Link;
}

export type Followed =
  | { readonly ok: true; readonly values: ReadonlyMap<Parameter, unknown> }
  | { readonly ok: false; readonly reason: string };

/** The relations that links of an operation's successes describe (OpenAPI 3.1 section 4.8.20). */
export function linksOf(operation: Operation, api: Api): readonly Linked[] {
  const successes = operation.responses.filter(({ status }) => /^2/.test(status));
  return successes.flatMap(({ links }) =>
    links.flatMap((link) => {
      const target = linkTarget(link, api);
      return target === undefined
        ? []
        : [{ target, link, follow: (context) => followLink(link, target, context) }];
    }),
  );
}

function followLink(link: Link, target: Operation, context: ExpressionContext): Followed {
  const values = new Map<Parameter, unknown>();
  for (const [key, written] of Object.entries(link.parameters)) {
    const parameter = parameterNamed(key, target);
    if (parameter === undefined) continue;
    if (typeof written !== 'string') {
      values.set(parameter, written);
      continue;
    }
    const filled = fillExpressions(written, context);
    if (!filled.ok) return filled;
    values.set(parameter, filled.text);
  }
  return { ok: true, values };
}

/** A link names a parameter alone, or after its location: `path.id`. */
function parameterNamed(key: string, { parameters }: Operation): Parameter | undefined {
  const [, place, name] = /^(path|query|header|cookie)\.(.+)$/.exec(key) ?? [];
  return (
    parameters.find((one) => one.in === place && one.name === name) ??
    parameters.find((one) => one.name === key)
  );
}

/**
 * The relation of a creation to an operation on the created item: the id is in the answer, or at
 * the end of Location.
 */
export function itemRelation(
  create: Operation,
  target: Operation,
  items: ItemPaths,
): Relation | undefined {
  const [from, to] = [items.of(create), items.of(target)];
  const key = to.own;
  if (key === undefined || from.kind !== to.kind || !target.path.endsWith('}')) return undefined;
  // The creation must provide the other parameters of the path.
  const isKnown = to.keys.every(
    (one) => one === key || from.keys.some(({ kind }) => kind === one.kind),
  );
  if (!isKnown) return undefined;
  return {
    target,
    link: undefined,
    follow(context) {
      const { body, headers } = context.response;
      const { name } = key.parameter;
      const id = idIn(body, target.path, name) ?? locationId(headers);
      if (id === undefined) {
        return { ok: false, reason: 'the answer has no id of what was created' };
      }
      const own = to.keys.flatMap(({ parameter, kind }) => {
        const before = from.keys.find((one) => one.kind === kind)?.parameter;
        return before === undefined
          ? []
          : [[parameter, context.request.path[before.name]] as const];
      });
      return { ok: true, values: new Map<Parameter, unknown>([...own, [key.parameter, id]]) };
    },
  };
}

/** Another request to the same path: the parameters of the path are as they were. */
export function samePath(target: Operation): Relation {
  const own = target.parameters.filter((one) => one.in === 'path');
  return {
    target,
    link: undefined,
    follow: ({ request: { path } }) => ({
      ok: true,
      values: new Map(own.map((one) => [one, path[one.name]] as const)),
    }),
  };
}
