import type { Api, Operation, Parameter } from '../api/model.ts';
import { isSafeMethod } from '../http/method.ts';
import type { JudgedExchange } from '../judge/judge.ts';
import type { Resources, Role } from '../resources/resource.ts';

/** The effect of an operation on items of one kind, and the parameters that name items. */
export interface ItemOperation {
  readonly operation: Operation;
  readonly role: Role | undefined;
  /** The kind of the items: the name of a resource, or the path above them. */
  readonly kind: string | undefined;
  /** The parameters of the path that name items, in its order. */
  readonly keys: readonly ItemKey[];
  /** The last of them, which names the item itself. */
  readonly own: ItemKey | undefined;
}

export interface ItemKey {
  readonly parameter: Parameter;
  readonly kind: string;
}

/** The roles of an API's operations: from its resources, otherwise from its paths. */
export interface ItemPaths {
  of(operation: Operation): ItemOperation;
  /** The operations on items of a kind. */
  doing(role: Role, kind: string): readonly Operation[];
  /** The operations that create items of a kind, then PUT where it creates what is missing. */
  makers(kind: string): readonly Operation[];
  /** The item that a path leads to: its own, or the last one above it. */
  target(operation: Operation): ItemKey | undefined;
  /** The item that a write changes; `undefined` if it creates one. */
  written(operation: Operation): ItemKey | undefined;
  /** An operation whose path ends in an item of a kind; preferably one that reads it. */
  member(
    kind: string,
  ): { readonly operation: Operation; readonly parameter: Parameter } | undefined;
}

export function itemPaths(api: Api, resources: Resources): ItemPaths {
  const kinds = kindsByPlace(api, resources);
  const all = new Map(api.operations.map((one) => [one, read(one, resources, kinds)] as const));
  const of = (operation: Operation) => all.get(operation) ?? read(operation, resources, kinds);
  const doing = (role: Role, kind: string) =>
    [...all.values()]
      .filter((one) => one.role === role && one.kind === kind)
      .map(({ operation }) => operation);
  const target = (operation: Operation) => {
    const { keys, own } = of(operation);
    return own ?? keys.at(-1);
  };
  return {
    of,
    doing,
    target,
    makers(kind) {
      const puts = doing('replace', kind).filter(
        (one) => of(one).own !== undefined && makesByPut(one, api.operations),
      );
      return [...doing('create', kind), ...puts];
    },
    written(operation) {
      const { role } = of(operation);
      const isRead = isSafeMethod(operation.method) || role === 'read' || role === 'list';
      return isRead || role === 'create' ? undefined : target(operation);
    },
    member(kind) {
      const members = [...all.values()].filter(
        (one) => one.own?.kind === kind && one.operation.path.endsWith('}'),
      );
      const found = members.find(({ role }) => role === 'read') ?? members[0];
      return found && { operation: found.operation, parameter: found.own!.parameter };
    },
  };
}

/** The kind of the items that a parameter names, from the path before it. */
function kindsByPlace(api: Api, resources: Resources): ReadonlyMap<string, string> {
  const kinds = new Map<string, string>();
  for (const operation of api.operations) {
    const { role, parents, member, resource } = resources.roleOf(operation);
    const isOfMany = role === 'list' || role === 'create';
    if (isOfMany && resource?.isSingleton === false) {
      const place = placeBelow(operation);
      if (!kinds.has(place)) kinds.set(place, resource.name);
    }
    const keys = parents.flatMap(({ parameter, parent }) =>
      parent.resource === undefined ? [] : [{ parameter, kind: parent.resource.name }],
    );
    if (member?.in === 'parameter' && resource !== undefined) {
      keys.push({ parameter: member.parameter, kind: resource.name });
    }
    for (const { parameter, kind } of keys) kinds.set(placeOf(operation, parameter), kind);
  }
  return kinds;
}

function read(
  operation: Operation,
  resources: Resources,
  kinds: ReadonlyMap<string, string>,
): ItemOperation {
  const { role, resource, member } = resources.roleOf(operation);
  const keys = operation.parameters.flatMap((parameter): ItemKey[] => {
    if (parameter.in !== 'path' || !operation.path.includes(`/{${parameter.name}}`)) return [];
    const place = placeOf(operation, parameter);
    return [{ parameter, kind: kinds.get(place) ?? place }];
  });
  keys.sort((a, b) => positionOf(operation, a) - positionOf(operation, b));
  const last = keys.at(-1);
  const isMember = last !== undefined && operation.path.endsWith(`{${last.parameter.name}}`);
  if (role !== undefined && resource !== undefined && !resource.isSingleton) {
    const own = keys.find(
      ({ parameter }) => member?.in === 'parameter' && parameter === member.parameter,
    );
    return { operation, role, kind: resource.name, keys, own };
  }
  const own = isMember ? last : undefined;
  const below = placeBelow(operation);
  const kind = own?.kind ?? kinds.get(below) ?? below;
  const guessed =
    role ?? (isMember ? memberRoles[operation.method] : collectionRoles[operation.method]);
  const isSingleton = resource?.isSingleton === true;
  return { operation, role: isSingleton ? undefined : guessed, kind, keys, own };
}

/** The values of the parameters before an item's own. */
export function scopeOf(
  keys: readonly ItemKey[],
  own: ItemKey | undefined,
  { request: { path } }: JudgedExchange,
): ReadonlyMap<string, unknown> {
  const before = keys.filter((key) => key !== own);
  return new Map(before.map(({ kind, parameter }) => [kind, path[parameter.name]] as const));
}

const memberRoles: Readonly<Record<string, Role>> = {
  GET: 'read',
  PUT: 'replace',
  PATCH: 'update',
  DELETE: 'delete',
};

const collectionRoles: Readonly<Record<string, Role>> = { GET: 'list', POST: 'create' };

function positionOf({ path }: Operation, { parameter }: ItemKey): number {
  return path.indexOf(`{${parameter.name}}`);
}

/** The path up to a parameter, without the names of parameters. */
function placeOf({ path }: Operation, { name }: Parameter): string {
  return path.slice(0, path.indexOf(`{${name}}`)).replace(/\{[^{}]*\}/g, '{}');
}

function placeBelow({ path }: Operation): string {
  return `${path.replace(/\/$/, '').replace(/\{[^{}]*\}/g, '{}')}/`;
}

/**
 * Whether a contract lets clients make items by PUT at a path of their choice: it describes 201 and
 * the answer to a replacement (RFC 9110 section 9.3.4), that items may be missing, and how to delete
 * them.
 */
function makesByPut(put: Operation, operations: readonly Operation[]): boolean {
  return (
    put.method === 'PUT' &&
    put.path.endsWith('}') &&
    answers(put, /^201$/) &&
    answers(put, /^20[04]$/) &&
    answers(operationBeside(put, 'GET', operations), /^4(?:04|10)$/) &&
    operationBeside(put, 'DELETE', operations) !== undefined
  );
}

/** The operation with another method at the same path. */
export function operationBeside(
  { path }: Operation,
  method: string,
  operations: readonly Operation[],
): Operation | undefined {
  return operations.find((one) => one.path === path && one.method === method);
}

function answers(operation: Operation | undefined, status: RegExp): boolean {
  return operation?.responses.some((one) => status.test(String(one.status))) === true;
}
