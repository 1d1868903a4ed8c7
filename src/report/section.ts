import type { Finding, FindingCode } from '../finding.ts';

/**
 * The section of OpenAPI, JSON Schema or an RFC behind a finding: `OpenAPI 3.1, Responses Object`;
 * `undefined` for the project's own rules. Sections of OpenAPI are named, because their numbers
 * differ between versions.
 */
export function sectionOf(found: Finding): string | undefined {
  const { code, place, args } = found;
  if (args.keyword === 'If-Match') return 'RFC 9110 section 13.1.1';
  const isOfValue = code === 'value-invalid' || code === 'request-accepted';
  const assertion = isOfValue && args.keyword !== undefined ? args.keyword : undefined;
  if (assertion !== undefined && Object.hasOwn(keywords, assertion)) {
    const [wright, validation] = keywords[assertion]!;
    return versionOf(found) === ' 3.0'
      ? `OpenAPI 3.0, Schema Object; JSON Schema Validation (draft 5) section ${wright}`
      : `JSON Schema ${validation}`;
  }
  if (code === 'request-accepted') return requestSection(found);
  if (code === 'request-refused') return refusalSection(args.received);
  if (code === 'media-type-undocumented' || code === 'body-undocumented') {
    return openapi(found, place?.part === 'request' ? 'Request Body Object' : 'Response Object');
  }
  const rest = sections[code];
  return rest !== undefined && /Object$/.test(rest) ? openapi(found, rest) : rest;
}

function openapi(found: Finding, section: string): string {
  return `OpenAPI${versionOf(found)}, ${section}`;
}

/** The version of a finding's document; a file with a part of a contract does not state it. */
function versionOf({ at }: Finding): string {
  const root = at?.document.value as { readonly openapi?: unknown } | null | undefined;
  const version =
    typeof root?.openapi === 'string' ? /^\d+\.\d+/.exec(root.openapi)?.[0] : undefined;
  return version === undefined ? '' : ` ${version}`;
}

function requestSection(found: Finding): string {
  switch (found.place?.in) {
    case 'security':
      return openapi(found, 'Security Requirement Object');
    case 'body':
      return openapi(found, 'Request Body Object');
    case 'header':
      // The Content-Type field is no parameter.
      return openapi(
        found,
        found.place.name?.toLowerCase() === 'content-type'
          ? 'Request Body Object'
          : 'Parameter Object',
      );
    default:
      return openapi(found, 'Parameter Object');
  }
}

function refusalSection(status: unknown): string {
  if (typeof status === 'number' && status >= 500) return 'RFC 9110 section 15.6';
  if (status === 401) return 'OpenAPI, Security Requirement Object; RFC 9110 section 15.5.2';
  if (status === 403) return 'OpenAPI, Security Requirement Object; RFC 9110 section 15.5.4';
  if (status === 412) return 'RFC 9110 sections 13.1.1 and 15.5.13';
  return 'OpenAPI, Responses Object; RFC 9110 section 15.5';
}

/** By code, if neither a keyword nor a place in the exchange says more. */
const sections: Readonly<Partial<Record<FindingCode, string>>> = {
  'path-unknown': 'Paths Object',
  'method-unknown': 'Path Item Object',
  'parameter-missing': 'Parameter Object',
  'parameter-malformed': 'Parameter Object',
  'parameter-undocumented': 'Parameter Object',
  'security-unmet': 'Security Requirement Object',
  'body-missing': 'Request Body Object',
  'body-malformed': 'Media Type Object',
  'body-duplicate-key': 'RFC 8259 section 4',
  'byte-order-mark': 'RFC 8259 section 8.1',
  'content-not-checked': 'Media Type Object',
  'media-type-missing': 'RFC 9110 section 8.3',
  'status-undocumented': 'Responses Object',
  'success-undocumented': 'Responses Object',
  'request-crashed': 'RFC 9110 section 15.6',
  'operation-undocumented': 'Paths Object',
  'allow-incomplete': 'RFC 9110 section 15.5.6',
  'state-lost': 'RFC 9110 section 15.3.2',
  'state-stale': 'RFC 9110 sections 9.3.4 and 15.3.2; RFC 5789 section 2',
  'condition-ignored': 'RFC 9110 sections 13.1.2 and 15.4.5',
  'etag-kept': 'RFC 9110 section 8.8.1',
  'put-status': 'RFC 9110 section 9.3.4',
  'head-differs': 'RFC 9110 sections 8.6 and 9.3.2',
  'problem-status': 'RFC 9457 section 3.1.2',
  'deletion-lost': 'RFC 9110 section 9.3.5',
  'deletion-wide': 'RFC 9110 section 9.3.5',
  'id-repeated': 'RFC 9110 section 15.3.2',
  'absence-ignored': 'RFC 9110 section 15.5.5',
  'answer-unreadable': 'RFC 9112',
  'header-missing': 'Header Object',
  'header-malformed': 'Header Object',
  'value-invalid': 'Schema Object',
  'property-misplaced': 'Schema Object',
  'document-unsupported': 'OpenAPI Object',
  'reference-dangling': 'Reference Object',
  'response-missing': 'Responses Object',
  'path-with-query': 'Paths Object',
  'pattern-unreadable': 'JSON Schema Validation 2020-12 section 6.3.3',
  'schema-uncompilable': 'Schema Object',
  'keyword-unfit': 'JSON Schema Core 2020-12 section 7.6.1',
};

