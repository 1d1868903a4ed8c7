import type {
  BrokenKeyword,
  Finding,
  FindingArguments,
  FindingCode,
  FindingOf,
  Place,
} from '../finding.ts';
import type { Location } from '../json/document.ts';
import { placeText } from '../json/place-text.ts';
import { formatWords } from './format-words.ts';

/**
 * The message of a finding, in one sentence without a full stop: `query parameter "limit" is
 * required`.
 */
export function messageOf<Code extends FindingCode>(finding: FindingOf<Code>): string {
  const { code, place, args } = finding;
  return sentences[code](place === undefined ? '' : subjectOf(place), args);
}

/** The place in the contract: `specs/kaiten/openapi.yaml:41:9`; `''` if it is unknown. */
export function placeInContract(at: Location | undefined): string {
  return at === undefined ? '' : placeText(at);
}

/** `specs/kaiten/openapi.yaml:3:7: cannot follow the reference …` */
export function messageWithPlace(finding: Finding): string {
  const place = placeInContract(finding.at);
  return place === '' ? messageOf(finding) : `${place}: ${messageOf(finding)}`;
}

/** A part of an exchange in words. */
export function subjectOf({ part, in: where, name, pointer }: Place): string {
  const inside = pointer === undefined || pointer === '' ? '' : ` at ${pointer}`;
  switch (where) {
    case 'path':
      return name === undefined ? 'the path' : `path parameter "${name}"${inside}`;
    case 'query':
      return name === undefined ? 'the query' : `query parameter "${name}"${inside}`;
    case 'cookie':
      return `cookie "${name}"${inside}`;
    case 'header':
      return part === 'request'
        ? `header "${name}"${inside}`
        : `response header "${name}"${inside}`;
    case 'body':
      return part === 'request' ? `request body${inside}` : `response body${inside}`;
    case 'status':
      return 'the status';
    case 'method':
      return 'the method';
    case 'security':
      return 'the request';
  }
}

type Sentences = {
  readonly [Code in FindingCode]: (subject: string, args: FindingArguments[Code]) => string;
};

