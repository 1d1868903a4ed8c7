import type { Dialect } from '../api/model.ts';
import type { Finding } from '../finding.ts';

/**
 * Undescribed input that a provider may accept, because no specification forbids it. Each kind has
 * the section that leaves it open. The finding is an advisory.
 */
export const leniencies = {
  style:
    'OpenAPI says how a value is written in its style, and not what other texts mean (3.1 section 4.8.12.3)',
  name: 'OpenAPI does not say whether another name in a query belongs to a parameter (3.1 section 4.8.12.3)',
  'content-type': 'a recipient may look at a content without Content-Type (RFC 9110 section 8.3)',
  'utf-8': 'a parser may accept texts that are not JSON (RFC 8259 section 9)',
  'path-value': 'the contract describes a missing item, and not how a value is refused',
  format: 'a format is an annotation (JSON Schema Validation 2020-12 section 7.2.1)',
} as const;

/** Which advisories are reported: by the name of a leniency, or the code of a finding. */
export type Advisories = Readonly<Record<string, boolean>>;

/** Whether advisories of a kind are reported; leniencies are off by default. */
export function adviserOf(advisories: Advisories = {}): (kind: string) => boolean {
  return (kind) =>
    Object.hasOwn(advisories, kind) ? advisories[kind]! : !Object.hasOwn(leniencies, kind);
}

export type Leniency = keyof typeof leniencies;

/**
 * Which breaches of a `format` are violations: all, none, or those of formats that the dialect
 * defines.
 */
export type FormatPolicy = 'assert' | 'annotate' | 'dialect';

/** The formats that OpenAPI 3.0 defines itself (3.0.4 section 4.4). */
const ownFormats = new Set([
  'int32',
  'int64',
  'float',
  'double',
  'byte',
  'binary',
  'date',
  'date-time',
]);

/** Recognizes findings about formats that are only annotations by a policy, in a dialect. */
export function annotationsOf(policy: FormatPolicy, dialect: Dialect) {
  return ({ args: { keyword, expected } }: Pick<Finding, 'args'>): boolean => {
    if (keyword !== 'format' || policy === 'assert') return false;
    return policy === 'annotate' || dialect !== '3.0' || !ownFormats.has(String(expected));
  };
}
