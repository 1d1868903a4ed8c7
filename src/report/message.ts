import type {
  BrokenKeyword,
  Finding,
  FindingArguments,
  FindingCode,
  FindingOf,
  Place,
} from '../finding.ts';
import type { Location } from '../json/document.ts';

/** What is wrong, in one sentence without a full stop: `query parameter "limit" is required`. */
export function messageOf<Code extends FindingCode>(finding: FindingOf<Code>): string {
  const { code, place, args } = finding;
  return sentences[code](place === undefined ? '' : subjectOf(place), args);
}

/** Where the contract says so: `specs/kaiten/openapi.yaml:41:9`; `''` when it says it nowhere. */
export function placeInContract(at: Location | undefined): string {
  if (at === undefined) return '';
  const { line, column } = at.document.position(at.pointer);
  return `${at.document.label}:${line}:${column}`;
}

/** `specs/kaiten/openapi.yaml:3:7: cannot follow the reference …` */
export function messageWithPlace(finding: Finding): string {
  const place = placeInContract(finding.at);
  return place === '' ? messageOf(finding) : `${place}: ${messageOf(finding)}`;
}

/** A part of an exchange, as a person would name it. */
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
    `the path has no operation for ${received}, but for ${list(known)}`,
  'parameter-missing': (subject) => `${subject} is required and missing`,
  'parameter-malformed': (subject, { received, reason }) =>
    `${subject} is ${quote(received)}, which cannot be read: ${reason}`,
  'parameter-undocumented': (subject) => `${subject} is not described`,
  'security-unmet': (subject, { known }) => `${subject} does not carry ${list(known)}`,
  'body-missing': (subject) => `${subject} is required and empty`,
  'body-undocumented': (subject, { received }) =>
    `${subject} is there${received === undefined ? '' : ` as ${quote(received)}`}, and none is described`,
  'body-malformed': (subject, { expected, reason }) =>
    `${subject} cannot be read as ${expected}: ${reason}`,
  'body-duplicate-key': (subject) => `${subject} is there more than once, and the last one counts`,
  'content-not-checked': (subject, { received }) =>
    `${subject} was not checked: OpenAPI does not say how a schema describes ${quote(received)}`,
  'media-type-missing': (subject, { known }) =>
    `${subject} has no Content-Type; ${list(known)} is described`,
  'media-type-undocumented': (subject, { received, known }) =>
    `${subject} is ${quote(received)}, and ${list(known)} is described`,
  'status-undocumented': (_, { received, known }) =>
    `the status ${received} is not described; ${list(known)} is`,
  'request-refused': (_, { received }) =>
    `the request keeps the contract, and was refused with ${received}`,
  'success-undocumented': (_, { received, known }) =>
    `the status ${received} is not described as a success; ${list(known)} is`,
  'request-accepted': (_, { received, reason, known }) =>
    `the request breaks the contract (${reason}), and was accepted with ${received}; ${known.length === 0 ? 'no refusal' : list(known)} is described`,
  'request-crashed': (_, { received, reason }) =>
    `the request breaks the contract (${reason}), and the provider failed at it with ${received}`,
  'operation-undocumented': (_, { received, name }) =>
    `${name} is not described, and was answered with ${received}`,
  'allow-incomplete': (_, { received, known }) =>
    `the status is 405, and ${received === undefined ? 'there is no Allow' : `Allow is ${quote(received)}`}, without ${list(known)}`,
  'state-lost': (_, { received, name }) =>
    `"${name}" was answered with a success, and what it made is not there: ${received} came`,
  'state-stale': (subject, { expected, received, name }) =>
    `${subject} is ${quote(received)}, and was ${quote(expected)} by "${name}"`,
  'list-incomplete': (subject, { received, name }) =>
    `${subject} is the whole list, and does not have ${quote(received)}, which "${name}" was answered with`,
  'deletion-lost': (_, { received, name }) =>
    `"${name}" was answered with a success, and what it deleted is still there: ${received} came`,
  'page-repeated': (subject, { received, name }) =>
    `${subject} has an item of a page before again: "${name}" gave ${quote(received)} twice`,
  'item-repeated': (subject, { received, name }) =>
    `${subject} has ${quote(received)} twice, by "${name}"`,
  'id-repeated': (_, { received, name }) =>
    `"${name}" was answered twice with 201, and both times with the id ${quote(received)}`,
  'page-skipped': (subject, { received, name }) =>
    `${subject} and the pages before it do not have ${quote(received)}, which "${name}" lists there`,
  'absence-ignored': (_, { received, name }) =>
    `nothing has the ${name} that was asked for, and ${received} came`,
  'deviation-expired': (_, { name, expected, known }) =>
    `the deviation "${name}" was excused until ${expected}: have it fixed, or have ${known[0]} say until when`,
  'deviation-gone': (_, { name }) =>
    `the deviation "${name}" does not happen any more: take it out`,
  'operation-uncalled': (_, { name }) =>
    `"${name}" was expected to be called, and no request was for it`,
  'answer-unreadable': (_, { reason }) => `the answer cannot be read: ${reason}`,
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
    `the path "${name}" has a query, which OpenAPI describes by parameters; the operation is for requests that have it`,
  'pattern-unreadable': (subject, { name, reason }) =>
    subject === ''
      ? `the pattern ${quote(name)} is not checked: ${reason}`
      : `${subject} was not held to the pattern ${quote(name)}: ${reason}`,
  'schema-uncompilable': (_, { reason }) => `the schema cannot be compiled: ${reason}`,
  'keyword-unfit': (_, { keyword, expected, received }) =>
    `"${keyword}" says nothing of ${received}: it is about ${expected}`,
  'example-invalid': (_, { name, reason, ...args }) =>
    `the example${name === undefined ? '' : ` "${name}"`} ${reason === undefined ? mustBe({ keyword: '', ...args }) : `cannot be read: ${reason}`}`,
};

