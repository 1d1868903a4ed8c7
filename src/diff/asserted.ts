import type { Node } from '../api/node.ts';
import {
  type Enter,
  type SchemaObject,
  type SchemaView,
  type SchemaViews,
  type Union,
  unionsOf,
} from '../schema/view.ts';

/** The schemas that all apply to one value; a single alternative counts as one of them. */
export type SchemasOf = (nodes: readonly Node[]) => SchemaView;

export function createSchemasOf(views: SchemaViews): SchemasOf {
  return (nodes) => views.entering(nodes, enterSingle);
}

/** The first target of a `$dynamicRef` represents all possible targets. */
const enterSingle: Enter = ({ choices }) =>
  choices.flatMap(({ keyword, branches }) =>
    keyword === '$dynamicRef' || branches.length === 1 ? branches.slice(0, 1) : [],
  );

/** The union that is the only assertion of the schemas; `undefined` if there are others. */
export function soleUnion(schemas: readonly SchemaObject[]): Union | undefined {
  const asserting = schemas.filter((schema) => assertedBy(schema).length > 0);
  const [schema] = asserting;
  if (asserting.length !== 1 || schema === undefined) return undefined;
  const keywords = assertedBy(schema);
  const unions = alternativesOf(schema);
  return keywords.length === 1 && unions.length === 1 ? unions[0] : undefined;
}

const silentKeywords = new Set([
  ...['title', 'description', 'example', 'examples', 'default', 'deprecated', 'discriminator'],
  ...['readOnly', 'writeOnly', 'externalDocs', 'xml', 'nullable', 'allOf', '$ref', '$dynamicRef'],
  ...['$id', '$schema', '$anchor', '$dynamicAnchor', '$defs', 'definitions', '$comment'],
]);

export function isAsserting(keyword: string): boolean {
  return !silentKeywords.has(keyword) && !keyword.startsWith('x-');
}

/** The keywords with which a schema asserts something itself, without a single alternative. */
export function assertedBy({ keywords }: SchemaObject): readonly string[] {
  return Object.keys(keywords).filter((keyword) => {
    const operand = keywords[keyword];
    const isUnion = keyword === 'oneOf' || keyword === 'anyOf';
    return isAsserting(keyword) && !(isUnion && Array.isArray(operand) && operand.length === 1);
  });
}

export function isTypeOrValue(keyword: string): boolean {
  return keyword === 'type' || keyword === 'enum' || keyword === 'const';
}

/** The unions of a schema, without single alternatives. */
export function alternativesOf(schema: SchemaObject): readonly Union[] {
  return unionsOf(schema).filter(({ branches }) => branches.length !== 1);
}
