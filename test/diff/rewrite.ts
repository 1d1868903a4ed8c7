/** Equivalent notations of a contract; each function makes a new document of one. */

type Json = Readonly<Record<string, unknown>>;

/** Applies a function to every object and array of a document, from the inside out. */
function rewrite(value: unknown, change: (value: Json, key: string) => unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => rewrite(item, change, key));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, item]) => [name, rewrite(item, change, name)]);
  return change(Object.fromEntries(members), key);
}

/** Members in reverse order. */
export function reordered(document: unknown): unknown {
  return rewrite(document, (object) => Object.fromEntries(Object.entries(object).reverse()));
}

/** Without words that have no meaning for a machine. */
export function silenced(document: unknown): unknown {
  return rewrite(document, (object, key) =>
    ['properties', 'patternProperties', 'schemas', 'headers', 'variables'].includes(key)
      ? object
      : Object.fromEntries(
          Object.entries(object).filter(
            ([name, value]) =>
              !(/^(?:description|summary)$/.test(name) && typeof value === 'string'),
          ),
        ),
  );
}

/** Schemas under other names. */
export function renamed(document: unknown): unknown {
  const rename = (reference: string) =>
    reference.replace(/^#\/components\/schemas\/([^/]+)/, '#/components/schemas/$1Renamed');
  return rewrite(document, (object, key) => {
    const members = Object.entries(object).map(([name, value]) => {
      if (key === 'schemas') return [`${name}Renamed`, value];
      const isReference = name === '$ref' || key === 'mapping';
      return [name, isReference && typeof value === 'string' ? rename(value) : value];
    });
    return Object.fromEntries(members);
  });
}

/** Each reference to a schema of no more than 2000 characters replaced by the schema. */
export function inlined(document: unknown): unknown {
  const schemas = ((document as Json).components as Json | undefined)?.schemas as Json | undefined;
  return rewrite(document, (object) => {
    const name = /^#\/components\/schemas\/([^/]+)$/.exec(String(object.$ref))?.[1];
    const schema = name === undefined ? undefined : schemas?.[name];
    const isSmall = schema !== undefined && JSON.stringify(schema).length < 2000;
    return isSmall && Object.keys(object).length === 1 ? schema : object;
  });
}

/** A document of OpenAPI 3.0 converted to 3.1, by the guide of the OpenAPI Initiative. */
export function upgraded(document: unknown): unknown {
  const upgradedSchema = (schema: Json): Json => {
    // Members beside a reference count from 3.1 on.
    if (typeof schema.$ref === 'string') return { $ref: schema.$ref };
    const { nullable, exclusiveMinimum, exclusiveMaximum, const: _, ...rest } = schema;
    const result: Record<string, unknown> = { ...rest };
    if (nullable === true && typeof rest.type === 'string') result.type = [rest.type, 'null'];
    for (const [bound, flag] of [
      ['minimum', exclusiveMinimum],
      ['maximum', exclusiveMaximum],
    ] as const) {
      if (flag !== true) continue;
      result[bound === 'minimum' ? 'exclusiveMinimum' : 'exclusiveMaximum'] = rest[bound];
      delete result[bound];
    }
    if (rest.format === 'binary') {
      delete result.format;
      result.contentMediaType = 'application/octet-stream';
    }
    if (rest.format === 'byte' || rest.format === 'base64') {
      delete result.format;
      result.contentEncoding = 'base64';
    }
    return result;
  };
  const named = new Set(['properties', 'schemas', 'mapping', 'example', 'examples', 'default']);
  const isSchema = (object: Json, key: string) =>
    !named.has(key) &&
    (object.$ref !== undefined ||
      ['nullable', 'exclusiveMinimum', 'exclusiveMaximum', 'const'].some(
        (keyword) => object[keyword] !== undefined,
      ) ||
      (typeof object.format === 'string' && object.type === 'string'));
  const result = rewrite(document, (object, key) =>
    isSchema(object, key) ? upgradedSchema(object) : object,
  );
  return { ...(result as Json), openapi: '3.1.1' };
}