/** The sections of each keyword: of draft 5 (wright-00), on which 3.0 is based, and of 2020-12. */
const keywords: Readonly<Record<string, readonly [wright: string, latest: string]>> = {
  multipleOf: ['5.1', 'Validation 2020-12 section 6.2.1'],
  maximum: ['5.2', 'Validation 2020-12 section 6.2.2'],
  exclusiveMaximum: ['5.3', 'Validation 2020-12 section 6.2.3'],
  minimum: ['5.4', 'Validation 2020-12 section 6.2.4'],
  exclusiveMinimum: ['5.5', 'Validation 2020-12 section 6.2.5'],
  maxLength: ['5.6', 'Validation 2020-12 section 6.3.1'],
  minLength: ['5.7', 'Validation 2020-12 section 6.3.2'],
  pattern: ['5.8', 'Validation 2020-12 section 6.3.3'],
  items: ['5.9', 'Core 2020-12 section 10.3.1.2'],
  maxItems: ['5.10', 'Validation 2020-12 section 6.4.1'],
  minItems: ['5.11', 'Validation 2020-12 section 6.4.2'],
  uniqueItems: ['5.12', 'Validation 2020-12 section 6.4.3'],
  maxProperties: ['5.13', 'Validation 2020-12 section 6.5.1'],
  minProperties: ['5.14', 'Validation 2020-12 section 6.5.2'],
  required: ['5.15', 'Validation 2020-12 section 6.5.3'],
  properties: ['5.16', 'Core 2020-12 section 10.3.2.1'],
  additionalProperties: ['5.18', 'Core 2020-12 section 10.3.2.3'],
  enum: ['5.20', 'Validation 2020-12 section 6.1.2'],
  type: ['5.21', 'Validation 2020-12 section 6.1.1'],
  allOf: ['5.22', 'Core 2020-12 section 10.2.1.1'],
  anyOf: ['5.23', 'Core 2020-12 section 10.2.1.2'],
  oneOf: ['5.24', 'Core 2020-12 section 10.2.1.3'],
  not: ['5.25', 'Core 2020-12 section 10.2.1.4'],
  format: ['7', 'Validation 2020-12 section 7.2'],
  const: ['5', 'Validation 2020-12 section 6.1.3'],
  maxContains: ['5', 'Validation 2020-12 section 6.4.4'],
  minContains: ['5', 'Validation 2020-12 section 6.4.5'],
  contains: ['5', 'Core 2020-12 section 10.3.1.3'],
  prefixItems: ['5', 'Core 2020-12 section 10.3.1.1'],
  dependentRequired: ['5', 'Validation 2020-12 section 6.5.4'],
  propertyNames: ['5', 'Core 2020-12 section 10.3.2.4'],
  patternProperties: ['5', 'Core 2020-12 section 10.3.2.2'],
  unevaluatedProperties: ['5', 'Core 2020-12 section 11.3'],
  unevaluatedItems: ['5', 'Core 2020-12 section 11.2'],
  'false schema': ['5', 'Core 2020-12 section 4.3.2'],
};
