/**
 * - `breaking`: somebody who keeps BASE is let down by REVISION;
 * - `dangerous`: it may let somebody down, or what it means cannot be decided;
 * - `compatible`: nobody who keeps BASE can tell, or what is new is only offered.
 */
export type ChangeSeverity = 'breaking' | 'dangerous' | 'compatible';

/**
 * Which way a message flows: a `request` to the provider, who may ask for less than before, or a
 * `response` from it, which may promise more. What a webhook or callback sends flows as a response.
 */
export type Flow = 'request' | 'response';

export interface Rule {
  readonly title: string;
  readonly severity: ChangeSeverity;
}

interface FlowRule {
  readonly title: string;
  readonly request: ChangeSeverity;
  readonly response: ChangeSeverity;
}

/** Fewer messages keep the contract. A request that was right may be refused; answers are as before. */
function narrows(title: string, response: ChangeSeverity = 'compatible'): FlowRule {
  return { title, request: 'breaking', response };
}

/** More messages keep the contract. Every request is accepted as before; an answer may be new. */
function widens(title: string, response: ChangeSeverity = 'breaking'): FlowRule {
  return { title, request: 'compatible', response };
}

/** Some messages keep the contract no longer, and others do now. */
function replaces(title: string): FlowRule {
  return { title, request: 'breaking', response: 'breaking' };
}

/** Whether more or fewer messages keep the contract cannot be decided. */
function undecided(title: string): FlowRule {
  return { title, request: 'dangerous', response: 'dangerous' };
}

/** The same messages keep the contract. */
function harmless(title: string): FlowRule {
  return { title, request: 'compatible', response: 'compatible' };
}

