import { child, type Pointer } from '../../src/json/pointer.ts';

/** A statement of a contract, which must have evidence. */
export interface Statement {
  readonly at: Pointer;
  /** The keywords of the object that constrain a value. Each needs its own source. */
  readonly constraints: readonly string[];
}

type Json = Readonly<Record<string, unknown>>;

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

const constraining = [
  ...['required', 'enum', 'const', 'format', 'pattern', 'minLength', 'maxLength', 'default'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'not'],
  ...['minItems', 'maxItems', 'uniqueItems', 'minProperties', 'maxProperties', 'propertyNames'],
  ...['anyOf', 'oneOf', 'additionalProperties', 'unevaluatedProperties'],
];

/** All statements of an OpenAPI document without webhooks, callbacks and path item references. */
export function* statements(document: unknown): Generator<Statement> {
  const api = object(document);
  for (const name of ['title', 'version', 'license']) yield statement(child('/info', name));
  if (api.externalDocs !== undefined) yield statement('/externalDocs');
  if (api.security !== undefined) yield statement('/security');
  yield* servers('/servers', api.servers);
  for (const [at] of members('/tags', api.tags)) yield statement(at);
  for (const [at, item] of members('/paths', api.paths)) {
    yield statement(at);
    yield* each(child(at, 'parameters'), item.parameters, parameter);
    for (const method of methods) {
      if (item[method] !== undefined) yield* operation(child(at, method), object(item[method]));
    }
  }
  const components = object(api.components);
  for (const [kind, walk] of Object.entries(componentWalks)) {
    yield* each(child('/components', kind), components[kind], walk);
  }
}

const componentWalks: Record<string, (at: Pointer, value: Json) => Generator<Statement>> = {
  parameters: parameter,
  headers: parameter,
  requestBodies: requestBody,
  responses: response,
  schemas: namedSchema,
  examples: leaf,
  links: leaf,
  securitySchemes: leaf,
};

function* operation(at: Pointer, value: Json): Generator<Statement> {
  yield statement(at);
  if (value.security !== undefined) yield statement(child(at, 'security'));
  yield* servers(child(at, 'servers'), value.servers);
  yield* each(child(at, 'parameters'), value.parameters, parameter);
  if (value.requestBody !== undefined) {
    yield* unlessReference(child(at, 'requestBody'), object(value.requestBody), requestBody);
  }
  // A status of an operation is a statement, even if its response is a reference.
  for (const [place, answer] of members(child(at, 'responses'), value.responses)) {
    if (answer.$ref === undefined) yield* response(place, answer);
    else yield statement(place);
  }
}

function* servers(at: Pointer, value: unknown): Generator<Statement> {
  for (const [place, server] of members(at, value)) {
    yield statement(place);
    yield* each(child(place, 'variables'), server.variables, function* (variableAt, variable) {
      yield statement(variableAt, variable);
    });
  }
}

function* parameter(at: Pointer, value: Json): Generator<Statement> {
  yield statement(at, value);
  yield* each(child(at, 'examples'), value.examples, leaf);
  yield* content(at, value);
  if (value.schema !== undefined) yield* schema(child(at, 'schema'), value.schema);
}

function* requestBody(at: Pointer, value: Json): Generator<Statement> {
  yield statement(at, value);
  yield* content(at, value);
}

function* response(at: Pointer, value: Json): Generator<Statement> {
  yield statement(at);
  yield* each(child(at, 'headers'), value.headers, parameter);
  yield* content(at, value);
  yield* each(child(at, 'links'), value.links, leaf);
}

function* content(at: Pointer, value: Json): Generator<Statement> {
  for (const [place, mediaType] of members(child(at, 'content'), value.content)) {
    yield statement(place);
    yield* each(child(place, 'examples'), mediaType.examples, leaf);
    if (mediaType.schema !== undefined) {
      yield* schema(child(place, 'schema'), mediaType.schema);
    }
  }
}

/** A schema with a name, as a component or a property, is always a statement. */
function* namedSchema(at: Pointer, value: Json): Generator<Statement> {
  yield statement(at, value);
  yield* subschemas(at, value);
}

/** Any other schema is a statement if it constrains a value. */
function* schema(at: Pointer, value: unknown): Generator<Statement> {
  const found = statement(at, object(value));
  if (found.constraints.length > 0) yield found;
  yield* subschemas(at, object(value));
}

function* subschemas(at: Pointer, value: Json): Generator<Statement> {
  for (const [place, property] of members(child(at, 'properties'), value.properties)) {
    yield* namedSchema(place, property);
  }
  for (const keyword of ['allOf', 'anyOf', 'oneOf', 'prefixItems']) {
    for (const [place, part] of members(child(at, keyword), value[keyword])) {
      yield* schema(place, part);
    }
  }
  for (const keyword of ['items', 'additionalProperties', 'not', 'propertyNames', 'contains']) {
    if (value[keyword] !== undefined) yield* schema(child(at, keyword), value[keyword]);
  }
}

function* leaf(at: Pointer): Generator<Statement> {
  yield statement(at);
}

function* each(
  at: Pointer,
  value: unknown,
  walk: (at: Pointer, value: Json) => Generator<Statement>,
): Generator<Statement> {
  for (const [place, member] of members(at, value)) yield* unlessReference(place, member, walk);
}

/** The target of a reference is a component, which has its own evidence. */
function* unlessReference(
  at: Pointer,
  value: Json,
  walk: (at: Pointer, value: Json) => Generator<Statement>,
): Generator<Statement> {
  if (value.$ref === undefined) yield* walk(at, value);
}

function statement(at: Pointer, value: Json = {}): Statement {
  return { at, constraints: constraining.filter((keyword) => Object.hasOwn(value, keyword)) };
}

/** The members of an object or array, each with its pointer. */
function members(at: Pointer, value: unknown): [Pointer, Json][] {
  return Object.entries(object(value)).map(([key, member]) => [child(at, key), object(member)]);
}

function object(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}
