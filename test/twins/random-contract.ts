import fc from 'fast-check';

/**
 * Random contracts: every dialect, parameters in every location and style, bodies in every media type,
 * security, references and unions. Each part of the program must accept the output of the others.
 */
export const randomContract: fc.Arbitrary<object> = fc
  .constantFrom<Dialect>('3.0.4', '3.1.2', '3.2.0')
  .chain((openapi) =>
    fc
      .record({
        schemas: fc.record({
          Tag: scalar(openapi),
          // A schema that inherits from it adds a property.
          Pet: object(openapi, ['Tag'], fc.constantFrom(undefined, true)),
          Owner: object(openapi, ['Tag', 'Pet']),
          Dog: inherited(openapi, 'Pet'),
          Animal: tagged,
        }),
        paths: fc.uniqueArray(fc.constantFrom(...templates), { minLength: 1, maxLength: 3 }),
        security: fc.constantFrom(
          [],
          [{ key: [] }],
          [{ bearer: [] }, {}],
          [{ key: [], cookie: [] }],
        ),
      })
      .chain(({ schemas, paths, security }) =>
        fc
          .record(Object.fromEntries(paths.map((path) => [path, pathItem(openapi, path)])))
          .map((items): object => ({
            openapi,
            info: { title: 'Made at random', version: '1' },
            paths: items,
            security,
            components: { schemas, securitySchemes },
          })),
      ),
  );

type Dialect = '3.0.4' | '3.1.2' | '3.2.0';
type JsonSchema = Readonly<Record<string, unknown>>;

const templates = ['/pets', '/pets/{id}', '/pets/mine', '/{kind}/{id}', '/pets/{id}.json'];

const securitySchemes = {
  key: { type: 'apiKey', in: 'header', name: 'X-Key' },
  cookie: { type: 'apiKey', in: 'cookie', name: 'session' },
  bearer: { type: 'http', scheme: 'bearer' },
};

function pathItem(openapi: Dialect, path: string): fc.Arbitrary<object> {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  const parameters = fc.tuple(
    ...names.map((name) =>
      scalarForPath.map((schema) => ({ name, in: 'path', required: true, schema })),
    ),
  );
  const operations = fc.subarray(['get', 'post', 'put', 'delete'], { minLength: 1 });
  return fc
    .tuple(parameters, operations)
    .chain(([shared, methods]) =>
      fc
        .record(Object.fromEntries(methods.map((method) => [method, operation(openapi, method)])))
        .map((described) => ({ ...(shared.length > 0 && { parameters: shared }), ...described })),
    );
}

function operation(openapi: Dialect, method: string): fc.Arbitrary<object> {
  const hasBody = method === 'post' || method === 'put';
  return fc
    .record({
      parameters: fc.uniqueArray(parameter(openapi), {
        maxLength: 3,
        selector: (one) => `${one.in} ${one.name}`,
      }),
      body: fc.option(fc.tuple(fc.boolean(), content(openapi)), { nil: undefined }),
      success: fc.constantFrom('200', '201', '2XX'),
      answer: fc.option(content(openapi), { nil: undefined }),
      failure: fc.constantFrom('400', '422', '4XX', 'default'),
      problem: fc.constantFrom<object>({}, { 'application/json': { schema: { type: 'object' } } }),
    })
    .map(({ parameters, body, success, answer, failure, problem }) => ({
      parameters,
      ...(hasBody && body && { requestBody: { required: body[0], content: body[1] } }),
      responses: {
        [success]: { description: 'Done.', ...(answer && { content: answer }) },
        [failure]: { description: 'Refused.', content: problem },
      },
    }));
}

function parameter(openapi: Dialect) {
  const list = fc
    .tuple(fc.constantFrom('form', 'spaceDelimited', 'pipeDelimited'), fc.boolean(), scalarForPath)
    .map(([style, explode, items]) => ({
      name: 'list',
      in: 'query',
      style,
      explode: style === 'form' ? explode : false,
      schema: { type: 'array', items, minItems: 1 },
    }));
  const filter = fc
    .tuple(fc.constantFrom('form', 'deepObject'), scalar(openapi))
    .map(([style, of]) => ({
      name: 'filter',
      in: 'query',
      style,
      explode: true,
      schema: { type: 'object', properties: { of }, required: ['of'], additionalProperties: false },
    }));
  const plain = fc
    .tuple(
      fc.constantFrom('query', 'header', 'cookie'),
      fc.constantFrom('limit', 'X-Trace', 'page'),
      fc.boolean(),
      scalarForPath,
    )
    .map(([place, name, required, schema]) => ({ name, in: place, required, schema }));
  const json = object(openapi, []).map((schema) => ({
    name: 'where',
    in: 'query',
    content: { 'application/json': { schema } },
  }));
  return fc.oneof<fc.Arbitrary<{ name: string; in: string }>[]>(list, filter, plain, json);
}

