import type { Operation } from '../../api/model.ts';
import type { Planning } from './planning.ts';
import { itemRelation, linksOf, type Relation } from './relations.ts';

/** What may be done with the thing that an operation creates. */
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

/** Whether an operation is about one thing: its path ends in a parameter. */
function isOfItem({ path }: Operation): boolean {
  return path.endsWith('}');
}
