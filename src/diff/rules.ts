import { type ApiRule, type ApiRuleId, apiRules } from './api-rules.ts';
import { type Effect, type FlowKind, type FlowRule, flowRules } from './flow-rules.ts';
import type { ChangeSeverity, Flow } from './severity.ts';

export type RuleId = ApiRuleId | `${Flow}-${FlowKind}`;

/**
 * A rule of changes by its id: for the API as a whole, or for a kind of change in one direction.
 */
export type Rule = { readonly title: string; readonly severity: ChangeSeverity } & (
  | { readonly flow: undefined; readonly kind: ApiRuleId }
  | { readonly flow: Flow; readonly kind: FlowKind; readonly effect: Effect }
);

/** Every rule there is by its id. */
export const rules: ReadonlyMap<RuleId, Rule> = new Map<RuleId, Rule>([
  ...(Object.entries(apiRules) as [ApiRuleId, ApiRule][]).map(([kind, rule]): [RuleId, Rule] => [
    kind,
    { ...rule, flow: undefined, kind },
  ]),
  ...(Object.entries(flowRules) as [FlowKind, FlowRule][]).flatMap(([kind, rule]) =>
    (['request', 'response'] as const).map((flow): [RuleId, Rule] => [
      `${flow}-${kind}`,
      { title: rule.title, severity: rule[flow], effect: rule.effect, flow, kind },
    ]),
  ),
]);
