import type { Api, Operation } from '../api/model.ts';
import { isNamed } from '../api/operation-name.ts';
import { didYouMeanOneOf } from '../nearest-name.ts';

/**
 * The operations in flags, by id or as `GET /pets/{id}`.
 * @throws {Error} if a name has no operation.
 */
export function operationsNamed(
  names: readonly string[],
  apis: readonly Api[],
): ReadonlySet<Operation> {
  const all = apis.flatMap(({ operations }) => operations);
  return new Set(
    names.map((name) => {
      const found = all.find((one) => isNamed(one, name));
      if (found !== undefined) return found;
      const ids = all.map(({ id }) => id);
      throw new Error(`there is no operation "${name}"${didYouMeanOneOf(name, ids)}`);
    }),
  );
}
