import type { Api, Operation, Parameter } from '../api/model.ts';
import { plainSingular, verbSegment } from './names.ts';
import { pathSegments, type Segment } from './path-segments.ts';

/**
 * A place in the paths of an API: all operations whose paths are equal so far, whatever their
 * parameters are called.
 */
export interface PathNode {
  /** The fixed text of the last segment; `undefined` for a parameter. */
  readonly text: string | undefined;
  /** The name of the parameter in the first path with one here. */
  readonly parameter: string | undefined;
  readonly parent: PathNode | undefined;
  /** By fixed text; the node of a parameter has the key `{}`. */
  readonly children: Map<string, PathNode>;
  readonly operations: Operation[];
}

/** The paths of an API as a tree. */
export interface PathTree {
  readonly nodes: readonly PathNode[];
  nodeOf(operation: Operation): PathNode;
  /** The whole-segment parameters of an operation's path, in order. */
  keysOf(operation: Operation): readonly Parameter[];
}

const parameterKey = '{}';

export function pathTree(api: Api): PathTree {
  const segmentsOf = pathSegments(new Set(api.operations.map(({ path }) => path)));
  const root = newNode(undefined, undefined, undefined);
  const nodes: PathNode[] = [root];
  const byOperation = new Map<Operation, PathNode>();

  function childOf(parent: PathNode, { text, parameter }: Segment): PathNode {
    const key = text ?? parameterKey;
    let child = parent.children.get(key);
    if (child === undefined) {
      child = newNode(text, parameter, parent);
      parent.children.set(key, child);
      nodes.push(child);
    }
    return child;
  }

  for (const operation of api.operations) {
    const node = segmentsOf(operation.path).reduce(childOf, root);
    node.operations.push(operation);
    byOperation.set(operation, node);
  }
  return {
    nodes,
    nodeOf: (operation) => byOperation.get(operation) ?? root,
    keysOf: (operation) =>
      segmentsOf(operation.path).flatMap((segment) =>
        operation.parameters.filter((one) => one.in === 'path' && one.name === segment.parameter),
      ),
  };
}

export function newNode(
  text: string | undefined,
  parameter: string | undefined,
  parent: PathNode | undefined,
): PathNode {
  return { text, parameter, parent, children: new Map(), operations: [] };
}

export function isMember({ text, parent }: PathNode): boolean {
  return text === undefined && parent !== undefined;
}

/** The node of the parameter directly below a node. */
export function memberNode(node: PathNode): PathNode | undefined {
  return node.children.get(parameterKey);
}

export function operationAt(node: PathNode | undefined, method: string): Operation | undefined {
  return node?.operations.find((one) => one.method === method);
}

/** Whether POST of a node requests a list, by its path or its name. */
export function asksForList({ text, parent }: PathNode, { operationId = '' }: Operation): boolean {
  return (
    [text, parent?.text].some((one = '') => verbSegment(one) === 'list') ||
    /^(?:list|search|query|find|perform-?search)/i.test(operationId)
  );
}

/** A node and its ancestors, the outermost first. */
export function ancestry(node: PathNode): readonly PathNode[] {
  return node.parent === undefined ? [] : [...ancestry(node.parent), node];
}

/** Prefixes of resource names without meaning: `v2`, `api`, `2010-04-01`. */
const prefix = /^(?:v?\d[\d.]*(?:(?:alpha|beta)\d*)?|\d{4}-\d\d-\d\d|apis?|rest)$/i;

/** A readable name of a node: its fixed segments without the API's version. */
export function nameOfNode(node: PathNode, withParameters: boolean): string {
  const segments = ancestry(node);
  const own = segments.filter(({ text }) => text === undefined || !prefix.test(text));
  const named = own.some(({ text }) => text !== undefined) ? own : segments;
  const texts = named.flatMap(({ text, parameter: name }) => {
    if (text !== undefined) return [text];
    return withParameters || named === segments ? [`{${name}}`] : [];
  });
  return texts.join('/') || '/';
}

/** The whole path to a node. */
export function pathOfNode(node: PathNode): string {
  return ancestry(node)
    .map(({ text, parameter: name }) => text ?? `{${name}}`)
    .join('/');
}

/** The last fixed segment at or before a node; a version only if there is nothing else. */
export function nearestText({ text, parent }: PathNode): string | undefined {
  const above = () => (parent === undefined ? undefined : nearestText(parent));
  return text === undefined || prefix.test(text) ? (above() ?? text) : text;
}

/** The fixed texts directly before a node, up to a parameter. */
export function textsAbove({ parent }: PathNode): readonly string[] {
  if (parent?.text === undefined) return [];
  return [plainSingular(parent.text), ...textsAbove(parent)];
}