/** Rules about what is sent either way; each gives a rule of requests and one of responses. */
export const flowRules = {
  'type-narrowed': narrows('A type is no longer allowed'),
  'type-widened': widens('A type is allowed in addition'),
  'type-replaced': replaces('The type is another one'),
  'null-forbidden': narrows('null is no longer allowed'),
  'null-allowed': widens('null is allowed'),
  'enum-added': narrows('Only listed values are allowed'),
  'enum-removed': widens('Values are no longer limited to a list'),
  'enum-value-removed': narrows('A listed value is no longer allowed'),
  'enum-value-added': widens('A value is listed in addition', 'dangerous'),
  'const-changed': replaces('The one allowed value is another one'),
  'minimum-raised': narrows('Small numbers are no longer allowed'),
  'minimum-lowered': widens('Smaller numbers are allowed'),
  'maximum-lowered': narrows('Large numbers are no longer allowed'),
  'maximum-raised': widens('Larger numbers are allowed'),
  'min-length-raised': narrows('Short texts are no longer allowed'),
  'min-length-lowered': widens('Shorter texts are allowed'),
  'max-length-lowered': narrows('Long texts are no longer allowed'),
  'max-length-raised': widens('Longer texts are allowed'),
  'min-items-raised': narrows('Short arrays are no longer allowed'),
  'min-items-lowered': widens('Shorter arrays are allowed'),
  'max-items-lowered': narrows('Long arrays are no longer allowed'),
  'max-items-raised': widens('Longer arrays are allowed'),
  'min-properties-raised': narrows('Objects with few properties are no longer allowed'),
  'min-properties-lowered': widens('Objects with fewer properties are allowed'),
  'max-properties-lowered': narrows('Objects with many properties are no longer allowed'),
  'max-properties-raised': widens('Objects with more properties are allowed'),
  'multiple-of-narrowed': narrows('Numbers must be multiples, or coarser ones'),
  'multiple-of-widened': widens('Numbers need not be multiples, or may be finer ones'),
  'multiple-of-replaced': replaces('Numbers must be multiples of another number'),
  'min-contains-raised': narrows('More items must satisfy `contains`'),
  'min-contains-lowered': widens('Fewer items must satisfy `contains`'),
  'max-contains-lowered': narrows('Fewer items may satisfy `contains`'),
  'max-contains-raised': widens('More items may satisfy `contains`'),
  'unique-items-added': narrows('Items must differ'),
  'unique-items-removed': widens('Items need not differ'),
  'pattern-added': narrows('Texts must match a pattern'),
  'pattern-removed': widens('Texts need not match a pattern'),
  'pattern-changed': undecided('Texts must match another pattern'),
  'format-added': narrows('Texts or numbers must have a format'),
  'format-removed': widens('Texts or numbers need not have a format'),
  'format-narrowed': narrows('The format allows less'),
  'format-widened': widens('The format allows more'),
  'format-replaced': replaces('The format is another one'),
  'format-meaning-changed': undecided('A format that nothing checks has changed'),
  'property-required': narrows('A property is required'),
  'property-optional': widens('A property is no longer required'),
  'property-added': harmless('A property is described in addition'),
  'property-added-to-closed': widens('A property is allowed where no others were'),
  'property-removed': undecided('A property is no longer described'),
  'property-removed-from-closed': narrows('A property is no longer allowed', 'dangerous'),
  'property-became-read-only': { ...undecided('A property is read-only'), response: 'compatible' },
  'property-no-longer-read-only': harmless('A property is no longer read-only'),
  'property-became-write-only': undecided('A property is write-only'),
  'property-no-longer-write-only': widens('A property is no longer write-only', 'dangerous'),
  'property-deprecated': harmless('A property is deprecated'),
  'properties-closed': narrows('Properties that are not described are no longer allowed'),
  'properties-opened': widens('Properties that are not described are allowed'),
  'branch-removed': narrows('An alternative is no longer allowed'),
  'branch-added': widens('An alternative is allowed in addition'),
  'branch-merged': harmless('An alternative is removed, and another one allows what it did'),
  'branch-split': {
    ...harmless('An alternative is added, and another one allowed what it does'),
    response: 'dangerous',
  },
  'alternatives-added': narrows('One of several alternatives must be matched'),
  'alternatives-removed': widens('None of the alternatives must be matched any more'),
  'alternatives-made-exclusive': narrows('A value must match just one of the alternatives'),
  'alternatives-made-inclusive': widens('A value may match several of the alternatives'),
  'discriminator-changed': undecided('The discriminator tells alternatives apart in another way'),
  'discriminator-value-removed': narrows('The discriminator has a value less', 'dangerous'),
  'discriminator-value-added': harmless('The discriminator has a value more'),
  'default-changed': { ...undecided('The default is another one'), response: 'compatible' },
  'default-added': harmless('There is a default'),
  'default-removed': { ...undecided('There is no default any more'), response: 'compatible' },
  'schema-added': narrows('A value that was free has a schema'),
  'schema-removed': widens('A value has no schema any more'),
  'schema-forbidden': narrows('No value is allowed any more'),
  'condition-added': narrows('A condition must hold in addition'),
  'condition-removed': widens('A condition need not hold any more'),
  'schema-undecided': undecided('A keyword has changed, and what that means cannot be decided'),
  'values-refused': replaces('A value shows that less is allowed, or more is answered'),
  'parameter-added-required': narrows('A parameter is added and required'),
  'parameter-added-optional': harmless('A parameter is added'),
  'parameter-removed': undecided('A parameter is no longer described'),
  'parameter-became-required': narrows('A parameter is required'),
  'parameter-became-optional': widens('A parameter is no longer required'),
  'parameter-moved': replaces('A parameter is sent in another place'),
  'parameter-style-changed': replaces('A parameter is written in another style'),
  'parameter-repeatable': widens('A parameter may be there several times'),
  'parameter-empty-allowed': widens('A parameter may be empty'),
  'parameter-empty-forbidden': narrows('A parameter may no longer be empty'),
  'parameter-reserved-changed': undecided('Reserved characters are written otherwise'),
  'parameter-deprecated': harmless('A parameter is deprecated'),
  'body-added-required': narrows('A body is described and required'),
  'body-added-optional': harmless('A body is described'),
  'body-removed': { ...replaces('A body is no longer described') },
  'body-became-required': narrows('A body is required'),
  'body-became-optional': widens('A body is no longer required'),
  'media-type-added': harmless('A media type is described in addition'),
  // Who asks for a media type gets it no longer, so this lets requests down and answers, too.
  'media-type-removed': replaces('A media type is no longer described'),
  'encoding-changed': undecided('A property of a form or multipart body is written otherwise'),
} as const satisfies Record<string, FlowRule>;

