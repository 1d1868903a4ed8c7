import { valueAt } from '../json/pointer.ts';
import { plain, quote } from '../report/message.ts';
import type { ApiRuleId } from './api-rules.ts';
import type { Change, ChangeArguments, ChangedOperation } from './change.ts';
import type { FlowKind } from './flow-rules.ts';
import { rules } from './rules.ts';
import type { Flow } from './severity.ts';

/**
 * The message of a change, in one sentence without a full stop: `query parameter "limit" is
 * required`.
 */
export function messageOfChange({ rule, part, args }: Change): string {
  const { flow, kind } = rules.get(rule)!;
  if (flow === undefined) return apiSentences[kind](args, part);
  return `${part} ${flowSentences[kind](args, flow)}`;
}

/** The title of an operation: `POST /pets`, `webhook POST newPet`. */
export function titleOfOperation({ kind, method, path }: ChangedOperation): string {
  return kind === 'operation' ? `${method} ${path}` : `${kind} ${method} ${path}`;
}

/**
 * The proof of a breaking change in words: `for instance 3 was allowed, …`, or that no value was
 * found.
 */
export function messageOfProof(change: Change): string | undefined {
  const { severity, proof } = change;
  const witness = messageOfWitness(change);
  if (witness !== undefined) return `for instance ${witness}`;
  if (proof === 'base-faulty') return 'the base has a fault here, so it may have had this already';
  if (proof === 'unstable') return 'the operation was not stable, so it may break';
  if (severity !== 'breaking') return undefined;
  if (proof === 'none') return 'no value was found that shows it';
  return proof === 'not-sought' ? 'no value was sought that shows it' : undefined;
}

/** The content of a witness. */
export function messageOfWitness({ flow, witness }: Change): string | undefined {
  if (witness === undefined) return undefined;
  const whole = JSON.stringify(witness.value, plain) ?? '';
  const inside = valueAt(witness.value, witness.pointer);
  // Only the important part of a long value is shown.
  const value =
    whole.length <= 120 || witness.pointer === ''
      ? quote(witness.value, 120)
      : `${quote(inside, 80)} at ${witness.pointer}`;
  return flow === 'request'
    ? `${value} was allowed, and is refused now`
    : `${value} was impossible, and may be answered now`;
}

type FlowSentence = (args: ChangeArguments, flow: Flow) => string;

