import type { ApprovedChange, ChangeSettings } from '../configuration.ts';
import { didYouMeanOneOf } from '../nearest-name.ts';
import { type RuleId, rules } from './rules.ts';
import type { ChangeSeverity } from './severity.ts';

/** A project's rules for changes: severities, and approved changes. */
export interface ChangePolicy {
  readonly severities: Readonly<Partial<Record<RuleId, ChangeSeverity>>>;
  readonly approved: readonly ApprovedChange[];
}

/** The policy in some settings; a text if a setting names no rule. */
export function policyOf({
  severities = {},
  approved = [],
}: ChangeSettings): ChangePolicy | string {
  for (const rule of [...Object.keys(severities), ...approved.map((one) => one.rule)]) {
    if (!rules.has(rule as RuleId)) {
      const meant = didYouMeanOneOf(rule, [...rules.keys()]);
      return `there is no rule "${rule}"${meant}; docs/diff.md lists them`;
    }
  }
  return { severities, approved };
}