const breaking = (title: string): Rule => ({ title, severity: 'breaking' });
const dangerous = (title: string): Rule => ({ title, severity: 'dangerous' });
const compatible = (title: string): Rule => ({ title, severity: 'compatible' });

/** Rules about the API as a whole, and about what only an answer has. */
export const apiRules = {
  'operation-added': compatible('An operation is added'),
  'operation-removed': breaking('An operation is removed'),
  'operation-removed-when-deprecated': dangerous('An operation that was deprecated is removed'),
  'operation-removed-before-sunset': breaking('An operation is removed before its sunset'),
  'operation-removed-after-sunset': compatible('An operation is removed after its sunset'),
  'operation-deprecated': compatible('An operation is deprecated'),
  'operation-no-longer-deprecated': compatible('An operation is no longer deprecated'),
  'operation-id-changed': compatible('An operation has another operationId'),
  'sunset-added': compatible('A deprecated operation has a sunset'),
  'sunset-removed': dangerous('A deprecated operation has no sunset any more'),
  'sunset-earlier': dangerous('The sunset is earlier'),
  'sunset-later': compatible('The sunset is later'),
  'webhook-added': compatible('A webhook is added'),
  'webhook-removed': breaking('A webhook is removed'),
  'webhook-media-type-added': breaking('A webhook or callback may send another media type'),
  'webhook-media-type-removed': compatible('A webhook or callback sends a media type no longer'),
  'webhook-status-added': compatible('A webhook or callback may be answered by another status'),
  'callback-added': compatible('A callback is added'),
  'callback-removed': breaking('A callback is removed'),
  'success-status-added': dangerous('A success that nobody knew may be answered'),
  'error-status-added': compatible('An error is described in addition'),
  'success-status-removed': breaking('A success is no longer answered'),
  'error-status-removed': compatible('An error is no longer described'),
  'response-header-added': compatible('A response header is described'),
  'response-header-removed-required': breaking('A header that was always there is removed'),
  'response-header-removed-optional': dangerous('A header that may have been there is removed'),
  'response-header-became-required': compatible('A response header is always there'),
  'response-header-became-optional': breaking('A response header need not be there'),
  'response-header-style-changed': breaking('A response header is written in another style'),
  'response-link-removed': dangerous('A link is removed'),
  'response-link-added': compatible('A link is added'),
  'security-added': breaking('Who needed no credentials needs some'),
  'security-dropped': compatible('No credentials are needed any more'),
  'security-alternative-removed': breaking('Credentials that were enough are so no longer'),
  'security-alternative-added': compatible('Other credentials are accepted, too'),
  'security-scope-added': breaking('A scope is needed in addition'),
  'security-scope-removed': compatible('A scope is no longer needed'),
  'security-scheme-changed': breaking('A credential is sent in another way'),
  'server-removed': dangerous('A server is no longer named'),
  'server-added': compatible('A server is named in addition'),
} as const satisfies Record<string, Rule>;

export type FlowKind = keyof typeof flowRules;
export type ApiRuleId = keyof typeof apiRules;
export type RuleId = ApiRuleId | `${Flow}-${FlowKind}`;

/** Every rule there is by its id. */
export const rules: ReadonlyMap<RuleId, Rule> = new Map<RuleId, Rule>([
  ...(Object.entries(apiRules) as [ApiRuleId, Rule][]),
  ...(Object.entries(flowRules) as [FlowKind, FlowRule][]).flatMap(([kind, rule]) =>
    (['request', 'response'] as const).map((flow): [RuleId, Rule] => [
      `${flow}-${kind}`,
      { title: rule.title, severity: rule[flow] },
    ]),
  ),
]);
