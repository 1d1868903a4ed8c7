import type { JsonObject } from '../api/node.ts';
import type { SchemaObject } from '../schema/view.ts';

/** The keywords that people ask about, in words. Values stand between backticks, as in Markdown. */
export function factsOf({ keywords: schema, written }: SchemaObject): readonly string[] {
  const facts: string[] = [];
  const { enum: choices, const: constant, pattern } = schema;
  const { default: preset } = written;
  if (Array.isArray(choices)) facts.push(choicesFact(choices));
  if (constant !== undefined) facts.push(`always ${code(constant)}`);
  facts.push(...range(schema, 'minLength', 'maxLength', 'character'));
  facts.push(...range(schema, 'minItems', 'maxItems', 'item'));
  facts.push(...range(schema, 'minProperties', 'maxProperties', 'property', 'properties'));
  facts.push(...bounds(schema));
  if (schema.multipleOf !== undefined) facts.push(`a multiple of ${schema.multipleOf}`);
  if (schema.uniqueItems === true) facts.push('no item twice');
  if (typeof pattern === 'string') facts.push(`matches ${code(pattern)}`);
  if (preset !== undefined) facts.push(`${code(preset)} by default`);
  if (schema.additionalProperties === false) facts.push('no other properties');
  return facts;
}

/** Of very many values, most are in the reference only. */
function choicesFact(choices: readonly unknown[]): string {
  const most = 40;
  const more = choices.length > most ? ` and ${choices.length - most} more` : '';
  return `one of ${choices.slice(0, most).map(code).join(', ')}${more}`;
}

function range(
  schema: JsonObject,
  lowest: string,
  highest: string,
  one: string,
  many = `${one}s`,
): readonly string[] {
  const [least, most] = [schema[lowest], schema[highest]];
  const counted = (count: unknown) => `${count} ${count === 1 ? one : many}`;
  if (typeof least === 'number' && typeof most === 'number') {
    return [least === most ? `exactly ${counted(least)}` : `${least} to ${counted(most)}`];
  }
  if (typeof least === 'number' && least > 0) return [`at least ${counted(least)}`];
  if (typeof most === 'number') return [`at most ${counted(most)}`];
  return [];
}

function bounds(schema: JsonObject): readonly string[] {
  const { minimum, maximum, exclusiveMinimum: above, exclusiveMaximum: under } = schema;
  const facts: string[] = [];
  if (typeof minimum === 'number') facts.push(`≥ ${minimum}`);
  if (typeof above === 'number') facts.push(`> ${above}`);
  if (typeof maximum === 'number') facts.push(`≤ ${maximum}`);
  if (typeof under === 'number') facts.push(`< ${under}`);
  return facts;
}

function code(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  // A fence longer than any run of backticks inside (CommonMark section 6.1).
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const gap = longest > 0 || text === '' ? ' ' : '';
  return `${fence}${gap}${text}${gap}${fence}`;
}
