import { isObject, type JsonObject } from '../api/node.ts';
import { capitalized, freeName } from '../typescript/identifier.ts';
import { literal } from '../typescript/literal.ts';
import type { NamedOperation } from '../typescript/operation-names.ts';
import { typeName } from '../typescript/type-name.ts';
import type { TypedDocument } from './typed-document.ts';

type Values = readonly (string | number)[];

/**
 * The text of `enums.ts`: the enums of components and of parameters as objects of their values, which a
 * program lists and compares. Enums with the same name and the same values are one.
 */
export function enumsText({ document }: TypedDocument, operations: readonly NamedOperation[]) {
  const found = new Map<string, Values>();
  const { schemas = {} } = document.components as { readonly schemas?: JsonObject };
  for (const [name, schema] of Object.entries(schemas)) collect(schema, typeName(name), found);
  for (const { operation, type } of operations) {
    for (const { name, schema } of operation.parameters) {
      if (schema !== undefined) collect(schema.value, type + capitalized(typeName(name)), found);
    }
  }
  const declared = [...found].map(([name, values]) => {
    const members = Object.fromEntries(values.map((value) => [String(value), value]));
    return `export const ${name} = ${literal(members)} as const;
export type ${name} = (typeof ${name})[keyof typeof ${name}];
`;
  });
  return declared.length === 0 ? 'export {};\n' : declared.join('\n');
}

/** The enums of a schema and of its nested schemas; referenced schemas have their own names. */
function collect(schema: unknown, name: string, found: Map<string, Values>): void {
  if (!isObject(schema) || schema.$ref !== undefined) return;
  if (Array.isArray(schema.enum)) add(schema.enum, name, found);
  for (const [property, own] of Object.entries((schema.properties as JsonObject) ?? {})) {
    collect(own, name + capitalized(typeName(property)), found);
  }
  collect(schema.items, name, found);
  collect(schema.additionalProperties, name, found);
  for (const keyword of ['allOf', 'oneOf', 'anyOf']) {
    for (const own of (schema[keyword] as readonly unknown[] | undefined) ?? []) {
      collect(own, name, found);
    }
  }
}

function add(all: readonly unknown[], name: string, found: Map<string, Values>): void {
  const values = [...new Set(all)].filter(
    (value): value is string | number => typeof value === 'string' || typeof value === 'number',
  );
  // A single value is a tag, which its type says already.
  if (values.length < 2) return;
  const known = found.get(name);
  if (known !== undefined && JSON.stringify(known) === JSON.stringify(values)) return;
  found.set(freeName(name, 'Value', new Set(found.keys())), values);
}
