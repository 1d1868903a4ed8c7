// The functions that the bundled part of openapi-typescript imports, in place of a second version
// of Redocly's linter. The generated output is the same: the tests use the original packages,
// `.ci/run` the bundle.

import { escapeToken, parsePointer, pointerOfFragment } from '../dist/lib/json/pointer.js';

export { escapeToken as escapePointer };

/** The target of a reference in a document. */
export function parseRef(reference) {
  const start = reference.indexOf('#/');
  const pointer = start === -1 ? '' : pointerOfFragment(reference.slice(start));
  return { pointer: (parsePointer(pointer ?? '') ?? []).filter((token) => token !== '') };
}

/** The name of a type for a component; no caller requests such types. */
export function pascalCase(text) {
  throw new Error(`cannot make a type name of "${text}"`);
}
