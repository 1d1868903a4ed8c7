import { below, isObject, type Node } from '../api/node.ts';
import { type KeywordKind, keywords } from './keywords.ts';

/** The direct subschemas that take part in judging a value. */
export function subschemas(schema: Node): Iterable<Node> {
  return schemasUnder(schema, keywords);
}

/** The direct subschemas, and the schemas that are only definitions for others. */
export function nestedSchemas(schema: Node): Iterable<Node> {
  return schemasUnder(schema, withKeepers);
}

/** Keywords that only hold definitions (JSON Schema Core 2020-12 section 8.2.4). */
const keepers: Readonly<Record<string, KeywordKind>> = {
  $defs: 'schemasByName',
  definitions: 'schemasByName',
  contentSchema: 'schema',
};

const withKeepers = { ...keywords, ...keepers };

function* schemasUnder(schema: Node, kinds: Readonly<Record<string, KeywordKind>>): Iterable<Node> {
  if (!isObject(schema.value)) return;
  for (const [keyword, operand] of Object.entries(schema.value)) {
    const kind = Object.hasOwn(kinds, keyword) ? kinds[keyword] : 'plain';
    const at = below(schema.at, keyword);
    if (kind === 'schema') yield { value: operand, at };
    if ((kind === 'schemas' || kind === 'schemasByName') && operand instanceof Object) {
      for (const [key, value] of Object.entries(operand)) yield { value, at: below(at, key) };
    }
  }
}
