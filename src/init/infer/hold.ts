import { withValue } from '../../json/edit.ts';
import type { Judge } from '../../judge/judge.ts';
import { createRecordedLocator } from '../../recording/locate.ts';
import type { Recorded } from '../../recording/recorded.ts';

/**
 * Changes an inferred document until all of its exchanges are valid: a schema that an exchange
 * still violates becomes one that allows everything.
 *
 * @returns `undefined` if all exchanges are already valid.
 */
export function loosened(
  document: object,
  judge: Judge,
  recorded: readonly Recorded[],
): object | undefined {
  const pointers = new Set<string>();
  const locate = createRecordedLocator([judge]);
  for (const one of recorded) {
    const located = locate(one);
    if (typeof located === 'string') continue;
    const { request, response } = judge.exchange(located.exchange, located.operation);
    const found = [...((one.status ?? 0) < 400 ? request.findings : []), ...response.findings];
    for (const { at, severity } of found) {
      const [schema] = /^.*?\/schema(?=\/|$)/.exec(at?.pointer ?? '') ?? [];
      if (severity === 'violation' && schema !== undefined) pointers.add(schema);
    }
  }
  if (pointers.size === 0) return undefined;
  let result: unknown = document;
  for (const pointer of pointers) result = withValue(result, pointer, {});
  return result as object;
}
