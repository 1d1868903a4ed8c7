import { isObject, type JsonObject } from '../../api/node.ts';
import { valueAt } from '../../json/pointer.ts';
import { namedBy } from '../members.ts';
import type { SchemaError, Schemas } from '../schemas.ts';

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
  for (const { keyword, at, pointer } of errors) {
    const object = valueAt(value, pointer);
    if (keyword !== 'oneOf' || !isObject(object)) continue;
    const holder = at.pointer.slice(0, at.pointer.lastIndexOf('/'));
    const choices = schemas.views.at({
      value: valueAt(at.document.value, holder),
      at: { document: at.document, pointer: holder },
    })?.choices;
    const branches = choices?.find((choice) => choice.keyword === keyword)?.branches ?? [];
    const names = new Set(
      branches.flatMap((branch) => [
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

const plain = { configurable: true, enumerable: true, writable: true };
