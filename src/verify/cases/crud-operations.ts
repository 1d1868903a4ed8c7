import type { Operation } from '../../api/model.ts';
import type { RequestDraft } from '../../example/draft.ts';
import type { Step } from '../case.ts';
import type { Planning } from './planning.ts';
import { itemRelation, linksOf, type Relation } from './relations.ts';
import type { ShownItems } from './shown-item.ts';

/** The operations on the item that an operation creates. */
export interface CrudOperations {
  readonly read: Relation | undefined;
  readonly replace: Relation | undefined;
  readonly change: Relation | undefined;
  readonly remove: Relation | undefined;
}

export function crudOperationsAfter(create: Operation, { judge, items }: Planning): CrudOperations {
  const links = linksOf(create, judge.api);
  const relationTo = (method: string) =>
    links.find(({ target }) => target.method === method && isOfItem(target)) ??
    judge.api.operations
      .filter((one) => one.method === method)
      .map((one) => itemRelation(create, one, items()))
      .find((one) => one !== undefined);
  return {
    read: relationTo('GET'),
    replace: relationTo('PUT'),
    change: relationTo('PATCH'),
    remove: relationTo('DELETE'),
  };
}

/** Whether an operation is about one item: its path ends in a parameter. */
function isOfItem({ path }: Operation): boolean {
  return path.endsWith('}');
}

/** A creation, and the operations on the created item. */
export interface Crud {
  readonly create: Operation;
  readonly base: RequestDraft;
  /** The request with all members, which is sent first. */
  readonly whole: RequestDraft;
  readonly first: Step;
  readonly operations: CrudOperations;
  readonly shown: ShownItems;
}

/** The id of a chain that begins with a creation. */
export function chainId(create: Operation, tokens: readonly string[], { names }: Planning): string {
  return [names.get(create)!, 'chain', ...tokens].join('/');
}
