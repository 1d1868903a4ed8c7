import type { HttpRequest } from '../../http/exchange.ts';
import { child, type Pointer } from '../../json/pointer.ts';
import type { JudgedRequest } from '../../judge/judge.ts';
import { isEqual } from '../../schema/equality.ts';
import { type RecordedRequest, requestKey } from './source.ts';

/** A recorded request, and how another one differs from it. */
export interface Nearest {
  readonly recorded: RecordedRequest;
  readonly key: string;
  /** `query limit`, `body /name`; empty if nothing differs. */
  readonly differences: readonly string[];
}

/**
 * The recorded request that is most similar. Path parameters must be equal, because others mean
 * another item. Of two equally near ones, the first one counts.
 */
export function nearestOf(
  requests: ReadonlyMap<string, RecordedRequest>,
  { body }: HttpRequest,
  judged: JudgedRequest,
): Nearest | undefined {
  const key = requestKey(judged, body);
  const same = requests.get(key);
  if (same !== undefined) return { recorded: same, key, differences: [] };
  let nearest: Nearest | undefined;
  for (const [itsKey, recorded] of requests) {
    if (!isEqual(recorded.judged.path, judged.path)) continue;
    const differences = [
      ...queryDifferences(recorded.judged, judged),
      ...bodyDifferences(recorded, judged, body),
    ];
    if (nearest === undefined || differences.length < nearest.differences.length) {
      nearest = { recorded, key: itsKey, differences };
    }
  }
  return nearest;
}

function* queryDifferences(recorded: JudgedRequest, requested: JudgedRequest): Iterable<string> {
  const [a, b] = [recorded, requested].map(
    ({ parts }) => new URLSearchParams(parts?.queryText ?? ''),
  );
  for (const name of new Set([...a!.keys(), ...b!.keys()])) {
    if (!isEqual(a!.getAll(name), b!.getAll(name))) yield `query ${name}`;
  }
}

function* bodyDifferences(
  { judged, bytes }: RecordedRequest,
  requested: JudgedRequest,
  body: Uint8Array,
): Iterable<string> {
  if (judged.body === undefined || requested.body === undefined) {
    if (Buffer.compare(bytes, body) !== 0) yield 'body';
  } else yield* differencesIn(judged.body, requested.body, '');
}

/** The places where two values differ, as JSON Pointers; differences in deeper parts count together. */
function* differencesIn(a: unknown, b: unknown, at: Pointer, depth = 0): Iterable<string> {
  if (isEqual(a, b)) return;
  const areObjects = [a, b].every((one) => typeof one === 'object' && one !== null);
  if (!areObjects || Array.isArray(a) !== Array.isArray(b) || depth === mostDepth) {
    yield at === '' ? 'body' : `body ${at}`;
    return;
  }
  const [from, to] = [a, b] as [Record<string, unknown>, Record<string, unknown>];
  for (const name of new Set([...Object.keys(from), ...Object.keys(to)])) {
    const [one, other] = [from, to].map((owner) =>
      Object.hasOwn(owner, name) ? owner[name] : undefined,
    );
    yield* differencesIn(one, other, child(at, name), depth + 1);
  }
}

const mostDepth = 4;
