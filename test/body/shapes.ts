import type { JsonType, Shape, XmlHints } from '../../src/body/shape.ts';

export interface SmallSchema {
  readonly type?: JsonType | readonly JsonType[];
  readonly properties?: Readonly<Record<string, SmallSchema>>;
  readonly additionalProperties?: SmallSchema;
  readonly items?: SmallSchema;
  readonly required?: readonly string[];
  readonly xml?: XmlHints;
}

/** A shape of a few keywords of a schema, for tests. */
export function shape(schema: SmallSchema): Shape {
  const { type = [], properties = {}, additionalProperties, items, xml = {} } = schema;
  const { required = [] } = schema;
  return {
    types: new Set([type].flat()),
    xml,
    properties: () =>
      new Map(Object.entries(properties).map(([name, property]) => [name, shape(property)])),
    additionalProperties: () => additionalProperties && shape(additionalProperties),
    items: () => items && shape(items),
    required: new Set(required),
  };
}

export const text = (value: string) => new TextEncoder().encode(value);
export const string = shape({ type: 'string' });
export const integer = shape({ type: 'integer' });
export const strings = shape({ type: 'array', items: { type: 'string' } });
export const integers = shape({ type: 'array', items: { type: 'integer' } });
export const rgb = shape({
  type: 'object',
  properties: { R: { type: 'integer' }, G: { type: 'integer' }, B: { type: 'integer' } },
});
