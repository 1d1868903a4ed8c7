import type { Api, Operation } from '../api/model.ts';
import { isNamed, noOperationText } from '../api/operation-name.ts';

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
      throw new Error(noOperationText(name, all));
    }),
  );
}
