import type { Api } from '../api/model.ts';
import { isWanted, namesInPatterns } from '../api/operation-pattern.ts';
import { operationNames } from './id.ts';

/** Which cases are wanted, by patterns in which `*` stands for anything. */
export interface Selection {
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  /** Ids of cases: nothing else is wanted then. */
  readonly cases?: readonly string[];
}

/**
 * Whether a case is wanted, by its id. A pattern fits the id, its group, or of its operation the id,
 * the path, `METHOD /path` or a tag.
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

/** One of several parts of a run, which together are the whole: the first of three is 1 of 3. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** Whether a case belongs to a shard: by its id, so that one more case moves none of the others. */
export function isInShard(id: string, { index, count }: Shard): boolean {
  let hash = 0x811c9dc5;
  for (let at = 0; at < id.length; at += 1) {
    hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193) >>> 0;
  }
  return hash % count === index - 1;
}
