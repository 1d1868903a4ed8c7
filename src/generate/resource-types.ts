import type { Api, MediaType, Schema } from '../api/model.ts';
import { successesOf } from '../api/successes.ts';
import { isJson } from '../http/media-type.ts';
import { locationKey } from '../json/document.ts';
import { type Pointer, parsePointer } from '../json/pointer.ts';
import type { OperationRole, Resource, Role } from '../resources/resource.ts';
import { resourcesOf } from '../resources/resources.ts';
import { type DescribedValue, valueDescriber } from '../resources/value.ts';
import { createSchemas } from '../schema/schemas.ts';
import { literal } from '../typescript/literal.ts';
import { namedOperations } from '../typescript/operation-names.ts';
import { operationType, statusKey } from './result-types.ts';

/** The type of a resource's items as text, and whether it needs `itemTypes`. */
export interface ResourceType {
  readonly name: string;
  /** `undefined` if no body of the contract shows a whole item. */
  readonly type: string | undefined;
  readonly isInBody: boolean;
}

/**
 * The items of the stateful mock: the component that describes them, else their place in a body of
 * an operation.
 */
export function resourceTypes(api: Api): readonly ResourceType[] {
  const schemas = createSchemas(api);
  const { all, roleOf } = resourcesOf(api, schemas);
  const describe = valueDescriber(schemas);
  const components = new Map([...api.schemas].map(([name, { at }]) => [locationKey(at), name]));
  const bodies = namedOperations(api)
    .flatMap(({ key, operation }) => bodiesOf(key, roleOf(operation)))
    .toSorted((one, other) => one.rank - other.rank);

  function shows({ media, pointer, inside }: Body, item: Schema): boolean {
    let value: DescribedValue | undefined = media.schema && describe(media.schema);
    for (const name of parsePointer(pointer) ?? []) value = value?.properties.get(name);
    if (inside === 'number') value = value?.items;
    else if (inside === 'string') value = value?.rest;
    return value !== undefined && locationKey(value.schema.at) === locationKey(item.at);
  }

  return all.map((resource) => {
    const { name, schema } = resource;
    const component = schema && components.get(locationKey(schema.at));
    if (component !== undefined) {
      return { name, type: `components['schemas'][${literal(component)}]`, isInBody: false };
    }
    const own = bodies.filter((body) => body.resource === resource);
    const body = schema && own.find((one) => shows(one, schema));
    return { name, type: body && placeType(body), isInBody: body !== undefined };
  });
}

/** A body with an item of a resource, or with several. */
interface Body {
  readonly resource: Resource | undefined;
  /** The type of the whole body. */
  readonly type: string;
  readonly media: MediaType;
  readonly pointer: Pointer;
  /** The type of the key of an item in a list. */
  readonly inside: 'number' | 'string' | undefined;
  readonly rank: number;
}

/** Reads show an item best, then lists, then the answers of changes, and then requests. */
const order: readonly (Role | undefined)[] = ['read', 'list', 'create', 'replace', 'update'];

function bodiesOf(key: string, role: OperationRole): readonly Body[] {
  const { operation, resource } = role;
  const index = order.indexOf(role.role);
  if (index === -1) return [];
  const rankOf = ({ range }: MediaType) => 2 * index + (isJson(range) ? 0 : 1);
  const answers = successesOf(operation.responses).flatMap(({ status, content }) =>
    content.flatMap((media): readonly Body[] => {
      const place = role.responseItem(media);
      if (place === undefined || place.holds === 'ids' || place.holds === 'result') return [];
      const { pointer, holds } = place;
      const inside = holds === 'item' ? undefined : holds === 'array' ? 'number' : 'string';
      const type = `${operationType(key)}['responses'][${statusKey(status)}]['content'][${literal(media.name)}]`;
      return [{ resource, type, media, pointer, inside, rank: rankOf(media) }];
    }),
  );
  const requests = (operation.requestBody?.content ?? []).flatMap((media): readonly Body[] => {
    const pointer = role.requestItem(media);
    if (pointer === undefined) return [];
    const type = `NonNullable<${operationType(key)}['requestBody']>['content'][${literal(media.name)}]`;
    return [{ resource, type, media, pointer, inside: undefined, rank: 100 + rankOf(media) }];
  });
  return [...answers, ...requests];
}

function placeType({ type, pointer, inside }: Body): string {
  const names = (parsePointer(pointer) ?? []).map((name) => literal(name));
  const path = inside === undefined ? names : [...names, inside];
  return path.length === 0 ? type : `ItemIn<${type}, [${path.join(', ')}]>`;
}

/** The types that items in bodies need, as text. */
export const itemTypes = `
/** An item at a place in a body, in each branch that has the place. */
type ItemIn<Body, Path extends readonly unknown[]> =
  [PartAt<Body, Path>] extends [never] ? unknown : PartAt<Body, Path>;

type PartAt<Value, Path extends readonly unknown[]> = Path extends readonly [infer Key, ...infer Rest]
  ? PartAt<MemberOf<Value, Key>, Rest>
  : Value;

type MemberOf<Value, Key> = Value extends unknown
  ? Key extends keyof Value
    ? NonNullable<Value[Key]>
    : never
  : never;
`;
