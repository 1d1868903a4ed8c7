import type { Operation } from '../api/model.ts';
import type { RequestDraft } from '../example/draft.ts';
import type { JudgedExchange } from '../judge/judge.ts';
import type { ItemPaths } from './item-paths.ts';
import type { MadeItem } from './known-items.ts';

/** An item that a run created at a provider and that still exists. */
export interface Leftover {
  /** `POST /pets`, which made it. */
  readonly made: string;
  readonly id: string;
  /** Why it was not deleted. */
  readonly reason: string;
}

/** Deletes the items of a run when it ends. */
export interface CleanUp {
  /** Notes which items an answer says were created or deleted. */
  saw(judged: JudgedExchange): void;
  /** Deletes the items, the last one first, because it may be below others; returns those that stay. */
  run(): Promise<readonly Leftover[]>;
}

export interface CleanUpOptions {
  readonly paths: () => ItemPaths;
  readonly madeBy: (judged: JudgedExchange) => MadeItem | undefined;
  /** A valid request of an operation. */
  readonly draftOf: (operation: Operation) => RequestDraft | undefined;
  /** Sends a request, and returns the status of the answer. */
  readonly send: (draft: RequestDraft) => Promise<number | undefined>;
  /** Why the run deletes nothing. */
  readonly whyLeft: string | undefined;
}

/** How many deletions in a row may get no answer. */
const mostUnanswered = 3;

export function createCleanUp(options: CleanUpOptions): CleanUp {
  const made = new Map<string, MadeItem & { readonly by: Operation }>();

  function saw(judged: JudgedExchange): void {
    const { operation, exchange } = judged;
    if (operation === undefined || exchange.response.status >= 300) return;
    const item = options.madeBy(judged);
    if (item !== undefined) {
      // An item that was created again comes after those created since.
      made.delete(keyOf(item));
      made.set(keyOf(item), { ...item, by: operation });
      return;
    }
    if (operation.method !== 'DELETE') return;
    const { kind, keys, own } = options.paths().of(operation);
    if (kind === undefined || own === undefined) return;
    const { path } = judged.request;
    const scope = new Map(
      keys.filter((key) => key !== own).map((key) => [key.kind, path[key.parameter.name]] as const),
    );
    made.delete(keyOf({ kind, id: path[own.parameter.name], scope }));
  }

  async function run(): Promise<readonly Leftover[]> {
    const left: Leftover[] = [];
    let unanswered = 0;
    for (const [key, item] of [...made].reverse()) {
      // The item may have been deleted with its parent.
      if (!made.has(key)) continue;
      const reason =
        options.whyLeft ??
        (unanswered < mostUnanswered
          ? await remove(item)
          : 'the provider does not answer any more');
      unanswered = reason === noAnswer ? unanswered + 1 : 0;
      if (reason === undefined) continue;
      left.push({ made: `${item.by.method} ${item.by.path}`, id: String(item.id), reason });
    }
    made.clear();
    return left.reverse();
  }

  /** Deletes an item; returns why that failed. */
  async function remove({ kind, id, scope }: MadeItem): Promise<string | undefined> {
    const paths = options.paths();
    const operation = paths.doing('delete', kind).find((one) => paths.of(one).own !== undefined);
    const draft = operation && options.draftOf(operation);
    if (operation === undefined || draft === undefined) return 'no operation deletes it';
    const { keys, own } = paths.of(operation);
    const values = new Map(
      keys.map((key) => [key.parameter, key === own ? id : scope.get(key.kind)] as const),
    );
    const filled: RequestDraft = {
      ...draft,
      parameters: draft.parameters.map((one) => {
        const value = values.get(one.parameter);
        return value === undefined ? one : { parameter: one.parameter, value };
      }),
    };
    const status = await options.send(filled);
    if (status === undefined) return noAnswer;
    const isGone = status < 300 || status === 404 || status === 410;
    return isGone ? undefined : `${operation.method} ${operation.path} was answered ${status}`;
  }

  return { saw, run };
}

const noAnswer = 'no response to its deletion';

function keyOf({ kind, id, scope }: Omit<MadeItem, 'id'> & { readonly id: unknown }): string {
  const under = [...scope].map(([name, value]) => `${name}=${String(value)}`).sort();
  return JSON.stringify([kind, String(id), ...under]);
}
