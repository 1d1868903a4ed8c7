import type { Api, Operation, Parameter } from '../api/model.ts';
import { plainSingular, verbSegment } from './names.ts';

/** A place in the paths of an API: all operations whose paths agree so far, whatever their parameters are called. */
export interface PathNode {
  /** The fixed text of the last segment, or `undefined` where a parameter stands. */
  readonly text: string | undefined;
  /** The name of the parameter in the first path that has one here. */
  readonly parameter: string | undefined;
  readonly parent: PathNode | undefined;
  /** By fixed text; the node of a parameter under `{}`. */
  readonly children: Map<string, PathNode>;
  readonly operations: Operation[];
}

/** The paths of an API as a tree. */
export interface PathTree {
  readonly nodes: readonly PathNode[];
  nodeOf(operation: Operation): PathNode;
  /** The parameters that are whole segments of an operation's path, in their order. */
  keysOf(operation: Operation): readonly Parameter[];
}

const parameterKey = '{}';

export function pathTree(api: Api): PathTree {
  const paths = new Set(api.operations.map(({ path }) => path));
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
    const node = segmentsOf(operation.path, paths).reduce(childOf, root);
    node.operations.push(operation);
    byOperation.set(operation, node);
  }
  return {
    nodes,
    nodeOf: (operation) => byOperation.get(operation) ?? root,
    keysOf: (operation) =>
      segmentsOf(operation.path, paths).flatMap((segment) =>
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

interface Segment {
  readonly text: string | undefined;
  readonly parameter: string | undefined;
}

/**
 * The segments of a path: `{id}:cancel` and `Orders('{id}')` are two. `.json` and `.xml` at its end
 * are left out, unless the path without them is another one. OpenAPI wants no query in a path, and some have one.
 */
function segmentsOf(path: string, paths: ReadonlySet<string>): readonly Segment[] {
  const [, whole = '', query = ''] = /^([^?#]*)(?:\?([^#]*))?/.exec(path) ?? [];
  const bare = whole.replace(/\.(?:json|xml)$/i, '');
  const segments = (paths.has(bare) ? whole : bare).split('/').filter((segment) => segment !== '');
  return withVerbLast(segments, paths)
    .flatMap((segment): readonly Segment[] => {
      const member = /^([^{}()]+)\('?\{([^{}]+)\}'?\)$/.exec(segment);
      if (member !== null) return [fixed(member[1]!), parameter(member[2]!)];
      const action = /^(.+):([\w.-]+)$/.exec(segment) ?? methodName(segment);
      return action === undefined
        ? [segmentOf(segment)]
        : [segmentOf(action[1]!), fixed(action[2]!)];
    })
    .concat(query === '' || isSetting(query) ? [] : [fixed(`?${query}`)]);
}

const verbsOfItems: ReadonlySet<string | undefined> = new Set([
  'read',
  'update',
  'replace',
  'delete',
]);

/**
 * `orders/delete/{id}` does to an item what `orders/{id}/delete` does, where other paths begin with the same
 * `orders`.
 */
function withVerbLast(segments: readonly string[], paths: ReadonlySet<string>): readonly string[] {
  const [verb = '', id = ''] = segments.slice(-2);
  const holder = segments.slice(0, -2);
  const isVerb = segments.length > 2 && verbsOfItems.has(verbSegment(verb));
  if (!isVerb || !/^\{[^{}]+\}$/.test(id) || /[{}]/.test(holder.at(-1)!)) return segments;
  const stem = `/${holder.join('/')}`;
  const own = `${stem}/${verb}/`;
  const isHolder = [...paths].some(
    (path) => path === stem || (path.startsWith(`${stem}/`) && !path.startsWith(own)),
  );
  return isHolder ? [...holder, id, verb] : segments;
}

/**
 * Whether a query that is written into a path says how something is shown rather than what: `beta=true`,
 * `api-version=2024-10-01`. `acl` is a part of what stands before it, and `Action=Stop` is another operation.
 */
function isSetting(query: string): boolean {
  return query.split('&').every((pair) => /^[^=]+=(?:true|false|v?\d[\w.-]*)$/i.test(pair));
}

/** `users.list` is a verb that is said of users. */
function methodName(segment: string): readonly string[] | undefined {
  const found = /^([\w.-]+)\.(\w+)$/.exec(segment);
  return found !== null && verbSegment(found[2]!) !== undefined ? found : undefined;
}

function segmentOf(text: string): Segment {
  const name = /^\{([^{}]+)\}$/.exec(text)?.[1];
  return name === undefined ? fixed(text) : parameter(name);
}

function fixed(text: string): Segment {
  return { text, parameter: undefined };
}

function parameter(name: string): Segment {
  return { text: undefined, parameter: name };
}

export function isMember({ text, parent }: PathNode): boolean {
  return text === undefined && parent !== undefined;
}

/** The node of the parameter right below a node. */
export function memberNode(node: PathNode): PathNode | undefined {
  return node.children.get(parameterKey);
}

export function operationAt(node: PathNode | undefined, method: string): Operation | undefined {
  return node?.operations.find((one) => one.method === method);
}

/** Whether POST of a node asks for a list, by its path or its name. */
export function asksForList({ text, parent }: PathNode, { operationId = '' }: Operation): boolean {
  return (
    [text, parent?.text].some((one = '') => verbSegment(one) === 'list') ||
    /^(?:list|search|query|find|perform-?search)/i.test(operationId)
  );
}

/** A node and those that it stands below, the outermost first. */
export function ancestry(node: PathNode): readonly PathNode[] {
  return node.parent === undefined ? [] : [...ancestry(node.parent), node];
}

/** What stands before the names of resources and says nothing of them: `v2`, `api`, `2010-04-01`. */
const prefix = /^(?:v?\d[\d.]*(?:(?:alpha|beta)\d*)?|\d{4}-\d\d-\d\d|apis?|rest)$/i;

/** A readable name of what a node is about: its fixed segments without the version of the API. */
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

/** The last fixed segment before a node, or its own. */
export function nearestText(node: PathNode): string | undefined {
  return node.text ?? (node.parent === undefined ? undefined : nearestText(node.parent));
}

/** The fixed texts right before one, up to a parameter. */
export function textsAbove({ parent }: PathNode): readonly string[] {
  if (parent?.text === undefined) return [];
  return [plainSingular(parent.text), ...textsAbove(parent)];
}
