import { below, isObject, type Node } from '../api/node.ts';
import { keywords } from './keywords.ts';

/** The schemas that stand directly in a schema, as its keywords' values or inside them. */
export function* subschemas(schema: Node): Iterable<Node> {
  if (!isObject(schema.value)) return;
  for (const [keyword, operand] of Object.entries(schema.value)) {
    const kind = Object.hasOwn(keywords, keyword) ? keywords[keyword] : 'plain';
    const at = below(schema.at, keyword);
    if (kind === 'schema') yield { value: operand, at };
    if ((kind === 'schemas' || kind === 'schemasByName') && operand instanceof Object) {
      for (const [key, value] of Object.entries(operand)) yield { value, at: below(at, key) };
    }
  }
}
