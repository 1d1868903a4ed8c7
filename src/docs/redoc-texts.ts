import { isObject } from '../api/node.ts';

/** Members whose own members have names that the contract's author chose. */
const named = new Set([
  ...['properties', 'patternProperties', 'dependentSchemas', '$defs', 'definitions', 'schemas'],
  ...[
    'responses',
    'parameters',
    'examples',
    'requestBodies',
    'headers',
    'securitySchemes',
    'links',
  ],
  ...['callbacks', 'pathItems', 'paths', 'webhooks', 'content', 'encoding', 'variables', 'scopes'],
]);

/** Members that hold values, in which a `description` is no text of the contract's. */
const values = new Set(['example', 'value', 'default', 'const', 'enum', 'x-codeSamples']);

/**
 * A description whose texts in Markdown are changed. What is a value, as examples are, stays. Redoc reads
 * `{%` as a tag of its own, which may make any element, so a sign without width parts the two letters.
 */
export function withTexts(
  value: unknown,
  change: (text: string) => string,
  isNamed = false,
): unknown {
  if (Array.isArray(value)) return value.map((item) => withTexts(item, change));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, member]): [string, unknown] => {
    if (typeof member === 'string') {
      const isText = !isNamed && (key === 'description' || key === 'summary');
      return [key, isText ? shielded(key === 'summary' ? member : change(member)) : member];
    }
    if (!(member instanceof Object) || (!isNamed && values.has(key))) return [key, member];
    // The examples of a schema are a list of values.
    if (!isNamed && key === 'examples' && Array.isArray(member)) return [key, member];
    return [key, withTexts(member, change, !isNamed && named.has(key))];
  });
  return Object.fromEntries(entries);
}

function shielded(text: string): string {
  return text.replaceAll('{%', '{\u2060%');
}