function content(openapi: Dialect): fc.Arbitrary<object> {
  const value = fc.oneof(reference, object(openapi, ['Tag', 'Pet']), listOf(reference));
  const flat = fc
    .dictionary(fc.constantFrom('a', 'b', 'c'), scalar(openapi), { minKeys: 1 })
    .map((properties) => ({ type: 'object', properties, required: Object.keys(properties) }));
  const described = fc.oneof(
    value.map((schema) => ['application/json', { schema }] as const),
    value.map((schema) => ['application/merge-patch+json', { schema }] as const),
    flat.map((schema) => ['application/x-www-form-urlencoded', { schema }] as const),
    flat.map((schema) => ['multipart/form-data', { schema }] as const),
    flat.map((schema) => ['application/xml', { schema }] as const),
    scalarForPath.map((schema) => ['text/plain', { schema }] as const),
    reference.map((items) =>
      openapi === '3.2.0'
        ? (['application/jsonl', { itemSchema: items }] as const)
        : (['application/jsonl', { schema: items }] as const),
    ),
  );
  return fc
    .uniqueArray(described, { minLength: 1, maxLength: 2, selector: ([type]) => type })
    .map((entries) => Object.fromEntries(entries));
}

const reference = fc
  .constantFrom('Tag', 'Pet', 'Owner', 'Dog', 'Animal')
  .map((name): JsonSchema => ({ $ref: `#/components/schemas/${name}` }));

function listOf(items: fc.Arbitrary<JsonSchema>): fc.Arbitrary<JsonSchema> {
  return fc
    .tuple(items, fc.nat(2))
    .map(([items, minItems]) => ({ type: 'array', items, minItems, maxItems: minItems + 2 }));
}

/** A scalar with a text that is not empty: a path has no empty segments. */
const scalarForPath: fc.Arbitrary<JsonSchema> = fc.constantFrom<JsonSchema>(
  { type: 'integer', minimum: 1 },
  { type: 'integer', format: 'int64', maximum: 1000, minimum: 0 },
  { type: 'number', multipleOf: 0.5 },
  { type: 'boolean' },
  { type: 'string', minLength: 1, maxLength: 12 },
  { type: 'string', pattern: '^[a-z]{2,5}$' },
  { type: 'string', format: 'uuid' },
  { type: 'string', format: 'date-time' },
  { type: 'string', enum: ['red', 'light green', 'a/b'] },
);

function scalar(openapi: Dialect): fc.Arbitrary<JsonSchema> {
  const nullable =
    openapi === '3.0.4'
      ? { type: 'string', nullable: true, minLength: 2 }
      : { type: ['string', 'null'], minLength: 2 };
  const bounded =
    openapi === '3.0.4'
      ? { type: 'number', minimum: 0, exclusiveMinimum: true, maximum: 9 }
      : { type: 'number', exclusiveMinimum: 0, maximum: 9 };
  return fc.oneof(scalarForPath, fc.constantFrom<JsonSchema>(nullable, bounded));
}

function object(
  openapi: Dialect,
  names: readonly string[],
  others: fc.Arbitrary<unknown> = fc.oneof(
    fc.constantFrom(undefined, true, false),
    scalar(openapi),
  ),
): fc.Arbitrary<JsonSchema> {
  const referred = names.map((name) =>
    fc.constant<JsonSchema>({ $ref: `#/components/schemas/${name}` }),
  );
  const property = fc.oneof(
    scalar(openapi),
    listOf(scalar(openapi)),
    ...referred,
    scalarForPath.map((schema) => ({ ...schema, readOnly: true })),
    scalarForPath.map((schema) => ({ ...schema, writeOnly: true })),
  );
  return fc
    .record({
      properties: fc.dictionary(fc.constantFrom('id', 'name', 'size', 'tags'), property, {
        minKeys: 1,
      }),
      isRequired: fc.boolean(),
      additionalProperties: others,
    })
    .map(({ properties, isRequired, additionalProperties }) => ({
      type: 'object',
      properties,
      ...(isRequired && { required: Object.keys(properties) }),
      ...(additionalProperties !== undefined && { additionalProperties }),
    }));
}

function inherited(openapi: Dialect, base: string): fc.Arbitrary<JsonSchema> {
  return scalar(openapi).map((bark) => ({
    allOf: [
      { $ref: `#/components/schemas/${base}` },
      { type: 'object', properties: { bark }, required: ['bark'] },
    ],
  }));
}

/** Alternatives that differ in a property. */
const tagged: fc.Arbitrary<JsonSchema> = fc.boolean().map((hasDiscriminator) => ({
  oneOf: ['cat', 'bird'].map((kind) => ({
    type: 'object',
    required: ['kind'],
    properties: { kind: { type: 'string', enum: [kind] }, [`${kind}Name`]: { type: 'string' } },
  })),
  ...(hasDiscriminator && { discriminator: { propertyName: 'kind' } }),
}));
