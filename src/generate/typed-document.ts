import type { Api } from '../api/model.ts';
import { isObject, type JsonObject } from '../api/node.ts';
import { parsePointer, pointerOfFragment, valueAt } from '../json/pointer.ts';
import type { Direction } from '../schema/direction.ts';
import type { NamedOperation } from '../typescript/operation-names.ts';
import { createSplits } from './directions.ts';
import { createDiscriminators } from './discriminators.ts';
import { plainSchema } from './plain-schema.ts';
import { followed, resolve } from './references.ts';

/**
 * A description as openapi-typescript is to see it: what it says of types and nothing else, in forms
 * that it translates without loss.
 *
 * - A schema whose requests differ from its answers is there twice: `Customer` as answers have it,
 *   without what is `writeOnly`, and `CustomerInput` as requests have it, without what is `readOnly`.
 * - Discriminators have become literal properties.
 * - Operations are called by the names that the client calls them by.
 */
export interface TypedDocument {
  readonly document: JsonObject;
  /** The schema of a body or an answer, as it stands in `document`. */
  content(operation: string, part: 'requestBody' | string): JsonObject;
}

type Mutable = Record<string, unknown>;

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

export function typedDocument(
  api: Api,
  bundled: unknown,
  operations: readonly NamedOperation[],
): TypedDocument {
  const root = isObject(bundled) ? bundled : {};
  const given = objectAt(root, 'components', 'schemas');
  const schemas: Mutable = {};
  const names = createNames(Object.keys(given));
  const splits = createSplits(root, api.dialect);
  const discriminators = createDiscriminators(root);
  const due: (() => void)[] = [];

  /** A schema for one direction; references lead to the components of that direction. */
  function schemaFor(value: unknown, direction: Direction): unknown {
    return plainSchema(value, {
      dialect: api.dialect,
      discriminators,
      isLeftOut: (property) =>
        splits.hasFlag(property, direction === 'request' ? 'readOnly' : 'writeOnly'),
      reference: (reference) => referenceFor(reference, direction),
      resolve: (reference) => resolve(root, reference),
    });
  }

  /** Where a reference leads in the result; `undefined` when it leads to nothing. */
  function referenceFor(reference: string, direction: Direction): string | undefined {
    const target = resolve(root, reference);
    if (target === undefined) return undefined;
    const differs = direction === 'request' && splits.differs(reference);
    const name = names.of(reference, differs);
    if (!Object.hasOwn(schemas, name)) {
      // The name is taken first: a schema may refer to itself.
      schemas[name] = true;
      due.push(() => {
        schemas[name] = schemaFor(target, direction);
      });
    }
    return `#/components/schemas/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  }

  function content(value: unknown, direction: Direction): unknown {
    if (!isObject(value)) return undefined;
    return mapObject(value, (media) => {
      const described = followed(root, media);
      const { schema, itemSchema, description } = described;
      const stream = itemSchema === undefined ? undefined : { type: 'array', items: itemSchema };
      return present({ description, schema: schemaOf(schema ?? stream, direction) });
    });
  }

  function schemaOf(schema: unknown, direction: Direction): unknown {
    return schema === undefined ? undefined : schemaFor(schema, direction);
  }

  function parameter(value: unknown): JsonObject {
    const { content: media, schema, ...rest } = followed(root, value);
    const inner = isObject(media) ? followed(root, Object.values(media)[0]).schema : schema;
    const { name, in: place, required, description, deprecated } = rest;
    return present({
      ...{ name, in: place, required, description, deprecated },
      schema: schemaOf(inner ?? {}, 'request'),
    });
  }

  /** The members of a query that is described as a whole (OpenAPI 3.2) are parameters to a program. */
  function members(value: unknown): readonly JsonObject[] {
    const described = followed(root, value);
    if (described.in !== 'querystring') return [parameter(described)];
    const schema = followed(root, formOf(described));
    const { required } = schema;
    return Object.entries(objectAt(schema, 'properties')).map(([name, property]) =>
      present({
        ...{ name, in: 'query', required: Array.isArray(required) && required.includes(name) },
        schema: schemaOf(property, 'request'),
      }),
    );
  }

  function formOf({ content: media }: JsonObject): unknown {
    return isObject(media) ? followed(root, media['application/x-www-form-urlencoded']).schema : {};
  }

  function requestBody(value: unknown): JsonObject | undefined {
    if (value === undefined) return undefined;
    const { description, required, content: media } = followed(root, value);
    return present({ description, required, content: content(media, 'request') });
  }

  function response(value: unknown): JsonObject {
    const { description, headers, content: media } = followed(root, value);
    const fields = isObject(headers) ? mapObject(headers, header) : undefined;
    return present({ description, headers: fields, content: content(media, 'response') });
  }

  function header(value: unknown): JsonObject {
    const { content: media, schema, description, required, deprecated } = followed(root, value);
    const inner = isObject(media) ? followed(root, Object.values(media)[0]).schema : schema;
    return present({
      ...{ description, required, deprecated },
      schema: schemaOf(inner ?? {}, 'response'),
    });
  }

  function operation(value: JsonObject, operationId: string | undefined): JsonObject {
    const { summary, description, deprecated, parameters, responses } = value;
    return present({
      ...{ operationId, summary, description, deprecated },
      parameters: Array.isArray(parameters) ? parameters.flatMap(members) : undefined,
      requestBody: requestBody(value.requestBody),
      responses: isObject(responses) ? mapObject(withoutExtensions(responses), response) : {},
    });
  }

  function pathItem(value: unknown, keyOf: (method: string) => string | undefined): JsonObject {
    const item = followed(root, value);
    const own = methods.flatMap((method) => {
      const described = item[method];
      return isObject(described) ? [[method, operation(described, keyOf(method))]] : [];
    });
    const { parameters } = item;
    return present({
      parameters: Array.isArray(parameters) ? parameters.flatMap(members) : undefined,
      ...Object.fromEntries(own),
    });
  }

  const keys = new Map(
    operations.map(({ operation: { method, path }, key }) => [`${method} ${path}`, key]),
  );
  const paths: Mutable = mapObject(withoutExtensions(objectAt(root, 'paths')), (item, path) =>
    pathItem(item, (method) => keys.get(`${method.toUpperCase()} ${path}`)),
  );
  // OpenAPI 3.2 has methods that openapi-typescript does not know; their types stand beside.
  for (const { operation: own, key } of operations) {
    if (methods.includes(own.method.toLowerCase())) continue;
    const { document: written, pointer } = own.at;
    const described = valueAt(written === api.root ? root : written.value, pointer);
    const item = followed(root, objectAt(root, 'paths')[own.path]);
    paths[`${own.method} ${own.path}`] = {
      ...pathItem({ parameters: item.parameters }, () => undefined),
      post: operation(isObject(described) ? described : {}, key),
    };
  }
  const webhooks = mapObject(objectAt(root, 'webhooks'), (item) => pathItem(item, () => undefined));
  for (const name of Object.keys(given)) {
    referenceFor(
      `#/components/schemas/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
      'response',
    );
  }
  for (let job = due.shift(); job !== undefined; job = due.shift()) job();

  const components = { schemas: inOrder(schemas, Object.keys(given)) };
  const document = present({
    openapi: root.openapi,
    info: root.info,
    paths,
    webhooks: Object.keys(webhooks).length === 0 ? undefined : webhooks,
    components,
  });
  const byKey = new Map<string, JsonObject>();
  for (const item of Object.values(paths)) {
    for (const described of Object.values(item as JsonObject)) {
      if (!isObject(described) || typeof described.operationId !== 'string') continue;
      byKey.set(described.operationId, described);
    }
  }
  return {
    document,
    content(key, part) {
      const described = byKey.get(key) ?? {};
      const holder =
        part === 'requestBody'
          ? described.requestBody
          : (described.responses as JsonObject | undefined)?.[part];
      return isObject(holder) && isObject(holder.content) ? holder.content : {};
    },
  };
}

