import type { Operation, Parameter } from '../api/model.ts';
import { parseJson } from '../body/json.ts';
import type { Finding } from '../finding.ts';
import type { HttpHeaders } from '../http/exchange.ts';
import { valuesAt } from '../judge/judged.ts';
import type { JudgedParameters } from '../judge/parameter.ts';
import { kept } from './cache.ts';
import { locationInExchange, violationsOf } from './problems.ts';

const maximumHeader = 4000;

/** The violations in Prism's header field, for bodies that cannot contain them. */
export function violationHeader(violations: readonly Finding[]): HttpHeaders {
  const kept = violationsOf(violations).map(({ contract: _, ...violation }, index) => ({
    ...violation,
    location: locationInExchange(violation, violations[index]!),
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

/** The fields of a message and more; `sl-violations` lists the violations of both. */
export function withViolations(headers: HttpHeaders, more: HttpHeaders): HttpHeaders {
  const [own, others] = [headers, more].map((one) => listed(one['sl-violations']));
  const joined = own && others && violationField([...own, ...others]);
  return { ...more, ...headers, ...joined };
}

/** The violations in a field; a handler may send any text in it. */
function listed(field: HttpHeaders[string]): readonly object[] | undefined {
  if (typeof field !== 'string') return undefined;
  const parsed = parseJson(field);
  return parsed.ok && Array.isArray(parsed.value) ? parsed.value : undefined;
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
