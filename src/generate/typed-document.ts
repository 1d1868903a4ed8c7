import type { Api } from '../api/model.ts';
import { isObject, type JsonObject } from '../api/node.ts';
import type { NamedOperation } from '../api/operation-names.ts';
import { parsePointer, pointerOfFragment, valueAt } from '../json/pointer.ts';
import type { Direction } from '../schema/direction.ts';
import { createDiscriminators } from './discriminators.ts';
import { plainSchema } from './plain-schema.ts';

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
      const described = followed(media);
      const { schema, itemSchema, description } = described;
      const stream = itemSchema === undefined ? undefined : { type: 'array', items: itemSchema };
      return present({ description, schema: schemaOf(schema ?? stream, direction) });
    });
  }

  function schemaOf(schema: unknown, direction: Direction): unknown {
    return schema === undefined ? undefined : schemaFor(schema, direction);
  }

  function parameter(value: unknown): JsonObject {
    const { content: media, schema, ...rest } = followed(value);
    const inner = isObject(media) ? followed(Object.values(media)[0]).schema : schema;
    const { name, in: place, required, description, deprecated } = rest;
    return present({
      ...{ name, in: place, required, description, deprecated },
      schema: schemaOf(inner ?? {}, 'request'),
    });
  }

  function requestBody(value: unknown): JsonObject | undefined {
    if (value === undefined) return undefined;
    const { description, required, content: media } = followed(value);
    return present({ description, required, content: content(media, 'request') });
  }

  function response(value: unknown): JsonObject {
    const { description, headers, content: media } = followed(value);
    const fields = isObject(headers) ? mapObject(headers, header) : undefined;
    return present({ description, headers: fields, content: content(media, 'response') });
  }

  function header(value: unknown): JsonObject {
    const { content: media, schema, description, required, deprecated } = followed(value);
    const inner = isObject(media) ? followed(Object.values(media)[0]).schema : schema;
    return present({
      ...{ description, required, deprecated },
      schema: schemaOf(inner ?? {}, 'response'),
    });
  }

  function operation(value: JsonObject, operationId: string | undefined): JsonObject {
    const { summary, description, deprecated, parameters, responses } = value;
    return present({
      ...{ operationId, summary, description, deprecated },
      parameters: Array.isArray(parameters) ? parameters.map(parameter) : undefined,
      requestBody: requestBody(value.requestBody),
      responses: isObject(responses) ? mapObject(withoutExtensions(responses), response) : {},
    });
  }

  function pathItem(value: unknown, keyOf: (method: string) => string | undefined): JsonObject {
    const item = followed(value);
    const own = methods.flatMap((method) => {
      const described = item[method];
      return isObject(described) ? [[method, operation(described, keyOf(method))]] : [];
    });
    const { parameters } = item;
    return present({
      parameters: Array.isArray(parameters) ? parameters.map(parameter) : undefined,
      ...Object.fromEntries(own),
    });
  }

  function followed(value: unknown): JsonObject {
    let at = value;
    for (let hops = 0; hops < 32 && isObject(at) && typeof at.$ref === 'string'; hops += 1) {
      at = resolve(root, at.$ref);
    }
    return isObject(at) ? at : {};
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
    const described = valueAt(own.at.document.value, own.at.pointer);
    const item = followed(objectAt(root, 'paths')[own.path]);
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

interface Splits {
  hasFlag(schema: unknown, flag: 'readOnly' | 'writeOnly'): boolean;
  /** Whether what a reference leads to has a property, however deep, of one direction only. */
  differs(reference: string): boolean;
}

function createSplits(root: JsonObject, dialect: Api['dialect']): Splits {
  const verdicts = new Map<string, boolean>();

  function hasFlag(schema: unknown, flag: 'readOnly' | 'writeOnly'): boolean {
    if (!isObject(schema)) return false;
    if (typeof schema.$ref === 'string') {
      if (dialect !== '3.0' && schema[flag] === true) return true;
      const target = resolve(root, schema.$ref);
      return isObject(target) && target[flag] === true;
    }
    return schema[flag] === true;
  }

  /** Looks through a schema and collects the references in it. */
  function look(value: unknown, references: Set<string>): boolean {
    if (Array.isArray(value)) return value.some((item) => look(item, references));
    if (!isObject(value)) return false;
    if (typeof value.$ref === 'string') references.add(value.$ref);
    const { properties } = value;
    if (isObject(properties)) {
      for (const property of Object.values(properties)) {
        if (hasFlag(property, 'readOnly') || hasFlag(property, 'writeOnly')) return true;
        if (look(property, references)) return true;
      }
    }
    return Object.entries(value).some(
      ([keyword, member]) =>
        keyword !== 'properties' && !notSchemas.has(keyword) && look(member, references),
    );
  }

  return {
    hasFlag,
    differs(reference) {
      const known = verdicts.get(reference);
      if (known !== undefined) return known;
      const seen = new Set([reference]);
      for (const next of seen) {
        // Sets give what is added while they are walked through.
        if (verdicts.get(next) || look(resolve(root, next), seen)) {
          verdicts.set(reference, true);
          return true;
        }
      }
      // What is reached from here reaches no more than this does.
      for (const next of seen) verdicts.set(next, false);
      return false;
    },
  };
}

/** Keywords that hold values, not schemas. */
const notSchemas = new Set(['enum', 'const', 'default', 'example', 'examples', 'required']);

function resolve(root: unknown, reference: string): unknown {
  if (!reference.startsWith('#')) return undefined;
  const pointer = pointerOfFragment(reference);
  return pointer === undefined ? undefined : valueAt(root, pointer);
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