const sentences: Sentences = {
  'path-unknown': (_, { received }) => `no operation has the path ${quote(received)}`,
  'method-unknown': (_, { received, known }) =>
    `the path has no operation for ${received}; it has ${list(known)}`,
  'parameter-missing': (subject) => `${subject} is required and missing`,
  'parameter-malformed': (subject, { received, reason }) =>
    `${subject} is ${quote(received)}, which cannot be read: ${reason}`,
  'parameter-undocumented': (subject) => `${subject} is not described`,
  'security-unmet': (subject, { known }) => `${subject} does not carry ${list(known)}`,
  'body-missing': (subject) => `${subject} is required and empty`,
  'body-undocumented': (subject, { received }) =>
    `${subject} was sent${received === undefined ? '' : ` as ${quote(received)}`}, but none is described`,
  'body-malformed': (subject, { expected, reason }) =>
    `${subject} cannot be read as ${expected}: ${reason}`,
  'body-duplicate-key': (subject) => `${subject} is present more than once; the last one counts`,
  'byte-order-mark': (subject) => `${subject} is JSON, but begins with a byte order mark`,
  'content-not-checked': (subject, { received }) =>
    `${subject} was not checked: OpenAPI does not say how a schema describes ${quote(received)}`,
  'media-type-missing': (subject, { known }) =>
    `${subject} has no Content-Type; the contract describes ${list(known)}`,
  'media-type-undocumented': (subject, { received, known }) =>
    `${subject} is ${quote(received)}; the contract describes ${list(known)}`,
  'status-undocumented': (_, { received, known }) =>
    `the status ${received} is not described; the contract describes ${list(known)}`,
  'request-refused': (_, { received }) => `the request is valid, but was refused with ${received}`,
  'success-undocumented': (_, { received, known }) =>
    `the status ${received} is not described as a success; the contract describes ${list(known)}`,
  'request-accepted': (_, { received, reason, known }) =>
    `the request is invalid (${reason}), but was accepted with ${received}; the contract describes ${known.length === 0 ? 'no refusal' : list(known)}`,
  'request-crashed': (_, { received, reason }) =>
    `the request is invalid (${reason}), and the provider failed with ${received}`,
  'operation-undocumented': (_, { received, name }) =>
    `${name} is not described, but was answered with ${received}`,
  'allow-incomplete': (_, { received, known }) =>
    `the status is 405, but ${received === undefined ? 'Allow is missing' : `Allow is ${quote(received)}`}; it must name ${list(known)}`,
  'state-lost': (_, { received, name }) =>
    `"${name}" succeeded, but what it created was not found: the status was ${received}`,
  'state-stale': (subject, { expected, received, name }) =>
    `${subject} is ${quote(received)}, but "${name}" set it to ${quote(expected)}`,
  'condition-ignored': (_, { received, reason }) =>
    `the If-None-Match of the request ${reason}, and the status was ${received}`,
  'etag-kept': (_, { received }) =>
    `the content has changed, but the ETag is still ${quote(received)}`,
  'put-status': (_, { received, reason }) => `the PUT ${reason}, but the status was ${received}`,
  'head-differs': (subject, { received, expected }) =>
    `${subject} is ${quote(received)}, but GET of the same path has ${quote(expected)}`,
  'problem-status': (_, { received, expected }) =>
    `the status is ${expected}, but the problem details say ${received}`,
  'list-incomplete': (subject, { received, name }) =>
    `${subject} is the whole list, but lacks ${quote(received)}, which "${name}" returned`,
  'deletion-lost': (_, { received, name }) =>
    `"${name}" succeeded, but what it deleted still exists: the status was ${received}`,
  'deletion-wide': (_, { received, name }) =>
    `"${name}" deleted one item, but another one is gone, too: the status was ${received}`,
  'page-repeated': (subject, { received, name }) =>
    `${subject} repeats an item from an earlier page: "${name}" returned ${quote(received)} twice`,
  'item-repeated': (subject, { received, name }) =>
    `${subject} contains ${quote(received)} twice, by "${name}"`,
  'id-repeated': (_, { received, name }) =>
    `"${name}" gave the id ${quote(received)} to two creations`,
  'page-skipped': (_, { received, name }) =>
    `"${name}" lists ${quote(received)} only with another page size`,
  'absence-ignored': (_, { received, name }) =>
    `no item has the requested ${name}, but the status was ${received}`,
  'deviation-expired': (_, { name, expected, known }) =>
    `the deviation "${name}" expired on ${expected}; fix the provider, or ask ${known[0]} to extend it`,
  'deviation-gone': (_, { name }) => `the deviation "${name}" no longer occurs; remove it`,
  'operation-uncalled': (_, { name }) => `no request called "${name}", which was expected`,
  'answer-unreadable': (_, { reason }) => `the answer cannot be read: ${reason}`,
  'status-unexpected': (_, { received, known }) =>
    `the status is ${received}; the configuration expects ${known.join(' or ')}`,
  'answer-slow': (_, { received, expected }) =>
    `the answer took ${received} ms; the limit is ${expected} ms`,
  'header-missing': (subject) => `${subject} is required and missing`,
  'header-malformed': (subject, { received, reason }) =>
    `${subject} is ${quote(received)}, which cannot be read: ${reason}`,
  'value-invalid': (subject, args) =>
    args.property === undefined
      ? `${subject} ${mustBe(args)}`
      : `${subject} has the property "${args.property}", whose name ${mustBe(args)}`,
  'property-misplaced': (subject) =>
    subject.startsWith('request')
      ? `${subject} is read-only, and should not be sent`
      : `${subject} is write-only, and should not be answered`,
  'not-checked': (subject, { reason }) => `${subject} was not checked: ${reason}`,
  'document-unreadable': (_, { name, reason }) => `cannot read "${name}": ${reason}`,
  'document-unsupported': (_, { reason }) => `cannot use the document: ${reason}`,
  'document-invalid': (_, { reason }) => `the document is not valid OpenAPI: ${reason}`,
  'reference-dangling': (_, { name, reason }) => `cannot follow the reference "${name}": ${reason}`,
  'response-missing': (_, { name }) =>
    `no response is described for ${name}, and the mock answers 204`,
  'path-with-query': (_, { name }) =>
    `the path "${name}" contains a query, which OpenAPI describes by parameters; the operation applies to requests with this query`,
  'pattern-unreadable': (subject, { name, reason }) =>
    subject === ''
      ? `the pattern ${quote(name)} is not checked: ${reason}`
      : `${subject} was not checked against the pattern ${quote(name)}: ${reason}`,
  'schema-uncompilable': (_, { reason }) => `the schema cannot be compiled: ${reason}`,
  'keyword-unfit': (_, { keyword, expected, received }) =>
    `"${keyword}" has no effect on ${received}; it applies to ${expected}`,
  'example-invalid': (_, { name, reason, ...args }) =>
    `the example${name === undefined ? '' : ` "${name}"`} ${reason === undefined ? mustBe({ keyword: '', ...args }) : `cannot be read: ${reason}`}`,
};

/** The requirement of a keyword, and the actual value. */
function mustBe(broken: BrokenKeyword): string {
  return wordsOf(broken) + hintOf(broken);
}

/** The probable intention of the sender, or of the contract's author. */
function hintOf({ ignored, encoded }: BrokenKeyword): string {
  if (ignored !== undefined) {
    return `; its "${ignored}" has no effect there (OpenAPI 3.0.4 section 4.7.24)`;
  }
  return encoded === undefined
    ? ''
    : `; a comma written as ${encoded} belongs to a value and separates nothing (RFC 6570 section 3.2.1)`;
}

