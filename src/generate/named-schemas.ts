import type { Api, Header, MediaType, Operation, Parameter, Schema } from '../api/model.ts';
import { isObject, type Node } from '../api/node.ts';
import { locationKey } from '../json/document.ts';
import type { References } from '../schema/resources.ts';
import { subschemas } from '../schema/subschemas.ts';
import { nameAt } from './component-names.ts';

/**
 * The components of an API by name. A component that only refers to a component of the same name in
 * another document is replaced by it.
 */
export function componentsOf(
  { schemas, root }: Api,
  { follow }: References,
): ReadonlyMap<string, Schema> {
  return new Map(
    [...schemas].map(([name, schema]) => {
      const isReference = isObject(schema.value) && Object.keys(schema.value).join() === '$ref';
      const target = isReference ? follow(schema) : undefined;
      const isSame =
        target !== undefined && target.at.document !== root && nameAt(target.at) === name;
      return [name, isSame ? target : schema];
    }),
  );
}

/** The schemas with a name: components, and targets of references in other documents. */
export function namedSchemas(
  api: Api,
  components: ReadonlyMap<string, Schema>,
  { target }: References,
): readonly Schema[] {
  if (api.documents.size === 1) return [...components.values()];
  const named = new Map([...components.values()].map((schema) => [locationKey(schema.at), schema]));
  const open: Node[] = [
    ...named.values(),
    ...[...api.operations, ...api.webhooks].flatMap(schemasOf),
  ];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    open.push(...subschemas(node));
    const { $ref } = isObject(node.value) ? node.value : {};
    const referred = typeof $ref === 'string' ? target($ref, node.at) : undefined;
    if (referred === undefined || named.has(locationKey(referred.at))) continue;
    named.set(locationKey(referred.at), referred);
    open.push(referred);
  }
  return [...named.values()];
}

function schemasOf({ parameters, requestBody, responses }: Operation): readonly Schema[] {
  const ofMedia = ({ schema, itemSchema }: MediaType) => [schema, itemSchema];
  const ofDescribed = ({ schema, content }: Parameter | Header) => [
    schema,
    ...(content === undefined ? [] : ofMedia(content)),
  ];
  return [
    ...parameters.flatMap(ofDescribed),
    ...(requestBody?.content ?? []).flatMap(ofMedia),
    ...responses.flatMap(({ headers, content }) => [
      ...headers.flatMap(ofDescribed),
      ...content.flatMap(ofMedia),
    ]),
  ].filter((schema) => schema !== undefined);
}
