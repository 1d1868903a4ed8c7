/**
 * The keywords of JSON Schema 2020-12 that assert something or contain schemas, by the form of
 * their value. Other keywords do not affect validity, and the engine does not get them.
 */
export const keywords: Readonly<Record<string, KeywordKind>> = {
  // Applicators (2020-12 sections 10 and 11)
  allOf: 'schemas',
  anyOf: 'schemas',
  oneOf: 'schemas',
  prefixItems: 'schemas',
  not: 'schema',
  if: 'schema',
  // biome-ignore lint/suspicious/noThenProperty: it is the keyword's name.
  then: 'schema',
  else: 'schema',
  items: 'schema',
  contains: 'schema',
  additionalProperties: 'schema',
  propertyNames: 'schema',
  unevaluatedItems: 'schema',
  unevaluatedProperties: 'schema',
  properties: 'schemasByName',
  patternProperties: 'schemasByName',
  dependentSchemas: 'schemasByName',
  // Validation (JSON Schema Validation 2020-12 section 6)
  type: 'plain',
  enum: 'plain',
  const: 'plain',
  multipleOf: 'plain',
  maximum: 'plain',
  exclusiveMaximum: 'plain',
  minimum: 'plain',
  exclusiveMinimum: 'plain',
  maxLength: 'plain',
  minLength: 'plain',
  pattern: 'plain',
  maxItems: 'plain',
  minItems: 'plain',
  uniqueItems: 'plain',
  maxContains: 'plain',
  minContains: 'plain',
  maxProperties: 'plain',
  minProperties: 'plain',
  required: 'plain',
  dependentRequired: 'plain',
  format: 'plain',
};

export type KeywordKind = 'plain' | 'schema' | 'schemas' | 'schemasByName';

/**
 * The keywords that OpenAPI 3.0 takes from JSON Schema (3.0.4 section 4.7.24); it has no others.
 */
export const keywordsOf30: ReadonlySet<string> = new Set([
  'allOf',
  'anyOf',
  'oneOf',
  'not',
  'items',
  'additionalProperties',
  'properties',
  'type',
  'enum',
  'multipleOf',
  'maximum',
  'exclusiveMaximum',
  'minimum',
  'exclusiveMinimum',
  'maxLength',
  'minLength',
  'pattern',
  'maxItems',
  'minItems',
  'uniqueItems',
  'maxProperties',
  'minProperties',
  'required',
  'format',
]);
