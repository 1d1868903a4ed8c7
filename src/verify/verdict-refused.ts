import { type Finding, finding, type Severity } from '../finding.ts';
import { messageOf } from '../report/message.ts';
import {
  type AnsweredStep,
  advises,
  crashSeverity,
  type ExpectationVerdict,
  inStatus,
  isAsPaired,
  type VerdictOptions,
} from './answered-step.ts';
import type { Expectation } from './case.ts';
import type { Leniency } from './leniency.ts';
import { documentedRefusals, isUnrelated } from './refusal.ts';

/** A request with one violation in it: that a contract describes how it is refused is a promise. */
export function judgeRefused(
  answered: AnsweredStep,
  { because, leniency, pairing }: Expectation & { readonly kind: 'refused' },
  options: VerdictOptions,
): ExpectationVerdict {
  const { step, judged } = answered;
  const { operation } = step;
  const { status } = judged.exchange.response;
  const described = judged.response.findings;
  const withoutStatus = described.filter(({ code }) => code !== 'status-undocumented');
  const reason = messageOf(because);
  if (pairing?.isRefusal && isAsPaired(answered, pairing)) {
    return { findings: described, unrelated: undefined };
  }
  if (status >= 500) {
    const isDescribed = withoutStatus.length === described.length;
    const args = { received: status, reason, name: because.code };
    const crashed = finding('request-crashed', operation.at, inStatus, args);
    const severity = isDescribed ? 'advisory' : crashSeverity(options);
    return {
      findings: [{ ...crashed, severity }, ...withoutStatus],
      unrelated: `${status}: the provider failed before it could be seen what it refuses`,
    };
  }
  if (status >= 400) {
    const aside = isUnrelated(status, because)
      ? `${status}: it was refused for another reason than the one that was tried`
      : undefined;
    return { findings: described, unrelated: aside };
  }
  // A redirect to the login is a valid refusal.
  if (status >= 300 && because.place?.in === 'security') {
    return { findings: described, unrelated: undefined };
  }
  // A redirect that is not described says neither yes nor no (RFC 9110 section 15.4).
  if (status >= 300 && withoutStatus.length < described.length) {
    const unrelated = `${status}: it redirects, which says neither that it was accepted nor that it was refused`;
    return { findings: described, unrelated };
  }
  const known = documentedRefusals(operation, because);
  const accepted = finding('request-accepted', because.at, because.place, {
    ...because.args,
    received: status,
    reason,
    known,
  });
  const lenient = leniency ?? leniencyOf(because, known, options);
  if (lenient !== undefined) {
    const advisories = advises(options, lenient)
      ? [{ ...accepted, severity: 'advisory' } as const]
      : [];
    return { findings: [...advisories, ...withoutStatus], unrelated: undefined };
  }
  const isPromised = known.length > 0 && because.severity === 'violation';
  const severity: Severity = isPromised ? 'violation' : 'undocumented';
  return { findings: [{ ...accepted, severity }, ...withoutStatus], unrelated: undefined };
}

/** The rule that no text fixes about a value that breaks its schema, in any part of a request. */
function leniencyOf(
  because: Finding,
  known: readonly string[],
  options: VerdictOptions,
): Leniency | undefined {
  if (options.isAnnotation?.(because)) return 'format';
  const isAbsence = because.place?.in === 'path' && known.length > 0;
  return isAbsence && known.every((status) => status === '404') ? 'path-value' : undefined;
}
