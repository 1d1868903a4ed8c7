import type { Api } from '../api/model.ts';
import { isWanted, namesInPatterns } from '../api/operation-pattern.ts';
import { operationNames } from './id.ts';

/** Which cases to run, by patterns in which `*` matches anything. */
export interface Selection {
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  /** Ids of cases; if there are any, only these cases run. */
  readonly cases?: readonly string[];
}

/**
 * Whether a case is wanted. A pattern matches its id, its group, or its operation's id, path,
 * `METHOD /path` or tag.
 */
export function selectorOf(api: Api, { only = [], skip = [], cases = [] }: Selection) {
  const wanted = isWanted(only, skip);
  const operations = new Map(
    [...operationNames(api)].map(([operation, name]) => [name, namesInPatterns(operation)]),
  );
  const ids = new Set(cases);
  return (id: string): boolean => {
    if (ids.size > 0 && !ids.has(id)) return false;
    const [operation = '', group = ''] = id.split('/', 2);
    return wanted([id, group, operation, ...(operations.get(operation) ?? [])]);
  };
}

/** One of several parts that make up a run: the first of three is 1 of 3. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** Whether a case belongs to a shard: its id decides, so that a new case moves no other. */
export function isInShard(id: string, { index, count }: Shard): boolean {
  let hash = 0x811c9dc5;
  for (let at = 0; at < id.length; at += 1) {
    hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193) >>> 0;
  }
  return hash % count === index - 1;
}
