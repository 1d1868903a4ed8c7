import { isObject, type Node } from '../api/node.ts';
import { type Location, locationKey } from '../json/document.ts';
import type { References, Resources } from './resources.ts';

/**
 * The dynamic anchors at the place of a schema: for each name, the anchor of the outermost resource
 * on the way (JSON Schema Core 2020-12 section 8.2.3.2). A schema is compiled once for each scope,
 * so that a dynamic reference becomes a plain one.
 */
export interface Scope {
  /** Equal for equal scopes. */
  readonly key: string;
  readonly anchors: ReadonlyMap<string, Node>;
}

export const outermostScope: Scope = { key: '', anchors: new Map() };

/** The scope inside a schema: its resource adds the dynamic anchors that no outer resource has. */
export function enterScope(node: Node, scope: Scope, resources: Resources): Scope {
  const { dynamicAnchors } = resources.at(node.at);
  const added = [...dynamicAnchors].filter(([name]) => !scope.anchors.has(name));
  if (added.length === 0) return scope;
  const anchors = new Map([...scope.anchors, ...added]);
  const key = [...anchors]
    .map(([name, { at }]) => ` ${name}=${locationKey(at)}`)
    .sort()
    .join('');
  return { key, anchors };
}

/** The target of a `$dynamicRef`: as for a `$ref`, unless it is a dynamic anchor. */
export function dynamicTarget(
  uri: string,
  from: Location,
  scope: Scope,
  references: References,
): Node | undefined {
  const initial = references.target(uri, from);
  if (initial === undefined || !isObject(initial.value)) return initial;
  const name = initial.value.$dynamicAnchor;
  if (typeof name !== 'string' || !uri.endsWith(`#${name}`)) return initial;
  return scope.anchors.get(name) ?? initial;
}