/** What a keyword asks for, and what was there instead. */
function mustBe(broken: BrokenKeyword): string {
  return wordsOf(broken) + hintOf(broken);
}

/** What the sender, or the author of the contract, may have meant. */
function hintOf({ ignored, encoded }: BrokenKeyword): string {
  if (ignored !== undefined) {
    return `; its "${ignored}" has no effect there (OpenAPI 3.0.4 section 4.7.24)`;
  }
  return encoded === undefined
    ? ''
    : `; a comma written as ${encoded} belongs to a value, and separates none (RFC 6570 section 3.2.1)`;
}

function wordsOf({ keyword, expected, received, tags }: BrokenKeyword): string {
  const got = `, and is ${quote(received)}`;
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
        : `must have the property "${expected}", which says what is meant: ${tags.map((tag) => quote(tag)).join(', ')}`;
    case 'dependentRequired':
      return typeof expected === 'string'
        ? `must have the property "${expected}" beside another that it has`
        : `must have the properties that ${quote(expected)} asks for`;
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return `must not have the property "${expected}"`;
    case 'format':
      return `must be ${/^(?:[aeio]|unix)/.test(String(expected)) ? 'an' : 'a'} ${expected}${got}`;
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
        ? `must not have an item twice, and items ${expected[0]} and ${expected[1]} are equal${got}`
        : `must not have an item twice${got}`;
    case 'items':
      return typeof expected === 'number'
        ? `must have at most ${count(expected, 'item')}${got}`
        : `must have no items${got}`;
    case 'unevaluatedItems':
      return `must not be there${got}`;
    case 'contains':
      return `must have ${contained(expected)} that its "contains" describes${got}`;
    case 'propertyNames':
      return `must not have the property "${expected}"`;
    case 'oneOf':
      return isTexts(expected)
        ? `must match one branch of its oneOf, and matches ${expected.join(' and ')}`
        : `must match a branch of its oneOf${got}`;
    case 'anyOf':
      return `must match a branch of its anyOf${got}`;
    case 'not':
      return `${mustNotBe(expected)}${got}`;
    case 'If-Match':
      return 'must be the ETag of the present state, and is that of another';
    case 'false schema':
      return typeof expected === 'string'
        ? `must not have the property "${expected}"`
        : 'must not be there';
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

/** How many items `contains` asks for, by `minContains` and `maxContains`. */
function contained(expected: unknown): string {
  const [least, most] = Array.isArray(expected) ? expected : [1, undefined];
  if (most === undefined) return `at least ${count(least, 'item')}`;
  if (least === 0) return `at most ${count(most, 'item')}`;
  return least === most ? count(least, 'item') : `${least} to ${count(most, 'item')}`;
}

/** What a simple `not` forbids. */
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

/** JSON has no bigints, which are integers beyond what a double holds. */
export function plain(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}

/** A value as JSON, cut short, so that a message stays one line. */
export function quote(value: unknown, length = 100): string {
  if (typeof value === 'bigint') return String(value);
  const text = value === undefined ? 'nothing' : (JSON.stringify(value, plain) ?? String(value));
  return text.length > length ? `${text.slice(0, length - 3)}…` : text;
}
