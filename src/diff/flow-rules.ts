import type { ChangeSeverity } from './severity.ts';

/**
 * How the set of valid values changes: fewer, more, others, or the same. `undecided` cannot be
 * compared; then a value decides that only one version allows.
 */
export type Effect = 'fewer' | 'more' | 'others' | 'same' | 'undecided';

/**
 * The kind of candidates for a proof, from `candidates.ts`. A rule without a kind tries samples
 * only.
 */
export type Proof =
  | 'alternatives'
  | 'array-size'
  | 'branch'
  | 'equal-items'
  | 'listed-value'
  | 'multiple'
  | 'named-values'
  | 'null'
  | 'number'
  | 'object-size'
  | 'property'
  | 'text-length'
  | 'type';

/** A rule about parts that are sent in either direction. */
export interface FlowRule {
  readonly title: string;
  readonly request: ChangeSeverity;
  readonly response: ChangeSeverity;
  readonly effect: Effect;
  readonly proof: Proof | undefined;
}

/** Fewer messages are valid. A request may now be refused; answers stay valid. */
function narrows(title: string, proof?: Proof): FlowRule {
  return { title, request: 'breaking', response: 'compatible', effect: 'fewer', proof };
}

/** More messages are valid. Every request is still accepted; an answer may be new. */
function widens(title: string, proof?: Proof): FlowRule {
  return { title, request: 'compatible', response: 'breaking', effect: 'more', proof };
}

/** Some messages are no longer valid, and others have become valid. */
function replaces(title: string, proof?: Proof): FlowRule {
  return { title, request: 'breaking', response: 'breaking', effect: 'others', proof };
}

/** The messages keep the contract as before. */
function harmless(title: string, proof?: Proof): FlowRule {
  return { title, request: 'compatible', response: 'compatible', effect: 'same', proof };
}

/** The messages are valid as before, but have another meaning for some programs. */
function doubtful(title: string, proof?: Proof): FlowRule {
  return { title, request: 'dangerous', response: 'dangerous', effect: 'same', proof };
}

/** Only a value can decide whether more or fewer messages are valid. */
function undecided(title: string, proof?: Proof): FlowRule {
  return { title, request: 'dangerous', response: 'dangerous', effect: 'undecided', proof };
}

/**
 * Rules about parts that are sent in either direction; each gives a rule for requests and one for
 * responses.
 */
