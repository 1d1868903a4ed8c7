import type { Api, Operation, Parameter } from '../api/model.ts';
import { isNamed } from '../api/operation-name.ts';
import type { RoleSettings } from '../configuration.ts';
import { didYouMeanOneOf } from '../nearest-name.ts';
import type { Decision } from './decision.ts';
import type { Draft } from './drafts.ts';
import { described } from './ids.ts';
import { newNode, type PathNode, type PathTree } from './path.ts';
import type { Role } from './resource.ts';

/**
 * The inferred decisions with the configured ones in their place, and the configuration's faults.
 */
export interface Configured {
  readonly decided: ReadonlyMap<Operation, Decision>;
  readonly problems: readonly string[];
}

/** The role of an operation for which only the resource is configured. */
const usual: Readonly<Record<string, Role>> = {
  GET: 'read',
  POST: 'create',
  PUT: 'replace',
  PATCH: 'update',
  DELETE: 'delete',
};

/** Roles that are about one item. */
const ofItem: ReadonlySet<Role> = new Set(['read', 'replace', 'update', 'delete', 'action']);

/** Replaces inferred roles of operations by configured ones. */
export function configuredDecisions(
  api: Api,
  settings: Readonly<Record<string, RoleSettings>>,
  inferred: ReadonlyMap<Operation, Decision>,
  drafts: readonly Draft[],
  tree: PathTree,
): Configured {
  const decided = new Map(inferred);
  const problems: string[] = [];
  const nodes = new Map(drafts.map(({ resource, nodes: [node] }) => [resource.name, node!]));
  const names = api.operations.map(({ id }) => id);
  for (const [name, roleSettings] of Object.entries(settings)) {
    const operation = api.operations.find((one) => isNamed(one, name));
    if (operation === undefined) {
      problems.push(`${api.name} has no operation "${name}"${didYouMeanOneOf(name, names)}`);
      continue;
    }
    const key = parametersOf(operation).find((one) => one.name === roleSettings.key);
    if (roleSettings.key !== undefined && key === undefined) {
      const known = parametersOf(operation).map((one) => one.name);
      problems.push(
        `"${name}" has no parameter "${roleSettings.key}"${didYouMeanOneOf(roleSettings.key, known)}`,
      );
      continue;
    }
    const decision = decisionOf(
      operation,
      roleSettings,
      key,
      inferred.get(operation)!,
      nodes,
      tree,
    );
    if (typeof decision === 'string')
      problems.push(`the role of "${name}" cannot be applied: ${decision}`);
    else decided.set(operation, decision);
  }
  return { decided, problems };
}

function parametersOf({ parameters }: Operation): readonly Parameter[] {
  return parameters.filter((one) => one.in === 'path' || one.in === 'query');
}

function decisionOf(
  operation: Operation,
  settings: RoleSettings,
  key: Parameter | undefined,
  inferred: Decision,
  nodes: Map<string, PathNode>,
  tree: PathTree,
): Decision | string {
  const because = 'the configuration says so';
  if (settings.role === 'none')
    return { ...inferred, role: undefined, node: undefined, member: undefined, because };
  const role = settings.role ?? inferred.role ?? usual[operation.method];
  if (role === undefined) return 'say what it does with "role"';
  const own = tree.nodeOf(operation);
  const node =
    settings.resource === undefined ? (inferred.node ?? own) : nodeNamed(settings.resource, nodes);
  const isSingleton = inferred.isSingleton && inferred.node === node;
  const decision = { ...inferred, role, node, isSingleton, because };
  if (!ofItem.has(role) || isSingleton) return { ...decision, member: undefined };
  const parameter = key ?? tree.keysOf(operation).at(-1);
  if (inferred.member !== undefined && key === undefined) return decision;
  if (parameter === undefined) return 'say with "key" which of its parameters names the item';
  return { ...decision, member: own, key: parameter };
}

function nodeNamed(name: string, nodes: Map<string, PathNode>): PathNode {
  let node = nodes.get(name);
  if (node === undefined) {
    node = newNode(name, undefined, newNode(undefined, undefined, undefined));
    nodes.set(name, node);
  }
  return node;
}

/** Sets the configured ids; returns those that cannot be set. */
export function configureIds(
  settings: Readonly<Record<string, RoleSettings>>,
  drafts: readonly Draft[],
): readonly string[] {
  return drafts.flatMap(({ operations, resource, item }) =>
    operations.flatMap(([{ id: name, method, path }]) => {
      const configuredId = (settings[name] ?? settings[`${method} ${path}`])?.id;
      if (configuredId === undefined) return [];
      const pointer = configuredId.startsWith('/') ? configuredId : `/${configuredId}`;
      if (item === undefined || described(item, pointer) === undefined) {
        const known = [...(item?.properties.keys() ?? [])];
        return [
          `the items of "${resource.name}" have no property "${configuredId}"${didYouMeanOneOf(configuredId, known)}`,
        ];
      }
      resource.id = pointer;
      return [];
    }),
  );
}
