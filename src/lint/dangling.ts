import type { Api } from '../api/model.ts';
import { below, isObject } from '../api/node.ts';
import { type Finding, finding } from '../finding.ts';
import { locationKey } from '../json/document.ts';
import { createReferences, createResources } from '../schema/resources.ts';
import { nestedSchemas } from '../schema/subschemas.ts';
import { schemasOf } from './uses.ts';

/**
 * The dangling references between schemas. Loading follows all other references. Code that compiles
 * no schema checks here before it uses them.
 */
export function danglingSchemas(api: Api): readonly Finding[] {
  const references = createReferences(createResources(api));
  const found: Finding[] = [];
  const seen = new Set<string>();
  const open = [...schemasOf(api)];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (!isObject(node.value)) continue;
    const place = locationKey(node.at);
    if (seen.has(place)) continue;
    seen.add(place);
    open.push(...nestedSchemas(node));
    for (const keyword of ['$ref', '$dynamicRef']) {
      const reference = Object.hasOwn(node.value, keyword) ? node.value[keyword] : undefined;
      if (typeof reference !== 'string') continue;
      const target = references.target(reference, node.at);
      if (target !== undefined) {
        open.push(target);
        continue;
      }
      const reason = references.whyNothing(reference, node.at);
      found.push(
        finding('reference-dangling', below(node.at, keyword), undefined, {
          name: reference,
          reason,
        }),
      );
    }
  }
  return found.reverse();
}
