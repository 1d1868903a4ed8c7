import { expect, test } from 'vitest';
import { type Finding, type FindingCode, findingCodes } from '../../src/finding.ts';
import { sectionOf } from '../../src/report/section.ts';

/** Codes that are based on a setting or a file of the user, and on no specification. */
const own: ReadonlySet<FindingCode> = new Set([
  ...(['answer-slow', 'deviation-expired', 'deviation-gone', 'operation-uncalled'] as const),
  ...(['status-unexpected'] as const),
  ...(['not-checked', 'document-unreadable', 'document-invalid', 'example-invalid'] as const),
]);

function found(code: FindingCode, args: object = {}, place?: Finding['place']): Finding {
  const { severity } = findingCodes[code];
  return { code, severity, at: undefined, place, args } as Finding;
}

const violations = (Object.keys(findingCodes) as FindingCode[]).filter(
  (code) => findingCodes[code].severity === 'violation',
);

test.each(violations)(
  'the violation %s names the text that is broken, where there is one',
  (code) => {
    expect(sectionOf(found(code)) === undefined).toBe(own.has(code));
  },
);

test.each([
  [500, 'RFC 9110 section 15.6'],
  [401, 'OpenAPI, Security Requirement Object; RFC 9110 section 15.5.2'],
  [403, 'OpenAPI, Security Requirement Object; RFC 9110 section 15.5.4'],
  [412, 'RFC 9110 sections 13.1.1 and 15.5.13'],
  [422, 'OpenAPI, Responses Object; RFC 9110 section 15.5'],
])('a refusal with %i rests on what the status means', (received, section) => {
  expect(sectionOf(found('request-refused', { received }))).toBe(section);
});

test.each(['list-incomplete', 'page-repeated', 'page-skipped', 'item-repeated'] as const)(
  '%s is promised by no text, and so is an advisory',
  (code) => {
    expect(findingCodes[code].severity).toBe('advisory');
    expect(sectionOf(found(code))).toBeUndefined();
  },
);
