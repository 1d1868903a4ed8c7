import type * as Library from 'openapi-typescript';
import type { GlobalContext, OpenAPI3 } from 'openapi-typescript';
import ts from 'typescript';
import type { JsonObject } from '../api/node.ts';
import { valueAt } from '../json/pointer.ts';
import { formatTypes, type TypeOptions } from './format-types.ts';
import { typeImport } from './imports.ts';

// Its parts, because the whole loads a linter, too, which takes longer than all that is done here.
const parts = 'openapi-typescript/dist';
const transform: { default: typeof Library.transformSchema } = await import(
  `${parts}/transform/index.mjs`
);
const print: Pick<typeof Library, 'astToString'> = await import(`${parts}/lib/ts.mjs`);

/**
 * The types of a description as TypeScript text: `paths`, `components`, `operations`. `document` is
 * one that was made for this by `typedDocument`. openapi-typescript is given just that, and neither
 * looks for a configuration nor lints: what is wrong with a description is said elsewhere.
 */
export function typesText(document: JsonObject, options: TypeOptions): string {
  const schema = document as unknown as OpenAPI3;
  const formats = formatTypes(options);
  const used = new Set<string>();
  const context: Omit<GlobalContext, 'redoc'> = {
    additionalProperties: false,
    alphabetize: false,
    arrayLength: false,
    conditionalEnums: false,
    dedupeEnums: false,
    // A default says what an absent property means; it does not make the property be there.
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
    resolve: (reference) => valueAt(document, reference.slice(1)) as never,
    rootTypes: false,
    rootTypesKeepCasing: false,
    rootTypesNoSchemaPrefix: false,
    silent: true,
    transform: ({ type, format }) => {
      const named = type === 'string' && format !== undefined ? formats(format) : undefined;
      if (named === undefined) return undefined;
      for (const name of named.imports) used.add(name);
      return ts.factory.createTypeReferenceNode(named.type);
    },
    transformProperty: undefined,
  };
  const text = withTwoSpaces(
    print.astToString(transform.default(schema, context as GlobalContext)),
  );
  return used.size === 0 ? text : `${typeImport([...used], 'specwright/client')}\n${text}`;
}

/** TypeScript's printer indents by four spaces and cannot be told otherwise; all else has two. */
function withTwoSpaces(text: string): string {
  const lines = text.split('\n').map((line) => {
    const indent = line.length - line.trimStart().length;
    return line.slice(2 * Math.floor(indent / 4));
  });
  return lines.join('\n');
}
