import type { Operation, Parameter } from '../api/model.ts';
import type { Finding } from '../finding.ts';
import type { HttpHeaders } from '../http/exchange.ts';
import { valuesAt } from '../judge/judged.ts';
import type { JudgedParameters } from '../judge/parameter.ts';
import { kept } from './cache.ts';
import { violationsOf } from './problems.ts';

/**
 * The WWW-Authenticate field of a 401 (RFC 9110 section 11.6.1); API keys have no registered
 * scheme.
 */
export function challengeOf(operation: Operation, statuses: readonly number[]): HttpHeaders {
  if (!statuses.includes(401)) return {};
  const schemes = operation.security.flatMap((requirement) =>
    requirement.flatMap(({ scheme: { credential } }) =>
      credential.type === 'http' ? [challenge(credential.scheme)] : [],
    ),
  );
  return schemes.length === 0 ? {} : { 'www-authenticate': [...new Set(schemes)].join(', ') };
}

function challenge(scheme: string): string {
  const name = scheme.charAt(0).toUpperCase() + scheme.slice(1);
  return scheme === 'basic' || scheme === 'digest' ? `${name} realm="*"` : name;
}

const maximumHeader = 4000;

/** The violations in Prism's header field, for bodies that cannot contain them. */
export function violationHeader(violations: readonly Finding[]): HttpHeaders {
  const kept = violationsOf(violations).map(({ contract: _, location, ...violation }, index) => ({
    location: [violations[index]!.place?.part ?? 'request', ...location],
    ...violation,
  }));
  return violationField(kept);
}

/** Names the deprecated parameters of a request, as Prism does. */
export function deprecationHeader({ parameters }: Operation, sent: JudgedParameters): HttpHeaders {
  const known = deprecated(parameters);
  if (known.length === 0) return noFields;
  const warnings = known
    .filter(({ in: place, name }) => valuesAt(sent, place)[name] !== undefined)
    .map(({ in: place, name }) => ({
      location: ['request', place, name],
      severity: 'Warning',
      code: 'deprecated',
      message: `${place.charAt(0).toUpperCase()}${place.slice(1)} param ${name} is deprecated`,
    }));
  return violationField(warnings);
}

const noFields: HttpHeaders = {};

const deprecated = kept((parameters: readonly Parameter[]) =>
  parameters.filter((parameter) => parameter.deprecated),
);

/** How many violations a field lists at most. */
export function violationField(violations: readonly object[]): HttpHeaders {
  const kept = [...violations];
  for (; kept.length > 0; kept.pop()) {
    // Fields are ASCII; JSON can escape everything else.
    const text = JSON.stringify(kept).replace(
      /[\u007f-\uffff]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
    if (text.length <= maximumHeader) return { 'sl-violations': text };
  }
  return {};
}