const flowSentences: Readonly<Record<FlowKind, FlowSentence>> = {
  'type-narrowed': ({ from, to }) => `must be ${types(to)}, and was ${types(from)}`,
  'type-widened': ({ from, to }) => `may be ${types(to)}, and was ${types(from)}`,
  'type-replaced': ({ from, to }) => `must be ${types(to)}, and was ${types(from)}`,
  'null-forbidden': () => 'must not be null any more',
  'null-allowed': () => 'may be null',
  'enum-added': ({ to }) => `must be one of ${values(to)}, and was free`,
  'enum-removed': ({ from }) => `need not be one of ${values(from)} any more`,
  'enum-value-removed': ({ from }) => `must not be ${quote(from)} any more`,
  'enum-value-added': ({ to }) => `may be ${quote(to)}, too`,
  'extensible-value-added': ({ to }) => `may be ${quote(to)}, too, and more values may come`,
  'extensible-value-removed': ({ from }) => `has no listed value ${quote(from)} any more`,
  'const-changed': ({ from, to }) => `must be ${quote(to)}, and was ${quote(from)}`,
  'minimum-raised': limits('at least'),
  'minimum-lowered': limits('at least'),
  'maximum-lowered': limits('at most'),
  'maximum-raised': limits('at most'),
  'min-length-raised': limits('at least', 'character'),
  'min-length-lowered': limits('at least', 'character'),
  'max-length-lowered': limits('at most', 'character'),
  'max-length-raised': limits('at most', 'character'),
  'min-items-raised': limits('at least', 'item'),
  'min-items-lowered': limits('at least', 'item'),
  'max-items-lowered': limits('at most', 'item'),
  'max-items-raised': limits('at most', 'item'),
  'min-properties-raised': limits('at least', 'property'),
  'min-properties-lowered': limits('at least', 'property'),
  'max-properties-lowered': limits('at most', 'property'),
  'max-properties-raised': limits('at most', 'property'),
  'multiple-of-narrowed': multiples,
  'multiple-of-widened': multiples,
  'multiple-of-replaced': multiples,
  'min-contains-raised': counts('at least'),
  'min-contains-lowered': counts('at least'),
  'max-contains-lowered': counts('at most'),
  'max-contains-raised': counts('at most'),
  'unique-items-added': () => 'must not have an item twice',
  'unique-items-removed': () => 'may have an item twice',
  'pattern-added': ({ to }) => `must match the pattern ${quote(to)}`,
  'pattern-removed': ({ from }) => `need not match the pattern ${quote(from)} any more`,
  'pattern-changed': ({ from, to }) =>
    `must match the pattern ${quote(to)} rather than ${quote(from)}`,
  'format-added': ({ to }) => `must have the format ${quote(to)}`,
  'format-removed': ({ from }) => `need not have the format ${quote(from)} any more`,
  'format-narrowed': formats('must'),
  'format-widened': formats('may'),
  'format-replaced': formats('must'),
  'format-meaning-changed': ({ from, to }) =>
    `has the format ${quote(to)} rather than ${quote(from)}, which nothing checks`,
  'property-required': ({ name }) => `must have the property "${name}"`,
  'property-optional': ({ name }) => `may be without the property "${name}"`,
  'property-added': ({ name }) => `has a new property "${name}"`,
  'property-added-to-closed': ({ name }) => `may have the property "${name}", which was forbidden`,
  'property-removed': ({ name }) => `has no described property "${name}" any more`,
  'property-removed-from-closed': ({ name }) => `must not have the property "${name}" any more`,
  'property-became-read-only': ({ name }) => `has the property "${name}" in answers only`,
  'property-no-longer-read-only': ({ name }) => `may have the property "${name}" in requests, too`,
  'property-became-write-only': ({ name }) => `has the property "${name}" in requests only`,
  'property-no-longer-write-only': ({ name }) => `may have the property "${name}" in answers, too`,
  'property-deprecated': ({ name }) => `has a deprecated property "${name}"`,
  'property-removed-before-sunset': ({ name, from }) =>
    `has no property "${name}" any more, which had its sunset on ${from}`,
  'property-removed-after-sunset': ({ name, from }) =>
    `has no property "${name}" any more, whose sunset on ${from} has passed`,
  'properties-closed': () => 'must not have properties that are not described',
  'properties-opened': () => 'may have properties that are not described',
  'branch-removed': ({ name }) => `must not be the alternative ${quote(name)} any more`,
  'branch-added': ({ name }) => `may be the alternative ${quote(name)}`,
  'branch-merged': ({ name }) =>
    `has no alternative ${quote(name)} any more, and may be all that it was in another one`,
  'branch-split': ({ name }) =>
    `has a new alternative ${quote(name)}, of which all was allowed in another one`,
  'alternatives-added': ({ keyword }) => `must match a branch of ${keyword}, and there was none`,
  'alternatives-removed': ({ keyword }) => `need not match a branch of ${keyword} any more`,
  'alternatives-made-exclusive': () => 'must match just one branch of oneOf, and was anyOf',
  'alternatives-made-inclusive': () => 'may match several branches of anyOf, and was oneOf',
  'discriminator-changed': ({ name, from, to }) =>
    name === undefined
      ? `is distinguished by ${quote(to)} instead of ${quote(from)}`
      : `means ${quote(to)} instead of ${quote(from)} by the discriminator's ${quote(name)}`,
  'discriminator-value-removed': ({ name }) => `has no discriminator value ${quote(name)} any more`,
  'discriminator-value-added': ({ name }) => `has a new discriminator value ${quote(name)}`,
  'default-changed': ({ from, to }) => `is ${quote(to)} when left out, and was ${quote(from)}`,
  'default-added': ({ to }) => `is ${quote(to)} when left out`,
  'default-removed': ({ from }) => `is no longer ${quote(from)} when left out`,
  'default-unused': () => 'has another default, which has no effect on what must be there',
  'schema-added': () => 'must satisfy a schema, and was free',
  'schema-removed': () => 'need not satisfy a schema any more',
  'schema-forbidden': () => 'must not be present any more',
  'xml-changed': ({ from, to }) => `is written in XML as ${quote(to)}, and was as ${quote(from)}`,
  'condition-added': ({ keyword, reason }) =>
    `must satisfy "${keyword}", too${reason === undefined ? '' : `: ${reason}`}`,
  'condition-removed': ({ keyword, reason }) =>
    `need not satisfy "${keyword}" any more${reason === undefined ? '' : `: ${reason}`}`,
  'schema-undecided': ({ keyword }) =>
    `has another "${keyword}", of which it cannot be decided whether it allows more or less`,
  'values-refused': (_, flow) =>
    flow === 'request' ? 'refuses a value that was allowed' : 'may be a value that was impossible',
  'parameter-added-required': () => 'is new and required',
  'parameter-added-optional': () => 'is new',
  'parameter-removed': () => 'is no longer described',
  'parameter-became-required': () => 'is required',
  'parameter-became-optional': () => 'is no longer required',
  'parameter-moved': ({ from, to }) => `is sent in the ${to}, and was in the ${from}`,
  'parameter-style-changed': ({ from, to }) => `is written as ${to}, and was as ${from}`,
  'parameter-repeatable': () => 'may be there several times',
  'parameter-empty-allowed': () => 'may be empty',
  'parameter-empty-forbidden': () => 'must not be empty any more',
  'parameter-reserved-changed': ({ to }) =>
    to === true
      ? 'may have reserved characters as they are'
      : 'must have reserved characters encoded',
  'parameter-deprecated': () => 'is deprecated',
  'parameter-removed-before-sunset': ({ from }) => `is removed before its sunset on ${from}`,
  'parameter-removed-after-sunset': ({ from }) => `is removed after its sunset on ${from}`,
  'sunset-added': ({ to }) => `has its sunset on ${to}`,
  'sunset-removed': ({ from }) => `has no sunset on ${from} any more`,
  'sunset-earlier': ({ from, to }) => `has its sunset on ${to}, and had it on ${from}`,
  'sunset-later': ({ from, to }) => `has its sunset on ${to}, and had it on ${from}`,
  'sunset-unreadable': ({ from, to }) => `has the sunset ${quote(to ?? from)}, which is not a date`,
  'body-added-required': () => 'is new and required',
  'body-added-optional': () => 'is new',
  'body-removed': () => 'is no longer described',
  'body-became-required': () => 'is required',
  'body-became-optional': () => 'is no longer required',
  'media-type-added': ({ name }) => `may be ${name}`,
  'media-range-narrowed': ({ name }) => `is only some of what ${name} may be`,
  'media-type-removed': ({ name }) => `is no longer described as ${name}`,
  'encoding-changed': ({ name, from, to }) =>
    `has the property "${name}" written as ${quote(to)} rather than ${quote(from)}`,
};