export const flowRules = {
  'type-narrowed': narrows('A type is no longer allowed', 'type'),
  'type-widened': widens('A type is allowed in addition', 'type'),
  'type-replaced': replaces('The type is another one', 'type'),
  'null-forbidden': narrows('null is no longer allowed', 'null'),
  'null-allowed': widens('null is allowed', 'null'),
  'enum-added': narrows('Only listed values are allowed', 'named-values'),
  'enum-removed': widens('Values are no longer limited to a list', 'named-values'),
  'enum-value-removed': narrows('A listed value is no longer allowed', 'listed-value'),
  'enum-value-added': {
    ...widens('A value is listed in addition', 'listed-value'),
    response: 'dangerous',
  },
  'extensible-value-added': harmless('A list that may grow has an additional value'),
  'extensible-value-removed': {
    ...doubtful('A list that may grow has lost a value'),
    response: 'compatible',
  },
  'const-changed': replaces('The one allowed value is another one', 'listed-value'),
  'minimum-raised': narrows('Small numbers are no longer allowed', 'number'),
  'minimum-lowered': widens('Smaller numbers are allowed', 'number'),
  'maximum-lowered': narrows('Large numbers are no longer allowed', 'number'),
  'maximum-raised': widens('Larger numbers are allowed', 'number'),
  'min-length-raised': narrows('Short texts are no longer allowed', 'text-length'),
  'min-length-lowered': widens('Shorter texts are allowed', 'text-length'),
  'max-length-lowered': narrows('Long texts are no longer allowed', 'text-length'),
  'max-length-raised': widens('Longer texts are allowed', 'text-length'),
  'min-items-raised': narrows('Short arrays are no longer allowed', 'array-size'),
  'min-items-lowered': widens('Shorter arrays are allowed', 'array-size'),
  'max-items-lowered': narrows('Long arrays are no longer allowed', 'array-size'),
  'max-items-raised': widens('Longer arrays are allowed', 'array-size'),
  'min-properties-raised': narrows(
    'Objects with few properties are no longer allowed',
    'object-size',
  ),
  'min-properties-lowered': widens('Objects with fewer properties are allowed', 'object-size'),
  'max-properties-lowered': narrows(
    'Objects with many properties are no longer allowed',
    'object-size',
  ),
  'max-properties-raised': widens('Objects with more properties are allowed', 'object-size'),
  'multiple-of-narrowed': narrows('Numbers must be multiples, or coarser ones', 'multiple'),
  'multiple-of-widened': widens('Numbers need not be multiples, or may be finer ones', 'multiple'),
  'multiple-of-replaced': replaces('Numbers must be multiples of another number', 'multiple'),
  'min-contains-raised': narrows('More items must satisfy `contains`', 'array-size'),
  'min-contains-lowered': widens('Fewer items must satisfy `contains`', 'array-size'),
  'max-contains-lowered': narrows('Fewer items may satisfy `contains`', 'array-size'),
  'max-contains-raised': widens('More items may satisfy `contains`', 'array-size'),
  'unique-items-added': narrows('Items must differ', 'equal-items'),
  'unique-items-removed': widens('Items need not differ', 'equal-items'),
  'pattern-added': narrows('Texts must match a pattern', 'named-values'),
  'pattern-removed': widens('Texts need not match a pattern', 'named-values'),
  'pattern-changed': undecided('Texts must match another pattern', 'named-values'),
  'format-added': narrows('Texts or numbers must have a format', 'named-values'),
  'format-removed': widens('Texts or numbers need not have a format', 'named-values'),
  'format-narrowed': narrows('The format allows less', 'named-values'),
  'format-widened': widens('The format allows more', 'named-values'),
  'format-replaced': replaces('The format is another one', 'named-values'),
  'format-meaning-changed': undecided('A format that nothing checks has changed', 'named-values'),
  'property-required': narrows('A property is required', 'property'),
  'property-optional': widens('A property is no longer required', 'property'),
  'property-added': harmless('A property is described in addition', 'property'),
  'property-added-to-closed': widens('A property is allowed where no others were', 'property'),
  'property-removed': doubtful('A property is no longer described', 'property'),
  'property-removed-from-closed': {
    ...narrows('A property is no longer allowed', 'property'),
    response: 'dangerous',
  },
  'property-became-read-only': {
    ...doubtful('A property is read-only', 'property'),
    response: 'compatible',
    effect: 'fewer',
  },
  'property-no-longer-read-only': harmless('A property is no longer read-only', 'property'),
  'property-became-write-only': {
    ...doubtful('A property is write-only', 'property'),
    effect: 'fewer',
  },
  'property-no-longer-write-only': {
    ...widens('A property is no longer write-only', 'property'),
    response: 'dangerous',
  },
  'property-deprecated': harmless('A property is deprecated'),
  'property-removed-before-sunset': replaces('A property is removed before its sunset', 'property'),
  'property-removed-after-sunset': harmless('A property is removed after its sunset', 'property'),
  'properties-closed': narrows(
    'Properties that are not described are no longer allowed',
    'property',
  ),
  'properties-opened': widens('Properties that are not described are allowed', 'property'),
  'branch-removed': narrows('An alternative is no longer allowed', 'branch'),
  'branch-added': widens('An alternative is allowed in addition', 'branch'),
  'branch-merged': harmless(
    'An alternative is removed, and another one allows what it did',
    'branch',
  ),
  'branch-split': {
    ...harmless('An alternative is added, and another one allowed what it does', 'branch'),
    response: 'dangerous',
  },
  'alternatives-added': narrows('A value must match one of several alternatives', 'alternatives'),
  'alternatives-removed': widens('A value need no longer match an alternative', 'alternatives'),
  'alternatives-made-exclusive': narrows(
    'A value must match exactly one of the alternatives',
    'alternatives',
  ),
  'alternatives-made-inclusive': widens(
    'A value may match several of the alternatives',
    'alternatives',
  ),
  'discriminator-changed': doubtful('The discriminator tells alternatives apart in another way'),
  'discriminator-value-removed': {
    ...narrows('The discriminator no longer has a value'),
    response: 'dangerous',
  },
  'discriminator-value-added': harmless('The discriminator has an additional value'),
  'default-changed': { ...doubtful('The default is another one'), response: 'compatible' },
  'default-added': harmless('There is a default'),
  'default-removed': { ...doubtful('There is no default any more'), response: 'compatible' },
  'default-unused': harmless('The default of a required value has changed'),
  'schema-added': narrows('A value that was free has a schema', 'named-values'),
  'schema-removed': widens('A value has no schema any more', 'named-values'),
  'schema-forbidden': narrows('No value is allowed any more', 'named-values'),
  'xml-changed': {
    ...replaces('A value is written in XML in another way'),
    effect: 'same',
  },
  'condition-added': narrows('A condition must hold in addition', 'named-values'),
  'condition-removed': widens('A condition need not hold any more', 'named-values'),
  'schema-undecided': undecided(
    'A keyword has changed, and the effect cannot be decided',
    'named-values',
  ),
  'values-refused': replaces(
    'A value shows that less is allowed, or more is answered',
    'named-values',
  ),
  'parameter-added-required': narrows('A parameter is added and required'),
  'parameter-added-optional': harmless('A parameter is added'),
  'parameter-removed': doubtful('A parameter is no longer described'),
  'parameter-became-required': narrows('A parameter is required'),
  'parameter-became-optional': widens('A parameter is no longer required'),
  'parameter-moved': replaces('A parameter is sent in another place'),
  'parameter-style-changed': replaces('A parameter is written in another style'),
  'parameter-repeatable': widens('A parameter may occur several times'),
  'parameter-empty-allowed': widens('A parameter may be empty'),
  'parameter-empty-forbidden': narrows('A parameter may no longer be empty'),
  'parameter-reserved-changed': doubtful('Reserved characters are written in another way'),
  'parameter-deprecated': harmless('A parameter is deprecated'),
  'parameter-removed-before-sunset': replaces('A parameter is removed before its sunset'),
  'parameter-removed-after-sunset': harmless('A parameter is removed after its sunset'),
  'sunset-added': harmless('A deprecated parameter or property has a sunset'),
  'sunset-removed': doubtful('A deprecated parameter or property has no sunset any more'),
  'sunset-earlier': doubtful('The sunset of a parameter or property is earlier'),
  'sunset-later': harmless('The sunset of a parameter or property is later'),
  'sunset-unreadable': replaces('The sunset of a parameter or property is not a date'),
  'body-added-required': narrows('A body is described and required'),
  'body-added-optional': harmless('A body is described'),
  'body-removed': replaces('A body is no longer described'),
  'body-became-required': narrows('A body is required'),
  'body-became-optional': widens('A body is no longer required'),
  'media-type-added': harmless('A media type is described in addition'),
  // A client that asks for the media type no longer gets it, so both requests and answers break.
  'media-type-removed': replaces('A media type is no longer described'),
  'media-range-narrowed': narrows('A range of media types includes fewer of them'),
  'encoding-changed': doubtful('A property of a form or multipart body is written in another way'),
} as const satisfies Record<string, FlowRule>;

export type FlowKind = keyof typeof flowRules;
