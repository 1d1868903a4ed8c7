import type { FindingCode } from '../finding.ts';

/** Our findings about a contract that redocly.yaml configures like Redocly's rules. */
export const ownRules = [
  'document-invalid',
  'schema-uncompilable',
  'pattern-unreadable',
  'not-checked',
  'keyword-unfit',
  'path-with-query',
  'example-invalid',
] as const satisfies readonly FindingCode[];

export function isOwnRule(name: string): boolean {
  return (ownRules as readonly string[]).includes(name);
}

/** The possible settings of a rule. */
export const severities = ['error', 'warn', 'off'] as const;

export type RuleSeverity = (typeof severities)[number];

/** The severity in a setting, alone or beside options; `undefined` if it is missing. */
export function severityIn(setting: unknown): unknown {
  if (typeof setting !== 'object' || setting === null) return setting;
  return (setting as { readonly severity?: unknown }).severity;
}

export function isSeverity(value: unknown): value is RuleSeverity {
  return (severities as readonly unknown[]).includes(value);
}
