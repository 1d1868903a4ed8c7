import type { Api } from '../api/model.ts';
import type {
  ListControls,
  OperationRole,
  Paging,
  QueryPart,
  Resource,
  Resources,
  Role,
} from './resource.ts';

/** The inferred roles of an API, as plain data. */
export interface ExplainedRoles {
  readonly api: string;
  readonly resources: readonly ExplainedResource[];
  readonly operations: readonly ExplainedOperation[];
}

export interface ExplainedResource {
  readonly name: string;
  readonly singleton: boolean;
  readonly id: string | null;
  readonly parents: readonly { readonly name: string; readonly property: string | null }[];
  readonly naturalKeys: readonly string[];
  readonly references: readonly { readonly property: string; readonly resource: string }[];
}

export interface ExplainedOperation {
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  /** `null`: not stateful. */
  readonly role: Role | null;
  readonly resource: string | null;
  /** The source of the item's id: a parameter, or a property of the body. */
  readonly key: string | null;
  readonly because: string;
  readonly at: { readonly file: string; readonly line: number; readonly column: number };
  readonly list?: ExplainedList;
}

export interface ExplainedList {
  readonly filters: readonly {
    readonly parameter: string;
    readonly property: string;
    readonly comparison: string;
  }[];
  readonly search?: string;
  readonly sort?: string;
  readonly direction?: string;
  readonly paging?: Readonly<Record<string, string | number>>;
  /** Query parameters without a known meaning: they do not affect an answer. */
  readonly leftAlone: readonly string[];
}

export function explainedRoles(api: Api, resources: Resources): ExplainedRoles {
  return {
    api: api.name,
    resources: resources.all.map(explainedResource),
    operations: api.operations.map((operation) => explainedOperation(resources.roleOf(operation))),
  };
}

function explainedResource(resource: Resource): ExplainedResource {
  const { name, isSingleton, id, parents, naturalKeys, references } = resource;
  return {
    name,
    singleton: isSingleton,
    id: id ?? null,
    parents: parents.map((parent) => ({ name: parent.name, property: parent.property ?? null })),
    naturalKeys,
    references: references.map(({ property, resource: other }) => ({
      property,
      resource: other.name,
    })),
  };
}

function explainedOperation(found: OperationRole): ExplainedOperation {
  const { operation, role, resource, member, because, list } = found;
  const { line, column } = operation.at.document.position(operation.at.pointer);
  const key = member?.in === 'parameter' ? member.parameter.name : (member?.property ?? null);
  return {
    operation: operation.id,
    method: operation.method,
    path: operation.path,
    role: role ?? null,
    resource: resource?.name ?? null,
    key,
    because,
    at: { file: operation.at.document.label, line, column },
    ...(list !== undefined && { list: explainedList(list) }),
  };
}

function explainedList({ filters, search, sort, paging, others }: ListControls): ExplainedList {
  return {
    filters: filters.map((filter) => ({
      parameter: nameOf(filter),
      property: filter.property,
      comparison: filter.comparison,
    })),
    ...(search !== undefined && { search: nameOf(search) }),
    ...(sort?.by !== undefined && { sort: nameOf(sort.by) }),
    ...(sort?.direction !== undefined && { direction: nameOf(sort.direction) }),
    ...(paging !== undefined && { paging: explainedPaging(paging) }),
    leftAlone: others.map(({ name }) => name),
  };
}

function explainedPaging(paging: Paging): Readonly<Record<string, string | number>> {
  const parts = Object.entries(paging as object).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    parts.map(([name, value]) => [
      name,
      typeof value === 'object' ? nameOf(value as QueryPart) : value,
    ]),
  );
}

function nameOf({ parameter, member }: QueryPart): string {
  return member === undefined ? parameter.name : `${parameter.name}[${member}]`;
}