/** Components keep the order of the document; what is made beside one follows it. */
function inOrder(schemas: Mutable, given: readonly string[]): JsonObject {
  const place = new Map(given.map((name, index) => [name, index]));
  const rank = (name: string) => place.get(name) ?? place.get(name.replace(/Input\d*$/, ''));
  const entries = Object.entries(schemas).map(
    ([name, schema]) => [name, schema, rank(name) ?? given.length] as const,
  );
  entries.sort((a, b) => a[2] - b[2]);
  return Object.fromEntries(entries);
}

interface Names {
  of(reference: string, isInput: boolean): string;
}

/** A name for what a reference leads to: the component's own, or one made of its last tokens. */
function createNames(given: readonly string[]): Names {
  const taken = new Set(given);
  const known = new Map<string, string>();
  return {
    of(reference, isInput) {
      const key = isInput ? `${reference} ` : reference;
      const before = known.get(key);
      if (before !== undefined) return before;
      const [, place, ...tokens] = parsePointer(pointerOfFragment(reference) ?? '') ?? [];
      const isComponent = place === 'schemas' && tokens.length === 1;
      const own = tokens.at(-1) ?? 'Document';
      const base = isComponent ? own : own.replace(/[^\w.-]+/g, '_') || 'Schema';
      let name = isInput ? `${base}Input` : base;
      if (isInput || !isComponent) {
        for (let number = 2; taken.has(name); number += 1) {
          name = `${base}${isInput ? 'Input' : ''}${number}`;
        }
      }
      taken.add(name);
      known.set(key, name);
      return name;
    },
  };
}

function objectAt(value: unknown, ...keys: readonly string[]): JsonObject {
  let at = value;
  for (const key of keys) at = isObject(at) ? at[key] : undefined;
  return isObject(at) ? at : {};
}

function withoutExtensions(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !key.startsWith('x-')));
}

function mapObject<T>(value: JsonObject, make: (member: unknown, key: string) => T) {
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, make(member, key)]));
}

function present(members: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(members).filter(([, member]) => member !== undefined));
}
