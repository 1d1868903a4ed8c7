// What the bundled part of openapi-typescript asks other packages for, in place of a second version of
// Redocly's linter. What is generated is the same: the tests make it with those packages, `.ci/run`
// with the bundle.

import { escapeToken, parsePointer, pointerOfFragment } from '../dist/lib/json/pointer.js';

export { escapeToken as escapePointer };

/** Where in a document a reference leads to. */
export function parseRef(reference) {
  const start = reference.indexOf('#/');
  const pointer = start === -1 ? '' : pointerOfFragment(reference.slice(start));
  return { pointer: (parsePointer(pointer ?? '') ?? []).filter((token) => token !== '') };
}

/** The name of a type for a component; no caller asks for such types. */
export function pascalCase(text) {
  throw new Error(`cannot make a type name of "${text}"`);
}