type ApiSentence = (args: ChangeArguments, part: string) => string;

const apiSentences: Readonly<Record<ApiRuleId, ApiSentence>> = {
  'operation-added': () => 'the operation is new',
  'operation-removed': () => 'the operation is removed, and was not deprecated',
  'operation-removed-when-deprecated': () => 'the operation, which was deprecated, is removed',
  'operation-removed-before-sunset': ({ from }) =>
    `the operation is removed before its sunset on ${from}`,
  'operation-removed-after-sunset': ({ from }) =>
    `the operation is removed after its sunset on ${from}`,
  'operation-deprecated': () => 'the operation is deprecated',
  'operation-no-longer-deprecated': () => 'the operation is no longer deprecated',
  'operation-id-changed': ({ from, to }) =>
    `the operationId is ${quote(to)}, and was ${quote(from)}`,
  'sunset-added': ({ to }) => `the operation has its sunset on ${to}`,
  'sunset-removed': ({ from }) => `the sunset on ${from} is removed`,
  'sunset-earlier': ({ from, to }) => `the sunset is on ${to}, and was on ${from}`,
  'sunset-later': ({ from, to }) => `the sunset is on ${to}, and was on ${from}`,
  'sunset-unreadable': ({ from, to }) => `the sunset ${quote(to ?? from)} is not a date`,
  'stability-lowered': ({ from, to }) => `the operation is ${to}, and was ${from}`,
  'stability-raised': ({ from, to }) => `the operation is ${to}, and was ${from}`,
  'webhook-added': () => 'the webhook is new',
  'webhook-removed': () => 'the webhook is removed',
  'webhook-media-type-added': ({ name }, part) => `${part} may be sent as ${name}, too`,
  'webhook-media-type-removed': ({ name }, part) => `${part} is not sent as ${name} any more`,
  'webhook-status-added': ({ name }) => `the answer may be ${name}, too`,
  'callback-added': () => 'the callback is new',
  'callback-removed': () => 'the callback is removed',
  'success-status-added': ({ name }) => `the answer may be ${name}, which is a new success`,
  'error-status-added': ({ name }) => `the answer may be ${name}, which is described now`,
  'success-status-removed': ({ name }) => `the answer ${name} is no longer described`,
  'error-status-removed': ({ name }) => `the answer ${name} is no longer described`,
  'response-header-added': ({ name }, part) => `${part} has a new header "${name}"`,
  'response-header-removed-required': ({ name }, part) =>
    `${part} has no header "${name}" any more, which was always there`,
  'response-header-removed-optional': ({ name }, part) =>
    `${part} has no described header "${name}" any more`,
  'response-header-became-required': ({ name }, part) => `${part} always has the header "${name}"`,
  'response-header-became-optional': ({ name }, part) =>
    `${part} may be without the header "${name}"`,
  'response-header-style-changed': ({ name }, part) =>
    `${part} has the header "${name}" in another style`,
  'response-link-removed': ({ name }, part) => `${part} has no link "${name}" any more`,
  'response-link-added': ({ name }, part) => `${part} has a new link "${name}"`,
  'response-link-changed': ({ name }, part) =>
    `${part} has a link "${name}" that leads elsewhere, or gives other values`,
  'security-added': ({ name }) => `${name} is needed, and nothing was`,
  'security-dropped': ({ name }) => `nothing is needed, and ${name} was`,
  'security-alternative-removed': ({ name }) => `${name} is not enough any more`,
  'security-alternative-added': ({ name }) => `${name} is enough, too`,
  'security-scope-added': ({ name }) => `the scope ${name} is needed, too`,
  'security-scope-removed': ({ name }) => `the scope ${name} is no longer needed`,
  'security-scheme-changed': ({ name }) => `${name} is sent in another way`,
  'security-url-changed': ({ name, keyword, from, to }) =>
    `the ${keyword} of ${name} is ${quote(to)}, and was ${quote(from)}`,
  'path-prefix-moved': ({ name, from, to }) =>
    `the prefix ${quote(name)} of all URLs is in the ${to}, and was in the ${from}`,
  'server-removed': ({ name }) => `the server ${quote(name)} is no longer named`,
  'server-added': ({ name }) => `the server ${quote(name)} is new`,
};

