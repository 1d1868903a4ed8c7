import type { Api } from '../api/model.ts';
import { isObject, type JsonObject } from '../api/node.ts';
import type { SourceDocument } from '../json/document.ts';
import { child, type Pointer, pointerOfFragment, valueAt } from '../json/pointer.ts';
import { createReferences, createResources } from '../schema/resources.ts';

/**
 * A description in which schemas refer to one another by JSON Pointer alone: where `$id`, `$self`,
 * `$anchor` and `$dynamicAnchor` name what is meant, it is pointed at. A `$dynamicRef` becomes a reference to where it
 * leads when nothing overrides it, for a type knows no dynamic scope.
 */
export function byPointers(api: Api, bundled: unknown): unknown {
  const text = [...api.documents.values()].map((document) => document.text).join('\n');
  if (api.dialect === '3.0' || !/\$(?:id|self|anchor|dynamicAnchor)\b/.test(text)) return bundled;
  const document: SourceDocument = { ...api.root, value: bundled, text };
  const documents = new Map([[document.uri, document]]);
  const { target } = createReferences(createResources({ ...api, root: document, documents }));

  function rewritten(value: unknown, pointer: Pointer): unknown {
    if (Array.isArray(value)) {
      return value.map((item, index) => rewritten(item, child(pointer, index)));
    }
    if (!isObject(value)) return value;
    const members = Object.entries(value).map(([key, member]) => {
      const isReference = key === '$ref' || key === '$dynamicRef';
      const found =
        isReference && typeof member === 'string'
          ? target(member, { document, pointer })
          : undefined;
      return found === undefined
        ? [key, rewritten(member, child(pointer, key))]
        : ['$ref', `#${encodeURI(found.at.pointer)}`];
    });
    return Object.fromEntries(members);
  }

  return rewritten(bundled, '');
}

/** What a reference inside a description leads to; `undefined` where nothing is there. */
export function resolve(root: unknown, reference: string): unknown {
  if (!reference.startsWith('#')) return undefined;
  const pointer = pointerOfFragment(reference);
  return pointer === undefined ? undefined : valueAt(root, pointer);
}

/** What stands at a value after following its references. */
export function followed(root: unknown, value: unknown): JsonObject {
  let at = value;
  for (let hops = 0; hops < 32 && isObject(at) && typeof at.$ref === 'string'; hops += 1) {
    at = resolve(root, at.$ref);
  }
  return isObject(at) ? at : {};
}
