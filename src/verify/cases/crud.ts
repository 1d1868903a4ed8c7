import type { Operation } from '../../api/model.ts';
import type { Location } from '../../json/document.ts';
import type { Case } from '../case.ts';
import { isReading, type Planning } from './planning.ts';
import { itemRelation, linksOf, type Relation } from './relations.ts';
import type { StateLink } from './state.ts';

/** What may be done with the thing that an operation creates. */
export interface CrudOperations {
  readonly read: Relation | undefined;
  readonly replace: Relation | undefined;
  readonly change: Relation | undefined;
  readonly remove: Relation | undefined;
}

export function crudOperationsAfter(create: Operation, { judge }: Planning): CrudOperations {
  const links = linksOf(create, judge.api);
  const relationTo = (method: string) =>
    links.find(({ target }) => target.method === method && isOfItem(target)) ??
    judge.api.operations
      .filter((one) => one.method === method)
      .map((one) => itemRelation(create, one))
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

/** A case of several steps; none where it is not wanted. */
export function* caseOf(
  operation: Operation,
  id: string,
  title: string,
  at: Location,
  steps: Case['steps'],
  { options, unique }: Planning,
): Iterable<Case> {
  const own = unique(id);
  if (options.only?.(own) === false) return;
  const safe = steps.every((step) => isReading(step.operation));
  yield { id: own, group: 'chain', operation, title, at, safe, steps };
}

/** What binds later answers to what an operation answered in a step. */
export function stateLinkOf(
  writer: Operation,
  step: number,
  { link }: Relation,
  { judge }: Planning,
): StateLink {
  return {
    judge,
    writer,
    step,
    at: link?.at ?? writer.at,
    severity: link === undefined ? 'advisory' : 'violation',
  };
}