function limits(relation: string, noun?: string): FlowSentence {
  const bound = (value: unknown) =>
    value === undefined || (value === 0 && relation === 'at least' && noun !== undefined)
      ? undefined
      : `${exclusively(relation, value)}${noun === undefined ? '' : ` ${plural(noun, value)}`}`;
  const verb = noun === undefined ? 'be' : 'have';
  return ({ from, to }) => {
    const [before, after] = [bound(from), bound(to)];
    if (after === undefined) return `need not ${verb} ${before} any more`;
    return `must ${verb} ${after}, and ${before === undefined ? 'had no such limit' : `it was ${before}`}`;
  };
}

function formats(verb: string): FlowSentence {
  return ({ from, to }) => `${verb} have the format ${quote(to)}, and had ${quote(from)}`;
}

/** How many items satisfy `contains`. */
function counts(relation: string): FlowSentence {
  const size = (count: unknown) => (count === undefined ? 'any number' : `${relation} ${count}`);
  return ({ from, to }) =>
    `must have ${size(to)} of the items that "contains" is about, and it was ${size(from)}`;
}

/** `not 3` is the limit 3 without 3 itself. */
function exclusively(relation: string, value: unknown): string {
  const text = String(value);
  if (!text.startsWith('not ')) return `${relation} ${text}`;
  return `${relation === 'at least' ? 'more than' : 'less than'} ${text.slice(4)}`;
}

function plural(noun: string, count: unknown): string {
  if (count === 1) return noun;
  return noun === 'property' ? 'properties' : `${noun}s`;
}

function multiples({ from, to }: ChangeArguments): string {
  if (to === '') return `need not be a multiple of ${from} any more`;
  return `must be a multiple of ${to}${from === '' ? '' : `, and was one of ${from}`}`;
}

function types(names: unknown): string {
  const list = Array.isArray(names) ? names : [];
  return list.length === 7 || list.length === 6 ? 'anything' : list.join(' or ') || 'nothing';
}

function values(list: unknown): string {
  return Array.isArray(list) ? list.map((value) => quote(value)).join(', ') : quote(list);
}
