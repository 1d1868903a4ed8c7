import ts from 'typescript';
import type { JsonObject } from '../api/node.ts';

/**
 * Types that openapi-typescript cannot make from a schema. A plain schema names them by its own
 * `type`, and `ownType` makes them.
 */
export type OwnType =
  | { readonly type: 'never' }
  | { readonly type: 'undefined' }
  /** A schema that requires properties which it describes elsewhere. */
  | { readonly type: 'required'; readonly of: JsonObject; readonly names: readonly string[] }
  /** A type that refers to itself, by the name of its declaration. */
  | { readonly type: 'declared'; readonly name: string };

/** The schema that no value satisfies. */
export const neverSchema: JsonObject = { type: 'never' };

/** A schema or `undefined`, for an optional value in a program. */
export function optional(schema: JsonObject): JsonObject {
  return { anyOf: [schema, { type: 'undefined' }] };
}

/** A schema whose value has certain properties if it is an object. */
export function withRequired(schema: JsonObject, names: readonly string[]): JsonObject {
  if (names.length === 0) return schema;
  const ownAnnotations = annotationsOf(schema);
  const { type = 'object', allOf = [], ...others } = schema;
  const isSilent = Object.keys(others).every((keyword) => Object.hasOwn(ownAnnotations, keyword));
  if (!isSilent || type !== 'object' || (allOf as readonly unknown[]).length > 0) {
    return { ...ownAnnotations, type: 'required', of: schema, names };
  }
  const properties = Object.fromEntries(names.map((name) => [name, {}]));
  return { ...ownAnnotations, type: 'object', required: names, properties };
}

/** A type that is declared by a name, and what is said of it. */
export function declaredType(name: string, schema: JsonObject = {}): JsonObject {
  return { ...annotationsOf(schema), type: 'declared', name };
}

/** A type with a declaration. */
export interface Declared {
  readonly name: string;
  readonly schema: JsonObject;
}

export const annotations = [
  ...['title', 'description', 'deprecated', 'default', 'example', 'examples'],
];

/** The annotations of a schema for readers. */
export function annotationsOf(schema: JsonObject): JsonObject {
  return Object.fromEntries(
    annotations.flatMap((keyword) =>
      Object.hasOwn(schema, keyword) ? [[keyword, schema[keyword]]] : [],
    ),
  );
}

/** The type for `required`; in a union, each member has the properties. */
export const requiredDeclaration =
  'type WithRequired<T, K extends string> = T extends object ? T & { [P in K]: P extends keyof T ? Exclude<T[P], undefined> : unknown } : T;\n';

/** The type that a plain schema names; `undefined` if it is one of openapi-typescript's. */
export function ownType(
  schema: OwnType,
  typeOf: (part: JsonObject) => ts.TypeNode,
): ts.TypeNode | undefined {
  const { factory } = ts;
  switch (schema.type) {
    case 'never':
      return factory.createKeywordTypeNode(ts.SyntaxKind.NeverKeyword);
    case 'undefined':
      return factory.createKeywordTypeNode(ts.SyntaxKind.UndefinedKeyword);
    case 'required': {
      const names = schema.names.map((name) =>
        factory.createLiteralTypeNode(factory.createStringLiteral(name)),
      );
      return factory.createTypeReferenceNode('WithRequired', [
        typeOf(schema.of),
        factory.createUnionTypeNode(names),
      ]);
    }
    case 'declared':
      return factory.createTypeReferenceNode(schema.name);
    default:
      return undefined;
  }
}
