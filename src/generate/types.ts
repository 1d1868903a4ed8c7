import type * as Library from 'openapi-typescript';
import type {
  ArraySubtype,
  GlobalContext,
  OpenAPI3,
  ReferenceObject,
  SchemaObject,
} from 'openapi-typescript';
// Its parts, because the whole loads a linter, too, which takes longer than all that is done here.
// @ts-expect-error: the parts have no types of their own
import { astToString } from 'openapi-typescript/dist/lib/ts.mjs';
// @ts-expect-error
import transformSchema from 'openapi-typescript/dist/transform/index.mjs';
// @ts-expect-error
import transformSchemaObject from 'openapi-typescript/dist/transform/schema-object.mjs';
import ts from 'typescript';
import type { JsonObject } from '../api/node.ts';
import { freeName } from '../typescript/identifier.ts';
import { typeName } from '../typescript/type-name.ts';
import { formatTypes } from './format-types.ts';
import { runtimeImport, typeImport } from './imports.ts';
import type { OutputOptions } from './output.ts';
import { type OwnType, ownType, requiredDeclaration } from './own-types.ts';
import type { TypedDocument } from './typed-document.ts';

const transform: typeof Library.transformSchema = transformSchema;
const typeOf: typeof Library.transformSchemaObject = transformSchemaObject;
const print: typeof Library.astToString = astToString;

/**
 * The types of a document as TypeScript text: `paths`, `components`, `operations`.
 * openapi-typescript gets only the document: it reads no configuration and does not lint, because
 * `lint` reports the faults.
 */
export function typesText({ document, declared }: TypedDocument, options: OutputOptions): string {
  const schema = document as unknown as OpenAPI3;
  const formats = formatTypes(options);
  const used = new Set<string>();
  const context: Omit<GlobalContext, 'redoc'> = {
    additionalProperties: false,
    alphabetize: false,
    arrayLength: false,
    conditionalEnums: false,
    dedupeEnums: false,
    // A default describes a missing property; it does not make the property required.
    defaultNonNullable: false,
    discriminators: { objects: {}, refsHandled: [] },
    emptyObjectsUnknown: false,
    enum: false,
    enumValues: false,
    excludeDeprecated: false,
    exportType: false,
    generatePathParams: false,
    immutable: false,
    injectFooter: [],
    makePathsEnum: false,
    pathParamsAsTypes: false,
    postTransform: undefined,
    propertiesRequiredByDefault: false,
    readWriteMarkers: false,
    // Asked for the properties that `required` may mean, which a plain schema says itself.
    resolve: () => undefined as never,
    rootTypes: false,
    rootTypesKeepCasing: false,
    rootTypesNoSchemaPrefix: false,
    silent: true,
    transform: (schema, own) => {
      const partType = (part: SchemaObject | ReferenceObject) => typeOf(part, own);
      if (isTuple(schema)) return tupleType(schema, partType);
      const { type, format } = schema;
      const named =
        (type === 'string' || type === 'integer') && format !== undefined && !isLiteral(schema)
          ? formats(type, format)
          : undefined;
      if (named === undefined)
        return ownType(schema as unknown as OwnType, (part) => partType(part as SchemaObject));
      for (const name of named.imports) used.add(name);
      return ts.factory.createTypeReferenceNode(named.type);
    },
    transformProperty: undefined,
  };
  const nodes = transform(schema, context as GlobalContext);
  const declarations = declared.map(({ name, schema: own }) =>
    ts.factory.createTypeAliasDeclaration(
      undefined,
      name,
      undefined,
      typeOf(own as SchemaObject, { ctx: context as GlobalContext, path: '' }),
    ),
  );
  const text = withTwoSpaces(print([...nodes, ...declarations]));
  const imports = used.size === 0 ? '' : `${runtimeImport([...used], options, typeImport)}\n`;
  const names = options.names ? namesText(document, declared) : '';
  return imports + text + (text.includes('WithRequired<') ? requiredDeclaration : '') + names;
}

/** The names that the module has for something else. */
const ownNames = [
  ...['paths', 'webhooks', 'components', 'operations', '$defs', 'WithRequired'],
  ...['Array', 'Binary', 'Branded', 'Date', 'Omit', 'Pick', 'Record', 'Temporal'],
];

/** Each component by its own name, as a type can be called. */
function namesText(
  document: TypedDocument['document'],
  declared: TypedDocument['declared'],
): string {
  const taken = new Set([...ownNames, ...declared.map(({ name }) => name)]);
  const { schemas = {} } = document.components as { schemas?: JsonObject };
  const lines = Object.keys(schemas).map((component) => {
    const name = freeName(typeName(component), 'Schema', taken);
    taken.add(name);
    return `export type ${name} = components["schemas"][${JSON.stringify(component)}];\n`;
  });
  return lines.length === 0 ? '' : `\n${lines.join('')}`;
}

function isLiteral(schema: SchemaObject): boolean {
  return Array.isArray(schema.enum) || Object.hasOwn(schema, 'const');
}

type Tuple = SchemaObject & ArraySubtype & { readonly prefixItems: readonly SchemaObject[] };

function isTuple(schema: SchemaObject): schema is Tuple {
  return schema.type === 'array' && 'prefixItems' in schema;
}

/**
 * Items by position: the required ones, the optional ones, and any others. (By default,
 * openapi-typescript requires all described items, and allows no others.)
 */
function tupleType(
  { prefixItems, items, minItems = 0, maxItems }: Tuple,
  typeOf: (item: SchemaObject | ReferenceObject) => ts.TypeNode,
): ts.TypeNode {
  const described = prefixItems.slice(0, maxItems).map((item, index) => {
    const type = typeOf(item);
    return index < minItems ? type : ts.factory.createOptionalTypeNode(type);
  });
  if (maxItems !== undefined && maxItems <= prefixItems.length) {
    return ts.factory.createTupleTypeNode(described);
  }
  const others = ts.factory.createArrayTypeNode(typeOf((items ?? {}) as SchemaObject));
  return ts.factory.createTupleTypeNode([...described, ts.factory.createRestTypeNode(others)]);
}

/** TypeScript's printer always indents by four spaces; other generated code has two. */
function withTwoSpaces(text: string): string {
  const lines = text.split('\n').map((line) => {
    const indent = line.length - line.trimStart().length;
    return line.slice(2 * Math.floor(indent / 4));
  });
  return lines.join('\n');
}
