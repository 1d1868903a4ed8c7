import { below, isObject, type Node } from '../api/node.ts';
import { type FindingOf, finding } from '../finding.ts';
import type { Judge } from '../judge/judge.ts';
import { besideNullable } from '../schema/openapi-30.ts';
import { nestedSchemas } from '../schema/subschemas.ts';
import { schemasOf } from './uses.ts';

/**
 * The types that a keyword applies to (JSON Schema Core 2020-12 section 10.3, Validation section
 * 6).
 */
const subjects: Readonly<Record<string, 'string' | 'number' | 'array' | 'object'>> = {
  maxLength: 'string',
  minLength: 'string',
  pattern: 'string',
  multipleOf: 'number',
  maximum: 'number',
  exclusiveMaximum: 'number',
  minimum: 'number',
  exclusiveMinimum: 'number',
  prefixItems: 'array',
  items: 'array',
  contains: 'array',
  maxItems: 'array',
  minItems: 'array',
  uniqueItems: 'array',
  unevaluatedItems: 'array',
  properties: 'object',
  patternProperties: 'object',
  additionalProperties: 'object',
  propertyNames: 'object',
  unevaluatedProperties: 'object',
  dependentSchemas: 'object',
  dependentRequired: 'object',
  maxProperties: 'object',
  minProperties: 'object',
  required: 'object',
};

/**
 * The keywords without effect because of the type beside them: `minLength` of an integer. Such a
 * schema is valid, but probably a mistake.
 */
export function* lintKeywords({
  api,
  schemas,
}: Pick<Judge, 'api' | 'schemas'>): Iterable<FindingOf<'keyword-unfit'>> {
  const seen = new Set<unknown>();
  const open = [...schemasOf(api)];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (!isObject(node.value) || seen.has(node.value)) continue;
    seen.add(node.value);
    yield* ignoredNullable(node, api);
    const isReference = node.value.$ref !== undefined;
    if (isReference) open.push(schemas.resolve(node));
    // OpenAPI 3.0 ignores the siblings of a reference (3.0.4 section 4.7.23).
    if (isReference && api.dialect === '3.0') continue;
    yield* unfit(node);
    open.push(...nestedSchemas(node));
  }
}

/**
 * A `nullable` without effect, although it was meant to allow null (OpenAPI 3.0.4 section
 * 4.7.24.1).
 */
function* ignoredNullable(
  node: Node,
  { dialect, lenientNullable }: Judge['api'],
): Iterable<FindingOf<'keyword-unfit'>> {
  if (dialect !== '3.0' || lenientNullable || !isObject(node.value)) return;
  const beside = besideNullable(node.value);
  if (beside === undefined) return;
  yield finding('keyword-unfit', below(node.at, 'nullable'), undefined, {
    keyword: 'nullable',
    expected: 'the "type" beside it',
    received: `"${beside}"`,
  });
}

function* unfit({ value, at }: Node): Iterable<FindingOf<'keyword-unfit'>> {
  if (!isObject(value)) return;
  const types = [value.type].flat().filter((type) => typeof type === 'string');
  if (types.length === 0) return;
  for (const keyword of Object.keys(value)) {
    const subject = Object.hasOwn(subjects, keyword) ? subjects[keyword]! : undefined;
    const isFit =
      subject === undefined ||
      types.includes(subject) ||
      (subject === 'number' && types.includes('integer'));
    if (isFit) continue;
    yield finding('keyword-unfit', below(at, keyword), undefined, {
      keyword,
      expected: subject,
      received: types.join(' or '),
    });
  }
}
