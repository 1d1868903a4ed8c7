import type { Operation, Parameter } from '../api/model.ts';
import { draftValue, type RequestDraft } from '../example/draft.ts';
import { writeRequest } from '../example/write.ts';
import type { Judge, JudgedExchange } from '../judge/judge.ts';
import { isId } from './ids.ts';
import { type ItemPaths, scopeOf } from './item-paths.ts';
import { type Item, shapeOf } from './item-shape.ts';
import { putsElsewhere } from './put-ids.ts';

/** How many ids are tried for one item, and how often an operation may make none. */
const most = 3;

export interface ItemPutsOptions {
  readonly judge: Judge;
  readonly paths: ItemPaths;
  readonly send: (draft: RequestDraft) => Promise<JudgedExchange | undefined>;
  /** A valid request of an operation. */
  readonly draftOf: (operation: Operation) => RequestDraft | undefined;
  /** Whether a parameter of an operation has a fixture. */
  readonly isGiven: (operation: Operation, parameter: Parameter) => boolean;
}

/**
 * Makes items by PUT at new paths, for a kind that no POST creates. Before such a write the run
 * reads the path, so it replaces nothing.
 */
export function createItemPuts({
  judge,
  paths,
  send,
  draftOf,
  isGiven,
}: ItemPutsOptions): (
  operation: Operation,
  fill: (
    draft: RequestDraft,
    isOpen: (parameter: Parameter) => boolean,
  ) => Promise<RequestDraft | undefined>,
) => Promise<Item | undefined> {
  const latest = new Map<Operation, string | number>();
  const failures = new Map<Operation, number>();
  const keeps = (draft: RequestDraft) =>
    judge.request(writeRequest(draft, judge.schemas)).findings.length === 0;

  return async (operation, fill) => {
    const { keys, own } = paths.of(operation);
    const base = draftOf(operation);
    const failed = failures.get(operation) ?? 0;
    if (own === undefined || base === undefined || failed >= most) return undefined;
    const { parameter } = own;
    if (isGiven(operation, parameter)) return undefined;
    const draft = (await fill(base, (one) => one !== parameter)) ?? base;
    let tries = 0;
    for (const made of putsElsewhere(draft, parameter, keeps, latest.get(operation))) {
      const id = draftValue(made, parameter);
      if (!isId(id)) break;
      latest.set(operation, id);
      const judged = await send(made);
      if (judged !== undefined && judged.exchange.response.status < 300) {
        const shape = shapeOf(judged.request.body);
        return { id, scope: scopeOf(keys, own, judged), shape, isMade: true };
      }
      tries += 1;
      if (tries >= most) break;
    }
    failures.set(operation, failed + 1);
    return undefined;
  };
}
