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

/** Members that hold values, in which a `description` is no text of the contract. */
const values = new Set(['example', 'value', 'default', 'const', 'enum', 'x-codeSamples']);

/**
 * A document with changed Markdown in its descriptions. Values such as examples stay. Redoc reads
 * `{%` as its own tag, which may create any element, so a zero-width character separates the two.
 */
export function withTexts(
  value: unknown,
  change: (text: string) => string,
  isNamed = false,
): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => withTexts(item, change));
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  if (!isObject(value)) return value;
  // A value without such texts stays the same object.
  let changed: Record<string, unknown> | undefined;
  for (const key of Object.keys(value)) {
    const member = value[key];
    const made = changedMember(key, member, change, isNamed);
    if (made === member) continue;
    changed ??= Object.assign(Object.create(null), value) as Record<string, unknown>;
    changed[key] = made;
  }
  return changed ?? value;
}

function changedMember(
  key: string,
  member: unknown,
  change: (text: string) => string,
  isNamed: boolean,
): unknown {
  if (typeof member === 'string') {
    const isText = !isNamed && (key === 'description' || key === 'summary');
    return isText ? shielded(key === 'summary' ? member : change(member)) : member;
  }
  if (typeof member !== 'object' || (!isNamed && values.has(key))) return member;
  // The examples of a schema are a list of values.
  if (!isNamed && key === 'examples' && Array.isArray(member)) return member;
  return withTexts(member, change, !isNamed && named.has(key));
}

function shielded(text: string): string {
  return text.replaceAll('{%', '{\u2060%');
}
