import {
  astToString,
  type GlobalContext,
  type OpenAPI3,
  resolveRef,
  scanDiscriminators,
  transformSchema,
} from 'openapi-typescript';
import ts from 'typescript';

/** What read-write markers are made of; clients bring their own, without `any`. */
const markers = ['$Read', '$Write', 'Readable', 'Writable'];

/**
 * The types of a description as TypeScript text: `paths`, `components`, `operations`. `document` is
 * the whole description in one value. openapi-typescript is given just that, and neither looks for
 * a configuration nor lints: what is wrong with a description is said elsewhere, with its place.
 */
export function typesText(document: unknown): string {
  const schema = document as OpenAPI3;
  const options = {
    // Only parameters and bodies in `paths` would be spared, and not what they refer to.
    defaultNonNullable: false,
    // A required property that is read-only is required in answers only.
    readWriteMarkers: true,
    silent: true,
  };
  const context: Omit<GlobalContext, 'redoc'> = {
    ...options,
    additionalProperties: false,
    alphabetize: false,
    arrayLength: false,
    conditionalEnums: false,
    dedupeEnums: false,
    discriminators: scanDiscriminators(schema, options),
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
    resolve: (reference) => resolveRef(schema, reference, { silent: true }),
    rootTypes: false,
    rootTypesKeepCasing: false,
    rootTypesNoSchemaPrefix: false,
    transform: undefined,
    transformProperty: undefined,
  };
  const nodes = transformSchema(schema, context as GlobalContext).filter((node) => !isMarker(node));
  // Two spaces, as everywhere else.
  const text = astToString(nodes).replace(/^ {4,}/gm, (gap) =>
    ' '.repeat(gap.length - 2 * Math.floor(gap.length / 4)),
  );
  const used = markers.slice(0, 2).filter((name) => text.includes(`${name}<`));
  if (used.length === 0) return text;
  return `import type { ${used.join(', ')} } from 'specwright/client';\n\n${text}`;
}

function isMarker(node: ts.Node): boolean {
  return ts.isTypeAliasDeclaration(node) && markers.includes(node.name.text);
}
