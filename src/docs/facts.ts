import { isObject, type JsonObject } from '../api/node.ts';
import { heldBy } from '../schema/members.ts';
import type { Schemas } from '../schema/schemas.ts';
import type { SchemaObject } from '../schema/view.ts';
import { componentOf } from './schema-names.ts';
import { hasAny } from './structure.ts';

/** A value of an `enum` with what the contract says of it (`x-enumDescriptions`). */
export interface ListedValue {
  readonly value: string;
  readonly description: string;
}

/** The keywords that facts are made of; most schemas have none of them. */
const factKeywords: ReadonlySet<string> = new Set([
  ...['enum', 'const', 'pattern', 'multipleOf', 'uniqueItems', 'items', 'prefixItems'],
  ...['minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'dependentRequired'],
  ...['additionalProperties', 'unevaluatedProperties', 'unevaluatedItems', 'contains'],
  ...['default', 'example', 'examples', 'readOnly', 'writeOnly', 'discriminator'],
  ...['contentMediaType', 'contentEncoding', 'xml', 'externalDocs'],
]);

/**
 * The constraints of a schema beside its type and its parts, one clause each, as Markdown with
 * values between backticks.
 */
export function factsOf(schema: SchemaObject, schemas: Schemas): readonly string[] {
  const { keywords, written } = schema;
  if (!hasAny(written, factKeywords)) return [];
  const { default: preset } = written;
  return [
    ...choices(schema),
    ...asserted(keywords),
    ...itemFacts(schema, schemas),
    ...(preset === undefined ? [] : [`${code(preset)} by default`]),
    ...exampleFacts(written),
    ...(written.readOnly === true ? ['read-only'] : []),
    ...(written.writeOnly === true ? ['write-only'] : []),
    ...discriminatorFacts(written),
    ...contentFacts(keywords),
    ...xmlFacts(written),
    ...externalDocsFact(written),
  ];
}

/** The values that a contract describes one by one: by an array in the same order, or by name. */
export function listedValues({ keywords, written }: SchemaObject): readonly ListedValue[] {
  const { enum: listed } = keywords;
  if (!Array.isArray(listed)) return [];
  for (const name of ['x-enumDescriptions', 'x-enum-descriptions', 'x-enum-varnames']) {
    const descriptions = written[name];
    const textOf = (value: unknown, index: number) =>
      Array.isArray(descriptions)
        ? descriptions[index]
        : isObject(descriptions)
          ? descriptions[String(value)]
          : undefined;
    const values = listed.map((value, index) => ({
      value: code(value),
      description: String(textOf(value, index) ?? '').trim(),
    }));
    if (values.some(({ description }) => description !== '')) return values;
  }
  return [];
}

function choices(schema: SchemaObject): readonly string[] {
  const { enum: listed, const: constant } = schema.keywords;
  const fixed = constant === undefined ? [] : [`always ${code(constant)}`];
  if (!Array.isArray(listed) || listedValues(schema).length > 0) return fixed;
  // Before `const`, an enum of one value was the way to fix it.
  if (listed.length === 1 && fixed.length === 0) return [`always ${code(listed[0])}`];
  return [`one of ${codes(listed)}`, ...fixed];
}

function asserted(schema: JsonObject): readonly string[] {
  const { pattern, dependentRequired } = schema;
  return [
    ...range(schema, 'minLength', 'maxLength', 'character'),
    ...range(schema, 'minItems', 'maxItems', 'item'),
    ...range(schema, 'minProperties', 'maxProperties', 'property', 'properties'),
    ...bounds(schema),
    ...(schema.multipleOf === undefined ? [] : [`a multiple of ${schema.multipleOf}`]),
    ...(schema.uniqueItems === true ? ['no item twice'] : []),
    ...(typeof pattern === 'string' ? [`matches ${code(pattern)}`] : []),
    ...(schema.additionalProperties === false || schema.unevaluatedProperties === false
      ? ['no other properties']
      : []),
    ...((schema.items === false && schema.prefixItems !== undefined) ||
    schema.unevaluatedItems === false
      ? ['no further items']
      : []),
    ...containsFacts(schema),
    ...Object.entries(isObject(dependentRequired) ? dependentRequired : {}).map(
      ([name, names]) => `${code(name)} requires ${codes([names].flat())}`,
    ),
  ];
}

function containsFacts(schema: JsonObject): readonly string[] {
  if (schema.contains === undefined) return [];
  return range(schema, 'minContains', 'maxContains', 'such item');
}

/** The requirements on items of a list, if they are not objects with members to show. */
function itemFacts(schema: SchemaObject, schemas: Schemas): readonly string[] {
  const [items] = heldBy([schema], 'items').filter(({ value }) => isObject(value));
  if (items === undefined) return [];
  const hasPage = componentOf(items, schemas) !== undefined;
  const facts = schemas.views
    .of(items)
    .schemas.filter((one) => one !== schema && one.keywords.items === undefined)
    .flatMap((one) => [...listedFacts(one), ...factsOf(hasPage ? withoutDocs(one) : one, schemas)]);
  return facts.length === 0 ? [] : [`each item: ${[...new Set(facts)].join(', ')}`];
}

/** A link to further reading is on the component's own page. */
function withoutDocs({ written: { externalDocs: _, ...written }, ...schema }: SchemaObject) {
  return { ...schema, written };
}

function listedFacts(schema: SchemaObject): readonly string[] {
  const listed = listedValues(schema).map(({ value }) => value);
  return listed.length === 0 ? [] : [`one of ${listed.join(', ')}`];
}

/** Titles that say more than the type's name. */
export function titleFacts(here: readonly SchemaObject[], type: string): readonly string[] {
  if (here.every(({ written }) => written.title === undefined)) return [];
  const letters = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  return here.flatMap(({ written: { title } }) =>
    typeof title !== 'string' || letters(title) === '' || letters(type).includes(letters(title))
      ? []
      : [`“${plain(title)}”`],
  );
}

/** A long example is shown beside the body, complete. */
function exampleFacts({ example, examples }: JsonObject): readonly string[] {
  const shown = [
    ...(example === undefined ? [] : [example]),
    ...(Array.isArray(examples) ? examples : []),
  ]
    .map((value) => (typeof value === 'string' ? value : JSON.stringify(value)))
    .filter((text) => text.length <= 80 && !text.includes('\n'));
  return shown.length === 0 ? [] : [`for example ${codes(shown.slice(0, 3))}`];
}

function discriminatorFacts({ discriminator }: JsonObject): readonly string[] {
  if (!isObject(discriminator) || typeof discriminator.propertyName !== 'string') return [];
  const { propertyName, defaultMapping } = discriminator;
  return [
    `${code(propertyName)} says which one it is`,
    ...(typeof defaultMapping === 'string'
      ? [`${code(defaultMapping.replace(/^.*\//, ''))} where it says nothing known`]
      : []),
  ];
}

function contentFacts({ contentMediaType, contentEncoding }: JsonObject): readonly string[] {
  return [
    ...(typeof contentMediaType === 'string' ? [`holds ${code(contentMediaType)}`] : []),
    ...(typeof contentEncoding === 'string' ? [`encoded as ${code(contentEncoding)}`] : []),
  ];
}

function xmlFacts({ xml }: JsonObject): readonly string[] {
  if (!isObject(xml)) return [];
  const { name, namespace, prefix, attribute, wrapped, nodeType } = xml;
  const words = [
    ...(typeof name === 'string' ? [`named ${code(name)}`] : []),
    ...(attribute === true ? ['an attribute'] : []),
    ...(wrapped === true ? ['wrapped in an element'] : []),
    ...(typeof nodeType === 'string' ? [`of node type ${code(nodeType)}`] : []),
    ...(typeof prefix === 'string' ? [`with prefix ${code(prefix)}`] : []),
    ...(typeof namespace === 'string' ? [`of namespace ${code(namespace)}`] : []),
  ];
  return words.length === 0 ? [] : [`in XML ${words.join(', ')}`];
}

/** A link to further reading that the contract names. */
export function externalDocsFact({ externalDocs }: JsonObject): readonly string[] {
  if (!isObject(externalDocs) || typeof externalDocs.url !== 'string') return [];
  const { url, description } = externalDocs;
  // A relative URL often leads to a site that the document does not name, so that it stays a text.
  const seen = /^[a-z][a-z\d+.-]*:/i.test(url) ? 'see also' : `see also ${url}`;
  const text = typeof description === 'string' && description.trim() ? description : seen;
  return [linkText(text, url)];
}

/** A link in Markdown. */
export function linkText(text: string, url: string): string {
  return `[${plain(text)}](<${url.replace(/[<>\s]/g, encodeURIComponent)}>)`;
}

/** A text without Markdown marks. */
export function plain(text: string): string {
  return text
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_[\]<>&~|]/g, '\\$&');
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

/** Values between backticks, with commas. */
export function codes(values: readonly unknown[]): string {
  return values.map(code).join(', ');
}

function code(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  // A fence longer than any run of backticks inside (CommonMark section 6.1).
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const gap = longest > 0 || text === '' ? ' ' : '';
  return `${fence}${gap}${text}${gap}${fence}`;
}