function wordsOf({ keyword, expected, received, tags }: BrokenKeyword): string {
  const got = `, but is ${quote(received)}`;
  switch (keyword) {
    case 'type':
      return `must be ${list(Array.isArray(expected) ? expected.map(String) : [String(expected)])}${got}`;
    case 'enum':
      return `must be ${oneOf(expected)}${got}`;
    case 'const':
      return `must be ${quote(expected)}${got}`;
    case 'required':
      return tags === undefined
        ? `must have the property "${expected}"`
        : `must have the property "${expected}", which selects the variant: ${tags.map((tag) => quote(tag)).join(', ')}`;
    case 'dependentRequired':
      return typeof expected === 'string'
        ? `must have the property "${expected}" because it has another`
        : `must have the properties that ${quote(expected)} requires`;
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return `must not have the property "${expected}"`;
    case 'format':
      return `${formatWords(String(expected))}${got}`;
    case 'pattern':
      return `must match the pattern ${quote(expected)}${got}`;
    case 'minLength':
      return `must have at least ${count(expected, 'character')}${got}`;
    case 'maxLength':
      return `must have at most ${count(expected, 'character')}${got}`;
    case 'minItems':
      return `must have at least ${count(expected, 'item')}${got}`;
    case 'maxItems':
      return `must have at most ${count(expected, 'item')}${got}`;
    case 'minProperties':
      return `must have at least ${count(expected, 'property')}${got}`;
    case 'maxProperties':
      return `must have at most ${count(expected, 'property')}${got}`;
    case 'minimum':
      return `must be at least ${expected}${got}`;
    case 'maximum':
      return `must be at most ${expected}${got}`;
    case 'exclusiveMinimum':
      return `must be more than ${expected}${got}`;
    case 'exclusiveMaximum':
      return `must be less than ${expected}${got}`;
    case 'multipleOf':
      return `must be a multiple of ${expected}${got}`;
    case 'uniqueItems':
      return isPair(expected)
        ? `must not have an item twice, but items ${expected[0]} and ${expected[1]} are equal: ${quote(received)}`
        : `must not have an item twice${got}`;
    case 'items':
      return typeof expected === 'number'
        ? `must have at most ${count(expected, 'item')}${got}`
        : `must have no items${got}`;
    case 'unevaluatedItems':
      return `must not be present${got}`;
    case 'contains':
      return `must have ${contained(expected)} that its "contains" describes${got}`;
    case 'propertyNames':
      return `must not have the property "${expected}"`;
    case 'oneOf':
      return isTexts(expected)
        ? `must match exactly one branch of its oneOf, but matches ${expected.join(' and ')}`
        : `must match a branch of its oneOf${got}`;
    case 'anyOf':
      return `must match a branch of its anyOf${got}`;
    case 'not':
      return `${mustNotBe(expected)}${got}`;
    case 'If-Match':
      return 'must be the ETag of the current state, but is that of another';
    case 'false schema':
      return typeof expected === 'string'
        ? `must not have the property "${expected}"`
        : 'must not be present';
    case 'schema':
      return `must satisfy its schema${got}`;
    default:
      return `must satisfy "${keyword}"${got}`;
  }
}

function oneOf(values: unknown): string {
  const allowed = (values as readonly unknown[]).map((one) => quote(one));
  return allowed.length === 1 ? allowed[0]! : `one of ${allowed.join(', ')}`;
}

/** How many items `contains` requires, by `minContains` and `maxContains`. */
function contained(expected: unknown): string {
  const [least, most] = Array.isArray(expected) ? expected : [1, undefined];
  if (most === undefined) return `at least ${count(least, 'item')}`;
  if (least === 0) return `at most ${count(most, 'item')}`;
  return least === most ? count(least, 'item') : `${least} to ${count(most, 'item')}`;
}

/** The values that a simple `not` forbids. */
function mustNotBe(schema: unknown): string {
  const [[keyword, operand] = [], ...others] = Object.entries(schema ?? {});
  if (others.length === 0 && keyword === 'const') return `must not be ${quote(operand)}`;
  if (others.length === 0 && keyword === 'enum') return `must not be ${oneOf(operand)}`;
  if (others.length === 0 && keyword === 'type') return `must not be ${list([operand].flat())}`;
  return `must not match ${quote(schema)}, the schema under its "not"`;
}

function isPair(value: unknown): value is readonly [number, number] {
  return Array.isArray(value) && value.length === 2;
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function count(number: unknown, noun: string): string {
  const plural = noun === 'property' ? 'properties' : `${noun}s`;
  return `${number} ${number === 1 ? noun : plural}`;
}

function list(names: readonly string[]): string {
  if (names.length === 0) return 'nothing';
  if (names.length === 1) return names[0]!;
  return `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

/** JSON has no bigints, which are integers beyond a double. */
export function plain(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}

/** A value as JSON, shortened, so that a message stays one line. */
export function quote(value: unknown, length = 100): string {
  if (typeof value === 'bigint') return String(value);
  const text = value === undefined ? 'nothing' : (JSON.stringify(value, plain) ?? String(value));
  return text.length > length ? `${text.slice(0, length - 3)}…` : text;
}
