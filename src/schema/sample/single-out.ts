import type { Schema } from '../../api/model.ts';
import { isObject, type JsonObject } from '../../api/node.ts';
import { valueAt } from '../../json/pointer.ts';
import { nameOfBranch } from '../discriminator.ts';
import { namedBy } from '../members.ts';
import type { SchemaError, Schemas } from '../schemas.ts';
import type { SchemaView } from '../view.ts';

const unlike: readonly unknown[] = ['string', 1, true, [], {}];
const most = 60;

/**
 * Variations of an object that several branches of a `oneOf` accept, although only one may. A
 * property of some branch gets a value that this branch forbids. Most variations are no better, so
 * the caller checks them.
 */
export function* singledOut(
  value: unknown,
  errors: readonly SchemaError[],
  schemas: Schemas,
): Iterable<unknown> {
  let count = 0;
  for (const error of errors) {
    const { pointer } = error;
    const object = valueAt(value, pointer);
    if (error.keyword !== 'oneOf' || !isObject(object)) continue;
    const names = new Set(
      branchesOf(error, schemas).flatMap((branch) => [
        ...namedBy(schemas.views.of(branch).schemas, 'properties').keys(),
      ]),
    );
    // Existing members are right for some branch, and stay if possible.
    const added = [...names].filter((name) => !Object.hasOwn(object, name));
    for (const name of new Set([...added, ...names])) {
      for (const other of unlike) {
        count += 1;
        if (count > most) return;
        const changed = structuredClone(value);
        const target = valueAt(changed, pointer) as JsonObject;
        Object.defineProperty(target, name, { value: other, ...plain });
        yield changed;
      }
    }
  }
}

/** The branches of the `oneOf` or `anyOf` of an error. */
function branchesOf({ keyword, at }: SchemaError, { views }: Schemas): readonly Schema[] {
  const holder = at.pointer.slice(0, at.pointer.lastIndexOf('/'));
  const choices = views.at({
    value: valueAt(at.document.value, holder),
    at: { document: at.document, pointer: holder },
  })?.choices;
  return choices?.find((choice) => choice.keyword === keyword)?.branches ?? [];
}

/** The branches that match the same value, although only one of a `oneOf` may. */
export function matchingBranches(
  error: SchemaError,
  schemas: Schemas,
): readonly { readonly branch: Schema; readonly view: SchemaView }[] {
  const { keyword, expected } = error;
  if (keyword !== 'oneOf' || !Array.isArray(expected)) return [];
  return branchesOf(error, schemas)
    .filter((branch) => expected.includes(nameOfBranch(branch)))
    .map((branch) => ({ branch, view: schemas.views.of(branch) }));
}

const plain = { configurable: true, enumerable: true, writable: true };
